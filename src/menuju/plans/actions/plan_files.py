"""Take a development plan over from what a workbook said. The same file twice changes nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.development import StalePlanError, hold_draft
from menuju.plans.models import DevelopmentPlan, Goal, GoalIndicator, Mission
from menuju.plans.queries.development import Part, mark_of
from menuju.plans.queries.plan_files import Content


@dataclass(slots=True)
class Tally:
    """How many rows are new, changed, and the same as before. Nothing is ever removed."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def count(self, before: str, after: str) -> bool:
        """Note one row by its marks; whether it is to be written."""
        if not before:
            self.new += 1
        elif before != after:
            self.changed += 1
        else:
            self.same += 1
        return before != after


def try_over(plan: DevelopmentPlan, content: Content) -> Tally:
    """What taking over would do; nothing is kept."""
    tally = Tally()
    with transaction.atomic():
        _write(hold_draft(plan), content, tally)
        transaction.set_rollback(True)
    return tally


@transaction.atomic
def take_over(
    plan: DevelopmentPlan, content: Content, *, version: int, by: User
) -> Tally:
    """Write what a file said about the plan as it was at ``version``.

    StalePlanError if the plan changed since the file was tried on it.
    """
    held, tally = hold_draft(plan), Tally()
    if held.version != version:
        raise StalePlanError(held)
    _write(held, content, tally)
    if tally.new or tally.changed:
        held.version += 1
        held.save()
        counts = {"new": tally.new, "changed": tally.changed}
        record("took over a workbook", held, by=by, **counts)
    return tally


def _write(plan: DevelopmentPlan, content: Content, tally: Tally) -> None:
    before = mark_of(plan)
    head = content["head"]
    plan.vision = head["visi"] or plan.vision
    plan.legal_act = head["dasar_hukum"][:200] or plan.legal_act
    if head["tanggal"]:
        plan.legal_date = date.fromisoformat(head["tanggal"])
    if before != mark_of(plan):
        tally.changed += 1
        plan.save()
    missions = _missions(plan, content, tally)
    goals = _goals(plan, content, missions, tally)
    rows = GoalIndicator.objects.filter(goal__plan=plan).select_related("goal")
    held = {(row.goal.code, row.name): row for row in rows}
    for one in content["indicators"]:
        row = held.get((one["goal"], one["name"])) or GoalIndicator(
            goal=goals[one["goal"]], name=one["name"]
        )
        values = {
            name: one[name]
            for name in ("unit", "direction", "baseline_year", "targets")
        }
        values["baseline"] = Decimal(one["baseline"]) if one["baseline"] else None
        _save(row, values, tally)


def _missions(
    plan: DevelopmentPlan, content: Content, tally: Tally
) -> dict[int, Mission]:
    held = {row.number: row for row in plan.missions.all()}
    for number, text in content["missions"]:
        row = held.setdefault(number, Mission(plan=plan, number=number))
        _save(row, {"text": text}, tally)
    return held


def _goals(
    plan: DevelopmentPlan, content: Content, missions: dict[int, Mission], tally: Tally
) -> dict[str, Goal]:
    """Parents after their rows: a file may name them in any order."""
    held = {row.code: row for row in plan.goals.all()}
    for order, one in enumerate(content["goals"], 1):
        held.setdefault(one["code"], Goal(plan=plan, code=one["code"], order=order))
    marks = {code: mark_of(row) if row.pk else "" for code, row in held.items()}
    for one in content["goals"]:
        row = held[one["code"]]
        row.text, (row.first_year, row.last_year) = one["text"], one["years"]
        row.mission = missions[one["mission"]] if one["mission"] else None
        if not row.pk:
            row.save()
    for one in content["goals"]:
        row = held[one["code"]]
        row.parent = held[one["parent"]] if one["parent"] else None
        if tally.count(marks[row.code], mark_of(row)):
            row.save()
    return held


def _save(row: Part, values: dict[str, object], tally: Tally) -> None:
    before = mark_of(row) if row.pk else ""
    for name, value in values.items():
        setattr(row, name, value)
    if tally.count(before, mark_of(row)):
        row.save()
