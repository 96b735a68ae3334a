"""How sure a selection is: the same rule applied to every draw of a doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.draws import BATCHES
from menuju.scoring.instrument.doubt import Doubt
from menuju.scoring.instrument.field import Field
from menuju.scoring.places import Estimate
from menuju.scoring.positions import on_grid
from menuju.scoring.selection.quota import Groups, Quota
from menuju.scoring.selection.rule import Giving
from menuju.scoring.tree import Rule

HAIR = 1e-9
"""Lots among equals, in points: far above the grid of ties, far below any difference."""


def chances(
    doubt: Doubt, quota: Quota, groups: Groups, passes: Sequence[bool] | None = None
) -> Estimate:
    """Probability of a place for each case, with its simulation error.

    Minima and gates are honoured in each draw; equal scores draw lots. NaN for a case
    without a score, 0 for one that does not pass a gate.
    """
    scores = doubt.field.scores
    gate = np.ones(len(scores), bool) if passes is None else np.asarray(passes, bool)
    may = gate & ~np.isnan(scores)
    giving = Giving(quota, groups, np.flatnonzero(may))
    lots = np.random.default_rng(doubt.study.points.seed)
    given = np.zeros((BATCHES, len(scores)))
    drawn = np.zeros(BATCHES)
    start = 0
    for block in doubt.scores():
        batch = doubt.study.points.batch_of(start)
        noisy = on_grid(block) + HAIR * lots.random(block.shape)
        given[batch] += _given(giving, np.where(may, noisy, -np.inf))
        drawn[batch] += len(block)
        start += len(block)
    return _estimate(given, drawn, ~np.isnan(scores))


def _estimate(given: Floats, drawn: Floats, scored: Bools) -> Estimate:
    used = drawn > 0
    parts = given[used] / drawn[used, None]
    error = np.std(parts, axis=0, ddof=1) / np.sqrt(len(parts))
    value = given.sum(axis=0) / drawn.sum()
    return Estimate(np.where(scored, value, np.nan), np.where(scored, error, np.nan))


def _given(giving: Giving, scores: Floats) -> Floats:
    """(cases,) In how many of the draws each has a place, from (draws, cases)."""
    order = np.argsort(-scores, axis=1)[:, : len(giving.candidates)]
    total = np.bincount(order[giving.give(order)], minlength=scores.shape[1])
    return np.asarray(total, dtype=np.float64)


def between(
    doubt: Doubt, low: float = 0.05, high: float = 0.95
) -> tuple[Floats, Floats]:
    """Scores between which a case lies in most draws: two (cases,)."""
    drawn = np.concatenate(list(doubt.scores()))
    ends = np.quantile(drawn, [low, high], axis=0)
    return ends[0], ends[1]


def shifted(field: Field, node: int, share: float) -> Field:
    """The same cases when a child of the root weighs ``share`` of the whole.

    The other children keep their proportions. Only for a root that weighs its children.
    """
    tree = field.tree
    inside = np.flatnonzero(tree.parents == 0)
    weights = tree.weights.astype(np.float64)
    rest = weights[inside].sum() - weights[node]
    scale = (1 - share) / rest if rest > 0 else 0.0
    weights[inside] *= scale
    weights[node] = share
    return Field.of(replace(tree, weights=weights), field.leaves, field.asked)


def reweighted(field: Field, weights: Mapping[int, float]) -> Field:
    """The same cases under other weights of some nodes; only proportions count."""
    tree = field.tree
    changed = tree.weights.astype(np.float64)
    for node, weight in weights.items():
        changed[node] = weight
    return Field.of(replace(tree, weights=changed), field.leaves, field.asked)


def weighs(field: Field) -> bool:
    """Whether the root's own weights mean anything."""
    return Rule(int(field.tree.rules[0])) != Rule.MEAN
