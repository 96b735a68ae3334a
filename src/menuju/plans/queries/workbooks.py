"""Read the sheets of a workbook that people edited: everything odd is named with its cell.

Merged cells, formulas and macros are refused and not guessed at: what a formula showed when
the file was saved may not be what its author sees.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, TypeAlias
from xml.sax.saxutils import unescape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from menuju.files.actions.checking import inspect
from menuju.files.actions.workbooks import check_reach, extent_of

MOST_ROWS = 5_000
MOST_COLUMNS = 60
LARGEST_SHEET = 30 * 1024 * 1024
ENTITIES = {"&quot;": '"', "&apos;": "'"}
SHEET = re.compile(r'<sheet\s[^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
TARGET = re.compile(r"<Relationship\s[^>]*>")

Cells: TypeAlias = dict[str, str]
Rows: TypeAlias = list[tuple[int, Cells]]


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong where: sheet, row and column as the spreadsheet shows them."""

    sheet: str
    row: int
    column: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of each wanted sheet by column name; no rows where there are errors."""

    sheets: dict[str, Rows]
    errors: list[CellError]


def read_book(name: str, stream: BinaryIO, wanted: Mapping[str, Sequence[str]]) -> Book:
    """The sheets named in ``wanted``, each with the columns that its first row must have.

    Further columns are read too, by the text of their head. Empty rows are left out.
    """
    if not name.lower().endswith(".xlsx"):
        text = _(
            "Berkas ini bukan .xlsx. Berkas bermakro (.xlsm) atau format lama (.xls) "
            "disimpan ulang sebagai .xlsx tanpa makro."
        )
        return _unusable(name, text)
    with NamedTemporaryFile(suffix=".xlsx") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        try:
            inspect(Path(copy.name), name)
            check_reach(Path(copy.name), name)
            return _read(copy.name, wanted)
        except ValidationError as refusal:
            return _unusable(name, " ".join(refusal.messages))
        except (CalamineError, zipfile.BadZipFile, KeyError, ValueError):
            return _unusable(
                name, _("Berkas tidak terbaca. Simpan ulang sebagai .xlsx.")
            )


def letters(column: int) -> str:
    """How a spreadsheet names a column counted from 0: A, B, … Z, AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _read(path: str, wanted: Mapping[str, Sequence[str]]) -> Book:
    found: dict[str, Rows] = {}
    errors: list[CellError] = []
    with CalamineWorkbook.from_path(path) as book, zipfile.ZipFile(path) as archive:
        names = {name.strip().casefold(): name for name in book.sheet_names}
        parts = _parts(archive)
        for title, columns in wanted.items():
            actual = names.get(title.casefold())
            if actual is None:
                text = _("Lembar “%s” tidak ada. Pakai templat dari halaman ini.")
                errors.append(CellError(title, 0, "", "", text % title))
                continue
            sheet = book.get_sheet_by_name(actual)
            errors += _formulas(archive, parts.get(actual, ""), title)
            errors += _merged(sheet, title)
            rows, wrong = _rows(sheet, title, columns)
            found[title], errors = rows, [*errors, *wrong]
    return Book(found, errors)


def _rows(
    sheet: CalamineSheet, title: str, columns: Sequence[str]
) -> tuple[Rows, list[CellError]]:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        text = _(
            "Lembar ini terlalu besar: paling banyak %(rows)s baris dan %(columns)s kolom."
        )
        words = text % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        return [], [CellError(title, 1, "", "", words)]
    rows = sheet.to_python(skip_empty_area=False)
    head = [_text(cell).casefold() for cell in rows[0]] if rows else []
    if wrong := _wrong_head(head, title, columns):
        return [], wrong
    found = [
        (
            number,
            {name: _text(cell) for name, cell in zip(head, row, strict=False) if name},
        )
        for number, row in enumerate(rows[1:], 2)
    ]
    return [(number, cells) for number, cells in found if any(cells.values())], []


def _wrong_head(
    head: Sequence[str], title: str, columns: Sequence[str]
) -> list[CellError]:
    """Columns that the first row lacks, or names twice."""
    if missing := [name for name in columns if name not in head]:
        text = _("Kolom ini tidak ada. Baris pertama harus berisi: %(columns)s.")
        words = text % {"columns": ", ".join(columns)}
        return [CellError(title, 1, ", ".join(missing), "", words)]
    if twice := {name for name in head if name and head.count(name) > 1}:
        text = _("Kolom ini ada dua kali. Hapus salah satunya.")
        return [CellError(title, 1, ", ".join(sorted(twice)), "", text)]
    return []


def _merged(sheet: CalamineSheet, title: str) -> Iterator[CellError]:
    text = _("Sel ini digabung. Pisahkan selnya, lalu isi tiap baris.")
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        place = f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
        yield CellError(title, top + 1, letters(left), place, text)


def _formulas(archive: zipfile.ZipFile, part: str, title: str) -> Iterator[CellError]:
    if not part:
        return
    if archive.getinfo(part).file_size > LARGEST_SHEET:
        yield CellError(
            title, 1, "", "", _("Lembar ini terlalu besar. Bagi berkasnya.")
        )
        return
    text = _("Sel ini berisi rumus. Salin, lalu tempel sebagai nilai.")
    for row, place in extent_of(archive.read(part)).formulas:
        column = letters(place)
        yield CellError(title, row + 1, column, f"{column}{row + 1}", text)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet, and where in the archive it is."""
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in TARGET.findall(links):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        target = values.get("Target", "")
        is_whole = target.startswith("/")
        targets[values.get("Id", "")] = target[1:] if is_whole else f"xl/{target}"
    inside = set(archive.namelist())
    return {
        unescape(name, ENTITIES): targets[key]
        for name, key in SHEET.findall(book)
        if targets.get(key) in inside
    }


def _text(cell: object) -> str:
    """As people see it: 2016 and not 2016.0, a day as 2016-12-31."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(round(cell, 6))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell).strip()


def _unusable(name: str, text: str) -> Book:
    return Book({}, [CellError("", 0, "", name, text)])
