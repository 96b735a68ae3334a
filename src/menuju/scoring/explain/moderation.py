"""Which answers are worth a second look before the selection is made."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from menuju.scoring.arrays import Floats


def value(disagreement: ArrayLike, shares: ArrayLike, margin: ArrayLike) -> Floats:
    """Disagreement x weight x chance to flip the selection, for every answer.

    Parameters
    ----------
    disagreement : (units, items)
        Standard deviation of what the raters gave, zero where they agree, NaN where
        there is nothing to compare.
    shares : (items,) or (units, items)
        Effective weights.
    margin : (units,)
        Score less the score of the last place; the sign does not matter. NaN, for a
        unit without a score, has no value.

    Returns
    -------
    (units, items)
        The chance is that of a normal error of the unit's whole disagreement,
        sqrt(sum e_i^2 s_i^2), being larger than the margin and against it.
    """
    apart = np.nan_to_num(np.asarray(disagreement, dtype=np.float64))
    moved = apart * np.asarray(shares, dtype=np.float64)
    spread = np.sqrt((moved**2).sum(axis=1))
    away = np.abs(np.asarray(margin, dtype=np.float64))
    flip = ndtr(-away / np.where(spread > 0, spread, np.inf))
    return np.asarray(moved * np.where(np.isnan(flip), 0.0, flip)[:, None])
