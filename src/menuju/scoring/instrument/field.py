"""All cases judged by one instrument: their scores, and what each node moves them by."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Bools, Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.tree import Missing, Rule, Tree, asked_of, drawn_roots, evaluate

LINEAR = (Rule.LEAF, Rule.WEIGHTED_MEAN, Rule.MEAN)
MOST_PATTERNS = 64


@dataclass(frozen=True)
class Outline:
    """The nodes in the order of draws: leaves first, each group after its members."""

    codes: tuple[str, ...]
    spans: tuple[slice, ...]
    groups: tuple[Ints, ...]


@dataclass(frozen=True)
class Field:
    """Cases on one tree.

    ``leaves`` is (cases, nodes), NaN where unknown or not asked; ``asked`` likewise.
    """

    tree: Tree
    leaves: Floats
    asked: Bools

    @classmethod
    def of(
        cls, tree: Tree, leaves: ArrayLike, applies: ArrayLike | None = None
    ) -> Self:
        """From plain lists.

        Parameters
        ----------
        tree : Tree
            Parents before children, the root first.
        leaves : (cases, nodes)
            Values of the leaves on the tree's scale, NaN where unknown.
        applies : (cases, nodes), optional
            False where a node is not asked.
        """
        given = np.array(leaves, dtype=np.float64)
        if given.ndim != 2 or given.shape[1] != len(tree.parents):  # noqa: PLR2004
            raise InputError(
                f"the values have the shape {given.shape}",
                f"give a row per case and {len(tree.parents)} columns, one per node",
            )
        asked = asked_of(tree, applies, given.shape)
        return cls(tree, np.where(asked, given, np.nan), asked)

    def only(self, cases: Sequence[int]) -> Self:
        """Some of the cases."""
        at = list(cases)
        return type(self)(self.tree, self.leaves[at], self.asked[at])

    @cached_property
    def values(self) -> Floats:
        """(cases, nodes) As ``tree.evaluate`` gives them."""
        return evaluate(self.tree, self.leaves, self.asked)

    @cached_property
    def scores(self) -> Floats:
        """(cases,) Values of the root, NaN where unknown."""
        return self.values[:, 0]

    @cached_property
    def counted(self) -> Bools:
        """(cases, nodes) Whether a node counts in its group, or its siblings carry it."""
        zero = self.asked & (self.tree.missing == Missing.ZERO)
        return np.asarray(~np.isnan(self.values) | zero)

    @cached_property
    def taken(self) -> Floats:
        """(cases, nodes) Values as they enter the groups: the lowest where so agreed."""
        return np.where(
            np.isnan(self.values) & self.counted, self.tree.lowest, self.values
        )

    @cached_property
    def linear(self) -> bool:
        """Whether every group is an arithmetic mean."""
        return bool(np.isin(self.tree.rules, LINEAR).all())

    @cached_property
    def shares(self) -> Floats:
        """(cases, nodes) What one point more of a node adds to the score of each case.

        Zero where a node does not count, where a cap holds, and where the score is
        unknown. For a geometric mean it is the slope at the present values.
        """
        shares = np.zeros(self.leaves.shape)
        shares[:, 0] = ~np.isnan(self.scores)
        for node in range(1, len(self.tree.parents)):
            group = int(self.tree.parents[node])
            shares[:, node] = shares[:, group] * self._slope(node, group)
        return shares

    def _slope(self, node: int, group: int) -> Floats:
        """(cases,) What one point of a node adds to its group."""
        tree, rule = self.tree, Rule(int(self.tree.rules[group]))
        inside = np.flatnonzero(tree.parents == group)
        if rule == Rule.CAPPED_SUM:
            total = np.where(self.counted, self.taken, 0.0)[:, inside].sum(axis=1)
            held = total >= np.where(
                np.isnan(tree.caps[group]), np.inf, tree.caps[group]
            )
            return np.where(held, 0.0, self.counted[:, node])
        weights = np.ones(len(inside)) if rule == Rule.MEAN else tree.weights[inside]
        mass = self.counted[:, inside] @ weights
        mine = 1.0 if rule == Rule.MEAN else tree.weights[node]
        part = mine * self.counted[:, node] / np.where(mass > 0, mass, 1.0)
        return part * self._bend(node, group, rule)

    def _bend(self, node: int, group: int, rule: Rule) -> Floats:
        """(cases,) What turns a share of the weight into a slope."""
        value = self.values[:, group]
        if rule == Rule.GEOMETRIC_MEAN:
            own = self.taken[:, node]
            return np.where(own > 0, value / np.where(own > 0, own, 1.0), 0.0)
        if rule == Rule.MINIMUM_GATE:
            held = self._shut(group) & (self.mean_of(group) >= self.tree.caps[group])
            return np.asarray(~held, dtype=np.float64)
        return np.ones(len(value))

    def _shut(self, group: int) -> Bools:
        """(cases,) Where a member the gate looks at is below the floor."""
        looked_at = self.counted & self.tree.gates & (self.tree.parents == group)
        low = np.nan_to_num(self.taken, nan=np.inf) < self.tree.floors[group]
        return np.asarray((looked_at & low).any(axis=1))

    def mean_of(self, group: int) -> Floats:
        """(cases,) The weighted mean of a group, whatever its gate made of it."""
        inside = np.flatnonzero(self.tree.parents == group)
        w = np.where(self.counted[:, inside], self.tree.weights[inside], 0.0)
        total = np.sum(w * np.nan_to_num(self.taken[:, inside]), axis=1)
        return np.asarray(
            total / np.where(w.sum(axis=1) > 0, w.sum(axis=1), np.nan),
            dtype=np.float64,
        )

    def error_of(self, sd: ArrayLike) -> Floats:
        """(cases,) Standard error of the score, from (cases, nodes) of the leaves.

        sqrt(sum_i share_i^2 sd_i^2): independent errors, NaN or 0 where there is none.
        """
        errors = np.nan_to_num(np.asarray(sd, dtype=np.float64))
        leaf = self.tree.rules == Rule.LEAF
        return np.asarray(np.sqrt(((self.shares * errors * leaf) ** 2).sum(axis=1)))


@dataclass(frozen=True)
class Judged:
    """A field as a study draws it: scores of all cases under any weights."""

    field: Field
    name: str = "instrument"

    @property
    def x(self) -> Floats:
        """(cases, nodes) The leaves."""
        return self.field.leaves

    @cached_property
    def order(self) -> Ints:
        """(nodes,) Leaves in reading order, then groups from the last to the root."""
        leaf = self.field.tree.rules == Rule.LEAF
        return np.concatenate([np.flatnonzero(leaf), np.flatnonzero(~leaf)[::-1]])

    @cached_property
    def hierarchy(self) -> Outline:
        """The nodes as draws see them."""
        tree, place = self.field.tree, np.argsort(self.order)
        groups = np.flatnonzero(tree.rules != Rule.LEAF)[::-1]
        first = len(self.order) - len(groups)
        return Outline(
            tuple(f"node {node}" for node in self.order),
            (slice(0, first), slice(first, len(self.order))),
            tuple(place[np.flatnonzero(tree.parents == g)] for g in groups),
        )

    @cached_property
    def nominal(self) -> Floats:
        """(nodes,) The tree's weights, in the order of draws."""
        return self.field.tree.weights[self.order]

    def scores(self, weights: Floats, shares: Floats) -> Floats:
        """(draws, cases) from (draws, nodes) weights in the order of draws."""
        del shares
        drawn = np.empty(weights.shape)
        drawn[:, self.order] = weights
        if self.field.linear and len(self._patterns[0]) <= MOST_PATTERNS:
            return self._products(drawn)
        f = self.field
        return np.array(drawn_roots(f.tree, f.leaves, f.asked, drawn))

    @cached_property
    def _patterns(self) -> tuple[Bools, Ints]:
        """Which nodes count, each way once; and which way each case has."""
        rows, which = np.unique(self.field.counted, axis=0, return_inverse=True)
        return rows, which.ravel()

    def _products(self, weights: Floats) -> Floats:
        """(draws, cases) By effective weights, one matrix product for each pattern."""
        field, (rows, which) = self.field, self._patterns
        found = np.empty((len(weights), len(field.leaves)))
        leaf = field.tree.rules == Rule.LEAF
        for k, counted in enumerate(rows):
            at = which == k
            shares = self._shares(weights, counted)[leaf]
            found[:, at] = (np.nan_to_num(field.taken[at][:, leaf]) @ shares).T
        found[:, np.isnan(field.scores)] = np.nan
        return found

    def _shares(self, weights: Floats, counted: Bools) -> Floats:
        """(nodes, draws) Effective weights where these nodes count."""
        tree = self.field.tree
        shares = np.zeros(weights.T.shape)
        shares[0] = 1.0
        for group in np.flatnonzero(tree.rules != Rule.LEAF):
            inside = np.flatnonzero((tree.parents == group) & counted)
            w = weights.T[inside]
            if tree.rules[group] == Rule.MEAN:
                w = np.ones(w.shape)
            if inside.size:
                shares[inside] = shares[group] * w / w.sum(axis=0)
        return shares
