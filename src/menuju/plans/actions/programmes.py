"""Write the programmes of a masterplan, with their indicators and budgets.

Whoever saves says upon which content they wrote (``seen``, a mark of queries.programmes).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import (
    MasterplanVersion,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from menuju.plans.queries.programme_checks import (
    Limits,
    limits_of,
    wrong_budget,
    wrong_indicator,
    wrong_programme,
)
from menuju.plans.queries.programmes import (
    FIELDS,
    INDICATOR_FIELDS,
    budgets_mark,
    indicator_mark,
    list_mark,
    mark_of,
)
from menuju.regions.models import Agency


class StaleProgrammeError(SavedMeanwhileError[PlannedProgramme | ProgrammeIndicator]):
    """Somebody else saved this in the meantime; ``saved`` is as it is stored now."""


class ProgrammeValues(TypedDict, total=False):
    """What is written on a programme. A new one needs code, title, part and horizon."""

    code: str
    title: str
    part: str
    horizon: str
    starts_on: date | None
    ends_on: date | None
    quick_win: bool
    service: str
    service_before: str
    service_after: str
    agency: Agency | None
    partners: Iterable[Agency]
    in_charge: str
    nomenclature: str
    provenance: str
    source: str


class IndicatorValues(TypedDict, total=False):
    """What is written on an indicator; name, level and unit are needed."""

    key: UUID
    level: str
    name: str
    unit: str
    direction: str
    baseline: Decimal | None
    baseline_year: int | None
    target: Decimal | None
    target_year: int | None
    provenance: str
    source: str


class BudgetValues(TypedDict, total=False):
    """Whole rupiah of one year from one source."""

    year: int
    origin: str
    amount: Decimal
    provenance: str
    source: str


@transaction.atomic
def add(
    version: MasterplanVersion, *, by: User | None, **fields: Unpack[ProgrammeValues]
) -> PlannedProgramme:
    """A new programme at the end of the list.

    ValidationError by field: a code in use, dates outside of plan or horizon, a quick win
    that takes too long, a part or agency that is not of this plan.
    """
    held = hold_version(version)
    last = held.programmes.aggregate(last=Max("order"))["last"] or 0
    made = PlannedProgramme(plan_version=held, order=last + 1)
    partners = _written(made, fields)
    _check(made, partners or [])
    made.save()
    made.partners.set(partners or [])
    record("added a programme", held, by=by, programme=str(made.key))
    return made


@transaction.atomic
def change(
    programme: PlannedProgramme,
    *,
    seen: str,
    by: User,
    **fields: Unpack[ProgrammeValues],
) -> PlannedProgramme:
    """Change a programme that was written upon ``seen``; what is not given stays.

    StaleProgrammeError if somebody saved something else; ValidationError as in ``add``.
    """
    saved = _fresh(programme)
    if mark_of(saved) != seen:
        raise StaleProgrammeError(saved)
    partners = _written(saved, fields)
    _check(saved, [*saved.partners.all()] if partners is None else partners)
    saved.save()
    if partners is not None:
        saved.partners.set(partners)
    record("changed a programme", saved.plan_version, by=by, programme=str(saved.key))
    return saved


@transaction.atomic
def remove(programme: PlannedProgramme, *, seen: str, by: User) -> None:
    """Take out a programme that was looked at as ``seen`` (``list_mark`` of it alone).

    Its indicators, budgets and links to goals go with it. StaleProgrammeError if somebody
    changed it since, ValidationError if it is gone.
    """
    saved = _fresh(programme)
    if list_mark([saved]) != seen:
        raise StaleProgrammeError(saved)
    held, key = saved.plan_version, str(saved.key)
    links, _kinds = held.goal_links.filter(key=saved.key).delete()
    saved.delete()
    record("removed a programme", held, by=by, programme=key, links=links)


@transaction.atomic
def save_indicator(
    programme: PlannedProgramme,
    row: ProgrammeIndicator | None = None,
    *,
    seen: str = "",
    by: User,
    **fields: Unpack[IndicatorValues],
) -> ProgrammeIndicator:
    """Add an indicator or, with ``row``, change it upon ``seen`` (``indicator_mark``)."""
    saved = _fresh(programme)
    if row is None:
        order = saved.indicators.aggregate(last=Max("order"))["last"] or 0
        found = ProgrammeIndicator(programme=saved, order=order + 1)
    else:
        stored = saved.indicators.filter(pk=row.pk).first()
        if stored is None:
            text = _("Orang lain sudah menghapus indikator ini. Salin isian Anda.")
            raise ValidationError(text)
        if indicator_mark(stored) != seen:
            raise StaleProgrammeError(stored)
        found = stored
    _write_indicator(limits_of(saved.plan_version.masterplan), found, fields)
    key = str(saved.key)
    record("wrote an indicator", saved.plan_version, by=by, programme=key)
    return found


@transaction.atomic
def remove_indicator(row: ProgrammeIndicator, *, seen: str, by: User) -> None:
    """Take an indicator out that was looked at as ``seen`` (``indicator_mark``).

    StaleProgrammeError if somebody changed it since; nothing, if it is gone already.
    """
    held = hold_version(row.programme.plan_version)
    saved = ProgrammeIndicator.objects.filter(pk=row.pk).first()
    if saved is None:
        return
    if indicator_mark(saved) != seen:
        raise StaleProgrammeError(saved)
    saved.delete()
    key = str(row.programme.key)
    record("removed an indicator", held, by=by, programme=key)


@transaction.atomic
def set_indicators(
    programme: PlannedProgramme, rows: Iterable[IndicatorValues], *, by: User | None
) -> list[ProgrammeIndicator]:
    """Give a programme exactly these indicators, in this order.

    A row whose ``key`` or else name is there already changes that one and keeps its key.
    """
    saved = _fresh(programme)
    limits = limits_of(saved.plan_version.masterplan)
    held = list(saved.indicators.all())
    found = []
    for order, values in enumerate(rows, 1):
        row = _matching(held, values) or ProgrammeIndicator(programme=saved)
        row.order = order
        found.append(row)
        keys = [one.pk for one in found if one.pk]
        _write_indicator(limits, row, values, among=keys)
    saved.indicators.exclude(pk__in=[row.pk for row in found]).delete()
    record("set indicators", saved.plan_version, by=by, programme=str(saved.key))
    return found


@transaction.atomic
def set_budgets(
    programme: PlannedProgramme,
    rows: Iterable[BudgetValues],
    *,
    by: User | None,
    seen: str | None = None,
) -> PlannedProgramme:
    """Give a programme exactly these budgets; of each year and source there is one.

    With ``seen`` (``budgets_mark``), StaleProgrammeError if the table changed meanwhile.
    """
    saved = _fresh(programme)
    if seen is not None and budgets_mark(saved) != seen:
        raise StaleProgrammeError(saved)
    limits = limits_of(saved.plan_version.masterplan)
    wanted: dict[tuple[int, str], BudgetValues] = {}
    for values in rows:
        if wrong := wrong_budget(limits, values):
            raise ValidationError(wrong)
        place = (values["year"], values["origin"])
        if place in wanted:
            text = _("Sumber dana ini ditulis dua kali untuk tahun %s.") % place[0]
            raise ValidationError({"year": text})
        wanted[place] = values
    _store_budgets(saved, wanted)
    record("set budgets", saved.plan_version, by=by, programme=str(saved.key))
    return _fresh(saved)


def _store_budgets(
    saved: PlannedProgramme, wanted: dict[tuple[int, str], BudgetValues]
) -> None:
    held = {(one.year, one.origin): one for one in saved.budgets.all()}
    gone = [one.pk for place, one in held.items() if place not in wanted]
    saved.budgets.filter(pk__in=gone).delete()
    for place, values in wanted.items():
        row = held.get(place) or ProgrammeBudget(programme=saved)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def _written(row: PlannedProgramme, fields: ProgrammeValues) -> list[Agency] | None:
    """Write fields on a row that is not saved yet; the partners, if they are given."""
    for name, value in fields.items():
        if name != "partners":
            setattr(row, name, value)
    return list(fields["partners"]) if "partners" in fields else None


def _check(row: PlannedProgramme, partners: Iterable[Agency]) -> None:
    masterplan = row.plan_version.masterplan
    values = {name: getattr(row, name) for name in FIELDS}
    found = wrong_programme(limits_of(masterplan), values)
    others = row.plan_version.programmes.exclude(pk=row.pk)
    if others.filter(code__iexact=row.code).exists():
        text = _("Kode “%s” sudah dipakai program lain. Tulis kode lain.")
        found["code"] = text % row.code
    region = masterplan.region_id
    if row.agency and row.agency.region_id != region:
        found["agency"] = _("Pilih perangkat daerah dari daerah ini.")
    if any(one.region_id != region for one in partners):
        found["partners"] = _("Pilih perangkat daerah dari daerah ini.")
    elif row.agency_id in {one.pk for one in partners}:
        text = _("Penanggung jawab tidak perlu ditulis lagi sebagai mitra.")
        found["partners"] = text
    if found:
        raise ValidationError(found)


def _write_indicator(
    limits: Limits,
    row: ProgrammeIndicator,
    values: IndicatorValues,
    among: Iterable[int] | None = None,
) -> None:
    """Save an indicator; ``among`` are the keys of those beside which it must be unlike."""
    for name, value in values.items():
        setattr(row, name, value)
    wrong = wrong_indicator(
        limits, {name: getattr(row, name) for name in INDICATOR_FIELDS}
    )
    others = row.programme.indicators.exclude(pk=row.pk)
    if among is not None:
        others = others.filter(pk__in=among)
    if others.filter(level=row.level, name__iexact=row.name).exists():
        text = _("Indikator ini sudah ada pada program ini. Ubah yang ada.")
        wrong.setdefault("name", text)
    if wrong:
        raise ValidationError(wrong)
    row.save()


def _matching(
    held: list[ProgrammeIndicator], values: IndicatorValues
) -> ProgrammeIndicator | None:
    """The stored indicator that a row is about, taken out of ``held``."""
    for row in held:
        is_it = (
            row.key == values["key"]
            if "key" in values
            else (row.level, row.name) == (values["level"], values["name"])
        )
        if is_it:
            held.remove(row)
            return row
    return None


def _fresh(programme: PlannedProgramme) -> PlannedProgramme:
    """The programme as it is stored now, its version held; ValidationError if it is gone."""
    held = hold_version(programme.plan_version)
    rows = held.programmes.select_related("agency").prefetch_related(
        "partners", "budgets"
    )
    saved = rows.filter(pk=programme.pk).first()
    if saved is None:
        text = _("Orang lain sudah menghapus program ini. Salin isian Anda.")
        raise ValidationError(text)
    saved.plan_version = held
    return saved
