"""Read an instrument from a workbook: its document, and every wrong cell at once."""

from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from python_calamine import CalamineError, CalamineWorkbook

from menuju.files.actions.checking import inspect
from menuju.files.actions.workbooks import check_reach
from menuju.instruments.models.checks import problems
from menuju.instruments.models.document import Document
from menuju.instruments.models.problems import Path
from menuju.instruments.queries import sheets
from menuju.instruments.queries.documents import parsed
from menuju.instruments.queries.sheets import Sheet

KINDS = ("group", "item", "attendance", "external")
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class CellError:
    """A wrong cell: where it is as the spreadsheet names it, what is wrong, the mend."""

    sheet: str
    row: int
    column: str
    message: str
    mend: str

    def __str__(self) -> str:
        if not self.row:
            return f"{self.sheet}: {self.message} {self.mend}"
        place = gettext("lembar %(sheet)s, baris %(row)s, kolom %(column)s") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column or "–",
        }
        return f"{place}: {self.message} {self.mend}"


@dataclass(frozen=True, slots=True)
class Import:
    """What a workbook holds. It can be applied if it has a document and no errors."""

    document: Document | None
    errors: list[CellError]


@dataclass(slots=True)
class _Reading:
    """The content as it grows, and the cell that each of its places came from."""

    cells: dict[Path, tuple[str, int, str]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    nodes: dict[str, tuple[dict[str, Any], Path]] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)

    def refuse(self, place: tuple[str, int, str], message: str, mend: str = "") -> None:
        self.errors.append(CellError(*place, message, mend))


Row = tuple[int, dict[str, str]]


def read_workbook(path: FilePath, name: str) -> Import:
    """The document of an XLSX file, or every error in it. Formulas are never run."""
    reading = _Reading()
    try:
        inspect(path, name)
        check_reach(path, name)
        book = CalamineWorkbook.from_path(str(path))
    except (ValidationError, CalamineError, OSError):
        # The words of ``inspect`` are about evidence: they advise to save as PDF.
        words = gettext("Berkas ini bukan buku kerja XLSX yang dapat dibaca.")
        mend = gettext("Unduh XLSX versi ini, ubah di dalamnya, lalu unggah lagi.")
        reading.refuse((name, 0, ""), words, mend)
        return Import(None, reading.errors)
    tables = {sheet.name: _table(book, sheet, reading) for sheet in sheets.ALL}
    if reading.errors:
        return Import(None, reading.errors)
    _read_document(tables[sheets.DOCUMENT.name], reading)
    _read_nodes(tables[sheets.NODES.name], reading)
    for sheet in sheets.BELOW_NODES:
        _read_below(sheet, tables[sheet.name], reading)
    return _checked(reading)


def _table(book: CalamineWorkbook, sheet: Sheet, reading: _Reading) -> list[Row]:
    if sheet.name not in book.sheet_names:
        reading.refuse(
            (sheet.name, 0, ""),
            gettext("Lembar ini tidak ada."),
            gettext("Unduh lagi templatnya dan salin isinya."),
        )
        return []
    rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    headers = [_cell(value) for value in rows[0]] if rows else []
    _check_headers(sheet, headers, reading)
    if len(rows) > MOST_ROWS:
        reading.refuse((sheet.name, MOST_ROWS, ""), gettext("Terlalu banyak baris."))
        return []
    found = [
        (number, dict(zip(headers, map(_cell, row), strict=True)))
        for number, row in enumerate(rows[1:], 2)
    ]
    return [(number, row) for number, row in found if any(row.values())]


def _check_headers(sheet: Sheet, headers: list[str], reading: _Reading) -> None:
    for header in sheet.headers:
        if headers.count(header) != 1:
            reading.refuse(
                (sheet.name, 1, header),
                gettext("Kolom ini tidak ada atau berulang."),
                gettext("Pakai tajuk kolom dari templat."),
            )
    for header in headers:
        if header and header not in sheet.headers:
            reading.refuse(
                (sheet.name, 1, header),
                gettext("Kolom ini tidak dikenal."),
                gettext("Hapus kolomnya, atau perbaiki tajuknya."),
            )


def _cell(value: object) -> str:
    """A cell as text: 25, not 25.0, where the program made a number of it."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _read_document(rows: list[Row], reading: _Reading) -> None:
    if len(rows) != 1:
        reading.refuse(
            (sheets.DOCUMENT.name, 2, "code"),
            gettext("Lembar ini harus berisi tepat satu baris."),
            gettext("Isi satu baris untuk seluruh instrumen."),
        )
    for number, row in rows[:1]:
        _fill(reading.content, sheets.DOCUMENT, (number, row), (), reading)


def _read_nodes(rows: list[Row], reading: _Reading) -> None:
    name = sheets.NODES.name
    for number, row in rows:
        code, parent, kind = row["code"], row["parent"], row["kind"]
        spec: dict[str, Any] = {"code": code}
        path = _place(reading, spec, parent, (name, number, "parent"))
        if path is None:
            continue
        reading.cells[path] = (name, number, "code")
        if kind not in KINDS:
            reading.refuse(
                (name, number, "kind"),
                gettext("Jenis '%s' tidak dikenal.") % kind,
                gettext("Pakai salah satu dari %s.") % ", ".join(KINDS),
            )
        elif kind != "group":
            spec[kind] = {}
        if not code or code in reading.nodes:
            reading.refuse(
                (name, number, "code"),
                gettext("Kode '%s' kosong atau berulang.") % code,
                gettext("Beri setiap bagian kode sendiri."),
            )
        reading.nodes.setdefault(code, (spec, path))
        _fill(spec, sheets.NODES, (number, row), path, reading)


def _place(
    reading: _Reading, spec: dict[str, Any], parent: str, cell: tuple[str, int, str]
) -> Path | None:
    """Hang a node on its parent, or make it the root; None if it has no place."""
    if not parent and "root" not in reading.content:
        reading.content["root"] = spec
        return ("root",)
    if parent in reading.nodes and parent:
        above, path = reading.nodes[parent]
        siblings = above.setdefault("children", [])
        siblings.append(spec)
        return (*path, "children", len(siblings) - 1)
    reading.refuse(
        cell,
        gettext("Induk '%s' tidak ada di baris sebelumnya.") % parent,
        gettext("Tulis kode induk yang barisnya di atas; hanya akar tanpa induk."),
    )
    return None


def _read_below(sheet: Sheet, rows: list[Row], reading: _Reading) -> None:
    for number, row in rows:
        owner = reading.nodes.get(row["node"])
        if owner is None or sheet.into[0] not in owner[0]:
            reading.refuse(
                (sheet.name, number, "node"),
                gettext("Bagian '%s' tidak ada atau bukan jenis yang cocok.")
                % row["node"],
                gettext("Tulis kode bagian berjenis %s dari lembar butir.")
                % sheet.into[0],
            )
            continue
        spec, path = owner
        holder, name = spec[str(sheet.into[0])], str(sheet.into[1])
        at: Path = (*path, *sheet.into)
        if sheet is sheets.CREDIT:
            holder.setdefault(name, {})[row["name"]] = _value("worth", row["worth"])
            reading.cells[(*at, row["name"])] = (sheet.name, number, "worth")
            continue
        parts = holder.setdefault(name, [])
        parts.append({})
        reading.cells[(*at, len(parts) - 1)] = (sheet.name, number, "")
        _fill(parts[-1], sheet, (number, row), (*at, len(parts) - 1), reading)


def _fill(
    part: dict[str, Any], sheet: Sheet, numbered: Row, path: Path, reading: _Reading
) -> None:
    """Put the filled cells of a row into a part, and remember where each came from."""
    number, row = numbered
    for header, steps in sheet.columns.items():
        reading.cells.setdefault((*path, *steps), (sheet.name, number, header))
        if not row[header]:
            continue
        holder = part
        for step in steps[:-1]:
            holder = holder.setdefault(str(step), {})
        holder[str(steps[-1])] = _value(header, row[header])


def _value(header: str, cell: str) -> str | list[str]:
    if header in sheets.LISTS:
        return [each.strip() for each in cell.split(",") if each.strip()]
    if header in sheets.NUMBERS and cell.count(",") == 1 and "." not in cell:
        return cell.replace(",", ".")
    return cell


def _checked(reading: _Reading) -> Import:
    document, found = parsed(reading.content)
    if document:
        found = problems(document)
    for problem in found:
        cell = _cell_of(reading, problem.path)
        reading.refuse(cell, problem.message, problem.mend)
    return Import(None if reading.errors else document, reading.errors)


def _cell_of(reading: _Reading, path: Path) -> tuple[str, int, str]:
    """The cell a place came from, or the row of the nearest place above it."""
    while path and path not in reading.cells:
        path = path[:-1]
    return reading.cells.get(path, (sheets.DOCUMENT.name, 2, ""))
