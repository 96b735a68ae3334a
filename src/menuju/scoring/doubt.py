"""How far places can be trusted: many draws, counted.

Every draw is a point (weights, and whatever else is uncertain) under every method, fully
crossed, with the same points for all methods (common random numbers). Only counts are
kept, so memory does not depend on the number of draws; integers add up the same in any
order, so results do not depend on chunks, threads or machines.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Protocol

import numpy as np

from menuju.scoring import kernel
from menuju.scoring.arrays import Bools, Floats, Ints
from menuju.scoring.blas import one_thread
from menuju.scoring.blur import Blur
from menuju.scoring.draws import BATCHES, Points, WeightModel
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Outline
from menuju.scoring.merits import Method, Prefilled
from menuju.scoring.places import Z_95, Places, Reached
from menuju.scoring.weights import effective


class Executor(Protocol):
    """Anything with ``map``: a thread pool, a process pool, a Dask adapter."""

    def map(
        self, function: Callable[..., Any], tasks: Iterable[Any], /
    ) -> Iterable[Any]:
        """Results in the order of the tasks."""


class Scorer(Protocol):
    """One way to score the units: a method on an index, or an instrument."""

    @property
    def name(self) -> str:
        """Which combination it is."""

    @property
    def x(self) -> Floats:
        """(units, ...) What is scored."""

    @property
    def hierarchy(self) -> Outline:
        """The elements whose weights are drawn."""

    def scores(self, weights: Floats, shares: Floats) -> Floats:
        """(draws, units) from (draws, elements) weights and effective weights."""


@dataclass(frozen=True)
class Study:
    """What is drawn.

    ``nominal`` is (elements,), the weights that are spread; ``blurs`` are errors of the
    data added to the scores.
    """

    methods: tuple[Scorer, ...]
    nominal: Floats
    model: WeightModel
    points: Points
    blurs: tuple[Blur, ...] = ()

    @property
    def units(self) -> int:
        """Number of units."""
        return len(self.methods[0].x)

    @property
    def draws(self) -> int:
        """Points times methods."""
        return self.points.count * len(self.methods)

    @cached_property
    def prefilled(self) -> tuple[Prefilled | None, ...]:
        """Methods in the fast form, where every unit is whole and nothing is blurred."""
        return tuple(
            None if self.blurs or not isinstance(m, Method) else Prefilled.of(m)
            for m in self.methods
        )

    @cached_property
    def scored(self) -> Bools:
        """(units,) Which units have a score at all."""
        w = self.nominal[None, :]
        e = effective(self.methods[0].hierarchy, w)
        return np.asarray(~np.isnan(self.methods[0].scores(w, e)[0]))

    def weights(self, start: int, stop: int) -> tuple[Floats, Floats]:
        """(draws, elements) Weights and effective weights of points of one batch."""
        tree = self.methods[0].hierarchy
        points = self.points.block(start, stop, self.model.dimensions(tree))
        w = self.model.weights(points, tree, self.nominal)
        return w, effective(tree, w)

    def scores(self, start: int, stop: int) -> Iterator[Floats]:
        """(draws, units) Scores of the points, one method after another."""
        w, e = self.weights(start, stop)
        errors = [b.errors(self.points.seed, start, stop, e) for b in self.blurs]
        for method in self.methods:
            yield sum(errors, start=method.scores(w, e))

    def laid_out(self, start: int, stop: int) -> Iterator[Floats]:
        """(draws, units) The same, laid out for ``kernel``."""
        if any(form is None for form in self.prefilled):
            for scores in self.scores(start, stop):
                yield kernel.laid_out(scores)
            return
        _, e = self.weights(start, stop)
        e = e[:, self.methods[0].hierarchy.spans[0]]
        for form in self.prefilled:
            if form is not None:
                yield form.laid_out(e)


def pieces(points: Points, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of at most ``size`` points, none across two batches."""
    start = 0
    while start < points.count:
        stop = min(start + size, points.batch_end(start))
        yield start, stop
        start = stop


def _work(study: Study, task: tuple[int, int]) -> tuple[int, Ints]:
    """Counts of one range of points: its batch, and (units x places) flat."""
    start, stop = task
    counts = np.zeros(study.units**2, dtype=np.int32)
    with one_thread():
        for a in range(start, stop, kernel.ROWS):
            for laid in study.laid_out(a, min(a + kernel.ROWS, stop)):
                kernel.count_places(laid, counts)
    return study.points.batch_of(start), counts


def histogram(
    study: Study,
    executor: Executor | None = None,
    chunk: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Places:
    """Count the places of all draws.

    Parameters
    ----------
    study : Study
        What is drawn.
    executor : Executor, optional
        Runs the chunks elsewhere; here if None.
    chunk : int, optional
        Points per task; a batch if None.
    progress : callable, optional
        Told the share done.

    Returns
    -------
    Places
    """
    if chunk is not None and chunk < 1:
        raise InputError(f"a chunk of {chunk} points holds nothing", "give one or more")
    run = executor.map if executor is not None else map
    tasks = list(pieces(study.points, chunk or study.points.count))
    counts = np.zeros((BATCHES, study.units**2), dtype=np.int32)
    for done, (batch, found) in enumerate(run(partial(_work, study), tasks), start=1):
        counts[batch] += found
        if progress is not None:
            progress(done / len(tasks))
    shape = (BATCHES, study.units, study.units)
    return Places(counts.reshape(shape), study.scored)


def _beats(study: Study, reach: Ints, order: Ints, task: tuple[int, int]) -> Floats:
    """(units, units) Draws in which a beats b, ties half, over one range of points.

    Units are taken in ``order``; each is compared with those after it up to ``reach``.
    """
    wins = np.zeros((study.units, study.units))
    for a in range(*task, kernel.ROWS):
        for laid in study.laid_out(a, min(a + kernel.ROWS, task[1])):
            found = kernel.places(laid)[:, order]
            shared = bool((np.diff(np.sort(found, axis=1), axis=1) == 0).any())
            small = np.int16 if study.units <= np.iinfo(np.int16).max else np.int32
            at = np.ascontiguousarray(found.T.astype(small))
            for u, stop in enumerate(reach):
                behind, mine = at[u + 1 : stop], at[u]
                ahead = _times(behind > mine)
                level = _times(behind == mine) / 2 if shared else 0
                wins[u, u + 1 : stop] += ahead + level
    return wins


def _times(true: Bools) -> Ints:
    """(rows,) How often each row is true, counted 8 or 64 at a time."""
    packed = np.packbits(true, axis=1)
    words = packed if packed.shape[1] % 8 else packed.view(np.uint64)
    return np.asarray(np.bitwise_count(words).sum(axis=1, dtype=np.int64))


def beats(
    study: Study,
    places: Places,
    executor: Executor | None = None,
    chunk: int | None = None,
    progress: Callable[[float], None] = lambda _share: None,
) -> Floats:
    """(units, units) Probability that a is placed before b, an equal place counting half.

    ``places`` of the same study say which pairs never meet; the rest are compared draw
    by draw. ``executor``, ``chunk`` and ``progress`` as for ``histogram``.
    """
    order = np.argsort(np.where(places.scored, Reached.of(places.total).mean(), np.inf))
    reach = _reach(places, order)
    run = executor.map if executor is not None else map
    tasks = list(pieces(study.points, chunk or study.points.count))
    wins = np.triu(np.full((study.units, study.units), float(study.draws)), 1)
    for u, stop in enumerate(reach):
        wins[u, u + 1 : stop] = 0
    every = run(partial(_beats, study, reach, order), tasks)
    for done, found in enumerate(every, start=1):
        wins += found
        progress(done / len(tasks))
    share = wins / study.draws
    share = share + np.tril(1 - share.T, -1) + 0.5 * np.eye(study.units)
    p = np.empty(share.shape)
    p[np.ix_(order, order)] = share
    return p


def _reach(places: Places, order: Ints) -> Ints:
    """(units,) One past the furthest unit in the order that each ever met.

    That is, that was level with it or before it in some draw.
    """
    taken = places.total > 0
    best = taken.argmax(axis=1)[order]
    worst = (taken.shape[1] - 1 - taken[:, ::-1].argmax(axis=1))[order]
    met = best[None, :] <= worst[:, None]
    return np.asarray(met.shape[1] - met[:, ::-1].argmax(axis=1))


def inseparable(
    probability: Floats, order: Sequence[int], bounds: tuple[float, float] = Z_95
) -> list[list[int]]:
    """Groups that cannot be told apart.

    Parameters
    ----------
    probability : (units, units)
        That a is placed before b.
    order : sequence of int
        Units by nominal place.
    bounds : tuple of float
        Between which neither is surely before the other.

    Returns
    -------
    list of list of int
        Maximal runs of two or more in the order, all pairs within the bounds. Runs may
        overlap.
    """
    p = probability[np.ix_(order, order)]
    unsure = (p >= bounds[0]) & (p <= bounds[1])
    runs, last = [], 0
    for start in range(len(order)):
        stop = max(start + 1, last)  # what lay within the run before still does
        while stop < len(order) and unsure[start:stop, stop].all():
            stop += 1
        if stop > last and stop - start > 1:
            runs.append([order[k] for k in range(start, stop)])
        last = max(last, stop)
    return runs


def _moves(pair: tuple[Study, Study], task: tuple[int, int]) -> Ints:
    """(units, 2 units - 1) Counts of places gained over one range of points."""
    before, after = pair
    n = before.units
    counts = np.zeros(n * (2 * n - 1), dtype=np.int64)
    for a in range(*task, kernel.ROWS):
        b = min(a + kernel.ROWS, task[1])
        for old, new in zip(before.laid_out(a, b), after.laid_out(a, b), strict=True):
            gained = kernel.places(old) - kernel.places(new) + n - 1
            flat = gained + np.arange(n) * (2 * n - 1)
            counts += np.bincount(flat.ravel(), minlength=len(counts))
    return counts.reshape(n, 2 * n - 1)


@dataclass(frozen=True)
class Moves:
    """(units, 2 units - 1) How often each unit gained 1 - units ... units - 1 places."""

    counts: Ints

    def mean(self) -> Floats:
        """(units,) Mean places gained."""
        n = len(self.counts)
        return Reached.of(self.counts).mean() - n

    def quantile(self, q: float) -> Floats:
        """(units,) Quantile of the places gained."""
        return Reached.of(self.counts).quantile(q) - len(self.counts)

    def gained(self) -> Floats:
        """(units,) Probability of gaining a place or more."""
        n = len(self.counts)
        return np.asarray(self.counts[:, n:].sum(axis=1) / self.counts.sum(axis=1))


def paired(before: Study, after: Study, executor: Executor | None = None) -> Moves:
    """Two scenarios or years under the same points: places gained from one to the other."""
    if (before.units, before.points) != (after.units, after.points):
        raise InputError(
            "the two studies differ in units or points",
            "compare the same units under the same seed and number of draws",
        )
    if len(before.methods) != len(after.methods):
        raise InputError(
            "the two studies differ in methods", "cross the same methods in both"
        )
    run = executor.map if executor is not None else map
    tasks = list(pieces(before.points, before.points.count))
    return Moves(np.sum(list(run(partial(_moves, (before, after)), tasks)), axis=0))
