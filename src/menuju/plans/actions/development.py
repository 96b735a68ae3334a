"""Write development plans. A draft is written by many; in force, a plan is never changed."""

from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import OfficeHolding, User
from menuju.audit.actions import record
from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import DevelopmentPlan, Goal, GoalIndicator, Mission
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.development import (
    Part,
    branch_mark,
    circle_of,
    content_of,
    lacks_of,
    mark_of,
)
from menuju.regions.models import Region

State = DevelopmentPlan.State


class StalePartError(SavedMeanwhileError[Part]):
    """Somebody else saved this part in the meantime; ``saved`` is theirs."""


class StalePlanError(SavedMeanwhileError[DevelopmentPlan]):
    """Somebody else changed the plan in the meantime; ``saved`` is as it is now."""


class Head(TypedDict, total=False):
    """What stands at the top of a plan."""

    kind: str
    title: str
    first_year: int
    last_year: int
    legal_act: str
    legal_date: object
    holding: OfficeHolding | None
    vision: str


@transaction.atomic
def create(region: Region, *, by: User, **head: Unpack[Head]) -> DevelopmentPlan:
    """A draft of a new plan. ValidationError if there is one of this kind and year."""
    same = DevelopmentPlan.objects.filter(
        region=region, kind=head["kind"], first_year=head["first_year"]
    )
    if same.exists():
        text = _(
            "Rencana dengan jenis dan tahun awal ini sudah ada. Buka yang itu, "
            "atau buat versi barunya."
        )
        raise ValidationError({"first_year": text})
    plan = DevelopmentPlan(region=region, **head)
    _check_holding(plan)
    plan.save()
    record("drafted", plan, by=by)
    return plan


@transaction.atomic
def edit(
    plan: DevelopmentPlan, *, seen: str, by: User, **head: Unpack[Head]
) -> DevelopmentPlan:
    """Save the top of a draft that was written upon ``seen`` (``mark_of``).

    StalePlanError if somebody saved something else; ValidationError if a goal or a target
    would lie outside of the new period.
    """
    held = hold_draft(plan)
    if mark_of(held) != seen:
        raise StalePlanError(held)
    for name, value in head.items():
        setattr(held, name, value)
    _check_holding(held)
    _check_period_holds_all(held)
    _touch(held)
    record("edited", held, by=by, mark=mark_of(held))
    return held


@transaction.atomic
def save_part(part: Part, *, values: dict[str, object], seen: str, by: User) -> Part:
    """Save a mission, goal or indicator; ``seen`` is its mark when it was opened.

    A part without a key is new. StalePartError if somebody else saved something else;
    ValidationError names the field and the mend.
    """
    plan = hold_draft(plan_of(part))
    if part.pk:
        part = _fresh(part, seen)
    for name, value in values.items():
        setattr(part, name, value)
    check_part(plan, part)
    part.save()
    _touch(plan)
    verb = "edited" if seen else "added"
    record(verb, plan, by=by, part=f"{part._meta.model_name}:{part.pk}")
    return part


@transaction.atomic
def remove_part(part: Part, *, seen: str, by: User) -> None:
    """Take a part out of a draft, with what is below it, looked at as ``seen``.

    StalePartError if it or anything below it changed since (``branch_mark``); ValidationError
    while a masterplan serves it.
    """
    plan = hold_draft(plan_of(part))
    saved = type(part).objects.filter(pk=part.pk).first()
    if saved is None:
        return
    if branch_mark(saved) != seen:
        raise StalePartError(saved)
    name = f"{part._meta.model_name}:{part.pk}"
    try:
        saved.delete()
    except ProtectedError:
        text = _(
            "Tujuan ini, atau sasaran di bawahnya, ditautkan oleh masterplan. "
            "Lepaskan tautannya di halaman keselarasan dahulu."
        )
        raise ValidationError(text) from None
    _touch(plan)
    record("removed", plan, by=by, part=name)


@transaction.atomic
def put_in_force(plan: DevelopmentPlan, *, version: int, by: User) -> DevelopmentPlan:
    """Freeze a draft as it was looked at; the version that it replaces is replaced.

    StalePlanError if it changed since ``version``; ValidationError says what is missing.
    """
    held = hold_draft(plan)
    if held.version != version:
        raise StalePlanError(held)
    if lacks := lacks_of(held):
        raise ValidationError(lacks)
    held.state = State.IN_FORCE
    held.digest = digest_of(content_of(held))
    held.in_force_at, held.in_force_by = timezone.now(), by
    held.save()
    if held.replaces_id:
        DevelopmentPlan.objects.filter(
            pk=held.replaces_id, state=State.IN_FORCE
        ).update(state=State.REPLACED)
    record("in force", held, by=by, content=held.digest)
    return held


@transaction.atomic
def new_version(plan: DevelopmentPlan, *, by: User) -> DevelopmentPlan:
    """A draft with the same content that will replace ``plan``; refused beside another."""
    if plan.state == State.DRAFT:
        raise ValidationError(_("Rencana ini masih konsep. Ubah saja isinya."))
    family = DevelopmentPlan.objects.select_for_update().filter(
        region=plan.region_id, kind=plan.kind, first_year=plan.first_year
    )
    if family.filter(state=State.DRAFT).exists():
        raise ValidationError(_("Sudah ada konsep versi baru. Lanjutkan konsep itu."))
    source = DevelopmentPlan.objects.get(pk=plan.pk)
    source.pk, source._state.adding = None, True  # noqa: SLF001 -- a row anew
    source.number = (family.aggregate(last=Max("number"))["last"] or 0) + 1
    source.state, source.digest, source.version = State.DRAFT, "", 0
    source.in_force_at = source.in_force_by = None
    source.replaces = plan
    source.save()
    _copy_parts(plan, source)
    record("copied", source, by=by, of=plan.pk)
    return source


def plan_of(part: Part) -> DevelopmentPlan:
    """The plan that a part belongs to."""
    return part.goal.plan if isinstance(part, GoalIndicator) else part.plan


def hold_draft(plan: DevelopmentPlan) -> DevelopmentPlan:
    """The plan, locked until the end of the transaction; PermissionDenied in force."""
    held = DevelopmentPlan.objects.select_for_update().get(pk=plan.pk)
    if held.state != State.DRAFT:
        raise PermissionDenied(_("Rencana yang sudah berlaku tidak diubah."))
    return held


def check_part(plan: DevelopmentPlan, part: Part) -> None:
    """ValidationError by field, if a part does not fit its plan."""
    if isinstance(part, Mission):
        _refuse_taken(plan.missions.filter(number=part.number), part, "number")
    elif isinstance(part, Goal):
        _check_goal(plan, part)
    else:
        rows = GoalIndicator.objects.filter(goal=part.goal_id, name=part.name)
        _refuse_taken(rows, part, "name")
        outside = [year for year in part.targets if not _within(plan, int(year))]
        if outside:
            text = _("Target %(years)s di luar masa rencana %(first)s–%(last)s.")
            raise ValidationError(text % _years(plan, ", ".join(sorted(outside))))


def _check_goal(plan: DevelopmentPlan, goal: Goal) -> None:
    _refuse_taken(plan.goals.filter(code=goal.code), goal, "code")
    for field, year in (("first_year", goal.first_year), ("last_year", goal.last_year)):
        if year and not _within(plan, year):
            text = _(
                "%(years)s di luar masa rencana %(first)s–%(last)s. Ubah tahunnya, "
                "atau kosongkan bila berlaku sepanjang rencana."
            )
            raise ValidationError({field: text % _years(plan, year)})
    if goal.first_year and goal.last_year and goal.last_year < goal.first_year:
        text = _("Tahun akhir harus sama dengan atau setelah tahun awal.")
        raise ValidationError({"last_year": text})
    if not goal.pk:
        return  # nothing is below it yet
    above = list(plan.goals.values_list("pk", "parent", "code"))
    parents = {key: parent for key, parent, _code in above} | {goal.pk: goal.parent_id}
    if circle := circle_of(parents, goal.pk):
        codes = {key: code for key, _parent, code in above} | {goal.pk: goal.code}
        way = " → ".join(codes[key] for key in circle)
        text = _("Induk ini membuat lingkaran: %(way)s. Pilih induk lain.")
        raise ValidationError({"parent": text % {"way": way}})


def _refuse_taken(same: object, part: Part, field: str) -> None:
    if same.exclude(pk=part.pk).exists():  # type: ignore[attr-defined]
        text = _("“%(value)s” sudah dipakai pada rencana ini. Tulis yang lain.")
        raise ValidationError({field: text % {"value": getattr(part, field)}})


def _check_holding(plan: DevelopmentPlan) -> None:
    if plan.holding and plan.holding.office.region_id != plan.region_id:
        raise ValidationError({"holding": _("Pejabat ini bukan kepala daerah ini.")})


def _check_period_holds_all(plan: DevelopmentPlan) -> None:
    """A shorter period must not leave goals or targets outside."""
    years = {
        year
        for pair in plan.goals.values_list("first_year", "last_year")
        for year in pair
        if year
    }
    targets = GoalIndicator.objects.filter(goal__plan=plan)
    for found in targets.values_list("targets", flat=True):
        years |= {int(year) for year in found}
    if outside := sorted(year for year in years if not _within(plan, year)):
        text = _("Masih ada tujuan atau target tahun %(years)s. Pindahkan dahulu.")
        words = ", ".join(str(year) for year in outside)
        raise ValidationError({"last_year": text % {"years": words}})


def _fresh(part: Part, seen: str) -> Part:
    """The part as it is stored now, if it is what was opened."""
    saved = type(part).objects.filter(pk=part.pk).first()
    if saved is None:
        text = _(
            "Orang lain sudah menghapus bagian ini. Salin isian Anda, lalu tambahkan."
        )
        raise ValidationError(text)
    if mark_of(saved) != seen:
        raise StalePartError(saved)
    return saved


def _touch(plan: DevelopmentPlan) -> None:
    plan.version += 1
    plan.save()


def _within(plan: DevelopmentPlan, year: int) -> bool:
    return plan.first_year <= year <= plan.last_year


def _years(plan: DevelopmentPlan, years: object) -> dict[str, object]:
    return {"years": years, "first": plan.first_year, "last": plan.last_year}


def _copy_parts(old: DevelopmentPlan, new: DevelopmentPlan) -> None:
    missions: dict[int | None, Mission | None] = {None: None}
    for mission in old.missions.all():
        key = mission.pk
        mission.pk, mission.plan = None, new
        mission.save(force_insert=True)
        missions[key] = mission
    goals: dict[int, Goal] = {}
    parents: dict[int, int] = {}
    for goal in old.goals.all():
        key, parent = goal.pk, goal.parent_id
        if parent:
            parents[key] = parent
        goal.pk, goal.plan, goal.parent = None, new, None
        goal.mission = missions[goal.mission_id]
        goal.save(force_insert=True)
        goals[key] = goal
    for key, parent in parents.items():
        goals[key].parent = goals[parent]
    Goal.objects.bulk_update([goals[key] for key in parents], ["parent"])
    rows = list(GoalIndicator.objects.filter(goal__plan=old))
    for row in rows:
        row.goal, row.pk = goals[row.goal_id], None
    GoalIndicator.objects.bulk_create(rows)
