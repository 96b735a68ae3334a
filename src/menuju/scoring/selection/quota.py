"""Places, minima of groups, and whether minima can be met together.

Groups are of three kinds: outer ones (island groups), inner ones that each lie in one outer
(provinces), and a kind with two values that cuts across both (kabupaten, kota). Cases
that count for the same minima form a cell, and within a cell only the order decides. So
a selection is a number per cell, and whether some numbers can still become a selection
is told from the tree of groups: each carries the fewest and the most that it can hold,
and how many of them can be of the first kind (the numbers in between are all possible,
because one more of either kind can always be taken while there are any).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from menuju.scoring.arrays import Bools, Ints
from menuju.scoring.errors import InputError

GroupKind = Literal["outer", "inner", "kind"]
Ties = Literal["people", "all_in", "all_out"]


@dataclass(frozen=True, slots=True)
class Minimum:
    """So many places at least for one group, as far as its members allow."""

    group: GroupKind
    key: str
    places: int


@dataclass(frozen=True, slots=True)
class Quota:
    """How many places there are, and how they are given."""

    places: int
    minima: tuple[Minimum, ...] = ()
    ties: Ties = "people"
    reserves: int = 0


@dataclass(frozen=True)
class Groups:
    """The groups of each case: three equally long sequences of names."""

    outer: Sequence[str]
    inner: Sequence[str]
    kind: Sequence[str]

    def __post_init__(self) -> None:
        inside: dict[str, str] = {}
        for inner, outer in zip(self.inner, self.outer, strict=True):
            if inside.setdefault(inner, outer) != outer:
                raise InputError(
                    f"{inner!r} lies in {inside[inner]!r} and in {outer!r}",
                    "let every inner group lie in one outer group",
                )
        if len(set(self.kind)) > 2:  # noqa: PLR2004
            raise InputError(
                "there are more than two kinds", "give each case one of two kinds"
            )

    def members(self, minimum: Minimum) -> Bools:
        """(cases,) Who counts for a minimum."""
        names: Sequence[str] = getattr(self, minimum.group)
        return np.array([name == minimum.key for name in names], dtype=bool)


@dataclass(frozen=True)
class Hold:
    """What a part of the tree can hold, in each of several (rows,).

    From ``fewest`` to ``most`` cases; of ``fewest``, up to ``base`` are of the first kind,
    and ``more`` others of it can join.
    """

    fewest: Ints
    most: Ints
    base: Ints
    more: Ints

    def at_least(self, number: int) -> "Hold":
        """The same part when it must hold so many."""
        if not number:
            return self
        rise = np.maximum(0, number - self.fewest)
        of_first = np.minimum(rise, self.more)
        return Hold(
            self.fewest + rise, self.most, self.base + of_first, self.more - of_first
        )

    def of_first(self, total: int) -> Ints:
        """The most of the first kind among ``total``."""
        return np.asarray(self.base + np.minimum(total - self.fewest, self.more))


def together(parts: Sequence[Hold]) -> Hold:
    """Parts beside each other."""
    rows = [(each.fewest, each.most, each.base, each.more) for each in parts]
    return Hold(*(np.sum(column, axis=0) for column in zip(*rows, strict=True)))


@dataclass(frozen=True)
class Cells:
    """The cases cut into cells by the groups that have a minimum.

    ``names`` holds (outer, inner, kind) of each cell, "" where no minimum asks; ``of`` is
    (cases,), the cell of each case; ``minima`` are those of the rule.
    """

    names: list[tuple[str, str, str]]
    of: Ints
    minima: tuple[Minimum, ...]

    @classmethod
    def cut(cls, groups: Groups, minima: tuple[Minimum, ...]) -> "Cells":
        """Cut the cases of ``groups`` for these minima."""
        asked = {(each.group, each.key) for each in minima}
        kinds = any(each.group == "kind" for each in minima)
        signatures = [
            (
                outer if ("outer", outer) in asked or ("inner", inner) in asked else "",
                inner if ("inner", inner) in asked else "",
                kind if kinds else "",
            )
            for outer, inner, kind in zip(
                groups.outer, groups.inner, groups.kind, strict=True
            )
        ]
        names = sorted(set(signatures))
        places = {name: place for place, name in enumerate(names)}
        of = np.array([places[name] for name in signatures], dtype=np.int64)
        return cls(names, of, minima)

    def sizes(self, cases: Ints) -> Ints:
        """(cells,) How many of these cases lie in each cell."""
        return np.bincount(self.of[cases], minlength=len(self.names))

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds, in order; the first one is the one that is counted."""
        return sorted({kind for _, _, kind in self.names})

    @cached_property
    def tree(self) -> dict[str, dict[str, list[int]]]:
        """The cells of each inner group of each outer group."""
        nested: dict[str, dict[str, list[int]]] = {}
        for cell, (outer, inner, _) in enumerate(self.names):
            nested.setdefault(outer, {}).setdefault(inner, []).append(cell)
        return nested

    def feasible(
        self, low: Ints, high: Ints, total: int, granted: Sequence[int]
    ) -> Bools:
        """(rows,) Whether numbers within bounds add to ``total`` and meet the minima.

        Parameters
        ----------
        low, high : (rows, cells)
            Bounds of each cell's number.
        granted : sequence of int
            What each minimum asks for, in the order of the rule.
        """
        wanted = {
            (each.group, each.key): number
            for each, number in zip(self.minima, granted, strict=True)
        }
        needs = [wanted.get(("kind", kind), 0) for kind in self.kinds]
        asked = sum(number for (group, _), number in wanted.items() if group == "kind")
        fits = np.full(len(low), sum(needs) == asked <= total)
        for kind, need in zip(self.kinds, needs, strict=True):
            whole, holds = self._whole(low, high, wanted, kind)
            fits &= holds & (whole.fewest <= total) & (total <= whole.most)
            fits &= whole.of_first(total) >= need
        return fits

    def _whole(
        self,
        low: Ints,
        high: Ints,
        wanted: dict[tuple[GroupKind, str], int],
        first: str,
    ) -> tuple[Hold, Bools]:
        """What the whole can hold, and whether every group can meet its minimum."""
        outers, holds = [], np.ones(len(low), dtype=bool)
        for outer, inners in self.tree.items():
            parts = []
            for inner, cells in inners.items():
                part = self._part(cells, low, high, first)
                parts.append(part.at_least(wanted.get(("inner", inner), 0)))
                holds &= parts[-1].fewest <= parts[-1].most
            grown = together(parts).at_least(wanted.get(("outer", outer), 0))
            holds &= grown.fewest <= grown.most
            outers.append(grown)
        return together(outers), holds

    def _part(self, cells: list[int], low: Ints, high: Ints, first: str) -> Hold:
        """The cells of one inner group."""
        mine = [cell for cell in cells if self.names[cell][2] == first]
        base = low[:, mine].sum(axis=1)
        return Hold(
            low[:, cells].sum(axis=1),
            high[:, cells].sum(axis=1),
            base,
            high[:, mine].sum(axis=1) - base,
        )
