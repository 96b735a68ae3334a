"""From scores to places: 1 is best, equals share the best place, unknown stays unknown.

Scores are compared unrounded. Two neighbours in the order are equal if they differ by
less than ``TIE`` of their size, because sums of the same numbers in another order differ
by about 1e-16 of it and no place should hang on that.
"""

import numpy as np

from menuju.scoring.arrays import Bools, Floats

TIE = 1e-12


def _starts(ordered: Floats, tie: float) -> Bools:
    """Where a new value begins in (..., units) ascending values."""
    size = np.maximum(np.abs(ordered[..., 1:]), np.abs(ordered[..., :-1]))
    with np.errstate(invalid="ignore"):
        apart = np.diff(ordered, axis=-1) > tie * size
    first = np.ones((*ordered.shape[:-1], 1), dtype=bool)
    return np.concatenate([first, apart], axis=-1)


def ascending(values: Floats, tie: float = 0.0) -> Floats:
    """Ranks along the last axis, 1 = lowest, ties sharing the lowest rank.

    Parameters
    ----------
    values : (..., units)
        NaN where unknown.
    tie : float
        Neighbours closer than this part of their size are equal.

    Returns
    -------
    (..., units)
        Whole numbers, NaN where unknown.
    """
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    places = np.where(_starts(ordered, tie), np.arange(1, values.shape[-1] + 1), 0)
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, np.maximum.accumulate(places, axis=-1), axis=-1)
    return np.where(np.isnan(values), np.nan, ranks)


def descending(scores: Floats) -> Floats:
    """Places along the last axis of (..., units), 1 = best; NaN where unknown."""
    return ascending(-scores, TIE)


def ties(scores: Floats) -> list[list[int]]:
    """Groups of units that share a place, from (units,) scores."""
    places = descending(scores)
    groups = [
        np.flatnonzero(places == place)
        for place in np.unique(places[~np.isnan(places)])
    ]
    return [group.tolist() for group in groups if len(group) > 1]
