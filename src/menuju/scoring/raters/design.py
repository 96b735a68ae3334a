"""Who should rate what, so that severity can be told from the regions."""

from dataclasses import dataclass

import numpy as np

from menuju.scoring.arrays import Ints
from menuju.scoring.errors import InputError


@dataclass(frozen=True)
class Plan:
    """``raters`` (regions, per_region) who rates what; ``anchors`` rated by everyone."""

    raters: Ints
    anchors: tuple[int, ...]
    loads: Ints
    shared: Ints

    @property
    def fewest_shared(self) -> int:
        """Fewest regions two raters have in common."""
        n = len(self.shared)
        return int(self.shared[~np.eye(n, dtype=bool)].min()) if n > 1 else 0


def anchors_needed(raters: int, per_region: int) -> int:
    """Fewest regions rated by all that make any assignment connected.

    One is enough to link every rater; where a region has two or more raters none may be
    needed, and ``assign`` refuses a plan that turns out unlinked.
    """
    if raters < 1 or not 1 <= per_region <= raters:
        raise InputError(
            f"{per_region} of {raters} raters cannot judge a region",
            "ask for at least one rater, and no more than there are",
        )
    return 1 if per_region == 1 and raters > 1 else 0


def assign(regions: int, raters: int, per_region: int, anchors: int, seed: int) -> Plan:
    """Spread raters evenly over regions, every pair meeting about as often.

    Each region takes the raters with the least work so far, and among those the ones who
    met least; ``anchors`` regions are rated by all. The order of regions is shuffled by
    the seed, so that nobody can choose whom they judge.
    """
    needed = anchors_needed(raters, per_region)
    if not needed <= anchors <= regions:
        raise InputError(
            f"{anchors} anchors of {regions} regions do not connect the raters",
            f"choose {needed} or more, and no more than there are regions",
        )
    order = np.random.default_rng(seed).permutation(regions)
    shared, loads = (
        np.zeros((raters, raters), dtype=np.int64),
        np.zeros(raters, dtype=np.int64),
    )
    chosen = np.full((regions, raters), -1, dtype=np.int64)
    for place, region in enumerate(order):
        size = raters if place < anchors else per_region
        team = _team(loads, shared, size)
        chosen[region, :size] = team
        loads[team] += 1
        shared[np.ix_(team, team)] += 1
    _check_linked(shared)
    return Plan(chosen, tuple(sorted(int(r) for r in order[:anchors])), loads, shared)


def _check_linked(shared: Ints) -> None:
    """Refuse a plan in which some raters share no region with the rest."""
    linked = np.arange(len(shared)) == 0
    for _ in range(len(shared)):
        linked = linked | (shared[linked] > 0).any(axis=0)
    if not linked.all():
        raise InputError(
            f"so few regions do not connect {len(shared)} raters",
            "add an anchor, or more raters to a region",
        )


def _team(loads: Ints, shared: Ints, size: int) -> list[int]:
    team: list[int] = []
    for _ in range(size):
        met = shared[team].sum(axis=0) if team else np.zeros(len(loads), dtype=np.int64)
        free = [r for r in range(len(loads)) if r not in team]
        team.append(min(free, key=lambda r: (loads[r], met[r], r)))
    return team
