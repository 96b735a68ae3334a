"""A change that would be enough not only at the agreed weights but in most draws."""

from collections.abc import Iterator

import numpy as np

from menuju.scoring import kernel
from menuju.scoring.arrays import Floats
from menuju.scoring.doubt import pieces
from menuju.scoring.instrument.doubt import Doubt
from menuju.scoring.instrument.field import Field, Judged
from menuju.scoring.instrument.task import EVEN, Change, Task


def robust(task: Task, doubt: Doubt, places: int, wanted: float = 0.9) -> Change | None:
    """The shortest run of worthwhile steps after which P(selected) is ``wanted`` or more.

    Steps are taken in the order of score per cost, one leaf's after another; the run is
    found by bisection on the draws of ``doubt``, to which the case's errors belong as
    well. It need not be the smallest of all changes, so ``exact`` is False.

    Parameters
    ----------
    task : Task
        The case and its options, in the same field as ``doubt``.
    doubt : Doubt
        Draws of the whole field.
    places : int
        The quota.
    wanted : float
        Probability asked for.

    Returns
    -------
    Change or None
        None if even all the steps would not do, or the case has no score.
    """
    if np.isnan(task.field.scores[task.case]):
        return None
    order = _order(task)
    lines = list(_lines(task, doubt, places))

    def enough(count: int) -> bool:
        changed = task.changed(_run(task, order, count))
        return _chance(changed, lines) >= wanted

    low, high = -1, sum(len(task.moves[leaf]) for leaf in order)
    if not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return task.change(_run(task, order, high), exact=False)


def _order(task: Task) -> list[int]:
    """Leaves by what they add per cost, now and once everything else is done."""
    highest = {leaf: len(values) for leaf, values in task.moves.items()}
    slope = task.field.shares[task.case] + task.changed(highest).shares[0]
    rise = {k: (v[-1] - task.row[k]) / len(v) for k, v in task.moves.items()}
    worth = {k: slope[k] * rise[k] / max(task.cost_of(k), EVEN) for k in task.moves}
    return sorted((k for k in worth if worth[k] > 0), key=lambda k: -worth[k])


def _run(task: Task, order: list[int], count: int) -> dict[int, int]:
    """So many steps, one leaf's after another."""
    taken = {}
    for leaf in order:
        taken[leaf] = min(len(task.moves[leaf]), count)
        count -= taken[leaf]
    return taken


Line = tuple[Floats, Floats, Floats]


def _lines(task: Task, doubt: Doubt, places: int) -> Iterator[Line]:
    """For each range of draws: weights, the score to beat, and the case's own error."""
    judged = Judged(task.field.only([task.case]))
    ranges = pieces(doubt.study.points, kernel.ROWS)
    for (start, stop), scores in zip(ranges, doubt.kept, strict=True):
        weights, shares = doubt.study.weights(start, stop)
        mine = scores[:, task.case]
        error = mine - judged.scores(weights, shares)[:, 0]
        yield weights, _to_beat(scores, mine, places), error


def _to_beat(scores: Floats, mine: Floats, places: int) -> Floats:
    """(rows,) Score of the last place among the others."""
    known = np.where(np.isnan(scores), -np.inf, scores)
    if places >= known.shape[1]:
        return np.full(len(known), -np.inf)
    last = np.partition(known, [-places - 1, -places], axis=1)
    return np.where(mine >= last[:, -places], last[:, -places - 1], last[:, -places])


def _chance(changed: Field, lines: list[Line]) -> float:
    """Share of the draws in which the changed case beats the last place."""
    judged = Judged(changed)
    beaten = [
        judged.scores(weights, weights)[:, 0] + error > line
        for weights, line, error in lines
    ]
    return float(np.mean(np.concatenate(beaten)))
