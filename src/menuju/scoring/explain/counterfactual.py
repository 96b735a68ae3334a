"""The smallest change of whole levels that would do.

The index is an arithmetic mean at every level, so a step up of item i adds its effective
weight e_i. Fewest steps: the heaviest items first, which is optimal for a sum with room
for each. Least effort, and minimum gates: a small integer program (HiGHS).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from menuju.scoring.arrays import Bools, Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.explain.target import Target
from menuju.scoring.gates import EXACTLY, Gate
from menuju.scoring.hierarchy import Hierarchy

# HiGHS accepts what misses by 1e-7, which may be a tie, and with a tie in the way it may
# overlook what is cheaper; so it is also asked for more, and the best that will do counts.
DENOMINATOR, ROUNDING = 100_000, 1e-14
TIGHTER = (0.0, 2e-7, 2e-6, 2e-5)
FINE, COARSE, SLACK = 1e3, 1e9, 1e-6
MOST_LEVEL = 10**6


@dataclass(frozen=True)
class Problem:
    """One unit's levels and what may be done about them.

    ``levels`` (items,), NaN where unknown; unknown levels stay unknown. ``cost`` (items,)
    is that of one step; ``allowed`` (items,) which may change; ``limits`` the scale.
    """

    hierarchy: Hierarchy
    levels: Floats
    limits: tuple[int, int]
    allowed: Bools
    cost: Floats
    gates: tuple[Gate, ...] = ()

    @property
    def room(self) -> Ints:
        """(items,) Steps each item can still rise."""
        can = self.allowed & ~np.isnan(self.levels)
        return np.where(can, self.limits[1] - np.nan_to_num(self.levels), 0).astype(
            np.int64
        )

    @cached_property
    def _found(self) -> dict[str, Floats]:
        return {}

    def weights_in(self, element: str) -> Floats:
        """(items,) What one step of each item adds to an element's score.

        Gaps hand their weight to the rest of their group, as everywhere.
        """
        if element not in self._found:
            self._found[element] = self._weights_in(element)
        return self._found[element]

    def _weights_in(self, element: str) -> Floats:
        tree = self.hierarchy
        w = np.where(self._known(), tree.weights, 0.0)
        e = np.zeros(len(tree.codes))
        e[tree.position(element)] = 1.0
        first = tree.spans[0].stop
        for at in reversed(range(len(tree.groups))):
            members = tree.groups[at]
            total = w[members].sum()
            if total > 0:
                e[members] += e[first + at] * w[members] / total
        return e[tree.spans[0]] * ~np.isnan(self.levels)

    def _known(self) -> Bools:
        tree, first = self.hierarchy, self.hierarchy.spans[0].stop
        known = np.zeros(len(tree.codes), dtype=bool)
        known[:first] = ~np.isnan(self.levels)
        for at, members in enumerate(tree.groups):
            known[first + at] = known[members].any()
        return known

    def score(self, element: str | None = None, steps: Ints | None = None) -> float:
        """Score of an element (the index if None), after steps."""
        e = self.weights_in(element or self.hierarchy.codes[-1])
        moved = np.nan_to_num(self.levels) + (0 if steps is None else steps)
        return float(np.sum(e * moved)) if e.any() else float("nan")


@dataclass(frozen=True)
class Change:
    """Steps (items,) up and what they come to; ``score`` is the index after the gates."""

    steps: Ints
    score: float
    cost: float


def fewest_steps(problem: Problem, target: Target) -> Change | None:
    """The fewest steps up, or None if no change within limits would do."""
    if _required(problem, target):
        return least_effort(problem, target, steps_only=True)
    e, room = problem.weights_in(problem.hierarchy.codes[-1]), problem.room
    score = problem.score()
    order = np.argsort(-e, kind="stable")
    order = order[(room[order] > 0) & (e[order] > 0)]
    steps = np.zeros(len(e), dtype=np.int64)
    for item in order:
        if target.met(float(score + e @ steps)):
            break
        short = (target.least - score - e @ steps) / e[item]
        steps[item] = min(room[item], max(1, int(np.ceil(short - EXACTLY))))
        if steps[item] < room[item] and not target.met(float(score + e @ steps)):
            steps[item] += 1
    return _change(problem, target, steps)


def _required(problem: Problem, target: Target) -> list[Gate]:
    """Gates that have to be passed: those below which a unit is out or held too low."""
    return [g for g in problem.gates if g.cap is None or not target.met(g.cap)]


def least_effort(
    problem: Problem, target: Target, *, steps_only: bool = False
) -> Change | None:
    """The cheapest steps up, gates honoured, or None if none within limits would do.

    Among equally cheap ones, the fewest steps.
    """
    asked = (
        replace(problem, cost=np.ones(len(problem.levels))) if steps_only else problem
    )
    found = []
    for strict in TIGHTER:
        goals = _goals(problem, target, strict)
        steps = _solved(asked, asked.cost, goals)
        if steps is None:
            break
        steps = steps if steps_only else _shortest(problem, steps, goals)
        change = _change(problem, target, steps)
        found += [change] if change is not None else []
    return min(found, key=lambda c: (asked.cost @ c.steps, c.steps.sum()), default=None)


Goals = list[tuple[Floats, float]]


def _goals(problem: Problem, target: Target, strict: float) -> Goals | None:
    """What steps must come to: (items,) weights and the least sum; None if they cannot."""
    goals: Goals = []
    wanted = [(problem.hierarchy.codes[-1], target.least, strict)]
    wanted += [(g.element, _enough(g), 0.0) for g in _required(problem, target)]
    for element, least, more in wanted:
        if not np.isfinite(least):
            continue
        now = problem.score(element)
        if np.isnan(now):
            return None
        goals.append(whole(problem.weights_in(element), least - now, more))
    return goals


def _solved(problem: Problem, cost: Floats, goals: Goals | None) -> Ints | None:
    """(items,) Steps of least cost that reach the goals, or None."""
    if goals is None:
        return None
    if not goals:
        return np.zeros(len(cost), dtype=np.int64)
    rows, needs = zip(*goals, strict=True)
    found = milp(
        cost * _scale(cost),
        constraints=LinearConstraint(np.array(rows), lb=np.array(needs)),
        integrality=np.ones(len(cost)),
        bounds=Bounds(0, problem.room),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else np.round(found.x).astype(np.int64)


def _scale(cost: Floats) -> float:
    """What brings costs to a size at which the solver's gap of 1e-6 is next to nothing."""
    paid = cost[cost > 0]
    return float(min(FINE / paid.min(), COARSE / paid.max())) if paid.size else 1.0


def _shortest(problem: Problem, steps: Ints, goals: Goals | None) -> Ints:
    """The fewest steps that cost no more than these."""
    price = float(problem.cost @ steps)
    scale = _scale(problem.cost)
    budget = (-problem.cost * scale, -price * scale * (1 + ROUNDING) - SLACK)
    fewer = _solved(problem, np.ones(len(steps)), [*(goals or []), budget])
    if fewer is None or problem.cost @ fewer > price * (1 + ROUNDING):
        return steps
    return fewer


def whole(e: Floats, need: float, more: float) -> tuple[Floats, float]:
    """A goal, (items,) weights and a sum, in whole numbers if they share a denominator.

    Then nothing is left to the solver's tolerance; else ``more`` is asked for.
    """
    parts = [Fraction(float(x)).limit_denominator(DENOMINATOR) for x in e]
    common = lcm(*(p.denominator for p in parts))
    miss = max(abs(float(p) - x) for p, x in zip(parts, e, strict=True))
    if common <= DENOMINATOR and miss < ROUNDING:
        return np.array([float(p * common) for p in parts]), float(
            np.ceil(need * common)
        )
    scale = 1.0 / (e[e > 0].min() if e.any() else 1.0)
    return e * scale, need * scale + more


def _enough(gate: Gate) -> float:
    """The least score that passes a gate, rounding aside."""
    return gate.minimum - EXACTLY * max(1.0, abs(gate.minimum))


def _change(problem: Problem, target: Target, steps: Ints) -> Change | None:
    """The steps as a change, if they will do."""
    score = problem.score(steps=steps)
    gates = all(
        problem.score(g.element, steps) >= _enough(g)
        for g in _required(problem, target)
    )
    if not (target.met(score) and gates):
        return None
    return Change(steps, _held(problem, steps), float(problem.cost @ steps))


def _held(problem: Problem, steps: Ints) -> float:
    """The index after steps, held down by the caps of gates that are not passed."""
    caps = [
        g.cap
        for g in problem.gates
        if g.cap is not None and not problem.score(g.element, steps) >= _enough(g)
    ]
    return min([problem.score(steps=steps), *caps])


def check_levels(levels: Floats, limits: tuple[int, int]) -> None:
    """Refuse a level that is not a whole number within the limits.

    Parameters
    ----------
    levels : (units, items)
    limits : tuple of int
        Lowest and highest level.
    """
    low, high = limits
    if low >= high:
        raise InputError(f"levels from {low} to {high} do not rise", "give low:high")
    if max(-low, high) > MOST_LEVEL:
        raise InputError(
            f"levels beyond {MOST_LEVEL} are no levels", "give the scale as low:high"
        )
    with np.errstate(invalid="ignore"):
        off = np.argwhere(
            (levels != np.floor(levels)) | (levels < low) | (levels > high)
        )
    bad = [at for at in off if not np.isnan(levels[tuple(at)])]
    if bad:
        unit, item = (int(k) for k in bad[0])
        raise InputError(
            f"{levels[unit, item]:g} is not a whole level from {low} to {high}",
            "correct it, or give the scale with --levels",
            unit=unit,
            indicator=item,
        )


def turned(hierarchy: Hierarchy) -> list[str]:
    """Items described as better when lower, whose levels are all the same taken as they are."""
    items = hierarchy.elements[hierarchy.spans[0]]
    return [item.code for item in items if item.direction < 0]


def fewest_for_all(
    levels: Floats, shares: Floats, targets: Sequence[float], limits: tuple[int, int]
) -> Floats:
    """Fewest steps for many units at once, without gates or gaps.

    Parameters
    ----------
    levels : (units, items)
        Whole levels, all known.
    shares : (items,)
        Effective weights.
    targets : (units,)
        Least score of each that will do.
    limits : tuple of int
        Lowest and highest level.

    Returns
    -------
    (units,)
        Steps; NaN where no change within limits would do.
    """
    order = np.argsort(-shares, kind="stable")
    e = shares[order]
    room = (limits[1] - levels)[:, order]
    need = np.asarray(targets) - levels @ shares
    gained = np.cumsum(room * e, axis=1)
    at = (gained < need[:, None] - EXACTLY**2).sum(axis=1)
    possible = at < len(e)
    at = np.minimum(at, len(e) - 1)
    rows = np.arange(len(levels))
    before = gained[rows, at] - room[rows, at] * e[at]
    last = np.ceil((need - before) / np.where(e[at] > 0, e[at], 1.0) - EXACTLY)
    steps = np.cumsum(room, axis=1)[rows, at] - room[rows, at] + last
    return np.where(need <= 0, 0.0, np.where(possible, steps, np.nan))
