"""The smallest change of answers that would have been enough, on an instrument's tree.

Where every group is an arithmetic mean, a step of a leaf is worth the same wherever it
is taken, and the fewest steps are the largest ones. Gates, caps and costs make a small
integer program (HiGHS). Every answer is checked by the tree itself before it is given.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import numpy as np

from menuju.scoring.explain.target import Target
from menuju.scoring.instrument.cover import Leaf, covered
from menuju.scoring.instrument.program import solved
from menuju.scoring.instrument.task import EVEN, Change, Task
from menuju.scoring.tree import Rule

MOST_TRIED = 64
TIGHTER = (0.0, 2e-7, 2e-6, 2e-5)

__all__ = ["Change", "Task", "smallest"]


def smallest(task: Task, target: Target, *, effort: bool = False) -> Change | None:
    """The fewest steps, or the least cost, that meet the target.

    Parameters
    ----------
    task : Task
        The case and its options; the options of some leaves alone (attendance) make
        the third kind of answer.
    target : Target
        As ``explain.target.quota`` gives it.
    effort : bool
        Least cost, and of equally cheap changes the fewest steps.

    Returns
    -------
    Change or None
        None where no change within the options would do, which includes a case whose
        score is unknown.
    """
    if np.isnan(task.field.scores[task.case]):
        return None
    if target.met(float(task.field.scores[task.case])):
        return task.change({})
    highest = {leaf: len(values) for leaf, values in task.moves.items()}
    if not target.met(task.score(highest)):
        return None
    return _smallest(task, target, effort=effort)


def _smallest(task: Task, target: Target, *, effort: bool) -> Change | None:
    """Of a target that can be met, and is not yet."""
    if (task.field.tree.rules == Rule.GEOMETRIC_MEAN).any():
        return searched(task, target, effort=effort)
    if task.field.linear and not effort and _tries(task) <= MOST_TRIED:
        return _largest_first(task, target)
    quick = _cheapest(task, target) if task.field.linear and _tries(task) == 1 else None
    if quick is not None and target.met(quick.score):
        return quick
    return _programmed(task, target, effort=effort)


def _tries(task: Task) -> int:
    """How many ways there are to set the leaves whose steps are uneven."""
    return int(np.prod([len(v) + 1 for k, v in task.moves.items() if not task.even(k)]))


def _largest_first(task: Task, target: Target) -> Change | None:
    """The fewest steps where all groups are arithmetic means."""
    found = [_filled(task, target, fixed) for fixed in _uneven(task)]
    known = [taken for taken in found if taken is not None]
    if not known:
        return None
    return task.change(min(known, key=lambda taken: sum(taken.values())))


def _uneven(task: Task) -> Iterator[dict[int, int]]:
    """Every setting of the leaves whose steps are uneven."""
    leaves = [leaf for leaf in task.moves if not task.even(leaf)]
    for steps in product(*(range(len(task.moves[leaf]) + 1) for leaf in leaves)):
        yield dict(zip(leaves, steps, strict=True))


def _filled(
    task: Task, target: Target, fixed: Mapping[int, int]
) -> dict[int, int] | None:
    """The fewest further steps of the other leaves, the largest first."""
    gains = {k: task.gain(k, 1) for k in task.moves if k not in fixed}
    taken, score = dict(fixed), task.score(fixed)
    for leaf in sorted((k for k in gains if gains[k] > 0), key=lambda k: -gains[k]):
        if target.met(score):
            break
        short, room = (target.least - score) / gains[leaf], len(task.moves[leaf])
        steps = min(room, max(1, int(np.ceil(short - EVEN))))
        if steps < room and not target.met(score + steps * gains[leaf]):
            steps += 1
        taken[leaf], score = steps, score + steps * gains[leaf]
    return taken if target.met(score) else None


def _cheapest(task: Task, target: Target) -> Change | None:
    """The least cost where all groups are arithmetic means and all steps even."""
    leaves = [
        Leaf(task.gain(k, 1), task.cost_of(k), len(v)) for k, v in task.moves.items()
    ]
    steps = covered(leaves, target.least - task.score({}))
    if steps is None:
        return None
    return task.change(dict(zip(task.moves, steps, strict=True)))


def _programmed(task: Task, target: Target, *, effort: bool) -> Change | None:
    """By integer program; asked for a little more where its tolerance let a tie pass."""
    for more in TIGHTER:
        taken = solved(task, target.least + more, _price(task, effort=effort))
        if taken is None:
            break
        if target.met(task.score(taken)):
            return task.change(taken)
    return searched(task, target, effort=effort)


def searched(task: Task, target: Target, *, effort: bool) -> Change:
    """A change that does, with no step to spare, but not proved to be the smallest.

    The most worthwhile step is taken until the target is met, then steps that turn out
    not to be needed are given back, the dearest first.
    """
    taken, price = dict.fromkeys(task.moves, 0), _price(task, effort=effort)
    while not target.met(score := task.score(taken)):
        worth = {
            leaf: (task.score({**taken, leaf: steps + 1}) - score)
            / max(price(leaf), EVEN)
            for leaf, steps in taken.items()
            if steps < len(task.moves[leaf])
        }
        taken[max(worth, key=lambda leaf: worth[leaf])] += 1
    for leaf in sorted(taken, key=lambda leaf: -price(leaf)):
        while taken[leaf] and target.met(task.score({**taken, leaf: taken[leaf] - 1})):
            taken[leaf] -= 1
    return task.change(taken, exact=False)


def _price(task: Task, *, effort: bool) -> Callable[[int], float]:
    """What a step of a leaf counts."""
    return task.cost_of if effort else (lambda _leaf: 1.0)
