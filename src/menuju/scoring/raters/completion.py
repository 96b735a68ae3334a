"""Fill panels that exist in part, by conflicts, capacity and what would suit them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Bools, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.raters.design import Draft, blocks

SLACK = 1
"""How much more work than the least loaded a rater may have to suit a region better."""
MOST_ANCHORS = 12


@dataclass(frozen=True)
class Wishes:
    """What a plan keeps to where it can; conflicts and capacity come first.

    ``bodies`` (raters,): no two of a body should judge a region. ``skills`` (raters,
    topics): True where a rater knows a topic; a panel should cover all of them.
    ``areas`` (regions,): a rater should see many.
    """

    bodies: Sequence[Hashable] = ()
    skills: ArrayLike | None = None
    areas: Sequence[Hashable] = ()


@dataclass(frozen=True)
class Completion:
    """``chosen`` (regions, raters) who judges what, those who did before included.

    ``short`` (regions,) counts the places for which nobody was left; ``anchors`` are
    judged by everyone who may.
    """

    chosen: Bools
    short: Ints
    anchors: tuple[int, ...]

    @property
    def panels(self) -> list[list[int]]:
        """The raters of each region, by position."""
        return [np.flatnonzero(row).tolist() for row in self.chosen]


def complete(  # noqa: PLR0913 -- as design.assign
    kept: ArrayLike,
    sizes: ArrayLike,
    seed: int,
    *,
    barred: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
    anchors: Sequence[int] = (),
    more_anchors: int | None = 0,
    wishes: Wishes | None = None,
) -> Completion:
    """Fill panels that exist in part; nobody who judges already is moved.

    Each region takes, of those with room and hardly more work than the least loaded,
    first whoever connects blocks of raters, then who suits the wishes, then who has least
    to do. The same input and seed give the same plan.

    ``kept`` (regions, raters) says who judges what already, ``sizes`` (regions,) how many
    raters a region should have (fewer than it has leaves it alone), ``barred`` (regions,
    raters) who must not be added, ``capacity`` (raters,) the most regions of each, kept
    ones included. ``anchors`` are positions of regions that everyone judges who may;
    ``more_anchors`` is how many besides, None for the fewest that connect all raters, or
    come closest to it. InputError if more are asked for than there are regions.
    """
    held = np.asarray(kept, dtype=bool)
    spare = len(held) - len(set(anchors))
    if more_anchors is not None and not 0 <= more_anchors <= spare:
        raise InputError(
            f"there are no {more_anchors} regions left to make anchors",
            f"choose at most {spare}",
        )
    may = ~held if barred is None else ~held & ~np.asarray(barred, dtype=bool)
    room = np.full(held.shape[1], len(held)) if capacity is None else capacity
    ground = _Ground(held, may, np.asarray(room), np.asarray(sizes), wishes or Wishes())
    order = np.random.default_rng(seed).permutation(len(held))
    order = order[np.argsort(may[order].sum(axis=1), kind="stable")]
    if more_anchors is not None:
        return ground.filled(order, anchors, more_anchors)
    return ground.connected(order, anchors, min(spare, MOST_ANCHORS))


@dataclass(frozen=True)
class _Ground:
    """What a plan is made from, however many anchors it has."""

    kept: Bools
    may: Bools
    room: Ints
    sizes: Ints
    wishes: Wishes

    def filled(self, order: Ints, anchors: Sequence[int], more: int) -> Completion:
        """With so many more anchors: of those that most may judge, the last in order."""
        draft = _Completing(
            self.may | self.kept,
            self.room,
            self.kept.copy(),
            set(),
            kept=self.kept,
            wishes=self.wishes,
        )
        new = [region for region in order[::-1].tolist() if region not in anchors]
        return draft.complete([*anchors, *new[:more]], order.tolist(), self.sizes)

    def connected(self, order: Ints, anchors: Sequence[int], most: int) -> Completion:
        """With the fewest anchors that leave the fewest blocks, by trying."""
        best = self.filled(order, anchors, 0)
        apart = len(blocks(best.panels))
        for more in range(1, most + 1):
            if apart <= 1:
                break
            tried = self.filled(order, anchors, more)
            if len(blocks(tried.panels)) < apart:
                best, apart = tried, len(blocks(tried.panels))
        return best


@dataclass
class _Completing(Draft):
    """A draft around panels that stay as they are."""

    kept: Bools
    wishes: Wishes

    def __post_init__(self) -> None:
        raters = self.chosen.shape[1]
        bodies = _codes(self.wishes.bodies, raters)
        self._same = (bodies[:, None] == bodies) & bool(self.wishes.bodies)
        self._areas = _codes(self.wishes.areas, len(self.chosen))
        skills = self.wishes.skills
        self._skills = np.asarray(
            np.zeros((raters, 0)) if skills is None else skills, dtype=bool
        )
        self._block = np.arange(raters)
        for row in self.chosen:
            self._join(row)

    def complete(
        self, anchors: Sequence[int], order: Sequence[int], sizes: Ints
    ) -> Completion:
        """Anchors first, then the regions in their order, as far as raters last.

        ``sizes`` is (regions,).
        """
        for region in anchors:
            self.anchor(region)
            self._join(self.chosen[region])
        for region in order:
            while (
                region not in self.fixed and self.chosen[region].sum() < sizes[region]
            ):
                is_last = int(sizes[region] - self.chosen[region].sum()) == 1
                if not self._take(region, is_last=is_last):
                    break
        short = np.maximum(0, sizes - self.chosen.sum(axis=1))
        return Completion(self.chosen, short, tuple(sorted(anchors)))

    def anchor(self, region: int) -> None:
        """Those who judge it, and all who may and have room."""
        fits = self.may[region] & (self.loads < self.room)
        self.chosen[region] = self.kept[region] | fits
        self.fixed.add(region)

    def _take(self, region: int, *, is_last: bool) -> bool:
        loads = self.loads
        free = self.may[region] & ~self.chosen[region] & (loads < self.room)
        if not free.any():
            return self._exchanged(region)
        ranked = np.lexsort(self._reasons(region, loads, free, is_last=is_last))
        self.chosen[region, next(r for r in ranked if free[r])] = True
        self._join(self.chosen[region])
        return True

    def _reasons(
        self, region: int, loads: Ints, free: Bools, *, is_last: bool
    ) -> list[Ints]:
        """What speaks against each rater, the weightiest last."""
        team = self.chosen[region]
        known = self._skills[team].any(axis=0)
        seen = self.chosen[self._areas == self._areas[region]].sum(axis=0)
        strange = self._block != self._block[team].min() if team.any() else team
        bridges = strange & (loads > 0)
        return [
            self._met(region),
            seen,
            loads,
            -(self._skills & ~known).sum(axis=1),
            self._same[:, team].any(axis=1),
            ~bridges if is_last else np.zeros_like(loads),
            loads > loads[free].min() + SLACK,
        ]

    def _movable(self, rater: int) -> Bools:
        return np.asarray(self.chosen[:, rater] & ~self.kept[:, rater])

    def _join(self, team: Bools) -> None:
        """All raters of a team's blocks are one block from now on."""
        if team.any():
            ours = self._block[team]
            self._block[np.isin(self._block, ours)] = ours.min()


def _codes(names: Sequence[Hashable], size: int) -> Ints:
    """A number for each name; without names, one for all."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[n] for n in names] if names else [0] * size, dtype=int)
