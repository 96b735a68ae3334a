"""Reading the pair of files: what is measured (iMeta) and the figures (iData)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import numpy as np

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.files import MISSING, Row, known, number, read_rows
from menuju.scoring.hierarchy import Element, Hierarchy

KINDS = ("Indicator", "Aggregate")
OTHERS = ("Group", "Denominator", "Other")


@dataclass(frozen=True, slots=True)
class Table:
    """Units by indicators, with what came along.

    ``values`` is (units, indicators), NaN where nothing is known. ``rows`` are the
    lines of the file, for messages; ``labels`` maps the other columns to their texts.
    """

    units: tuple[str, ...]
    codes: tuple[str, ...]
    values: Floats
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    rows: tuple[int, ...] = ()

    def having(self, values: Floats) -> Self:
        """The same units and indicators with other (units, indicators) values."""
        return replace(self, values=values)

    def only(self, keep: Sequence[int]) -> Self:
        """Some of the units."""
        chosen = [int(k) for k in keep]
        return replace(
            self,
            units=tuple(self.units[k] for k in chosen),
            values=self.values[chosen],
            labels={c: tuple(v[k] for k in chosen) for c, v in self.labels.items()},
            rows=tuple(self.rows[k] for k in chosen) if self.rows else (),
        )

    def times(self) -> list[Ints]:
        """(rows,) Positions of each time; one block of all where there is no Time."""
        times = self.labels.get("Time", ("",) * len(self.units))
        return [
            np.flatnonzero([t == time for t in times]) for time in dict.fromkeys(times)
        ]

    def row(self, unit: int) -> int | None:
        """The line of the file a unit was read from."""
        return self.rows[unit] if self.rows else None

    def numbers(self, column: str) -> Floats:
        """(units,) One of the other columns, as numbers."""
        return np.array(
            [
                number(text, self.source, self.row(u), column)
                for u, text in enumerate(self.label(column))
            ]
        )

    def label(self, column: str) -> tuple[str, ...]:
        """One of the other columns, as it stands."""
        if column not in self.labels:
            raise InputError(
                f"there is no column {column!r}",
                f"use one of {', '.join(self.labels) or 'none there are'}",
                file=self.source,
            )
        return self.labels[column]

    def groups(self, column: str) -> tuple[str, ...]:
        """One of the other columns, refused where a unit has no group."""
        names = self.label(column)
        for unit, name in enumerate(names):
            if name.lower() in MISSING:
                raise InputError(
                    f"the unit {self.units[unit]!r} has no group",
                    "name one, or group by another column",
                    file=self.source,
                    row=self.row(unit),
                    column=column,
                )
        return names


def read_meta(path: Path) -> Hierarchy:
    """The tree of an iMeta file.

    Columns ``iCode``, ``Level``, ``Parent``, ``Weight`` are needed; ``Direction``,
    ``Type``, ``Target``, ``Denominator``, ``Normalise`` and ``Transform`` are read if
    there. Rows without a level (groups, denominators, names) are passed over.
    """
    rows = read_rows(path, ("iCode", "Level", "Parent", "Weight"))
    described = [_element(row, path.name) for row in rows if _stands(row, path.name)]
    return Hierarchy.build(described, path.name)


def _stands(row: Row, file: str) -> bool:
    """Whether a row describes an element of the tree."""
    kind = known(row, "Type")
    if kind is not None and kind not in {*KINDS, *OTHERS}:
        raise InputError(
            f"there is no type {kind!r}",
            f"use one of {', '.join([*KINDS, *OTHERS])}",
            file=file,
            row=row.line,
            column="Type",
        )
    if kind in KINDS and known(row, "Level") is None:
        raise InputError(
            f"this {kind} has no level",
            "indicators stand at level 1, aggregates at whole levels above",
            file=file,
            row=row.line,
            column="Level",
        )
    return kind not in OTHERS and known(row, "Level") is not None


def _element(row: Row, file: str) -> Element:
    def figure(column: str) -> float:
        return number(row.get(column, ""), file, row.line, column)

    code, parent = known(row, "iCode"), known(row, "Parent")
    directed = known(row, "Direction") is not None
    if code is None:
        raise InputError(
            "a code is missing", "give one", file=file, row=row.line, column="iCode"
        )
    return Element(
        code=code,
        level=_level(row, code, file),
        parent=parent,
        weight=1.0 if parent is None else figure("Weight"),
        direction=_direction(figure("Direction"), given=directed),
        directed=directed,
        target=figure("Target"),
        denominator=known(row, "Denominator"),
        normalise=known(row, "Normalise") or "",
        transform=known(row, "Transform") or "",
        row=row.line,
    )


def _direction(figure: float, *, given: bool) -> int:
    """1 or -1; 1 where none is given, which is reported; 0, to be refused, else."""
    if not given:
        return 1
    return int(figure) if figure in {1.0, -1.0} else 0


def _level(row: Row, code: str, file: str) -> int:
    level = number(row["Level"], file, row.line, "Level")
    kind = known(row, "Type")
    fits = kind is None or (kind == "Indicator") == (level == 1)
    if level != np.floor(level) or level < 1 or not fits:
        raise InputError(
            f"level {level:g} does not suit {code!r}",
            "indicators stand at level 1, aggregates at whole levels above",
            file=file,
            row=row.line,
            column="Level",
        )
    return int(level)


def read_table(path: Path, indicators: Sequence[str]) -> Table:
    """The figures of an iData file: ``uCode``, one column per indicator, others as they are.

    Units of a panel (a column ``Time``) may come once for each time.
    """
    rows = read_rows(path, ("uCode", *indicators))
    units = [row["uCode"].strip() for row in rows]
    labels = {
        c: tuple(r[c].strip() for r in rows) for c in (rows[0] if rows else {}) if c
    }
    lines = tuple(row.line for row in rows)
    _unique(units, labels.get("Time"), path.name, lines)
    values = np.array(
        [
            [number(row[code], path.name, row.line, code) for code in indicators]
            for row in rows
        ]
    ).reshape(len(rows), len(indicators))
    others = {c: v for c, v in labels.items() if c not in indicators}
    return Table(tuple(units), tuple(indicators), values, others, path.name, lines)


def _unique(
    units: Sequence[str], times: Sequence[str] | None, file: str, lines: Sequence[int]
) -> None:
    if not units:
        raise InputError("there are no units", "add a row for each", file=file)
    seen: dict[tuple[str, str], int] = {}
    keys = zip(units, times or [""] * len(units), strict=True)
    for line, key in zip(lines, keys, strict=True):
        if not key[0] or key in seen:
            problem = (
                f"the unit {key[0]!r} comes twice" if key[0] else "a unit has no code"
            )
            raise InputError(
                problem,
                "give every row its own code (and Time, in a panel)",
                file=file,
                row=line,
                column="uCode",
            )
        seen[key] = line


def check_columns(table: Table) -> None:
    """Refuse an indicator without a single figure."""
    empty = np.flatnonzero(np.isnan(table.values).all(axis=0))
    if empty.size:
        raise InputError(
            "no unit has a value",
            "fill it or take the indicator out of the description",
            file=table.source,
            row=table.rows[0] if table.rows else None,
            column=table.codes[empty[0]],
        )
