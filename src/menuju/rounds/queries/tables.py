"""Tables that people edit elsewhere: read with every wrong row named, written inert."""

import csv
import io
import math
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, TypeAlias

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from menuju.files.actions.checking import inspect
from menuju.files.actions.workbooks import check_reach

MOST_ROWS = 20_000
RISKY = ("=", "+", "-", "@", "\t", "\r")
WIDE = 24

Cells: TypeAlias = dict[str, str]


class UnreadableError(Exception):
    """The bytes are neither CSV in UTF-8 nor a workbook."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One bad row: its number in the file, the column, and what to do."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file by column, each with its number; or why it cannot be used."""

    rows: list[tuple[int, Cells]]
    errors: list[RowError]


def rows_in(name: str, stream: BinaryIO) -> list[Sequence[object]]:
    """Every row of a CSV (comma or semicolon) or of the first sheet of an XLSX.

    Raises
    ------
    UnreadableError
        If it is neither.
    """
    try:
        is_book = name.lower().endswith(".xlsx")
        return _xlsx(name, stream) if is_book else _csv(stream)
    except (UnicodeDecodeError, CalamineError, csv.Error, ValidationError) as error:
        raise UnreadableError from error


def read_table(
    name: str, stream: BinaryIO, columns: Sequence[str], needed: int
) -> Table:
    """The rows by column; ``columns`` is what the first row holds, ``needed`` how many of them must be there.

    Empty rows are left out. A file that cannot be used has one error and no rows.
    """
    try:
        rows = rows_in(name, stream)
    except UnreadableError:
        return _unusable(
            1, "", _("Berkas tidak terbaca. Simpan sebagai CSV (UTF-8) atau XLSX.")
        )
    if len(rows) > MOST_ROWS:
        text = _("Terlalu banyak baris. Bagi berkasnya, paling banyak %(most)s baris.")
        return _unusable(MOST_ROWS, "", text % {"most": MOST_ROWS})
    head = [_text(cell).lower() for cell in rows[0]] if rows else []
    if missing := [column for column in columns[:needed] if column not in head]:
        text = _("Kolom ini tidak ada. Baris pertama harus berisi: %(columns)s.")
        wanted = {"columns": ", ".join(columns)}
        return _unusable(1, ", ".join(missing), text % wanted)
    found = [
        (number, {str(k): _text(v) for k, v in zip_longest(head, row, fillvalue="")})
        for number, row in enumerate(rows[1:], 2)
    ]
    return Table([(number, row) for number, row in found if any(row.values())], [])


def region_code(text: str) -> str:
    """A spreadsheet eats the last zero of 11.10: put it back."""
    whole, _dot, rest = text.partition(".")
    return f"{whole}.{rest.ljust(2, '0')}" if rest else text


def whole_number(text: str) -> int | None:
    """A whole number of at most nine digits, also where a program wrote 12.0."""
    plain = text.removesuffix(".0")
    is_number = plain.isascii() and plain.isdigit() and len(plain) < 10  # noqa: PLR2004
    return int(plain) if is_number else None


def csv_of(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in UTF-8 that a spreadsheet opens as it is, and runs nothing of."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def workbook_of(
    title: str, head: Sequence[str], rows: Iterable[Sequence[object]]
) -> bytes:
    """A workbook of one sheet: figures are numbers, texts are texts, never formulas or links.

    A figure that is no number (NaN) is an empty cell: unknown, not 0.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(title)
        page.freeze_panes(1, 0)
        page.set_column(0, len(head) - 1, WIDE)
        for column, name in enumerate(head):
            page.write_string(0, column, name, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float | Decimal):
                    if math.isfinite(cell):
                        page.write_number(number, column, cell)
                elif cell is not None:
                    page.write_string(number, column, str(cell))
    return buffer.getvalue()


def _unusable(row: int, column: str, text: str) -> Table:
    return Table([], [RowError(row, column, text)])


def _text(cell: object) -> str:
    """As people see it; without the mark that keeps a formula from running."""
    text = str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(RISKY) else text


def inert(cell: object) -> object:
    """A cell that a spreadsheet does not run as a formula; unknown is empty."""
    if cell is None:
        return ""
    risky = isinstance(cell, str) and cell.startswith(RISKY)
    return f"'{cell}" if risky else cell


def _csv(stream: BinaryIO) -> list[Sequence[object]]:
    text = stream.read().decode("utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _xlsx(name: str, stream: BinaryIO) -> list[Sequence[object]]:
    """The first sheet; a workbook that unfolds beyond all measure is never opened."""
    with NamedTemporaryFile(suffix=".xlsx") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        inspect(Path(copy.name), name)
        check_reach(Path(copy.name), name)
        workbook = CalamineWorkbook.from_path(copy.name)
        return list(workbook.get_sheet_by_index(0).to_python())
