"""Write the programmes as a workbook that reads back as it is; texts never run as formulas."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from menuju.plans.models import (
    MasterplanVersion,
    PlannedProgramme,
    ProgrammeIndicator,
)
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.documents import framework_of
from menuju.plans.queries.horizons import bands_of
from menuju.plans.queries.programme_files.columns import (
    BUDGET_COLUMNS,
    BUDGETS,
    INDICATOR_COLUMNS,
    INDICATORS,
    LEVELS,
    NEEDED,
    NO,
    ORIGINS,
    PROGRAMME_COLUMNS,
    PROGRAMMES,
    SEPARATOR,
    SOURCES,
    WAYS,
    YES,
    word_of,
)
from menuju.plans.queries.programmes import programmes_of

GUIDE = "Petunjuk"
NARROW, WIDE = 16, 44
TEXTS = {"program", "layanan", "sebelum", "sesudah", "indikator", "mitra"}
Rows = Sequence[Sequence[object]]


def workbook_of(version: MasterplanVersion) -> bytes:
    """All programmes of a version, with a sheet that says what fits into each column."""
    return _written(version, programmes_of(version))


def template_of(version: MasterplanVersion) -> bytes:
    """The same sheets without rows."""
    return _written(version, [])


def _written(version: MasterplanVersion, rows: Sequence[PlannedProgramme]) -> bytes:
    plan = version.masterplan
    framework = framework_of(plan)
    years = range(plan.first_year, plan.last_year + 1)
    horizons = {one.code: one.title for one in bands_of(plan)}
    heads: Mapping[str, Sequence[str]] = {
        PROGRAMMES: [*PROGRAMME_COLUMNS],
        INDICATORS: [*INDICATOR_COLUMNS],
        BUDGETS: [*BUDGET_COLUMNS, *(str(year) for year in years)],
        GUIDE: [_("Kolom"), _("Isi")],
    }
    sheets: Mapping[str, Rows] = {
        PROGRAMMES: [_programme(row, framework, horizons) for row in rows],
        INDICATORS: [
            _indicator(row.code, one) for row in rows for one in row.indicators.all()
        ],
        BUDGETS: [line for row in rows for line in _budgets(row, years)],
        GUIDE: _guide(version, framework),
    }
    return _workbook(heads, sheets)


def _workbook(heads: Mapping[str, Sequence[str]], sheets: Mapping[str, Rows]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for title, lines in sheets.items():
            page = book.add_worksheet(title)
            page.freeze_panes(1, 0)
            _fill(page, heads[title], lines, bold)
    return buffer.getvalue()


def _fill(
    page: xlsxwriter.worksheet.Worksheet,
    head: Sequence[str],
    rows: Rows,
    bold: xlsxwriter.format.Format,
) -> None:
    for column, name in enumerate(head):
        is_wide = name in TEXTS or len(head) == 2  # noqa: PLR2004 -- the sheet of words
        page.set_column(column, column, WIDE if is_wide else NARROW)
        page.write_string(0, column, name, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | Decimal):
                page.write_number(number, column, cell)
            elif cell:
                page.write_string(number, column, str(cell))


def _programme(
    row: PlannedProgramme, framework: FrameworkDocument, horizons: Mapping[str, str]
) -> list[object]:
    partners = (one.name for one in row.partners.all())
    name = framework.named(row.part)
    is_clear = framework.find(name) == row.part
    return [
        row.code,
        row.title,
        name if is_clear else row.part,
        horizons.get(row.horizon, row.horizon),
        _day(row.starts_on),
        _day(row.ends_on),
        YES if row.quick_win else NO,
        row.service,
        row.service_before,
        row.service_after,
        row.agency.name if row.agency else "",
        f"{SEPARATOR} ".join(partners),
        row.in_charge,
        row.nomenclature,
    ]


def _indicator(code: str, one: ProgrammeIndicator) -> list[object]:
    def known(value: object) -> object:
        return "" if value is None else value

    return [
        code,
        word_of({**LEVELS}, one.level),
        one.name,
        one.unit,
        word_of({**WAYS}, one.direction),
        known(one.baseline),
        known(one.baseline_year),
        known(one.target),
        known(one.target_year),
    ]


def _budgets(row: PlannedProgramme, years: Iterable[int]) -> list[list[object]]:
    """A line for each source of a programme, in the order of the sources."""
    held = {(one.origin, one.year): one.amount for one in row.budgets.all()}
    used = {origin for origin, _year in held}
    return [
        [
            row.code,
            word_of({**SOURCES}, origin),
            *(held.get((origin, year), "") for year in years),
        ]
        for origin in ORIGINS
        if origin in used
    ]


def _guide(version: MasterplanVersion, framework: FrameworkDocument) -> Rows:
    """What fits into the columns where not everything does."""
    bands = bands_of(version.masterplan)
    agencies = version.masterplan.region.agencies.filter(valid_to=None)
    parts = [framework.named(part.code) for part in framework.leaves()]
    day = _("Tanggal seperti 2019-07-01 atau 01/07/2019, atau tahunnya saja.")
    needed = ", ".join(dict.fromkeys(name for one in NEEDED.values() for name in one))
    return [
        (_("wajib ada"), needed),
        ("kode", _("Kode program. Baris berkode sama mengubah program yang ada.")),
        ("subdimensi", ", ".join(parts)),
        ("jangka", ", ".join(f"{one.title} ({one.years})" for one in bands)),
        ("mulai, selesai", day),
        ("quick_win", f"{YES}, {NO}"),
        ("perangkat_daerah", ", ".join(one.name for one in agencies)),
        ("mitra", _("Nama perangkat daerah, dipisah titik koma.")),
        (
            "jenjang",
            ", ".join(dict.fromkeys(word_of({**LEVELS}, v) for v in LEVELS.values())),
        ),
        ("arah", ", ".join(WAYS)),
        ("sumber", ", ".join(f"{word}: {one.label}" for word, one in SOURCES.items())),
        (_("tahun"), _("Rupiah penuh per tahun, satu baris untuk tiap sumber.")),
        (_("sel kosong"), _("Yang sudah tersimpan dibiarkan.")),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
