"""Which answers are worth a second look before the selection is made."""

import numpy as np
from scipy.special import ndtr

from menuju.scoring.arrays import Floats


def value(disagreement: Floats, shares: Floats, margin: Floats) -> Floats:
    """Disagreement x weight x chance to flip the selection, for every answer.

    Parameters
    ----------
    disagreement : (units, items)
        Standard deviation of what the raters gave, zero where they agree.
    shares : (items,)
        Effective weights.
    margin : (units,)
        Score less the score of the last place; the sign does not matter.

    Returns
    -------
    (units, items)
        The chance is that of a normal error of the unit's whole disagreement,
        sqrt(sum e_i^2 s_i^2), being larger than the margin and against it.
    """
    spread = np.sqrt((disagreement**2) @ (shares**2))
    away = np.abs(margin) / np.where(spread > 0, spread, 1.0)
    flip = np.where(spread > 0, ndtr(-away), 0.0)
    return disagreement * shares * flip[:, None]
