"""Places of a published order: unrounded scores, equals share, unknown stays out.

Two scores are equal if they are the same number on a grid of 2**-42 of their size.
Summing the same values in another order moves a score by about 1e-16 of its size, and
the grid is coarser than that by far, so such noise practically never decides a place. The
rule is stated, so that anybody can recompute it.
"""

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Bools, Floats

GRID_BITS = 42


def on_grid(scores: ArrayLike) -> Floats:
    """(units,) Each score moved to the nearest point of the grid; NaN stays NaN."""
    fraction, exponent = np.frexp(np.asarray(scores, dtype=np.float64))
    steps = np.rint(np.ldexp(fraction, GRID_BITS + 1))
    return np.asarray(np.ldexp(steps, exponent - GRID_BITS - 1), dtype=np.float64)


def positions(scores: ArrayLike) -> tuple[Floats, Bools]:
    """Places of (units,) scores, 1 = best, and which of them are shared.

    A shared place is the best of the places it covers: 1, 2, 2, 4. An unknown score
    (NaN) has no place (NaN) and is not tied.
    """
    values = on_grid(scores)
    known = ~np.isnan(values)
    ascending = np.sort(values[known])
    up_to = np.searchsorted(ascending, values, side="right")
    better = ascending.size - up_to
    equal = up_to - np.searchsorted(ascending, values, side="left")
    places = np.where(known, better + 1.0, np.nan)
    return places, known & (equal > 1)
