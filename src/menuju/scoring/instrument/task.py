"""A case, what may be done about it, and a change of its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from functools import cached_property
from itertools import pairwise

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError
from menuju.scoring.instrument.field import Field
from menuju.scoring.tree import Rule

Options = Mapping[int, Sequence[float]]
EVEN = 1e-9


@dataclass(frozen=True)
class Change:
    """New values of some leaves; ``score`` is what the tree makes of them."""

    values: dict[int, float]
    steps: int
    cost: float
    score: float
    exact: bool = True


@dataclass(frozen=True)
class Task:
    """One case of a field and what may be done about it.

    ``options`` has, for each leaf that may change, the values above the present one in
    ascending order, on the tree's scale: each is one step. ``cost`` is that of one step
    of a leaf, 1 where it is not given. A leaf that is unknown or not asked stays so.
    """

    field: Field
    case: int
    options: Options
    cost: Mapping[int, float] = made(default_factory=dict)

    @cached_property
    def moves(self) -> dict[int, list[float]]:
        """The options that count: of leaves with a value."""
        return {
            leaf: self._checked(leaf, list(values))
            for leaf, values in self.options.items()
            if len(values) and not np.isnan(self.row[leaf])
        }

    def _checked(self, leaf: int, values: list[float]) -> list[float]:
        if self.field.tree.rules[leaf] != Rule.LEAF:
            raise InputError(f"node {leaf} is a group", "change its leaves")
        if any(not b > a for a, b in pairwise([self._now[leaf], *values])):
            raise InputError(
                f"the options of node {leaf} do not rise above {self.row[leaf]:g}",
                "give the values above the present one, the lowest first",
            )
        if not self.cost_of(leaf) >= 0:
            raise InputError(
                f"a step of node {leaf} costs {self.cost_of(leaf):g}",
                "give zero or more",
            )
        return values

    @cached_property
    def _now(self) -> list[float]:
        return [float(value) for value in self.row]

    @cached_property
    def _shares(self) -> list[float]:
        return [float(share) for share in self.field.shares[self.case]]

    @property
    def row(self) -> Floats:
        """(nodes,) The present values of the leaves."""
        return np.asarray(self.field.leaves[self.case])

    def cost_of(self, leaf: int) -> float:
        """What one step of a leaf costs."""
        return float(self.cost.get(leaf, 1.0))

    def gain(self, leaf: int, steps: int) -> float:
        """What steps of a leaf add to the score where all groups are arithmetic means."""
        rise = self.moves[leaf][steps - 1] - self._now[leaf]
        return float(rise * self._shares[leaf])

    def even(self, leaf: int) -> bool:
        """Whether all steps of a leaf are equally long."""
        values = [self._now[leaf], *self.moves[leaf]]
        first = values[1] - values[0]
        return all(abs(b - a - first) <= EVEN * first for a, b in pairwise(values))

    def score(self, taken: Mapping[int, int]) -> float:
        """The score once each leaf has taken so many steps."""
        if self.field.linear:
            gained = sum(self.gain(leaf, n) for leaf, n in taken.items() if n)
            return float(self.field.scores[self.case]) + gained
        return float(self.changed(taken).scores[0])

    def changed(self, taken: Mapping[int, int]) -> Field:
        """A field of this case alone, after the steps."""
        row = self.row.copy()
        for leaf, steps in taken.items():
            if steps:
                row[leaf] = self.moves[leaf][steps - 1]
        return Field(self.field.tree, row[None], self.field.asked[[self.case]])

    def change(self, taken: Mapping[int, int], *, exact: bool = True) -> Change:
        """The steps as a change."""
        moved = {leaf: steps for leaf, steps in taken.items() if steps}
        return Change(
            {leaf: self.moves[leaf][steps - 1] for leaf, steps in moved.items()},
            sum(moved.values()),
            sum(steps * self.cost_of(leaf) for leaf, steps in moved.items()),
            self.score(moved),
            exact,
        )
