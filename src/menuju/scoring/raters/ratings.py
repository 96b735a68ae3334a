"""Who gave what to whom: one row per score, as read from a long file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.files import number, read_rows

COLUMNS = ("region", "item", "rater", "score")


@dataclass(frozen=True)
class Ratings:
    """Scores with the positions of their region, item and rater among the names."""

    regions: tuple[str, ...]
    items: tuple[str, ...]
    raters: tuple[str, ...]
    region: Ints
    item: Ints
    rater: Ints
    score: Floats
    source: str = ""
    rows: tuple[int, ...] = ()

    def matrix(self) -> Floats:
        """(raters, regions x items) What each rater gave each thing rated, NaN if nothing."""
        cells = np.full((len(self.raters), len(self.regions) * len(self.items)), np.nan)
        cells[self.rater, self.region * len(self.items) + self.item] = self.score
        return cells

    def blocks(self) -> list[list[str]]:
        """Raters that can be compared, in one list each: linked by regions they share."""
        leader = np.arange(len(self.raters))
        pairs = np.unique(np.column_stack([self.region, self.rater]), axis=0)
        for region in range(len(self.regions)):
            found = leader[pairs[pairs[:, 0] == region, 1]]
            leader[np.isin(leader, found)] = found.min()
        return [
            [self.raters[r] for r in np.flatnonzero(leader == block)]
            for block in np.unique(leader)
        ]

    def check_linked(self) -> None:
        """Refuse raters who share no region with the rest, even by way of others."""
        blocks = self.blocks()
        if len(blocks) > 1:
            odd = min(blocks, key=len)
            at = int(np.flatnonzero(self.rater == self.raters.index(odd[0]))[0])
            raise InputError(
                f"the raters fall into {len(blocks)} unlinked blocks"
                f" ({'; '.join(', '.join(block) for block in blocks)}), so severity"
                " cannot be told from the regions they happened to get",
                "let at least one rater of each block also rate a region of another",
                file=self.source or None,
                row=self.rows[at] if self.rows else None,
                column="rater",
            )


def rated(
    region: Sequence[str],
    item: Sequence[str],
    rater: Sequence[str],
    score: ArrayLike,
    source: str = "",
) -> Ratings:
    """Ratings from four columns of equal length, (scores,) each; sorted names."""
    found = [
        np.unique(np.asarray(names, dtype=str), return_inverse=True)
        for names in (region, item, rater)
    ]
    names = [tuple(str(n) for n in unique) for unique, _ in found]
    at = [np.asarray(where, dtype=np.int64) for _, where in found]
    given = np.asarray(score, dtype=np.float64)
    return Ratings(names[0], names[1], names[2], at[0], at[1], at[2], given, source)


def read_ratings(path: Path) -> Ratings:
    """Read a long file with the columns region, item, rater and score.

    Rows without a score are passed over.
    """
    rows = read_rows(path, COLUMNS)
    seen: dict[tuple[str, ...], int] = {}
    kept: list[tuple[str, ...]] = []
    scores, lines = [], []
    for row in rows:
        key = tuple(row[c].strip() for c in COLUMNS[:3])
        score = number(row["score"], path.name, row.line, "score")
        _check_row(key, row.line, path.name, seen)
        seen[key] = row.line
        if not np.isnan(score):
            kept.append(key)
            scores.append(score)
            lines.append(row.line)
    if not kept:
        raise InputError("there are no scores", "add a row for each", file=path.name)
    region, item, rater = zip(*kept, strict=True)
    found = rated(region, item, rater, scores, path.name)
    return replace(found, rows=tuple(lines))


def _check_row(
    key: tuple[str, ...], line: int, file: str, seen: dict[tuple[str, ...], int]
) -> None:
    for name, text in zip(COLUMNS[:3], key, strict=True):
        if not text:
            raise InputError(
                f"the {name} is missing", "name it", file=file, row=line, column=name
            )
    if key in seen:
        raise InputError(
            f"{key[2]} scored {key[1]} of {key[0]} twice (first in row {seen[key]})",
            "keep one of the two",
            file=file,
            row=line,
            column="score",
        )
