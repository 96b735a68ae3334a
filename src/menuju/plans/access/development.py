"""The doors to development plans (RPJMD, RPJPD)."""

from typing import TypeAlias

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.plans import access
from menuju.plans.models import (
    DevelopmentPlan,
    Goal,
    GoalIndicator,
    Masterplan,
    Mission,
)

State = DevelopmentPlan.State
Part: TypeAlias = Mission | Goal | GoalIndicator


def visible_to(user: User) -> QuerySet[DevelopmentPlan]:
    """The development plans that somebody reads; also those of masterplans they reach.

    A mentor reaches what they mentor, the holder of an office what they are asked to sign.
    """
    plans = DevelopmentPlan.objects.select_related("region", "replaces")
    if access.carries(user):
        return plans
    reached = Q(pk__in=access.mentored_masterplans(user)) | access.asked_to_commit(user)
    masterplans = Masterplan.objects.filter(reached)
    through = Q(masterplan_versions__masterplan__in=masterplans)
    return plans.filter(
        Q(pk__in=DevelopmentPlan.objects.filter(access.own_regions(user)))
        | Q(pk__in=DevelopmentPlan.objects.filter(through))
    )


def in_force() -> QuerySet[DevelopmentPlan]:
    """What everybody reads: plans in force and those that were."""
    return DevelopmentPlan.objects.exclude(state=State.DRAFT)


def open_plan(user: User, pk: int) -> DevelopmentPlan:
    """A development plan to read, or 404."""
    plans = visible_to(user).select_related(
        "region__province", "holding__person", "holding__office", "in_force_by__person"
    )
    return get_object_or_404(plans, pk=pk)


def open_draft(user: User, pk: int) -> DevelopmentPlan:
    """A plan to write: 404 if hidden, 403 with the reason if it may not be written."""
    plan = open_plan(user, pk)
    access.require_writer(user, plan.region)
    if plan.state != State.DRAFT:
        text = _(
            "Rencana yang sudah berlaku tidak diubah. Buat versi baru dari halamannya; "
            "versi ini tetap dapat dibaca."
        )
        raise PermissionDenied(text)
    return plan


def may_write_plan(user: User, plan: DevelopmentPlan) -> bool:
    """Whether a page offers writing in this plan."""
    return plan.state == State.DRAFT and access.may_write(user, plan.region)


def open_part(user: User, pk: int, kind: str, row: int) -> Part:
    """A part of a draft, to be written; 404 if the plan has none of this key."""
    plan = open_draft(user, pk)
    if kind == "misi":
        mission = get_object_or_404(plan.missions, pk=row)
        mission.plan = plan
        return mission
    if kind == "tujuan":
        goal = get_object_or_404(plan.goals, pk=row)
        goal.plan = plan
        return goal
    if kind != "indikator":
        raise Http404
    indicators = GoalIndicator.objects.select_related("goal")
    indicator = get_object_or_404(indicators, pk=row, goal__plan=plan)
    indicator.goal.plan = plan
    return indicator


def new_part(plan: DevelopmentPlan, kind: str, under: str) -> Part:
    """A part that is not stored yet; an indicator, ``under`` a goal of the plan (404)."""
    if kind == "misi":
        return Mission(plan=plan)
    found = plan.goals.filter(pk=under).first() if under.isdecimal() else None
    if kind == "tujuan":
        mission = found.mission if found else None
        return Goal(plan=plan, parent=found, mission=mission)
    if kind != "indikator" or found is None:
        raise Http404
    found.plan = plan
    return GoalIndicator(goal=found)
