"""Reading the pair of files: what is measured (iMeta) and the figures (iData)."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import numpy as np

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Element, Hierarchy

MISSING = frozenset({"", "na", "nan"})
HEADER_ROWS = 1

Row = Mapping[str, str]


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
        """The same units and indicators with other values."""
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
        """Positions of the rows of each time; one block of all where there is no Time."""
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


def read_rows(path: Path, needed: Sequence[str]) -> list[Row]:
    """The rows of a CSV file, which must have the columns needed."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restkey="", restval="")
            names = [name.strip() for name in reader.fieldnames or []]
            reader.fieldnames = names
            _header(path, names, needed)
            return list(reader)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise InputError(
            f"the file cannot be read: {reason}",
            "give the path of a CSV file in UTF-8",
            file=str(path),
        ) from error


def _header(path: Path, names: Sequence[str], needed: Sequence[str]) -> None:
    for name in needed:
        if name not in names:
            raise InputError(
                f"the column {name!r} is missing",
                f"add it to the header ({', '.join(names) or 'empty'})",
                file=path.name,
                row=HEADER_ROWS,
                column=name,
            )
    for name in names:
        if name and names.count(name) > 1:
            raise InputError(
                f"the column {name!r} comes twice",
                "keep one of them",
                file=path.name,
                row=HEADER_ROWS,
                column=name,
            )


def number(text: str, file: str, row: int | None, column: str) -> float:
    """A finite number, or NaN for an empty cell, ``NA`` or ``NaN``."""
    if text.strip().lower() in MISSING:
        return float("nan")
    try:
        value = float(text)
    except ValueError:
        value = float("inf")
    if not np.isfinite(value):
        raise InputError(
            f"{text!r} is not a number",
            "write digits with a decimal point, or leave the cell empty if unknown",
            file=file,
            row=row,
            column=column,
        )
    return value


def read_meta(path: Path) -> Hierarchy:
    """The tree of an iMeta file.

    Columns ``iCode``, ``Level``, ``Parent``, ``Weight`` are needed; ``Direction``,
    ``Type``, ``Target``, ``Denominator``, ``Normalise`` and ``Transform`` are read if
    there. Rows without a level (groups, denominators, names) are passed over.
    """
    rows = read_rows(path, ("iCode", "Level", "Parent", "Weight"))
    described = [
        _element(row, path.name, line)
        for line, row in enumerate(rows, start=HEADER_ROWS + 1)
        if _text(row, "Type") in {None, "Indicator", "Aggregate"}
        and _text(row, "Level") is not None
    ]
    return Hierarchy.build(described, path.name)


def _text(row: Row, column: str) -> str | None:
    text = (row.get(column) or "").strip()
    return None if text.lower() in MISSING else text


def _element(row: Row, file: str, line: int) -> Element:
    def figure(column: str) -> float:
        return number(row.get(column, ""), file, line, column)

    code, parent = _text(row, "iCode"), _text(row, "Parent")
    if code is None:
        raise InputError(
            "a code is missing", "give one", file=file, row=line, column="iCode"
        )
    return Element(
        code=code,
        level=_level(row, code, file, line),
        parent=parent,
        weight=1.0 if parent is None else figure("Weight"),
        direction=_direction(
            figure("Direction"), given=_text(row, "Direction") is not None
        ),
        target=figure("Target"),
        denominator=_text(row, "Denominator"),
        normalise=_text(row, "Normalise") or "",
        transform=_text(row, "Transform") or "",
        row=line,
    )


def _direction(figure: float, *, given: bool) -> int:
    """1 or -1; 1 where the file has no such column; 0, to be refused, for anything else."""
    if not given:
        return 1
    return int(figure) if figure in {1.0, -1.0} else 0


def _level(row: Row, code: str, file: str, line: int) -> int:
    level = number(row["Level"], file, line, "Level")
    kind = _text(row, "Type")
    fits = kind is None or (kind == "Indicator") == (level == 1)
    if level != np.floor(level) or level < 1 or not fits:
        raise InputError(
            f"level {level:g} does not suit {code!r}",
            "indicators stand at level 1, aggregates at whole levels above",
            file=file,
            row=line,
            column="Level",
        )
    return int(level)


def read_table(path: Path, indicators: Sequence[str]) -> Table:
    """The figures of an iData file: ``uCode``, one column per indicator, others as they are.

    Units of a panel (a column ``Time``) may come once for each time.
    """
    rows = read_rows(path, ("uCode", *indicators))
    units = [row["uCode"].strip() for row in rows]
    labels = {c: tuple(r[c] for r in rows) for c in (rows[0] if rows else {}) if c}
    lines = tuple(range(HEADER_ROWS + 1, HEADER_ROWS + 1 + len(rows)))
    _unique(units, labels.get("Time"), path.name)
    values = np.array(
        [
            [number(row[code], path.name, line, code) for code in indicators]
            for line, row in zip(lines, rows, strict=True)
        ]
    ).reshape(len(rows), len(indicators))
    others = {c: v for c, v in labels.items() if c not in indicators}
    return Table(tuple(units), tuple(indicators), values, others, path.name, lines)


def _unique(units: Sequence[str], times: Sequence[str] | None, file: str) -> None:
    if not units:
        raise InputError("there are no units", "add a row for each", file=file)
    seen: dict[tuple[str, str], int] = {}
    for line, key in enumerate(
        zip(units, times or [""] * len(units), strict=True), start=HEADER_ROWS + 1
    ):
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
