"""The integer program of a change: leaves move in steps, groups follow their rules.

All rules rise with their members, so a group's value may be bounded from above only:
the program has no reason to stay below. A gate is open (1) only if each member it looks
at has reached the floor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.explain.counterfactual import whole
from menuju.scoring.instrument.cover import STEPS
from menuju.scoring.instrument.task import Task
from menuju.scoring.tree import Rule

Price = Callable[[int], float]
MOST = 1e9


@dataclass
class Program:
    """Variables in columns: steps of leaves, then values of groups, then gates.

    A term is (row of coefficients, constant); ``rows`` are terms that must be >= 0.
    """

    task: Task
    columns: list[tuple[int, int]] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    lowers: list[float] = field(default_factory=list)
    prices: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float]] = field(default_factory=list)


def solved(task: Task, least: float, price: Price) -> dict[int, int] | None:
    """Steps of each leaf at the least price, or None if none reach ``least``.

    Parameters
    ----------
    task : Task
        Without geometric means.
    least : float
        Of the score.
    price : callable
        Of one step of a leaf.
    """
    program = _steps(task, price)
    if task.field.linear:
        _one_goal(program, least)
    else:
        _follow(program, least)
    x = _minimised(program)
    if x is None:
        return None
    taken = dict.fromkeys(task.moves, 0)
    for k, (leaf, steps) in enumerate(program.columns):
        taken[leaf] += steps * round(x[k])
    return taken


def _steps(task: Task, price: Price) -> Program:
    """A whole number of steps for each leaf, or a choice of one where they are uneven."""
    program = Program(task)
    for leaf, values in task.moves.items():
        if task.even(leaf):
            _variable(program, 0.0, len(values), price(leaf))
            program.columns.append((leaf, 1))
            continue
        chosen = [
            _variable(program, 0.0, 1.0, n * price(leaf))
            for n in range(1, len(values) + 1)
        ]
        program.columns += [(leaf, n) for n in range(1, len(values) + 1)]
        program.rows.append((dict.fromkeys(chosen, -1.0), 1.0))
    return program


def _variable(
    program: Program, lower: float, upper: float, price: float | None = None
) -> int:
    """A further column: whole where it has a price, which a gate's is 0."""
    program.lowers.append(lower)
    program.uppers.append(upper)
    program.prices.append(price or 0.0)
    program.whole.append(price is not None)
    return len(program.uppers) - 1


def _rise(task: Task, leaf: int, steps: int) -> float:
    return task.moves[leaf][steps - 1] - float(task.row[leaf])


def _one_goal(program: Program, least: float) -> None:
    """Arithmetic means only: each step adds what it adds."""
    task = program.task
    shares = task.field.shares[task.case]
    gains = np.array([shares[k] * _rise(task, k, n) for k, n in program.columns])
    row, need = whole(gains, least - float(task.field.scores[task.case]), 0.0)
    program.rows.append((dict(enumerate(row.tolist())), -need))


@dataclass(frozen=True)
class _Bounds:
    """(nodes,) The case's values now and with every step taken."""

    now: Floats
    most: Floats
    counted: Bools

    @classmethod
    def of(cls, task: Task) -> "_Bounds":
        highest = {leaf: len(values) for leaf, values in task.moves.items()}
        top = task.changed(highest)
        return cls(
            task.field.taken[task.case], top.taken[0], task.field.counted[task.case]
        )


def _follow(program: Program, least: float) -> None:
    """Every group held to what its members and its rule allow; the root to the goal."""
    task = program.task
    tree, bounds = task.field.tree, _Bounds.of(task)
    terms = _leaf_terms(program, bounds)
    for group in np.flatnonzero(tree.rules != Rule.LEAF)[::-1]:
        node = int(group)
        if np.isnan(task.field.values[task.case, node]):
            terms[node] = ({}, float(bounds.now[node]))
            continue
        terms[node] = (
            {_variable(program, -np.inf, float(bounds.most[node])): 1.0},
            0.0,
        )
        _hold(program, node, terms, bounds)
    program.rows.append(_plus(terms[0], ({}, -least), 1.0))


Term = tuple[dict[int, float], float]


def _leaf_terms(program: Program, bounds: _Bounds) -> dict[int, Term]:
    task = program.task
    leaves = np.flatnonzero(task.field.tree.rules == Rule.LEAF)
    terms: dict[int, Term] = {int(k): ({}, float(bounds.now[k])) for k in leaves}
    for column, (leaf, steps) in enumerate(program.columns):
        terms[leaf][0][column] = _rise(task, leaf, steps)
    return terms


def _hold(
    program: Program, group: int, terms: dict[int, Term], bounds: _Bounds
) -> None:
    """A group's value from above."""
    tree = program.task.field.tree
    members = [
        int(k) for k in np.flatnonzero(tree.parents == group) if bounds.counted[k]
    ]
    rule = Rule(int(tree.rules[group]))
    parts = np.ones(len(members))
    if rule in {Rule.WEIGHTED_MEAN, Rule.MINIMUM_GATE}:
        parts = tree.weights[members]
    if rule != Rule.CAPPED_SUM:
        parts = parts / parts.sum()
    made: Term = ({}, 0.0)
    for member, part in zip(members, parts.tolist(), strict=True):
        made = _plus(made, terms[member], part)
    program.rows.append(_plus(made, terms[group], -1.0))
    if rule == Rule.CAPPED_SUM and not np.isnan(tree.caps[group]):
        program.rows.append(_plus(({}, float(tree.caps[group])), terms[group], -1.0))
    if rule == Rule.MINIMUM_GATE:
        _gate(program, group, terms, bounds)


def _gate(
    program: Program, group: int, terms: dict[int, Term], bounds: _Bounds
) -> None:
    tree = program.task.field.tree
    cap, floor = float(tree.caps[group]), float(tree.floors[group])
    if bounds.most[group] <= cap:
        return
    is_open = _variable(program, 0.0, 1.0, 0.0)
    held: Term = ({is_open: float(bounds.most[group]) - cap}, cap)
    program.rows.append(_plus(held, terms[group], -1.0))
    for member in np.flatnonzero((tree.parents == group) & tree.gates):
        now = float(bounds.now[member])
        if bounds.counted[member] and now < floor:
            program.rows.append(
                _plus(terms[int(member)], ({is_open: floor - now}, now), -1.0)
            )


def _plus(a: Term, b: Term, times: float) -> Term:
    """The sum of a and so many times b."""
    row = dict(a[0])
    for column, coefficient in b[0].items():
        row[column] = row.get(column, 0.0) + times * coefficient
    return row, a[1] + times * b[1]


def _goal(program: Program) -> Floats:
    """What counts: the price, and of equal prices the steps.

    A price counts for more than ``STEPS`` steps. Far smaller parts of it would be lost in
    the solver's tolerance, so prices that differ by less count as equal.
    """
    prices = np.array(program.prices)
    steps = np.array([float(n) for _, n in program.columns])
    paid = prices[prices > 0]
    goal = prices * (min(STEPS / paid.min(), MOST / paid.max()) if paid.size else 1.0)
    goal[: len(steps)] += steps
    return np.asarray(goal)


def _minimised(program: Program) -> Floats | None:
    goal = _goal(program)
    matrix = np.zeros((len(program.rows), len(goal)))
    for at, (row, _) in enumerate(program.rows):
        matrix[at, list(row)] = list(row.values())
    least = np.array([-constant for _, constant in program.rows])
    found = milp(
        goal,
        constraints=LinearConstraint(matrix, lb=least),
        integrality=np.array(program.whole, dtype=np.float64),
        bounds=Bounds(np.array(program.lowers), np.array(program.uppers)),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
