"""The cheapest steps that together gain enough: a bounded knapsack, turned round.

Branch and bound over the leaves in order of price per gain; the bound is what the rest
would cost if steps could be cut, rounded up where all prices are whole (Martello and
Toth, 1990, *Knapsack Problems*, Wiley, chapter 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

MOST_NODES = 5_000
STEPS = 10_000  # a price counts for more than this many steps
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Leaf:
    """Equal steps of one leaf."""

    gain: float
    price: float
    room: int


@dataclass
class Cover:
    """The search: leaves in order, the best so far, and how far it has gone."""

    leaves: list[tuple[int, Leaf]]
    whole: bool
    best: float = np.inf
    found: list[int] = field(default_factory=list)
    nodes: int = 0

    def bound(self, at: int, need: float) -> float:
        """Least further price from a leaf on, if steps could be cut."""
        price = 0.0
        for _, leaf in self.leaves[at:]:
            if need <= ROUNDING:
                break
            steps = min(need / leaf.gain, leaf.room)
            price += steps * leaf.price
            need -= steps * leaf.gain
        if need > ROUNDING:
            return np.inf
        return float(np.ceil(price - ROUNDING)) if self.whole else price

    def search(self, taken: list[int], need: float, price: float) -> None:
        """Go on from the steps taken so far."""
        self.nodes += 1
        if need <= 0:
            self.best, self.found = price, list(taken)
            return
        at = len(taken)
        if self.nodes > MOST_NODES or at == len(self.leaves):
            return
        leaf = self.leaves[at][1]
        for steps in range(min(leaf.room, int(np.ceil(need / leaf.gain))), -1, -1):
            further = price + steps * leaf.price
            rest = need - steps * leaf.gain
            if further + self.bound(at + 1, rest) < self.best - ROUNDING:
                self.search([*taken, steps], rest, further)


def covered(leaves: Sequence[Leaf], need: float) -> list[int] | None:
    """Steps of each leaf at the least price, of equal prices the fewest steps.

    Parameters
    ----------
    leaves : sequence of Leaf
        What a step gains and costs, and how many there are.
    need : float
        What they must gain together, more than zero; it can be reached.

    Returns
    -------
    list of int or None
        None where the search was given up, which proves nothing.
    """
    order = sorted(
        (k for k, leaf in enumerate(leaves) if leaf.gain > 0 and leaf.room),
        key=lambda k: (leaves[k].price / leaves[k].gain, -leaves[k].gain),
    )
    ranked = [
        (k, Leaf(leaves[k].gain, leaves[k].price * STEPS + 1, leaves[k].room))
        for k in order
    ]
    search = Cover(ranked, all(leaf.price == int(leaf.price) for _, leaf in ranked))
    search.search([], need, 0.0)
    if search.nodes > MOST_NODES or not search.found:
        return None
    steps = [0] * len(leaves)
    for (k, _), n in zip(search.leaves, search.found, strict=False):
        steps[k] = n
    return steps
