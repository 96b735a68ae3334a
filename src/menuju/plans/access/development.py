"""The doors to development plans (RPJMD, RPJPD)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.plans import access
from menuju.plans.models import DevelopmentPlan

State = DevelopmentPlan.State


def visible_to(user: User) -> QuerySet[DevelopmentPlan]:
    """The development plans that somebody reads; a mentor those of what they mentor."""
    plans = DevelopmentPlan.objects.select_related("region", "replaces")
    if access.carries(user):
        return plans
    through = Q(masterplan_versions__masterplan__in=access.mentored_masterplans(user))
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
