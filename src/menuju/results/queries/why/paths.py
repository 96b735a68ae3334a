"""The smallest changes that would have been enough for one region.

Three kinds (docs/method.md, section 4): the fewest steps, the least effort, and the
attendance alone. A step is the next level of an item in the rubric's words, or one more
office that comes itself. What others publish (a fiscal figure) is nobody's step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from menuju.instruments.models.document import Clause, Text
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import AttendanceResult
from menuju.results.queries.why.facts import Path, Paths, Step
from menuju.scoring.explain.target import Target
from menuju.scoring.instrument.change import Change, Task, smallest
from menuju.scoring.instrument.field import Field

ABOVE = 1e-9
"""A level is above the present one if it is so by more than this."""


@dataclass(frozen=True)
class Case:
    """One region in its field: its leaves on their own scales, and who came.

    ``leaves`` are the official values. Where those are corrected for severity, ``agreed``
    are the levels before it: the rubric speaks of what was agreed, the score of the rest.
    """

    tree: Tree
    field: Field
    at: int
    leaves: Mapping[str, float | None]
    came: AttendanceResult | None
    agreed: Mapping[str, float | None]

    @cached_property
    def place(self) -> dict[str, int]:
        """The column of each node."""
        return {node.code: at for at, node in enumerate(self.tree.nodes)}

    @cached_property
    def shares(self) -> dict[str, float]:
        """What one point of each node moves the score by."""
        row = self.field.shares[self.at].tolist()
        return {code: row[at] for code, at in self.place.items()}

    def scaled(self, node: Node, value: float) -> float:
        """A leaf's value on the tree's scale, as scoring takes it."""
        own, whole = node.scale, self.tree.scale
        part = (value - float(own.min)) / float(own.span)
        return float(whole.min) + part * float(whole.span)

    def stands(self, node: Node) -> float | None:
        """The level that a leaf was agreed on; its value where nothing was agreed."""
        agreed = self.agreed.get(node.code)
        return self.leaves[node.code] if agreed is None else agreed

    def official(self, node: Node, level: float) -> float:
        """What the score would take of a leaf agreed on another level: the same correction."""
        now, stands = self.leaves[node.code], self.stands(node)
        shift = 0.0 if now is None or stands is None else now - stands
        low, top = float(node.scale.min), float(node.scale.max)
        return min(max(level + shift, low), top)

    def above(self, node: Node) -> list[float]:
        """The levels of an item above the agreed one that lift it, on its own scale, ascending."""
        now, stands = self.leaves[node.code], self.stands(node)
        if node.item is None or now is None or stands is None:
            return []
        levels = sorted(float(level.value) for level in node.item.levels)
        if not levels:
            steps = int(node.scale.span / node.scale.step)
            low, step = float(node.scale.min), float(node.scale.step)
            levels = [low + n * step for n in range(steps + 1)]
        return [
            level
            for level in levels
            if level > stands + ABOVE and self.official(node, level) > now + ABOVE
        ]

    @cached_property
    def offices(self) -> list[tuple[Clause, float]]:
        """The clauses that were not fulfilled in full, and what each would add, most first."""
        if self.came is None or self.came.points is None:
            return []
        short = [
            (each.clause, float(each.full) - (each.points or 0.0))
            for each in self.came.clauses
        ]
        return sorted(
            (pair for pair in short if pair[1] > ABOVE), key=lambda pair: -pair[1]
        )

    def attended(self, more: float) -> float:
        """The attendance leaf on its own scale with so many points more."""
        node, came = self.tree.attendance, self.came
        if node is None or came is None or came.points is None:
            raise ValueError("nothing is known of who came")
        part = (came.points + more) / came.full
        return float(node.scale.min) + part * float(node.scale.span)


def paths_of(case: Case, target: Target) -> Paths:
    """The three answers for a region that has to beat ``target``."""
    options, cost = _options(case)
    task = Task(case.field, case.at, options, cost)
    return Paths(
        fewest=_told(case, smallest(task, target), cost),
        least=_told(case, smallest(task, target, effort=True), cost),
        attendance=_attendance_alone(case, target),
    )


def complete(case: Case) -> float | None:
    """The score had every office come itself; None if that is not known."""
    node = case.tree.attendance
    if node is None or not case.shares[node.code]:
        return None
    more = sum(gain for _clause, gain in case.offices)
    if not more:
        return float(case.field.scores[case.at])
    value = case.scaled(node, case.attended(more))
    leaf = case.place[node.code]
    return Task(case.field, case.at, {leaf: [value]}).score({leaf: 1})


def _options(case: Case) -> tuple[dict[int, list[float]], dict[int, float]]:
    """What may rise, on the tree's scale, and what one step of it costs.

    An item's step costs the number of the level it leads to first: to begin something is
    less than to measure it. An office that comes costs 1.
    """
    options: dict[int, list[float]] = {}
    cost: dict[int, float] = {}
    for node in case.tree.leaves:
        at, now = case.place[node.code], case.leaves[node.code]
        if now is None or not case.shares[node.code]:
            continue
        if higher := case.above(node):
            options[at] = [
                case.scaled(node, case.official(node, level)) for level in higher
            ]
            whole = float(node.scale.max - node.scale.min) / float(node.scale.step)
            cost[at] = max(1.0, whole + 1 - len(higher))
        elif node.attendance and case.offices:
            gains = [gain for _clause, gain in case.offices]
            sums = [sum(gains[: n + 1]) for n in range(len(gains))]
            options[at] = [case.scaled(node, case.attended(more)) for more in sums]
            cost[at] = 1.0
    return options, cost


def _attendance_alone(case: Case, target: Target) -> Path | None:
    """The fewest offices that would have been enough, of these the smallest change."""
    node = case.tree.attendance
    if node is None or not case.offices or not case.shares[node.code]:
        return None
    leaf = case.place[node.code]
    for size in range(1, len(case.offices) + 1):
        sets = combinations(case.offices, size)
        for chosen in sorted(sets, key=lambda each: sum(gain for _, gain in each)):
            value = case.attended(sum(gain for _, gain in chosen))
            task = Task(case.field, case.at, {leaf: [case.scaled(node, value)]})
            found = smallest(task, target)
            if found is not None:
                step = _office_step(case, node, value, [each for each, _ in chosen])
                return Path(
                    steps=(step,), count=size, effort=float(size), score=found.score
                )
    return None


def _told(case: Case, change: Change | None, cost: Mapping[int, float]) -> Path | None:
    if change is None or not change.values:
        return None
    steps = tuple(
        _step(case, case.tree.nodes[at], value)
        for at, value in sorted(change.values.items())
    )
    return Path(
        steps=steps,
        count=sum(step.count for step in steps),
        effort=sum(step.count * cost[case.place[step.code]] for step in steps),
        score=change.score,
        proved=change.exact,
    )


def _step(case: Case, node: Node, value: float) -> Step:
    """A leaf's new value (on the tree's scale) as a step."""
    if node.attendance:
        gains = [gain for _clause, gain in case.offices]
        sums = [sum(gains[: n + 1]) for n in range(len(gains))]
        reached = [case.scaled(node, case.attended(more)) for more in sums]
        count = 1 + min(range(len(reached)), key=lambda n: abs(reached[n] - value))
        chosen = [clause for clause, _ in case.offices[:count]]
        return _office_step(case, node, case.attended(sums[count - 1]), chosen)
    higher = case.above(node)
    count = 1 + min(
        range(len(higher)),
        key=lambda n: abs(case.scaled(node, case.official(node, higher[n])) - value),
    )
    after = higher[count - 1]
    return Step(
        code=node.code,
        title=node.title,
        kind="item",
        before=case.stands(node) or 0.0,
        after=after,
        count=count,
        words=descriptor(node, after),
    )


def _office_step(
    case: Case, node: Node, value: float, chosen: Sequence[Clause]
) -> Step:
    return Step(
        code=node.code,
        title=node.title,
        kind="attendance",
        before=case.leaves[node.code] or 0.0,
        after=value,
        count=len(chosen),
        offices=tuple(clause.title for clause in chosen),
    )


def descriptor(node: Node, value: float) -> Text:
    """The rubric's words for the highest level that a value reaches."""
    levels = node.item.levels if node.item else ()
    reached = [level for level in levels if float(level.value) <= value + ABOVE]
    best = max(reached, key=lambda level: level.value, default=None)
    return best.descriptor if best else Text()
