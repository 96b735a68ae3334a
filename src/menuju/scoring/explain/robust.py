"""A change that would do not only at the nominal weights but in most draws."""

from dataclasses import dataclass

import numpy as np

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.doubt import Study, pieces
from menuju.scoring.errors import InputError
from menuju.scoring.explain.counterfactual import Change, Problem
from menuju.scoring.kernel import ROWS
from menuju.scoring.merits import Method


@dataclass(frozen=True)
class Bar:
    """(draws, items) Effective weights and (draws,) scores to beat, of one method."""

    shares: Floats
    to_beat: Floats

    def probability(self, levels: Floats) -> float:
        """Share of the draws in which these (items,) levels beat the last place."""
        return float(np.mean(self.shares @ levels > self.to_beat))


def bar(study: Study, unit: int, places: int) -> Bar:
    """What the unit has to beat in every draw of a study with one arithmetic method."""
    method = study.methods[0]
    arithmetic = isinstance(method, Method) and all(r.power == 1 for r in method.rules)
    if len(study.methods) != 1 or not arithmetic:
        raise InputError(
            "a robust change is found for arithmetic means",
            "draw with one method, amean at every level",
        )
    shares, beat = [], []
    items = method.hierarchy.spans[0]
    for batch in pieces(study.points, ROWS):
        scores = next(iter(study.scores(*batch)))
        others = np.sort(np.delete(scores, unit, axis=1), axis=1)
        beat.append(
            others[:, -places]
            if others.shape[1] >= places
            else np.full(len(others), -np.inf)
        )
        shares.append(study.weights(*batch)[1][:, items])
    return Bar(np.vstack(shares), np.concatenate(beat))


def robust(
    problem: Problem, study: Study, places: int, wanted: float = 0.9
) -> Change | None:
    """The shortest run of worthwhile steps after which P(selected) is ``wanted`` or more.

    Steps are taken in the order of weight per cost, one item's after another; the run is
    found by bisection on common draws. None if even all of them would not do.

    Parameters
    ----------
    problem : Problem
        One unit, whose levels must all be known; it must be in the study by its levels.
    study : Study
        Levels of all units, one arithmetic method.
    places : int
        The quota.
    wanted : float
        Probability asked for.
    """
    unit = _unit(problem, study)
    draws, order = bar(study, unit, places), _order(problem)
    total = int(problem.room[order].sum())

    def after(count: int) -> Ints:
        room = problem.room[order]
        taken = np.clip(count - (np.cumsum(room) - room), 0, room)
        steps = np.zeros(len(problem.levels), dtype=np.int64)
        steps[order] = taken
        return steps

    if draws.probability(problem.levels + after(total)) < wanted:
        return None
    low, high = -1, total
    while high - low > 1:
        middle = (low + high) // 2
        enough = draws.probability(problem.levels + after(middle)) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    steps = after(high)
    return Change(steps, problem.score(steps=steps), float(problem.cost @ steps))


def _order(problem: Problem) -> Ints:
    e = problem.weights_in(problem.hierarchy.codes[-1])
    worth = e / np.maximum(problem.cost, np.finfo(float).tiny)
    order = np.argsort(-worth, kind="stable")
    return order[problem.room[order] > 0]


def _unit(problem: Problem, study: Study) -> int:
    if np.isnan(problem.levels).any():
        raise InputError(
            "a level is unknown", "find it out before asking for a robust change"
        )
    at = np.flatnonzero((study.methods[0].x == problem.levels).all(axis=1))
    if not at.size:
        raise InputError(
            "the unit is not in the study", "draw with its levels in the table"
        )
    return int(at[0])
