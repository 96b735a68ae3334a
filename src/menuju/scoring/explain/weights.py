"""How far weights would have to move for two units to change places."""

from dataclasses import dataclass

import numpy as np

from menuju.scoring.arrays import Floats


@dataclass(frozen=True)
class Reversal:
    """Effective weights at which the two are level; ``moved`` is the share shifted."""

    weights: Floats
    moved: float


def dominates(a: Floats, b: Floats) -> bool:
    """Whether no weights can put b before a: a is nowhere worse, from (indicators,)."""
    return bool((a >= b).all())


def on_simplex(x: Floats) -> Floats:
    """(n,) The nearest point with parts of zero or more that sum to one."""
    order = np.sort(x)[::-1]
    level = (order.cumsum() - 1) / np.arange(1, len(x) + 1)
    cut = level[np.flatnonzero(order > level)[-1]]
    return np.asarray(np.maximum(x - cut, 0.0))


def reversal(a: Floats, b: Floats, shares: Floats) -> Reversal | None:
    """The least move of weights that brings b level with a, which is ahead.

    Parameters
    ----------
    a, b : (indicators,)
        Generator values g(x) of the two units.
    shares : (indicators,)
        Effective weights, summing to 1.

    Returns
    -------
    Reversal or None
        The nearest shares e (least squares) with e (a - b) <= 0; None if a dominates.
        The projection is found along the multiplier, in which the gap only falls.
    """
    d = a - b
    if (d > 0).all():
        return None
    if d @ shares <= 0:
        return Reversal(shares, 0.0)
    low, high = 0.0, 1.0
    while d @ on_simplex(shares - high * d) > 0:
        if high > 1e12:  # noqa: PLR2004 -- only at weights that are not there
            return None
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        ahead = d @ on_simplex(shares - middle * d) > 0
        low, high = (middle, high) if ahead else (low, middle)
    found = on_simplex(shares - high * d)
    return Reversal(found, float(np.abs(found - shares).sum() / 2))
