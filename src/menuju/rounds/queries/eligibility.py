"""Read a table of eligibility figures: every row that is wrong is named, with the mend."""

import csv
import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from menuju.files.actions.checking import inspect
from menuju.regions.models import Region

COLUMNS = ("kode", "kunci", "nilai", "satuan", "tahun", "sumber")
YEARS = range(1990, 2101)
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One good row."""

    region: str
    key: str
    value: Decimal
    unit: str
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class RowError:
    """One bad row: its number in the file, the column, and what to do."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds."""

    figures: list[Figure]
    errors: list[RowError]


def read(name: str, stream: BinaryIO) -> Reading:
    """Read CSV (comma or semicolon) or XLSX with the columns of ``COLUMNS``."""
    try:
        is_book = name.lower().endswith(".xlsx")
        rows = _xlsx(name, stream) if is_book else _csv(stream)
    except (UnicodeDecodeError, CalamineError, csv.Error, ValidationError):
        return Reading(
            [],
            [
                RowError(
                    1,
                    "",
                    _("Berkas tidak terbaca. Simpan sebagai CSV (UTF-8) atau XLSX."),
                )
            ],
        )
    if len(rows) > MOST_ROWS:
        return Reading(
            [],
            [
                RowError(
                    MOST_ROWS,
                    "",
                    _(
                        "Terlalu banyak baris. Bagi berkasnya, paling banyak %(most)s baris."
                    )
                    % {"most": MOST_ROWS},
                )
            ],
        )
    head = [str(cell).strip().lower() for cell in rows[0]] if rows else []
    if missing := [column for column in COLUMNS[:5] if column not in head]:
        return Reading(
            [],
            [
                RowError(
                    1,
                    ", ".join(missing),
                    _("Kolom ini tidak ada. Baris pertama harus berisi: %(columns)s.")
                    % {"columns": ", ".join(COLUMNS)},
                )
            ],
        )
    return _check(head, rows[1:])


def codes_in(name: str, stream: BinaryIO) -> list[str] | None:
    """Every word in the first column of a CSV or XLSX; None if it cannot be read."""
    try:
        is_book = name.lower().endswith(".xlsx")
        rows = _xlsx(name, stream) if is_book else _csv(stream)
    except (UnicodeDecodeError, CalamineError, csv.Error, ValidationError):
        return None
    first = [str(row[0]).strip() for row in rows if row]
    return [_code(cell) for cell in first if cell and cell.lower() != COLUMNS[0]]


def _check(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Reading:
    known = set(Region.objects.values_list("code", flat=True))
    figures: list[Figure] = []
    errors: list[RowError] = []
    seen: dict[tuple[str, str, int], int] = {}
    for number, row in enumerate(rows, 2):
        cells = {k: str(v).strip() for k, v in zip_longest(head, row, fillvalue="")}
        if not any(cells.values()):
            continue
        wrong = list(_wrong(number, cells, known))
        if not wrong:
            figure = _figure(cells)
            place = (figure.region, figure.key, figure.year)
            if place in seen:
                wrong = [
                    RowError(
                        number,
                        "kode",
                        _("Baris ini mengulang baris %(row)s. Hapus salah satunya.")
                        % {"row": seen[place]},
                    )
                ]
            else:
                seen[place] = number
                figures.append(figure)
        errors += wrong
    return Reading(figures, errors)


def _wrong(number: int, cells: dict[str, str], known: set[str]) -> Iterator[RowError]:
    if any("\0" in cell for cell in cells.values()):
        text = _("Baris ini berisi tanda yang tidak tercetak. Ketik ulang barisnya.")
        yield RowError(number, "kode", text)
    if _code(cells["kode"]) not in known:
        yield RowError(
            number,
            "kode",
            _("Kode wilayah “%(code)s” tidak dikenal. Tulis seperti 64.71.")
            % {"code": cells["kode"]},
        )
    if not re.fullmatch(r"[-a-z0-9_]{1,40}", cells["kunci"]):
        yield RowError(
            number,
            "kunci",
            _("Tulis kunci dengan huruf kecil, angka, dan tanda hubung, misalnya kkd."),
        )
    if _number(cells["nilai"]) is None:
        yield RowError(
            number,
            "nilai",
            _("“%(value)s” bukan angka. Tulis misalnya 12,5.")
            % {"value": cells["nilai"]},
        )
    year = cells["tahun"].removesuffix(".0")
    if not re.fullmatch(r"[0-9]{4}", year) or int(year) not in YEARS:
        yield RowError(
            number, "tahun", _("Tulis tahun dengan empat angka, misalnya 2019.")
        )


def _figure(cells: dict[str, str]) -> Figure:
    return Figure(
        region=_code(cells["kode"]),
        key=cells["kunci"],
        value=_number(cells["nilai"]) or Decimal(0),
        unit=cells.get("satuan", "")[:40],
        year=int(cells["tahun"].removesuffix(".0")),
        source=cells.get("sumber", "")[:300],
    )


def _code(text: str) -> str:
    """A spreadsheet eats the last zero of 11.10: put it back."""
    whole, _dot, rest = text.partition(".")
    return f"{whole}.{rest.ljust(2, '0')}" if rest else text


def _number(text: str) -> Decimal | None:
    plain = text.replace(".", "").replace(",", ".") if "," in text else text
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    fits = value.is_finite() and abs(value) < Decimal(10) ** 13
    return value if fits else None


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
        workbook = CalamineWorkbook.from_path(copy.name)
        return list(workbook.get_sheet_by_index(0).to_python())
