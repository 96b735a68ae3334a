"""A change taken apart into its causes: data, weights, method.

Each cause gets its mean effect over all orders in which the causes could have come, so
the parts add up exactly and no order is favoured.

References
----------
Shapley, L. S. (1953). A value for n-person games. *Contributions to the Theory of
Games*, 2, 307-317.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError
from menuju.scoring.pipeline import Prepared, Scored, score

CAUSES = ("data", "weights", "method")


def shapley(
    value: Callable[[frozenset[str]], Floats], causes: Sequence[str]
) -> dict[str, Floats]:
    """Parts of value(all causes) - value(none), exact over all 2^n sets of causes."""
    n, known = len(causes), {}
    for size in range(n + 1):
        for chosen in combinations(causes, size):
            known[frozenset(chosen)] = value(frozenset(chosen))
    parts = {}
    for cause in causes:
        rest = [c for c in known if cause not in c]
        parts[cause] = np.sum(
            [
                factorial(len(c))
                * factorial(n - len(c) - 1)
                / factorial(n)
                * (known[c | {cause}] - known[c])
                for c in rest
            ],
            axis=0,
        )
    return parts


def change(before: Scored, after: Scored) -> dict[str, Floats]:
    """Change of the index of units in both, by cause.

    Returns
    -------
    dict
        ``data``, ``weights``, ``method``: (units of ``after``,), NaN for the new; the
        three add up to the change of score.
    """
    if before.prepared.hierarchy.codes != after.prepared.hierarchy.codes:
        raise InputError(
            "the two scorings have different elements",
            "compare the elements they share",
        )

    def value(new: frozenset[str]) -> Floats:
        source = after if "data" in new else before
        choices = (after if "method" in new else before).choices
        weights = (after if "weights" in new else before).weights
        index = score(source.prepared, choices, weights).scores[:, -1]
        return _aligned(index, source.prepared, after.prepared)

    return shapley(value, CAUSES)


def _aligned(index: Floats, of: Prepared, to: Prepared) -> Floats:
    at = dict(zip(of.table.units, index.tolist(), strict=True))
    return np.array([at.get(unit, np.nan) for unit in to.table.units])
