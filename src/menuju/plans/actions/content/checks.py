"""What the database cannot say about an element: whether it fits its version and its region."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    MasterplanVersion,
    Strategy,
    Target,
)
from menuju.plans.queries.content.kinds import Row
from menuju.plans.queries.documents import framework_of

EARLIEST = 1945
"""Figures about a region of the republic are not older."""


def check(version: MasterplanVersion, row: Row) -> None:
    """ValidationError by field, with the mend."""
    row.clean_fields(exclude=["plan_version", "agency"])
    if isinstance(row, ContextFigure):
        _check_figure(version, row)
    elif isinstance(row, Target):
        _check_target(version, row)
    elif isinstance(row, Strategy):
        _check_strategy(version, row)
    elif isinstance(row, ActionPlan):
        _check_action_plan(version, row)


def _check_figure(version: MasterplanVersion, row: ContextFigure) -> None:
    last = version.masterplan.last_year
    if not EARLIEST <= row.year <= last:
        text = _("Tulis tahun data antara %(first)s dan %(last)s.")
        raise ValidationError({"year": text % {"first": EARLIEST, "last": last}})


def _check_target(version: MasterplanVersion, row: Target) -> None:
    if (row.baseline is None) != (row.baseline_year is None):
        text = _("Isi nilai awal dan tahunnya, atau kosongkan keduanya.")
        raise ValidationError({"baseline_year": text})
    if (row.goal_value is None) != (row.goal_year is None):
        text = _("Isi nilai akhir dan tahunnya, atau kosongkan keduanya.")
        raise ValidationError({"goal_year": text})
    has_value = row.baseline is not None or row.goal_value is not None
    if has_value and not row.indicator:
        text = _("Tuliskan indikator yang nilainya Anda isi.")
        raise ValidationError({"indicator": text})
    if row.indicator and not row.unit:
        text = _("Tuliskan satuan indikatornya, misalnya persen.")
        raise ValidationError({"unit": text})
    _check_target_years(version, row)


def _check_target_years(version: MasterplanVersion, row: Target) -> None:
    if row.goal_year:
        _check_within(version, "goal_year", row.goal_year)
    latest = row.goal_year or version.masterplan.last_year
    if row.baseline_year and not EARLIEST <= row.baseline_year <= latest:
        text = _("Tulis tahun nilai awal antara %(first)s dan %(last)s.")
        words = {"first": EARLIEST, "last": latest}
        raise ValidationError({"baseline_year": text % words})


def _check_strategy(version: MasterplanVersion, row: Strategy) -> None:
    leaves = {part.code for part in framework_of(version.masterplan).leaves()}
    if row.part not in leaves:
        text = _("“%(part)s” bukan bagian dari kerangka masterplan ini.")
        raise ValidationError({"part": text % {"part": row.part}})
    if row.text and row.why_none:
        text = _("Isi salah satu: strateginya, atau alasan belum ada strategi.")
        raise ValidationError({"why_none": text})
    if not row.text and not row.why_none:
        text = _("Tuliskan strateginya, atau alasan belum ada strategi.")
        raise ValidationError({"text": text})


def _check_action_plan(version: MasterplanVersion, row: ActionPlan) -> None:
    framework = framework_of(version.masterplan)
    if row.part and framework.dimension_of(row.part) is None:
        text = _("“%(part)s” bukan bagian dari kerangka masterplan ini.")
        raise ValidationError({"part": text % {"part": row.part}})
    if row.agency and row.agency.region_id != version.masterplan.region_id:
        text = _("Pilih perangkat daerah dari daerah masterplan ini.")
        raise ValidationError({"agency": text})
    for field in ("first_year", "last_year"):
        if year := getattr(row, field):
            _check_within(version, field, year)
    if row.first_year and row.last_year and row.last_year < row.first_year:
        text = _("Tahun akhir harus sama dengan atau setelah tahun awal.")
        raise ValidationError({"last_year": text})


def _check_within(version: MasterplanVersion, field: str, year: int) -> None:
    first, last = version.masterplan.first_year, version.masterplan.last_year
    if not first <= year <= last:
        text = _(
            "%(year)s di luar masa masterplan. "
            "Tulis tahun antara %(first)s dan %(last)s."
        )
        words = {"year": year, "first": first, "last": last}
        raise ValidationError({field: text % words})
