"""Begin a masterplan, and copy a version into the next one."""

from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.carrying import carry_remarks
from menuju.plans.actions.chapters import lay_out
from menuju.plans.actions.copies import copy_content
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import (
    DevelopmentPlan,
    Framework,
    Guide,
    Masterplan,
    MasterplanVersion,
)
from menuju.plans.queries.masterplans import mark_of_followed
from menuju.regions.models import Region


class StaleFollowError(SavedMeanwhileError[MasterplanVersion]):
    """Somebody else chose another development plan; ``saved`` is the version with it."""


class Frame(TypedDict):
    """What a masterplan is from its beginning: name, years, framework and guide."""

    title: str
    first_year: int
    last_year: int
    framework: Framework
    guide: Guide


@transaction.atomic
def begin(
    region: Region,
    *,
    plan: DevelopmentPlan | None,
    by: User | None,
    **frame: Unpack[Frame],
) -> MasterplanVersion:
    """A masterplan with its first version, its chapters laid out, written against ``plan``.

    ValidationError if one begins in the same year. Horizons of the guide that begin after
    its last year do not apply to it.
    """
    _check_frame(region, frame)
    _check_plan(region, plan)
    masterplan = Masterplan.objects.create(region=region, **frame)
    version = MasterplanVersion.objects.create(
        masterplan=masterplan,
        number=1,
        development_plan=plan,
        made_at=timezone.now(),
        made_by=by,
    )
    lay_out(version)
    record("began", masterplan, by=by)
    return version


@transaction.atomic
def new_version(version: MasterplanVersion, *, by: User) -> MasterplanVersion:
    """The next version, with the same content and element keys, and what was left open.

    Refused while a version of this masterplan is still being written: two drafts of one
    plan would grow apart.
    """
    masterplan = Masterplan.objects.select_for_update().get(pk=version.masterplan_id)
    versions = masterplan.versions
    if versions.filter(state__in=["draft", "review"]).exists():
        text = _("Masih ada versi yang ditulis. Selesaikan atau lanjutkan versi itu.")
        raise ValidationError(text)
    latest = versions.aggregate(latest=Max("number"))["latest"]
    made = MasterplanVersion.objects.create(
        masterplan=masterplan,
        number=latest + 1,
        development_plan=version.development_plan,
        vision=version.vision,
        emblem=version.emblem,
        made_at=timezone.now(),
        made_by=by,
        provenance=version.provenance,
        source=version.source,
    )
    copy_content(version, made)
    carried = carry_remarks(version, made)
    record("copied", made, by=by, of=version.pk, carried=carried)
    return made


@transaction.atomic
def follow(
    version: MasterplanVersion,
    plan: DevelopmentPlan | None,
    *,
    by: User,
    seen: str | None = None,
) -> int:
    """Write a version against another development plan; how many links came along.

    A link goes over to the goal with the same code. One without such a goal stays where
    it is and is shown as pointing to the former plan. A form gives ``seen``, the
    ``mark_of_followed`` it was opened upon: StaleFollowError if somebody chose another plan.
    """
    _check_plan(version.masterplan.region, plan)
    held = hold_version(version)
    if seen is not None and seen != mark_of_followed(held):
        raise StaleFollowError(held)
    held.development_plan = plan
    held.version += 1
    held.save(update_fields=["development_plan", "version"])
    moved = _carry_links(held, plan)
    record("followed", held, by=by, plan=plan.pk if plan else None, moved=moved)
    return moved


def _carry_links(held: MasterplanVersion, plan: DevelopmentPlan | None) -> int:
    """Point links to the goals of the same code in another plan; how many went over."""
    goals = {goal.code: goal for goal in plan.goals.all()} if plan else {}
    moved = 0
    for link in held.goal_links.select_related("goal"):
        goal = goals.get(link.goal.code)
        if goal and goal.pk != link.goal_id:
            link.goal = goal
            link.save(update_fields=["goal"])
            moved += 1
    return moved


def _check_frame(region: Region, frame: Frame) -> None:
    first, last = frame["first_year"], frame["last_year"]
    if last < first:
        raise ValidationError(
            {"last_year": _("Tahun akhir harus sama dengan atau setelah tahun awal.")}
        )
    if Masterplan.objects.filter(region=region, first_year=first).exists():
        text = _("Masterplan %(region)s yang mulai %(year)s sudah ada. Buka yang itu.")
        words = {"region": region.name, "year": first}
        raise ValidationError({"first_year": text % words})


def _check_plan(region: Region, plan: DevelopmentPlan | None) -> None:
    if plan and plan.region_id != region.pk:
        raise ValidationError(_("RPJMD yang dipilih milik daerah lain."))
