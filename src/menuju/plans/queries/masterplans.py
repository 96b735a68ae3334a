"""What we know about masterplans and their versions as wholes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from menuju.plans.models import (
    Goal,
    GoalLink,
    Masterplan,
    MasterplanVersion,
    PlannedProgramme,
    Strategy,
)


def listed(masterplans: QuerySet[Masterplan]) -> QuerySet[Masterplan]:
    """With ``latest`` (key), ``latest_number`` and ``latest_state`` of the newest version.

    ``published`` and ``published_number`` are of the newest one that is out, None before.
    """
    newest = MasterplanVersion.objects.filter(masterplan=OuterRef("pk")).order_by(
        "-number"
    )
    out = newest.filter(state=MasterplanVersion.State.PUBLISHED)
    return masterplans.annotate(
        published=Subquery(out.values("pk")[:1]),
        published_number=Subquery(out.values("number")[:1]),
        latest=Subquery(newest.values("pk")[:1]),
        latest_number=Subquery(newest.values("number")[:1]),
        latest_state=Subquery(newest.values("state")[:1]),
    ).order_by("region__name", "-first_year")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a version."""

    programmes: int
    quick_wins: int
    strategies: int
    links: int
    goals: int


def counts_of(version: MasterplanVersion) -> Counts:
    """The content of a version in numbers, in one query."""
    here = OuterRef("pk")
    programmes = PlannedProgramme.objects.filter(plan_version=here)
    strategies = Strategy.objects.filter(plan_version=here).exclude(text="")
    links = GoalLink.objects.filter(plan_version=here)
    goals = Goal.objects.filter(plan=OuterRef("development_plan"))
    row = MasterplanVersion.objects.filter(pk=version.pk).values_list(
        _number(programmes, "plan_version"),
        _number(programmes.filter(quick_win=True), "plan_version"),
        _number(strategies, "plan_version"),
        _number(links, "plan_version"),
        _number(goals, "plan"),
    )
    return Counts(*(number or 0 for number in row.get()))


def _number(rows: QuerySet[Any], parent: str) -> Subquery:
    counted = rows.order_by().values(parent).annotate(number=Count("pk"))
    return Subquery(counted.values("number"))


def versions_of(masterplan: Masterplan) -> QuerySet[MasterplanVersion]:
    """All versions, newest first, with who made them."""
    return masterplan.versions.select_related("made_by__person")


def mark_of_followed(version: MasterplanVersion) -> str:
    """Tells two development plans apart that a version is written against."""
    return str(version.development_plan_id or "none")
