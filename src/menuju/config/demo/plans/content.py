"""The typed content of a masterplan of the demo, written by the real actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from menuju.accounts.models import User
from menuju.audit.models import Provenance
from menuju.config.demo.plans.files import Typed
from menuju.config.demo.simulate import MARK
from menuju.plans.actions import alignment, content, institutions, programmes
from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    Goal,
    GoalLink,
    MasterplanVersion,
    PlannedProgramme,
    ReadinessPoint,
    SwotPoint,
    Target,
)
from menuju.plans.queries.content.kinds import vision_mark
from menuju.regions.models import Agency

MILLION = 1_000_000
Element = GoalLink.Element


@dataclass(frozen=True)
class Desk:
    """Where somebody writes: a version, by whom, its agencies and the goals it may serve."""

    version: MasterplanVersion
    by: User
    agencies: Mapping[str, Agency]
    goals: Mapping[str, Goal]

    def serve(
        self, kind: str, key: UUID, goals: Iterable[tuple[str, int, str]]
    ) -> None:
        """Link an element to goals: code, strength, why."""
        for code, strength, why in goals:
            goal = self.goals[code]
            alignment.add_link(
                self.version, (kind, key), goal, why=(strength, why), by=self.by
            )


def desk_of(
    version: MasterplanVersion, by: User, agencies: Mapping[str, Agency]
) -> Desk:
    """The desk of a planner."""
    plan = version.development_plan
    goals = {goal.code: goal for goal in plan.goals.all()} if plan else {}
    return Desk(version, by, agencies, goals)


def write(desk: Desk, typed: Typed) -> None:
    """Vision, figures, readiness, SWOT, targets, strategies and action plans of a file."""
    version, by = desk.version, desk.by
    version = content.set_vision(
        version, typed["vision"], seen=vision_mark(version), by=by
    )
    for row in typed.get("context", ()):
        _figure(desk, row)
    for point in typed.get("readiness", ()):
        content.add(version, ReadinessPoint, by=by, **point, **MARK)
    for kind, pillar, text in typed.get("swot", ()):
        swot = {"kind": kind, "pillar": pillar, "text": text}
        content.add(version, SwotPoint, by=by, **swot, **MARK)
    for target in typed.get("targets", ()):
        _target(desk, target)
    for part, text in typed.get("strategies", {}).items():
        made = content.set_strategy(version, part, seen="", by=by, text=text, **MARK)
        goals = typed.get("strategy_goals", {}).get(part, ())
        desk.serve(Element.STRATEGY, made.key, goals)
    for row in typed.get("action_plans", ()):
        _action_plan(desk, row)
    for programme in typed.get("programmes", ()):
        write_programme(desk, programme)


def _figure(desk: Desk, row: list[str]) -> None:
    label, value, unit, year, source = row
    mark = {"provenance": Provenance.PUBLISHED, "source": source} if source else MARK
    values = {"label": label, "value": Decimal(value), "unit": unit, "year": year}
    content.add(desk.version, ContextFigure, by=desk.by, **values, **mark)


def _target(desk: Desk, typed: Typed) -> None:
    unit, baseline, year, goal, goal_year = typed["figures"]
    made = content.add(
        desk.version,
        Target,
        by=desk.by,
        text=typed["text"],
        indicator=typed["indicator"],
        unit=unit,
        baseline=Decimal(baseline),
        baseline_year=year,
        goal_value=Decimal(goal),
        goal_year=goal_year,
        **MARK,
    )
    desk.serve(Element.TARGET, made.key, typed.get("goals", ()))


def _action_plan(desk: Desk, row: list[Any]) -> None:
    kind, part, title, text, agency, first, last, goals = row
    made = content.add(
        desk.version,
        ActionPlan,
        by=desk.by,
        kind=kind,
        part=part,
        title=title,
        text=text,
        agency=desk.agencies[str(agency)],
        first_year=first,
        last_year=last,
        **MARK,
    )
    desk.serve(Element.ACTION_PLAN, made.key, goals)


def write_programme(desk: Desk, typed: Typed) -> PlannedProgramme:
    """A programme with its indicators, budgets and goals; what the file leaves out is lacking."""
    starts, ends = typed.get("days", (None, None))
    agency = typed.get("agency")
    names = ("code", "title", "part", "horizon")
    more = ("service", "in_charge", "nomenclature")
    made = programmes.add(
        desk.version,
        by=desk.by,
        starts_on=starts,
        ends_on=ends,
        quick_win=typed.get("quick_win", False),
        service_before=typed.get("before", ""),
        service_after=typed.get("after", ""),
        agency=desk.agencies[agency] if agency else None,
        partners=[desk.agencies[one] for one in typed.get("partners", ())],
        **{name: typed[name] for name in names},
        **{name: typed.get(name, "") for name in more},
        **MARK,
    )
    rows = [_indicator(row) for row in typed.get("indicators", ())]
    programmes.set_indicators(made, rows, by=desk.by)
    programmes.set_budgets(made, _budgets(typed.get("budgets", {})), by=desk.by)
    desk.serve(Element.PROGRAMME, made.key, typed.get("goals", ()))
    return made


def _indicator(row: list[Any]) -> programmes.IndicatorValues:
    level, name, unit, direction, baseline, year, target, target_year = row
    known = baseline is not None
    return {
        "level": level,
        "name": name,
        "unit": unit,
        "direction": direction,
        "baseline": Decimal(str(baseline)) if known else None,
        "baseline_year": year,
        "target": Decimal(str(target)),
        "target_year": target_year,
        **MARK,  # type: ignore[typeddict-item]
    }


def _budgets(typed: Mapping[int, Mapping[str, int]]) -> list[programmes.BudgetValues]:
    return [
        {
            "year": year,
            "origin": origin,
            "amount": Decimal(amount * MILLION),
            **MARK,  # type: ignore[typeddict-item]
        }
        for year, money in typed.items()
        for origin, amount in money.items()
    ]


def write_institutions(desk: Desk, typed: Typed) -> None:
    """Council, team and forum with their members, and the legal acts."""
    for body in typed.get("bodies", ()):
        _body(desk, body)
    for kind, state, note in typed.get("legal_acts", ()):
        values = {"kind": kind, "state": state, "note": note}
        institutions.add_act(desk.version, by=desk.by, **values, **MARK)


def _body(desk: Desk, typed: Typed) -> None:
    on, first, last = typed.get("days", (None, None, None))
    made = institutions.set_body(
        desk.version,
        typed["kind"],
        seen="",
        by=desk.by,
        decree=typed.get("decree", ""),
        decree_on=on,
        term_from=first,
        term_to=last,
        **MARK,
    )
    for role, office, institution in typed["members"]:
        member = {"role": role, "office": office, "institution": institution}
        institutions.add_member(made, by=desk.by, **member, **MARK)
