"""What we know about development plans: the tree of goals, and what makes two the same."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from menuju.plans.models import DevelopmentPlan, Goal, GoalIndicator, Mission


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
    goals = list(plan.goals.all())
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
