"""Put together, from the records of a decided round, why each region stands where it does."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from menuju.instruments.models.document import Text
from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import (
    AttendanceResult,
    applicability,
    attendance_result,
    tree_of,
)
from menuju.instruments.queries.trees import table
from menuju.regions.models import Region
from menuju.results.models import Decision, DecisionLine, RegionResult, Simulation
from menuju.results.queries.compute import is_adjusted, official_leaves
from menuju.results.queries.why import leaves
from menuju.results.queries.why.facts import (
    Attendance,
    Came,
    Doubt,
    Paths,
    Setting,
    Standing,
    Why,
)
from menuju.results.queries.why.line import Line, line_for
from menuju.results.queries.why.paths import Case, complete, paths_of
from menuju.rounds.queries.inputs import leaves_of, presences_of
from menuju.scoring.instrument.field import Field
from menuju.scoring.selection.rule import Standing as Stands


@dataclass(frozen=True)
class Ground:
    """What all regions of a decision share."""

    decision: Decision
    tree: Tree
    codes: list[str]
    leaves: dict[str, Any]
    field: Field
    lines: dict[str, DecisionLine]
    line: Line
    simulated: dict[str, Any]
    setting: Setting
    at_line: float | None
    is_adjusted: bool


def why_of(decision: Decision, region: str) -> Why | None:
    """Why one region stands where it does; None if the decision is not about it."""
    ground = ground_of(decision)
    return told(ground, region) if region in ground.lines else None


def why_behind(result: RegionResult, line: DecisionLine | None) -> Why | None:
    """Why a result was decided as it was; None while nobody decided."""
    if line is None or line.decision.decided_at is None:
        return None
    line.decision.release = result.release
    return why_of(line.decision, result.participation.region_id)


def whys_of(
    decision: Decision, regions: Iterable[str] | None = None, *, paths: bool = True
) -> Iterator[Why]:
    """The same for many regions (all of them if not said), in the order of their codes.

    Without ``paths`` it is some ten times faster: they follow from all the rest.
    """
    ground = ground_of(decision)
    wanted = ground.lines if regions is None else set(regions)
    for code in ground.codes:
        if code in wanted and code in ground.lines:
            yield told(ground, code, paths=paths)


def ground_of(decision: Decision) -> Ground:
    """Read what all regions share: a fixed number of queries."""
    release = decision.release
    tree = tree_of(release.round.instrument_version)
    inputs = release.freeze.inputs
    known = official_leaves(inputs, tree)
    applies = {
        code: applicability(tree, inputs["regions"][code].get("facts", {}))
        for code in known
    }
    made = table(tree, known, applies)
    field = Field.of(made.tree, made.leaves, made.asked)
    lines = _lines(decision)
    regions = Region.objects.select_related("province").in_bulk(list(known))
    line = line_for(decision, field, [regions[code] for code in known])
    inside = [
        score
        for score, stands in zip(field.scores.tolist(), line.standing, strict=True)
        if stands == Stands.IN
    ]
    places = [line.result.position for line in lines.values()]
    simulation = Simulation.objects.filter(release=release).first()
    return Ground(
        decision=decision,
        tree=tree,
        codes=list(known),
        leaves=known,
        field=field,
        lines=lines,
        line=line,
        simulated=simulation.regions if simulation else {},
        setting=_setting(decision, tree, places),
        at_line=min(inside, default=None),
        is_adjusted=is_adjusted(inputs),
    )


def told(ground: Ground, code: str, *, paths: bool = True) -> Why:
    """One region's explanation from what all share."""
    line = ground.lines[code]
    part = line.result.participation
    region = part.region
    case = _case(ground, code)
    known = list(leaves.factors(case))
    target = ground.line.target(case.at)
    standing = _standing(ground, line, case, target.score)
    may_move = not standing.selected and not standing.within and not standing.barred
    is_known = standing.score is not None and math.isfinite(target.score)
    return Why(
        region=code,
        name=region.name,
        province=region.province.name,
        setting=ground.setting,
        standing=standing,
        doubt=_doubt(ground, code),
        elements=leaves.elements(case),
        factors=leaves.costly(known),
        strengths=leaves.strong(known),
        attendance=_attendance(case),
        paths=paths_of(case, target) if paths and may_move and is_known else Paths(),
        told=Text(id=part.note_id, en=part.note_en),
        told_by=part.outcome_source if part.note_id else "",
        is_simulated=line.result.is_simulated,
    )


def _lines(decision: Decision) -> dict[str, DecisionLine]:
    rows = DecisionLine.objects.filter(decision=decision).select_related(
        "result__participation__region__province"
    )
    rows = rows.defer("result__nodes")
    return {row.result.participation.region_id: row for row in rows}


def _case(ground: Ground, code: str) -> Case:
    at = ground.codes.index(code)
    inputs = ground.decision.release.freeze.inputs["regions"][code]
    return Case(
        tree=ground.tree,
        field=ground.field,
        at=at,
        leaves=ground.leaves[code],
        came=_came(ground.tree, inputs),
        agreed=leaves_of(ground.tree, inputs) if ground.is_adjusted else {},
    )


def _came(tree: Tree, inputs: dict[str, Any]) -> AttendanceResult | None:
    presences = presences_of(inputs)
    if tree.attendance is None or not presences:
        return None
    return attendance_result(tree.attendance, presences)


def _standing(
    ground: Ground, line: DecisionLine, case: Case, needed: float
) -> Standing:
    result, barred = line.result, ground.line.barred[case.at]
    at_border = ground.line.standing[case.at] == Stands.BORDER
    shows_place = ground.decision.release.round.publish_positions
    return Standing(
        score=result.score,
        raw=result.raw_score,
        is_adjusted=result.adjusted_score is not None
        and result.score == result.adjusted_score != result.raw_score,
        line=result.score if at_border else ground.at_line,
        needed=needed if math.isfinite(needed) else None,
        equal_is_enough=ground.line.ties == "in",
        selected=line.selected,
        within=line.within_quota,
        at_border=at_border,
        tied=result.tied,
        reserve=line.reserve,
        reason=line.exception_reason if line.selected != line.within_quota else "",
        position=result.position if shows_place else None,
        barred=(barred,) if barred else (),
    )


def _doubt(ground: Ground, code: str) -> Doubt | None:
    held = ground.simulated.get(code)
    if not held or held.get("chance") is None or held.get("low") is None:
        return None
    shows_place = ground.decision.release.round.publish_positions
    return Doubt(
        low=held["low"],
        high=held["high"],
        first=int(held["first"]) if shows_place and held.get("first") else None,
        last=int(held["last"]) if shows_place and held.get("last") else None,
        chance=held["chance"],
        error=held.get("error") or 0.0,
    )


def _attendance(case: Case) -> Attendance | None:
    node, came = case.tree.attendance, case.came
    if node is None or came is None:
        return None
    return Attendance(
        points=came.points,
        full=came.full,
        value=came.level,
        low=float(node.scale.min),
        top=float(node.scale.max),
        clauses=tuple(
            Came(
                code=each.clause.code,
                title=each.clause.title,
                full=float(each.full),
                got=each.points,
                office=each.best.office if each.best else "",
                status=each.best.status if each.best else "",
                capacity=each.best.capacity if each.best else "",
                rank=each.best.rank if each.best else "",
            )
            for each in came.clauses
        ),
        complete=complete(case),
    )


def _setting(decision: Decision, tree: Tree, places: Iterable[int | None]) -> Setting:
    round_ = decision.release.round
    return Setting(
        code=round_.code,
        title=Text(id=round_.title_id, en=round_.title_en),
        year=round_.year,
        phase=round_.phase_number,
        quota=decision.quota,
        peers=sum(place is not None for place in places),
        instrument=tree.label,
        low=float(tree.scale.min),
        top=float(tree.scale.max),
        reply_days=round_.reply_days,
        zone=round_.time_zone,
        decision=decision.number,
        decided_at=decision.decided_at,
        opens_at=decision.opens_at,
    )
