"""Where a score, or the gap between two, comes from; the parts add up exactly.

Each mean's change is shared among its members by secant slopes, w (g(a) - g(b)) / (a - b),
times that of the way back, so the parts sum to the whole for any rule at any level (the
logarithmic mean Divisia index, for a geometric one).
"""

from collections.abc import Sequence

import numpy as np

from menuju.scoring.aggregate import Rule, climb
from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy


def contributions(x: Floats, hierarchy: Hierarchy, weights: Floats) -> Floats:
    """(units, indicators) Points each indicator brings to an arithmetic index.

    Gaps bring nothing, and their weight goes to the rest of their group.
    """
    known = ~np.isnan(x)
    alive = np.zeros((len(x), len(hierarchy.codes)), dtype=bool)
    alive[:, hierarchy.spans[0]] = known
    share = np.zeros(alive.shape)
    share[:, -1] = 1.0
    first = hierarchy.spans[0].stop
    for at, members in enumerate(hierarchy.groups):
        alive[:, first + at] = alive[:, members].any(axis=1)
    for at in reversed(range(len(hierarchy.groups))):
        members = hierarchy.groups[at]
        w = weights[members] * alive[:, members]
        total = w.sum(axis=1, keepdims=True)
        share[:, members] = share[:, [first + at]] * w / np.where(total > 0, total, 1.0)
    return share[:, hierarchy.spans[0]] * np.where(known, x, 0.0)


def gap(
    pair: Floats, hierarchy: Hierarchy, rules: Sequence[Rule], weights: Floats
) -> Floats:
    """Parts of the difference between two units, or one unit in two years.

    Parameters
    ----------
    pair : (2, indicators)
        Normalised; unknown in both or in neither.
    hierarchy, rules, weights
        As for ``climb``; any means, not Copeland.

    Returns
    -------
    (indicators,)
        Summing to the index of the first less that of the second.
    """
    if (np.isnan(pair[0]) != np.isnan(pair[1])).any() or any(
        r.power is None for r in rules
    ):
        raise InputError(
            "the two cannot be taken apart",
            "impute gaps first, and use means at every level",
        )
    scores = climb(pair, hierarchy, rules, weights)
    items = hierarchy.spans[0]
    apart = np.nan_to_num(scores[0, items] - scores[1, items])
    return _slopes(scores, hierarchy, rules, weights)[items] * apart


def _slopes(
    scores: Floats, hierarchy: Hierarchy, rules: Sequence[Rule], weights: Floats
) -> Floats:
    """(elements,) Secant slope of the index in each element, between (2, elements)."""
    slope = np.zeros(len(hierarchy.codes))
    slope[-1] = 1.0
    first = hierarchy.spans[0].stop
    for at in reversed(range(len(hierarchy.groups))):
        members = hierarchy.groups[at]
        members = members[~np.isnan(scores[0, members])]
        rule = rules[hierarchy.elements[first + at].level - 2]
        w = weights[members] / weights[members].sum()
        back = _secant(scores[:, [first + at]], rule)
        slope[members] = (
            slope[first + at] * _secant(scores[:, members], rule) * w / back
        )
    return slope


def _secant(pair: Floats, rule: Rule) -> Floats:
    """(members,) (g(a) - g(b)) / (a - b), the derivative where they are equal."""
    a, b = pair
    apart = np.abs(a - b) > 1e-9 * np.maximum(np.abs(a), 1.0)
    middle, nudge = (a + b) / 2, 1e-5 * np.maximum(np.abs(a), 1e-3)
    high = np.where(apart, a, middle + nudge)
    low = np.where(apart, b, middle - nudge)
    return np.asarray((rule.generator(high) - rule.generator(low)) / (high - low))
