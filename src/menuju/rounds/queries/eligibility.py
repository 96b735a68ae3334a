"""Read a table of eligibility figures: every row that is wrong is named, with the mend."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from django.utils.translation import gettext as _

from menuju.regions.models import Region
from menuju.rounds.queries.tables import (
    Cells,
    RowError,
    UnreadableError,
    read_table,
    region_code,
    rows_in,
)

COLUMNS = ("kode", "kunci", "nilai", "satuan", "tahun", "sumber")
NEEDED = 5
YEARS = range(1990, 2101)


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
class Reading:
    """What a file holds."""

    figures: list[Figure]
    errors: list[RowError]


def read(name: str, stream: BinaryIO) -> Reading:
    """Read CSV (comma or semicolon) or XLSX with the columns of ``COLUMNS``."""
    table = read_table(name, stream, COLUMNS, NEEDED)
    return Reading([], table.errors) if table.errors else _check(table.rows)


def codes_in(name: str, stream: BinaryIO) -> list[str] | None:
    """Every word in the first column of a CSV or XLSX; None if it cannot be read."""
    try:
        rows = rows_in(name, stream)
    except UnreadableError:
        return None
    first = [str(row[0]).strip() for row in rows if row]
    return [region_code(cell) for cell in first if cell and cell.lower() != COLUMNS[0]]


def _check(rows: Sequence[tuple[int, Cells]]) -> Reading:
    known = set(Region.objects.values_list("code", flat=True))
    figures: list[Figure] = []
    errors: list[RowError] = []
    seen: dict[tuple[str, str, int], int] = {}
    for number, cells in rows:
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
    if region_code(cells["kode"]) not in known:
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
        region=region_code(cells["kode"]),
        key=cells["kunci"],
        value=_number(cells["nilai"]) or Decimal(0),
        unit=cells.get("satuan", "")[:40],
        year=int(cells["tahun"].removesuffix(".0")),
        source=cells.get("sumber", "")[:300],
    )


def _number(text: str) -> Decimal | None:
    plain = text.replace(".", "").replace(",", ".") if "," in text else text
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    fits = value.is_finite() and abs(value) < Decimal(10) ** 13
    return value if fits else None
