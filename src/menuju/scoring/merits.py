"""Scores of one method under many weights.

A tree of one and the same power mean collapses: with generator g on all levels the index
is g^-1(sum_i e_i g(x_i)), e the effective weights, so all draws are one matrix product.
A gap hands its weight to the rest of its group, which is a correction to that product for
the units concerned. Groups wholly unknown and trees of several rules go level by level.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from menuju.scoring.aggregate import Rule, climb
from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy


@dataclass(frozen=True)
class Method:
    """One normalised table with one set of rules, ready for any weights.

    ``x`` is (units, indicators), ``name`` says which combination it is.
    """

    name: str
    x: Floats
    hierarchy: Hierarchy
    rules: tuple[Rule, ...]
    share: float = 0.0

    @cached_property
    def known(self) -> Bools:
        """(units, elements) What has a value, which no weight changes."""
        tree = self.hierarchy
        known = np.zeros((len(self.x), len(tree.codes)), dtype=bool)
        known[:, tree.spans[0]] = ~np.isnan(self.x)
        for at, members in enumerate(tree.groups):
            inside = known[:, members]
            enough = inside.mean(axis=1) >= self.share
            known[:, tree.spans[0].stop + at] = inside.any(axis=1) & enough
        return known

    def check(self, weights: Floats) -> None:
        """Refuse values a rule is not defined for, by scoring once with (elements,) weights."""
        climb(self.x, self.hierarchy, self.rules, weights, self.share)

    @cached_property
    def collapsing(self) -> Bools:
        """(units,) Units that can take the matrix product."""
        rule = self.rules[0]
        alike = all(r == rule for r in self.rules) and rule.power is not None
        groups = self.known[:, self.hierarchy.spans[0].stop :]
        return np.asarray(groups.all(axis=1) & alike)

    @property
    def whole(self) -> bool:
        """Whether all units can take it, and none needs a correction."""
        return bool(self.collapsing.all() and not np.isnan(self.x).any())

    @cached_property
    def generated(self) -> Floats:
        """(collapsing units, indicators) g(x), zero in a gap."""
        x = self.x[self.collapsing]
        gap = np.isnan(x)
        return np.where(gap, 0.0, self.rules[0].generator(np.where(gap, 1.0, x)))

    def scores(self, weights: Floats, shares: Floats) -> Floats:
        """Index scores.

        Parameters
        ----------
        weights : (draws, elements)
            Of all elements.
        shares : (draws, elements)
            Their effective weights.

        Returns
        -------
        (draws, units)
        """
        quick = self.collapsing
        if quick.all():
            return self.rules[0].inverse(self._products(shares))
        scores = np.empty((len(weights), len(self.x)))
        if quick.any():
            scores[:, quick] = self.rules[0].inverse(self._products(shares))
        scores[:, ~quick] = self._levels(weights, self.x[~quick])
        return scores

    def _products(self, shares: Floats) -> Floats:
        """(draws, collapsing units) Means of g, gaps handing their weight to their group."""
        y, known = self.generated, self.known[self.collapsing]
        e = np.ascontiguousarray(shares[:, : y.shape[1]].T)
        total = y @ e
        for members in self.hierarchy.groups:
            if members[0] >= y.shape[1]:
                break
            short = np.flatnonzero(~known[:, members].all(axis=1))
            if short.size:
                at, of = np.ix_(short, members), e[members]
                mass = known[at].astype(float) @ of
                rest = of.sum(axis=0) / np.where(mass > 0, mass, np.nan) - 1
                total[short] += (y[at] @ of) * rest
        return np.ascontiguousarray(total.T)

    def _levels(self, weights: Floats, x: Floats) -> Floats:
        if any(rule.power is None for rule in self.rules):
            return climb(x, self.hierarchy, self.rules, weights, self.share)[..., -1]
        return Climb(self, x, self.known[~self.collapsing]).index(weights)


@dataclass(frozen=True)
class Prefilled:
    """A method whose units are all whole: generator values with the best lowest.

    ``oriented`` is (indicators, units), laid onto [1, 2) by one map for all draws, so a
    product with shares that sum to 1 is already in the form ``kernel`` sorts.
    """

    oriented: Floats

    @classmethod
    def of(cls, method: Method) -> "Prefilled | None":
        """The method in this form, or None if some unit is not whole."""
        if not method.whole:
            return None
        y = method.generated
        y = -y if method.rules[0].rising else y
        width = float(y.max() - y.min()) or 1.0
        laid = 1 + (y - y.min()) / (width * (1 + 1e-9))
        return cls(np.ascontiguousarray(laid.T))

    def laid_out(self, shares: Floats) -> Floats:
        """(draws, units) from (draws, indicators) shares that sum to 1."""
        return shares @ self.oriented


@dataclass
class Climb:
    """Level by level, staying in the generator's scale between equal rules."""

    method: Method
    x: Floats
    known: Bools

    def index(self, weights: Floats) -> Floats:
        """(draws, units) Scores of the top."""
        first = self.method.rules[0].generator(np.where(np.isnan(self.x), 1.0, self.x))
        below: list[Floats] = list(first.T)
        for level in range(1, self.method.hierarchy.depth):
            below = [self._passed(y, level) for y in self._level(level, below, weights)]
        return below[0]

    def _level(
        self, level: int, below: list[Floats], weights: Floats
    ) -> Iterator[Floats]:
        """(draws, units) Each aggregate above a level."""
        tree = self.method.hierarchy
        start = tree.spans[level - 1].start
        for at, members in enumerate(tree.groups):
            if tree.elements[members[0]].level != level:
                continue
            k, w = self.known[:, members], weights[:, members]
            inside = [below[m - start] for m in members]
            joined = (
                _product(w, np.stack(inside, axis=1), k)
                if level == 1
                else _sum(w, inside, k)
            )
            yield np.where(self.known[:, tree.spans[0].stop + at], joined, np.nan)

    def _passed(self, y: Floats, level: int) -> Floats:
        """To the scale of the next rule up, or out of the last."""
        rule = self.method.rules[level - 1]
        above = self.method.rules[level] if level < len(self.method.rules) else None
        if above == rule:
            return y
        score = rule.inverse(y)
        if above is None:
            return score
        if above.outside(score).any():
            raise InputError(
                f"in some draws a score below is outside what {above} is defined for",
                "normalise to a range further above zero, or join by amean",
            )
        return above.generator(score)


def _product(w: Floats, y: Floats, known: Bools) -> Floats:
    """(draws, units) Weighted mean of fixed members (units, members) over the known."""
    total = w @ np.where(known, y, 0.0).T
    if known.all():
        return np.asarray(total / w.sum(axis=1, keepdims=True))
    mass = w @ known.T.astype(float)
    return np.asarray(total / np.where(mass > 0, mass, np.nan))


def _sum(w: Floats, members: list[Floats], known: Bools) -> Floats:
    """(draws, units) Weighted mean of members that differ by draw."""
    if len(members) == 1:
        return members[0]
    total, whole = np.zeros(members[0].shape), known.all()
    for j, y in enumerate(members):
        total += w[:, [j]] * (y if known[:, j].all() else np.where(known[:, j], y, 0.0))
    mass = w.sum(axis=1, keepdims=True) if whole else w @ known.T.astype(float)
    return np.asarray(total / np.where(mass > 0, mass, np.nan))
