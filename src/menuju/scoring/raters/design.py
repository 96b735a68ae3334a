"""Who should rate what, so that severity can be told from the regions."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Bools, Ints
from menuju.scoring.errors import InputError

R = TypeVar("R", bound=Hashable)


@dataclass(frozen=True)
class Plan:
    """``raters`` (regions, raters) who rates what, -1 where a place is not used.

    ``anchors`` are rated by everyone who may; ``loads`` (raters,) counts regions, and
    ``shared`` (raters, raters) the regions two raters have in common.
    """

    raters: Ints
    anchors: tuple[int, ...]
    loads: Ints
    shared: Ints

    @property
    def fewest_shared(self) -> int:
        """Fewest regions two raters have in common."""
        n = len(self.shared)
        return int(self.shared[~np.eye(n, dtype=bool)].min()) if n > 1 else 0


def blocks(panels: Iterable[Iterable[R]]) -> list[list[R]]:
    """Raters that can be compared, in one list each, from the panels of the regions.

    More than one block: a strict block cannot be told from weak regions.
    """
    found: list[dict[R, None]] = []
    for panel in panels:
        joined = dict.fromkeys(panel)
        if not joined:
            continue
        apart = []
        for block in found:
            if block.keys().isdisjoint(joined):
                apart.append(block)
            else:
                joined = block | joined
        found = [*apart, joined]
    return [list(block) for block in found]


def anchors_needed(
    regions: int,
    raters: int,
    per_region: int,
    barred: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
) -> int:
    """Fewest regions rated by all who may that connect the raters, by trying.

    ``barred`` is (regions, raters) and ``capacity`` (raters,), as for ``assign``.

    Raises
    ------
    InputError
        If not even all regions rated by all who may would do.
    """
    for anchors in range(regions):
        plan = _plan(regions, raters, per_region, anchors, 0, barred, capacity)
        if _linked(plan.shared):
            return anchors
    plan = _plan(regions, raters, per_region, regions, 0, barred, capacity)
    _check_linked(plan.shared)
    return regions


def assign(  # noqa: PLR0913 -- conflicts and capacity by keyword
    regions: int,
    raters: int,
    per_region: int,
    anchors: int,
    seed: int,
    *,
    barred: ArrayLike | None = None,
    capacity: ArrayLike | None = None,
) -> Plan:
    """Spread raters evenly over regions, every pair meeting about as often.

    Each region takes the raters with the least work so far, and among those the ones who
    met least; where nobody is left with room, earlier regions give up a rater to another
    who has. The order of regions is shuffled by the seed, so that nobody can choose whom
    they judge.

    Parameters
    ----------
    regions, raters, per_region : int
        How many there are, and how many raters judge a region.
    anchors : int
        Regions rated by everyone who may.
    seed : int
        Of the shuffle.
    barred : (regions, raters), optional
        True where a rater must not judge a region.
    capacity : (raters,), optional
        Most regions each can judge, anchors included.

    Raises
    ------
    InputError
        If a region cannot be filled, or the plan does not connect the raters.
    """
    if not 0 <= anchors <= regions:
        raise InputError(
            f"there are no {anchors} anchors of {regions} regions",
            "choose none, or no more than there are regions",
        )
    plan = _plan(regions, raters, per_region, anchors, seed, barred, capacity)
    _check_linked(plan.shared)
    return plan


def _plan(  # noqa: PLR0913, PLR0917 -- as assign
    regions: int,
    raters: int,
    per_region: int,
    anchors: int,
    seed: int,
    barred: ArrayLike | None,
    capacity: ArrayLike | None,
) -> Plan:
    if raters < 1 or not 1 <= per_region <= raters:
        raise InputError(
            f"{per_region} of {raters} raters cannot judge a region",
            "ask for at least one rater, and no more than there are",
        )
    may = np.ones((regions, raters), dtype=bool)
    if barred is not None:
        may &= ~np.asarray(barred, dtype=bool)
    room = np.full(raters, regions) if capacity is None else np.asarray(capacity)
    order = np.random.default_rng(seed).permutation(regions)
    most = order[np.argsort(-may[order].sum(axis=1), kind="stable")]
    first, rest = most[:anchors], most[anchors:][::-1]
    draft = Draft(may, room, np.zeros((regions, raters), dtype=bool), set())
    for region in first.tolist():
        draft.anchor(region)
    for region in rest[np.argsort(may[rest].sum(axis=1), kind="stable")].tolist():
        draft.fill(region, per_region)
    return draft.plan(first)


@dataclass
class Draft:
    """A plan in the making: who may judge what, how often, and who does."""

    may: Bools
    room: Ints
    chosen: Bools
    fixed: set[int]

    @property
    def loads(self) -> Ints:
        """(raters,) Regions of each so far."""
        return np.asarray(self.chosen.sum(axis=0))

    def anchor(self, region: int) -> None:
        """All who may, and have room."""
        self.chosen[region] = self.may[region] & (self.loads < self.room)
        self.fixed.add(region)

    def fill(self, region: int, size: int) -> None:
        """The least loaded, one after another; by exchange where nobody has room."""
        for place in range(size):
            loads = self.loads
            free = self.may[region] & ~self.chosen[region] & (loads < self.room)
            if free.any():
                ranked = np.lexsort((self._met(region), loads))
                self.chosen[region, next(r for r in ranked if free[r])] = True
            elif not self._exchanged(region):
                raise InputError(
                    f"region {region} can have {place} of its {size} raters",
                    "raise a capacity, add raters, or ask for fewer to a region",
                )

    def _met(self, region: int) -> Ints:
        """(raters,) How often each met those who judge a region, elsewhere."""
        team = self.chosen[:, self.chosen[region]].sum(axis=1)
        team[region] = 0
        return np.asarray(team @ self.chosen.astype(np.int64))

    def _exchanged(self, region: int) -> bool:
        """Whether a chain of exchanges gave the region one more rater."""
        came: dict[int, tuple[int, int]] = {}
        queue = []
        for rater in np.flatnonzero(self.may[region] & ~self.chosen[region]).tolist():
            came[rater] = (region, -1)
            queue.append(rater)
        for rater in queue:
            if self.loads[rater] < self.room[rater]:
                self._along(came, rater)
                return True
            for given in np.flatnonzero(self._movable(rater)).tolist():
                others = self.may[given] & ~self.chosen[given]
                for other in np.flatnonzero(others).tolist():
                    if given not in self.fixed and other not in came:
                        came[other] = (given, rater)
                        queue.append(other)
        return False

    def _movable(self, rater: int) -> Bools:
        """(regions,) Which a rater may give up to somebody else."""
        return np.asarray(self.chosen[:, rater])

    def _along(self, came: dict[int, tuple[int, int]], rater: int) -> None:
        while rater >= 0:
            region, instead_of = came[rater]
            self.chosen[region, rater] = True
            if instead_of >= 0:
                self.chosen[region, instead_of] = False
            rater = instead_of

    def plan(self, anchors: Ints) -> Plan:
        """The plan as positions; ``anchors`` is (anchors,)."""
        at = np.full(self.chosen.shape, -1, dtype=np.int64)
        for region, row in enumerate(self.chosen):
            team = np.flatnonzero(row)
            at[region, : len(team)] = team
        shared = self.chosen.T.astype(np.int64) @ self.chosen.astype(np.int64)
        return Plan(at, tuple(sorted(anchors.tolist())), self.loads, shared)


def _linked(shared: Ints) -> bool:
    linked = np.arange(len(shared)) == 0
    for _ in range(len(shared)):
        linked = linked | (shared[linked] > 0).any(axis=0)
    return bool(linked.all())


def _check_linked(shared: Ints) -> None:
    """Refuse a plan in which some raters share no region with the rest."""
    if not _linked(shared):
        raise InputError(
            f"so few regions do not connect {len(shared)} raters",
            "add an anchor, or more raters to a region",
        )
