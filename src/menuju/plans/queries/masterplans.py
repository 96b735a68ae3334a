"""What we know about masterplans and their versions as wholes."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from menuju.plans.models import Masterplan, MasterplanVersion


def listed(masterplans: QuerySet[Masterplan]) -> QuerySet[Masterplan]:
    """With ``latest`` (key), ``latest_number`` and ``latest_state`` of the newest version."""
    newest = MasterplanVersion.objects.filter(masterplan=OuterRef("pk")).order_by(
        "-number"
    )
    return masterplans.annotate(
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
    """The content of a version in numbers."""
    rows = version.programmes.all()
    goals = version.development_plan.goals.count() if version.development_plan else 0
    return Counts(
        programmes=rows.count(),
        quick_wins=rows.filter(quick_win=True).count(),
        strategies=version.strategies.exclude(text="").count(),
        links=version.goal_links.count(),
        goals=goals,
    )


def versions_of(masterplan: Masterplan) -> QuerySet[MasterplanVersion]:
    """All versions, newest first, with who made them."""
    return masterplan.versions.select_related("made_by__person")
