"""CSV files read strictly: what could be read in two ways is refused."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from menuju.scoring.errors import InputError

MISSING = frozenset({"", "na", "nan"})
HEADER_ROW = 1
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
# The fourth power of a figure still has to fit into a float.
LARGEST = 1e60


class Row(dict[str, str]):
    """Cells by column; ``line`` is the row of the file, blank rows counted, header 1."""

    line: int = HEADER_ROW


def read_rows(path: Path, needed: Sequence[str]) -> list[Row]:
    """The rows of a CSV file, which must have the columns needed.

    Blank rows are passed over. A row with another number of cells than the header is
    refused: its cells may stand in the wrong columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(_rows(csv.reader(lines), path, needed))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is not CSV text in UTF-8"
        raise InputError(
            f"the file cannot be read: {reason}",
            "give the path of a CSV file in UTF-8",
            file=str(path),
        ) from error


def _rows(
    records: Iterator[list[str]], path: Path, needed: Sequence[str]
) -> Iterator[Row]:
    names = [name.strip() for name in next(records, [])]
    _header(path, names, needed)
    for line, cells in enumerate(records, start=HEADER_ROW + 1):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            raise InputError(
                f"the row has {len(cells)} cells and the header {len(names)}",
                "fill or remove cells; a cell with a comma goes in quotes, and decimals"
                " take a point",
                file=path.name,
                row=line,
            )
        row = Row(zip(names, cells, strict=True))
        row.line = line
        yield row


def _header(path: Path, names: Sequence[str], needed: Sequence[str]) -> None:
    for name in needed:
        if name not in names:
            mend = f"add it to the header ({', '.join(names) or 'empty'})"
            if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
                mend = "separate the columns with commas"
            raise InputError(
                f"the column {name!r} is missing",
                mend,
                file=path.name,
                row=HEADER_ROW,
                column=name,
            )
    for name in names:
        if name and names.count(name) > 1:
            raise InputError(
                f"the column {name!r} comes twice",
                "keep one of them",
                file=path.name,
                row=HEADER_ROW,
                column=name,
            )


def known(row: Row, column: str) -> str | None:
    """The text of a cell, or None where it is empty, ``NA`` or not there."""
    text = row.get(column, "").strip()
    return None if text.lower() in MISSING else text


def plain(text: str) -> float | None:
    """A number written in digits, or None for anything else.

    Text that other programs read as numbers (``1_000``, ``inf``, digits of other scripts)
    is no number here.
    """
    bare = text.strip()
    return float(bare) if NUMBER.fullmatch(bare) else None


def number(text: str, file: str, row: int | None, column: str) -> float:
    """A number, or NaN for an empty cell, ``NA`` or ``NaN``.

    Raises
    ------
    InputError
        If it is not written in digits, or larger than ``LARGEST``.
    """
    if text.strip().lower() in MISSING:
        return float("nan")
    value = plain(text)
    if value is not None and abs(value) <= LARGEST:
        return value
    problem = (
        "is not a number",
        "write digits with a decimal point, or leave the cell empty if unknown",
    )
    if value is not None:
        problem = (
            "is too large to compute with",
            "correct it, or use a larger unit of measure",
        )
    raise InputError(
        f"{text!r} {problem[0]}", problem[1], file=file, row=row, column=column
    )
