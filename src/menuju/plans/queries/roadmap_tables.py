"""The roadmap as a table: a row for each programme, a column for each year."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from menuju.plans.models import PlannedProgramme
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.horizons import Band, band_of
from menuju.plans.queries.programmes import money_of
from menuju.plans.queries.roadmap import Scale

RUNS = "■"
"""What stands in the column of a year in which a programme runs."""


def head(scale: Scale) -> list[str]:
    """The names of the columns."""
    return [
        _("Kode"),
        _("Program"),
        _("Dimensi"),
        _("Subdimensi"),
        _("Jangka"),
        _("Mulai"),
        _("Selesai"),
        _("Quick win"),
        _("Penanggung jawab"),
        _("Mitra"),
        _("Layanan yang diperbaiki"),
        _("Anggaran (Rp)"),
        _("Tahun anggaran"),
        _("Asal data"),
        *(str(year) for year in range(scale.first, scale.last + 1)),
    ]


def rows_of(
    programmes: Sequence[PlannedProgramme],
    scale: Scale,
    framework: FrameworkDocument,
    bands: Sequence[Band],
) -> list[list[object]]:
    """A row for each programme; what is not known is empty, and never 0."""
    return [_row(one, scale, framework, bands) for one in programmes]


def _row(
    one: PlannedProgramme,
    scale: Scale,
    framework: FrameworkDocument,
    bands: Sequence[Band],
) -> list[object]:
    band = band_of(bands, one.horizon)
    money = money_of([one])
    days = [date_format(d, "j F Y") if d else "" for d in (one.starts_on, one.ends_on)]
    return [
        one.code,
        one.title,
        *_part(one.part, framework),
        band.title if band else one.horizon,
        *days,
        _("ya") if one.quick_win else _("tidak"),
        one.agency.name if one.agency else "",
        "; ".join(agency.name for agency in one.partners.all()),
        one.service,
        "" if money.total is None else int(money.total),
        money.years,
        one.get_provenance_display(),
        *(_runs(one, year) for year in range(scale.first, scale.last + 1)),
    ]


def _part(code: str, framework: FrameworkDocument) -> tuple[str, str]:
    """The dimension, and below it the part unless that is the dimension itself."""
    dimension = framework.dimension_of(code)
    if dimension is None:
        return code, ""
    below = "" if dimension.code == code else framework.named(code)
    return str(dimension.title), below


def _runs(one: PlannedProgramme, year: int) -> str:
    if one.starts_on is None or one.ends_on is None:
        return ""
    return RUNS if one.starts_on.year <= year <= one.ends_on.year else ""
