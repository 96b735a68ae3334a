"""What we know about development plans: the tree of goals, and what makes two the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from menuju.accounts.models import OfficeHolding
from menuju.plans.models import DevelopmentPlan, Goal, GoalIndicator, Mission
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.figures import text_of
from menuju.regions.models import Rank, Region


@dataclass(slots=True)
class Branch:
    """A goal with its indicators and the objectives below it."""

    goal: Goal
    depth: int
    indicators: list[GoalIndicator] = field(default_factory=list)
    parts: list["Branch"] = field(default_factory=list)

    def walk(self) -> Iterator["Branch"]:
        """Itself and everything below it, top down."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan from its missions down. ``loose`` are goals without a mission."""

    missions: list[tuple[Mission, list[Branch]]]
    loose: list[Branch]

    def walk(self) -> Iterator[Branch]:
        """Every goal in the order of the plan."""
        for _mission, branches in self.missions:
            for branch in branches:
                yield from branch.walk()
        for branch in self.loose:
            yield from branch.walk()


def outline_of(plan: DevelopmentPlan) -> Outline:
    """The whole plan in three queries."""
    missions = list(plan.missions.all())
    goals = list(plan.goals.select_related("mission", "parent"))
    indicators = defaultdict(list)
    for row in GoalIndicator.objects.filter(goal__plan=plan):
        indicators[row.goal_id].append(row)
    below = defaultdict(list)
    for goal in goals:
        below[goal.parent_id].append(goal)

    def grown(goal: Goal, depth: int) -> Branch:
        parts = [grown(part, depth + 1) for part in below[goal.pk]]
        return Branch(goal, depth, indicators[goal.pk], parts)

    tops = [grown(goal, 0) for goal in below[None]]
    return Outline(
        [(one, [b for b in tops if b.goal.mission_id == one.pk]) for one in missions],
        [branch for branch in tops if branch.goal.mission_id is None],
    )


Key = TypeVar("Key", int, str)
Part: TypeAlias = Mission | Goal | GoalIndicator
HEAD = (
    "title",
    "kind",
    "first_year",
    "last_year",
    "legal_act",
    "legal_date",
    "holding_id",
    "vision",
)
FIELDS: Mapping[type[Model], tuple[str, ...]] = {
    DevelopmentPlan: HEAD,
    Mission: ("number", "text"),
    Goal: (
        "code",
        "text",
        "mission_id",
        "parent_id",
        "first_year",
        "last_year",
        "order",
    ),
    GoalIndicator: (
        "goal_id",
        "name",
        "unit",
        "direction",
        "baseline",
        "baseline_year",
        "targets",
    ),
}
"""What somebody writes on a plan and on each of its parts."""


def values_of(row: Part | DevelopmentPlan) -> dict[str, object]:
    """What is written on a row, as plain data."""
    return {name: _plain(getattr(row, name)) for name in FIELDS[type(row)]}


def mark_of(row: Part | DevelopmentPlan) -> str:
    """Tells two contents of a row apart: who saves says upon which one they wrote."""
    return digest_of(values_of(row))[:16]


def branch_mark(part: Part) -> str:
    """Tells apart what would go with a part: it, and all that is below it."""
    goals = goals_below(part) if not isinstance(part, GoalIndicator) else []
    keys = [goal.pk for goal in goals]
    if isinstance(part, Goal):
        keys.append(part.pk)
    rows: list[Part] = [part, *goals]
    rows += GoalIndicator.objects.filter(goal__in=keys).order_by("pk")
    return digest_of([values_of(row) for row in rows])[:16]


def goals_below(part: Mission | Goal) -> list[Goal]:
    """The goals that are removed with a mission or a goal, in the order of their plan."""
    goals = list(Goal.objects.filter(plan=part.plan_id))
    is_goal = isinstance(part, Goal)
    found = {goal.pk for goal in goals if not is_goal and goal.mission_id == part.pk}
    above = found | {part.pk} if is_goal else set(found)
    while above:
        above = {one.pk for one in goals if one.parent_id in above} - found
        found |= above
    return [goal for goal in goals if goal.pk in found]


def content_of(plan: DevelopmentPlan) -> dict[str, object]:
    """All of a plan as plain data, by codes and not by keys: what its digest is about."""
    goals = []
    for branch in outline_of(plan).walk():
        goal = branch.goal
        goals.append(
            {
                "code": goal.code,
                "text": goal.text,
                "mission": goal.mission.number if goal.mission else None,
                "parent": goal.parent.code if goal.parent else None,
                "years": [goal.first_year, goal.last_year],
                "indicators": [
                    {name: _plain(getattr(one, name)) for name in FIELDS[type(one)][1:]}
                    for one in branch.indicators
                ],
            }
        )
    head = {name: _plain(getattr(plan, name)) for name in (*HEAD, "number")}
    missions = [[one.number, one.text] for one in plan.missions.all()]
    return {
        "head": head | {"region": plan.region_id},
        "missions": missions,
        "goals": goals,
    }


def lacks_of(plan: DevelopmentPlan) -> list[str]:
    """What is still missing before a plan can come into force, each with what to do."""
    wanted = (
        (plan.legal_act and plan.legal_date, _("Isi dasar hukum dan tanggalnya.")),
        (plan.vision, _("Tuliskan visinya.")),
        (plan.missions.exists(), _("Tuliskan sedikitnya satu misi.")),
        (plan.goals.exists(), _("Tuliskan sedikitnya satu tujuan.")),
    )
    return [text for is_there, text in wanted if not is_there]


def without_indicator(plan: DevelopmentPlan) -> list[str]:
    """Codes of the lowest goals that nothing measures: advice, no obstacle."""
    lowest = plan.goals.filter(parts=None, indicators=None)
    return [*lowest.values_list("code", flat=True)]


def circle_of(parents: Mapping[Key, Key | None], code: Key) -> list[Key]:
    """The way from a code (or key) up its parents back to itself; empty if it ends at the top."""
    way: list[Key] = [code]
    here = parents.get(code)
    while here and here not in way:
        way.append(here)
        here = parents.get(here)
    if here == code:
        way.append(code)
        return way
    return []


def heads_of(region: Region) -> QuerySet[OfficeHolding]:
    """Who holds or held the office of the head of a region, latest first."""
    held = OfficeHolding.objects.filter(office__region=region, office__rank=Rank.HEAD)
    return held.select_related("person", "office").order_by("-held_from", "pk")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return text_of(value)
    return value.isoformat() if isinstance(value, date) else value
