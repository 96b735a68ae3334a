"""From the levels of an instrument's leaves to the value of every node.

A tree is a few arrays over its nodes in reading order (a parent before its children), so
that a case is a row and every group is computed for all cases at once. All values lie on
the tree's own scale. Children are added in their order, one by one: the same inputs give
the same bits on every machine.

Unknown is NaN. A node that does not apply counts for nothing and its weight goes to its
siblings; a node that applies but is unknown counts as its missing policy says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Bools, Floats, Ints


class Rule(IntEnum):
    """How a group is made of its children. A leaf is given."""

    LEAF = 0
    WEIGHTED_MEAN = 1
    MEAN = 2
    GEOMETRIC_MEAN = 3
    MINIMUM_GATE = 4
    CAPPED_SUM = 5


class Missing(IntEnum):
    """What an unknown node does to its parent."""

    ZERO = 0  # counts as the lowest value
    EXCLUDE = 1  # counts for nothing; its weight goes to its siblings
    BLOCK = 2  # makes the parent unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """Arrays over (nodes,), each parent before its children.

    ``parents`` is -1 for the root; ``floors`` and ``caps`` are NaN where unused;
    ``gates`` marks the children that a minimum gate looks at; ``lowest`` is the value
    that an unknown node takes under ``Missing.ZERO``.
    """

    parents: Ints
    rules: Ints
    weights: Floats
    missing: Ints
    gates: Bools
    floors: Floats
    caps: Floats
    lowest: float = 0.0


def built(
    *, lowest: float = 0.0, gates: Sequence[bool], **columns: Sequence[float]
) -> Tree:
    """A tree from plain lists, named as the fields of ``Tree``."""

    def floats(name: str) -> Floats:
        return np.array(columns[name], dtype=np.float64)

    def ints(name: str) -> Ints:
        return np.array(columns[name], dtype=np.int64)

    return Tree(
        parents=ints("parents"),
        rules=ints("rules"),
        weights=floats("weights"),
        missing=ints("missing"),
        gates=np.array(gates, dtype=bool),
        floors=floats("floors"),
        caps=floats("caps"),
        lowest=lowest,
    )


Column: TypeAlias = Floats
Columns: TypeAlias = list[tuple[Column, Column]]
"""(values, weights) of each child over the cases; a weight of 0 leaves the child out."""


def evaluate(tree: Tree, leaves: ArrayLike, applies: ArrayLike | None = None) -> Floats:
    """The value of every node.

    Parameters
    ----------
    leaves : (cases, nodes)
        Values of the leaves on the tree's scale, NaN where unknown. Columns of groups
        are not read.
    applies : (cases, nodes), optional
        False where a node is not asked. A child of such a node is not asked either.

    Returns
    -------
    (cases, nodes)
        NaN where unknown, blocked or not asked.
    """
    values = np.array(leaves, dtype=np.float64)
    asked = asked_of(tree, applies, values.shape)
    values[~asked] = np.nan
    columns = list(values.T)
    for group in np.flatnonzero(tree.rules != Rule.LEAF)[::-1]:
        values[:, group] = _group(tree, int(group), columns, asked, tree.weights)
    return values


def drawn_roots(tree: Tree, leaves: Floats, asked: Bools, weights: Floats) -> Floats:
    """(draws, cases) The root under many sets of weights.

    Parameters
    ----------
    leaves : (cases, nodes)
        As for ``evaluate``, NaN where a node is not asked.
    asked : (cases, nodes)
        As ``asked_of`` gives it.
    weights : (draws, nodes)
        In place of the tree's.
    """
    values: list[Column] = list(np.ascontiguousarray(leaves.T))
    columns = np.ascontiguousarray(weights.T)[:, :, None]
    for group in np.flatnonzero(tree.rules != Rule.LEAF)[::-1]:
        values[group] = _group(tree, int(group), values, asked, columns)
    return np.broadcast_to(values[0], (len(weights), len(leaves)))


def asked_of(tree: Tree, applies: ArrayLike | None, shape: tuple[int, ...]) -> Bools:
    """(cases, nodes) Where a node is asked: down from its ancestors, up from its last child."""
    asked = np.ones(shape, dtype=bool)
    if applies is None:
        return asked
    asked &= np.asarray(applies, dtype=bool)
    for node, parent in enumerate(tree.parents):
        if parent >= 0:
            asked[:, node] &= asked[:, parent]
    for group in np.flatnonzero(tree.rules != Rule.LEAF)[::-1]:
        children = np.flatnonzero(tree.parents == group)
        if children.size:
            asked[:, group] &= asked[:, children].any(axis=1)
    return asked


def _group(
    tree: Tree, group: int, values: Sequence[Column], asked: Bools, weights: Floats
) -> Column:
    """(..., cases) A group from its children, each (..., cases)."""
    children = [int(child) for child in np.flatnonzero(tree.parents == group)]
    columns: Columns = []
    blocked = ~asked[:, group]
    for child in children:
        value, policy = values[child], tree.missing[child]
        unknown = np.isnan(value) & asked[:, child]
        if policy == Missing.ZERO:
            value = np.where(unknown, tree.lowest, value)
        if policy == Missing.BLOCK:
            blocked = blocked | unknown
        columns.append((value, np.where(np.isnan(value), 0.0, weights[child])))
    result = _KINDS[Rule(int(tree.rules[group]))](tree, group, children, columns)
    return np.where(blocked, np.nan, result)


def _weighted(columns: Columns) -> Column:
    total = np.zeros_like(columns[0][0])
    weight = np.zeros_like(total)
    for value, share in columns:
        total = total + np.where(share > 0, value, 0.0) * share
        weight = weight + share
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weight > 0, total / weight, np.nan)


def _weighted_mean(
    _tree: Tree, _group: int, _children: list[int], columns: Columns
) -> Column:
    return _weighted(columns)


def _mean(_tree: Tree, _group: int, _children: list[int], columns: Columns) -> Column:
    return _weighted([(v, np.where(np.isnan(v), 0.0, 1.0)) for v, _ in columns])


def _geometric_mean(
    _tree: Tree, _group: int, _children: list[int], columns: Columns
) -> Column:
    with np.errstate(divide="ignore"):
        logs = _weighted_with_infinity([(np.log(v), w) for v, w in columns])
    return np.asarray(np.exp(logs), dtype=np.float64)


def _weighted_with_infinity(columns: Columns) -> Column:
    """A weighted mean in which one counted minus infinity decides."""
    finite = [(np.where(np.isneginf(v), 0.0, v), w) for v, w in columns]
    sunk = np.zeros(1, dtype=bool)
    for value, weight in columns:
        sunk = sunk | (np.isneginf(value) & (weight > 0))
    return np.where(sunk, -np.inf, _weighted(finite))


def _minimum_gate(
    tree: Tree, group: int, children: list[int], columns: Columns
) -> Column:
    mean = _weighted(columns)
    shut = np.zeros(1, dtype=bool)
    for child, (value, _) in zip(children, columns, strict=True):
        if tree.gates[child]:
            shut = shut | (value < tree.floors[group])
    return np.where(shut, np.minimum(mean, tree.caps[group]), mean)


def _capped_sum(
    tree: Tree, group: int, _children: list[int], columns: Columns
) -> Column:
    total = np.zeros_like(columns[0][0])
    known = np.zeros(1, dtype=bool)
    for value, _ in columns:
        total = total + np.where(np.isnan(value), 0.0, value)
        known = known | ~np.isnan(value)
    return np.where(known, np.fmin(total, tree.caps[group]), np.nan)


_KINDS: dict[Rule, Callable[[Tree, int, list[int], Columns], Column]] = {
    Rule.WEIGHTED_MEAN: _weighted_mean,
    Rule.MEAN: _mean,
    Rule.GEOMETRIC_MEAN: _geometric_mean,
    Rule.MINIMUM_GATE: _minimum_gate,
    Rule.CAPPED_SUM: _capped_sum,
}


def rescaled(
    values: ArrayLike, own: tuple[float, float], to: tuple[float, float]
) -> Floats:
    """Values of one scale (lowest, highest) on another, in a straight line."""
    given = np.asarray(values, dtype=np.float64)
    if own == to:
        return given
    share = (given - own[0]) / (own[1] - own[0])
    return np.asarray(to[0] + share * (to[1] - to[0]), dtype=np.float64)


def between(
    figures: ArrayLike, low: float, high: float, *, log: bool = False
) -> Floats:
    """The share, 0 to 1, of the way from ``low`` to ``high``, clipped at both ends.

    ``figures`` may have any shape, which the result has too. ``low`` may be the higher figure where less is better. With ``log`` equal ratios
    count equally; a figure of zero or less is then at the end where zero lies.
    """
    given = np.asarray(figures, dtype=np.float64)
    if log:
        with np.errstate(divide="ignore", invalid="ignore"):
            given = np.log(np.where(given <= 0, 0.0, given))
        low, high = float(np.log(low)), float(np.log(high))
    return np.asarray(np.clip((given - low) / (high - low), 0, 1), dtype=np.float64)


def banded(figures: ArrayLike, starts: ArrayLike, values: ArrayLike) -> Floats:
    """The value of the band each figure lies in; NaN below the first band.

    ``figures`` may have any shape; ``starts`` and ``values`` are (bands,). ``starts`` ascend; a figure equal to a start lies in the band that begins there.
    """
    given = np.asarray(figures, dtype=np.float64)
    band = np.searchsorted(np.asarray(starts, dtype=np.float64), given, side="right")
    found = np.asarray(values, dtype=np.float64)[np.maximum(band - 1, 0)]
    return np.where((band == 0) | np.isnan(given), np.nan, found)
