"""Give the places once, and say of each case why it stands where it stands.

The rule: those who pass the gates and have a score stand in their order. Places go down
the order. A case is passed over only where giving it a place would leave too few for the
minima; so the minima displace as few as they can, and nobody else moves. Minima that the
members of their group cannot fill, or that cannot all be met, are granted as far as
possible, those listed first before the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Bools, Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.positions import on_grid
from menuju.scoring.selection.quota import Cells, Groups, Quota


class Standing(StrEnum):
    """Where a case stands, and why."""

    IN = "in"  # by its order
    LIFTED = "lifted"  # by a minimum of its group
    BORDER = "border"  # equal scores at the line: people decide
    DISPLACED = "displaced"  # inside by its order, passed over for a minimum
    OUT = "out"
    GATED = "gated"  # does not pass a gate
    UNKNOWN = "unknown"  # has no score


SELECTED = frozenset({Standing.IN, Standing.LIFTED})


@dataclass(frozen=True)
class Selection:
    """The outcome.

    ``standing`` is of each case; ``minimum`` the position of the minimum that lifted it,
    or -1; ``reserve`` 1 for the first to move up, or 0, and equals share the better number;
    ``granted`` what each minimum was granted, and ``filled`` how many of its group have a
    place.
    """

    standing: tuple[Standing, ...]
    minimum: tuple[int, ...]
    reserve: tuple[int, ...]
    granted: tuple[int, ...]
    filled: tuple[int, ...]

    @property
    def selected(self) -> list[int]:
        """Who has a place."""
        return [at for at, each in enumerate(self.standing) if each in SELECTED]


@dataclass(frozen=True)
class Giving:
    """A quota over some cases, ready to give its places to any order of them.

    ``candidates`` are the positions of the cases that may have a place.
    """

    quota: Quota
    groups: Groups
    candidates: Ints

    @cached_property
    def cells(self) -> Cells:
        """The cases by the minima they count for."""
        return Cells.cut(self.groups, self.quota.minima)

    @cached_property
    def places(self) -> int:
        """As many as there are candidates for."""
        return min(self.quota.places, len(self.candidates))

    @cached_property
    def sizes(self) -> Ints:
        """(cells,) Candidates in each cell."""
        return self.cells.sizes(self.candidates)

    @cached_property
    def members(self) -> Bools:
        """(minima, cases) Who counts for which minimum."""
        rows = [self.groups.members(each) for each in self.quota.minima]
        return np.array(rows, dtype=bool).reshape(len(rows), len(self.groups.kind))

    @cached_property
    def granted(self) -> tuple[int, ...]:
        """What each minimum can have, those listed first before the others."""
        granted = [0] * len(self.quota.minima)
        most = self.sizes[None, :]
        nobody = np.zeros_like(most)
        for at, minimum in enumerate(self.quota.minima):
            for number in range(min(minimum.places, self.places), 0, -1):
                asked = [*granted[:at], number, *granted[at + 1 :]]
                if self.cells.feasible(nobody, most, self.places, asked)[0]:
                    granted[at] = number
                    break
        return tuple(granted)

    def give(self, orders: Ints) -> Bools:
        """(rows, candidates) Who gets a place, from the candidates in several orders.

        Runs of an order are taken at once: the longest run after which the minima can
        still be met is found by halving, and the cell of the next case is closed.
        """
        taken = np.zeros(orders.shape, dtype=bool)
        taken[:, : self.places] = True
        if not self.quota.minima:
            return taken
        short = np.flatnonzero(~self._meets(orders[:, : self.places]))
        if len(short):
            taken[short] = self._down(orders[short])
        return taken

    def _meets(self, taken: Ints) -> Bools:
        counts = self.members.T[taken].sum(axis=1)
        granted = np.array(self.granted, dtype=np.int64)
        return np.asarray((counts >= granted).all(axis=1))

    def _down(self, orders: Ints) -> Bools:
        """The same for orders whose first cases do not meet the minima."""
        cells = self.cells.of[orders]
        rows, size = np.arange(len(orders)), orders.shape[1]
        one = cells[:, :, None] == np.arange(len(self.sizes))
        passed = np.zeros((len(orders), size + 1, len(self.sizes)), dtype=np.int64)
        passed[:, 1:] = one.cumsum(axis=1)
        have = passed[:, 0].copy()
        at: Ints = np.zeros(len(orders), dtype=np.int64)
        closed = np.zeros(have.shape, dtype=bool)
        taken = np.zeros(orders.shape, dtype=bool)
        while (have.sum(axis=1) < self.places).any():
            end = self._end(passed, have, at, closed)
            run = (at[:, None] <= np.arange(size)) & (np.arange(size) < end[:, None])
            taken |= run & ~np.take_along_axis(closed, cells, axis=1)
            have += np.where(closed, 0, passed[rows, end] - passed[rows, at])
            inside = end < size
            closed[rows[inside], cells[rows[inside], end[inside]]] = True
            at = end
        return taken

    def _end(self, passed: Ints, have: Ints, at: Ints, closed: Bools) -> Ints:
        """(rows,) How far each order can be taken, its closed cells left out."""
        rows = np.arange(len(at))
        high = np.where(closed, have, self.sizes)
        good, bad = at.copy(), np.full(len(at), passed.shape[1])
        while (bad - good > 1).any():
            middle = (good + bad) // 2
            low = have + np.where(closed, 0, passed[rows, middle] - passed[rows, at])
            fits = self.cells.feasible(low, high, self.places, self.granted)
            good, bad = np.where(fits, middle, good), np.where(fits, bad, middle)
        return good


def granted_to(quota: Quota, groups: Groups, passes: Sequence[bool]) -> tuple[int, ...]:
    """What each minimum can have, whatever the scores will be."""
    return Giving(quota, groups, np.flatnonzero(passes)).granted


def select(
    scores: ArrayLike,
    quota: Quota,
    groups: Groups,
    passes: Sequence[bool] | None = None,
) -> Selection:
    """Give the places by the scores.

    Parameters
    ----------
    scores : (cases,)
        Higher is better; NaN has no place. Equal means equal on the grid of
        ``positions``.
    quota : Quota
        Places, minima, ties and reserves.
    groups : Groups
        The groups of each case. Among equals the earlier case counts as the first;
        whether that decided anything is what ``Standing.BORDER`` says.
    passes : (cases,), optional
        False for whoever does not pass a gate.
    """
    if quota.places < 1 or quota.reserves < 0:
        raise InputError(
            "a selection needs at least one place and no negative reserves",
            "give places from 1 and reserves from 0",
        )
    values = on_grid(scores)
    gate = np.ones(len(values), bool) if passes is None else np.asarray(passes, bool)
    may = gate & ~np.isnan(values)
    order = np.argsort(np.where(may, -values, np.inf), kind="stable")[: int(may.sum())]
    giving = Giving(quota, groups, order)
    return _told(giving, values, gate, order)


def _told(giving: Giving, values: Floats, gate: Bools, order: Ints) -> Selection:
    """The outcome in standings."""
    top, taken = order[: giving.places], order[giving.give(order[None, :])[0]]
    border = _border(giving, values, order, taken)
    standing = np.full(len(values), Standing.OUT, dtype=object)
    standing[np.isnan(values)] = Standing.UNKNOWN
    standing[~gate] = Standing.GATED
    standing[np.setdiff1d(top, taken)] = Standing.DISPLACED
    standing[taken] = Standing.IN
    standing[np.setdiff1d(taken, top)] = Standing.LIFTED
    _settle(giving, standing, border)
    chosen = np.isin(standing, list(SELECTED))
    waiting = order[~chosen[order] & (standing[order] != Standing.BORDER)]
    reserve = np.zeros(len(values), dtype=np.int64)
    reserve[waiting] = _numbers(values[waiting], giving.quota.reserves)
    lifted = {at: _lifter(giving, top, at) for at in np.flatnonzero(chosen).tolist()}
    return Selection(
        standing=tuple(Standing(each) for each in standing),
        minimum=tuple(
            lifted[at] if each == Standing.LIFTED else -1
            for at, each in enumerate(standing)
        ),
        reserve=tuple(reserve.tolist()),
        granted=giving.granted,
        filled=tuple((giving.members & chosen).sum(axis=1).tolist()),
    )


def _numbers(falling: Floats, reserves: int) -> Ints:
    """(waiting,) Numbers of reserves by scores in falling order; 0 after the last one.

    Equals share the better number: which of them moves up first, no order can tell.
    """
    numbers = np.searchsorted(-falling, -falling) + 1
    return np.where(numbers <= reserves, numbers, 0)


def _lifter(giving: Giving, top: Ints, at: int) -> int:
    """The first minimum of the case's groups that the order alone leaves short; or -1."""
    counts = giving.members[:, top].sum(axis=1)
    short = counts < np.array(giving.granted, dtype=np.int64)
    mine = np.flatnonzero(giving.members[:, at] & short)
    return int(mine[0]) if len(mine) else -1


def _border(giving: Giving, values: Floats, order: Ints, taken: Ints) -> list[int]:
    """Cases with and without a place whose equal scores alone cannot tell them apart."""
    has = np.zeros(len(values), dtype=bool)
    has[taken] = True
    counts = giving.members[:, taken].sum(axis=1)
    spare = counts - np.array(giving.granted, dtype=np.int64)
    found: set[int] = set()
    for equals in _classes(values, order):
        for inside in equals[has[equals]]:
            for outside in equals[~has[equals]]:
                change = giving.members[:, outside].astype(np.int64)
                change -= giving.members[:, inside]
                if (spare + change >= 0).all():
                    found |= {int(inside), int(outside)}
    return sorted(found)


def _classes(values: Floats, order: Ints) -> Iterator[Ints]:
    """Runs of the order with one score."""
    breaks = np.flatnonzero(np.diff(values[order])) + 1
    yield from (run for run in np.split(order, breaks) if len(run) > 1)


def _settle(giving: Giving, standing: np.ndarray, border: list[int]) -> None:
    """Do with equal scores at the line what the rule says; never against a minimum."""
    if not border:
        return
    kept = standing[border].copy()
    standing[border] = Standing.BORDER
    if giving.quota.ties == "all_in":
        standing[border] = Standing.IN
        standing[
            [at for at, was in zip(border, kept, strict=True) if was == Standing.LIFTED]
        ] = Standing.LIFTED
    if giving.quota.ties == "all_out":
        standing[border] = Standing.OUT
        chosen = np.isin(standing, list(SELECTED))
        counts = (giving.members & chosen).sum(axis=1)
        short = counts < np.array(giving.granted, dtype=np.int64)
        needed = giving.members[short].any(axis=0)
        standing[[at for at in border if needed[at]]] = Standing.BORDER
