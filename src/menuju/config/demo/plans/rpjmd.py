"""A development plan of the demo: drafted part by part, and put in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from menuju.accounts.models import OfficeHolding, User
from menuju.config.demo.plans.files import Typed
from menuju.config.demo.simulate import MARK
from menuju.plans.actions import development
from menuju.plans.models import DevelopmentPlan, Goal, GoalIndicator, Mission
from menuju.regions.models import Region

Kept = TypeVar("Kept", Mission, Goal, GoalIndicator)


@dataclass
class Draft:
    """A plan while it is being written."""

    plan: DevelopmentPlan
    by: User
    missions: dict[int, Mission] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)

    def save(self, part: Kept, values: dict[str, object]) -> Kept:
        """Write a new part."""
        development.save_part(part, values=values, seen="", by=self.by)
        return part

    def add_goal(self, typed: Typed) -> Goal:
        """A goal; it hangs below the one whose code its own begins with."""
        above = self.goals.get(typed["code"].partition(".")[0])
        values = {
            "code": typed["code"],
            "text": typed["text"],
            "parent": above,
            "mission": above.mission if above else self.missions[typed["mission"]],
            "order": len(self.goals) + 1,
        }
        return self.save(Goal(plan=self.plan), values)

    def add_indicator(self, goal: Goal, row: list[str]) -> None:
        """An indicator with a target for each year of the plan."""
        name, unit, direction, baseline, year, targets = row
        years = range(self.plan.first_year, self.plan.last_year + 1)
        values = {
            "name": name,
            "unit": unit,
            "direction": direction,
            "baseline": Decimal(baseline),
            "baseline_year": year,
            "targets": {str(y): text for y, text in zip(years, targets, strict=True)},
        }
        self.save(GoalIndicator(goal=goal), values)


def write(
    region: Region, typed: Typed, holding: OfficeHolding | None, by: User
) -> DevelopmentPlan:
    """The plan of a file, in force."""
    names = ("title", "first_year", "last_year", "legal_act", "legal_date", "vision")
    head = {name: typed[name] for name in names}
    kind = DevelopmentPlan.Kind.RPJMD
    plan = development.create(region, by=by, kind=kind, holding=holding, **head)
    draft = Draft(plan, by)
    for number, text in enumerate(typed["missions"], start=1):
        mission = Mission(plan=plan)
        draft.missions[number] = draft.save(mission, {"number": number, "text": text})
    for one in typed["goals"]:
        goal = draft.goals[one["code"]] = draft.add_goal(one)
        for row in one.get("indicators", ()):
            draft.add_indicator(goal, row)
    _mark(plan, typed.get("sourced", {}))
    plan.refresh_from_db()
    return development.put_in_force(plan, version=plan.version, by=by)


def _mark(plan: DevelopmentPlan, sourced: Mapping[str, str]) -> None:
    """Everything is simulated; a published baseline says so in the source."""
    DevelopmentPlan.objects.filter(pk=plan.pk).update(**MARK)
    Mission.objects.filter(plan=plan).update(**MARK)
    Goal.objects.filter(plan=plan).update(**MARK)
    indicators = GoalIndicator.objects.filter(goal__plan=plan)
    indicators.update(**MARK)
    for name, source in sourced.items():
        indicators.filter(name=name).update(source=source)
