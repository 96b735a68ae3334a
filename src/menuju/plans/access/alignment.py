"""The doors to the links of a masterplan version."""

from django.shortcuts import get_object_or_404

from menuju.accounts.models import User
from menuju.plans.access import masterplans
from menuju.plans.models import Goal, GoalLink, MasterplanVersion


def goal_of(version: MasterplanVersion, pk: int) -> Goal:
    """A goal of the plan that a version is written against, or 404."""
    goals = Goal.objects.select_related("mission", "parent")
    return get_object_or_404(goals, pk=pk, plan=version.development_plan_id)


def open_link(user: User, version: int, pk: int) -> GoalLink:
    """A link of a version that may be written; 404 hidden, 403 with the reason."""
    held = masterplans.open_draft(user, version)
    links = GoalLink.objects.select_related("goal__plan")
    link = get_object_or_404(links, pk=pk, plan_version=held)
    link.plan_version = held
    return link
