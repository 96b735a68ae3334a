"""Points for who came: per clause of an attendance rule, the best credit counts."""

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring.arrays import Floats


def attendance_points(points: ArrayLike, credits_: ArrayLike) -> Floats:
    """Points per case and clause.

    Parameters
    ----------
    points : (clauses,)
        What each clause is worth in full.
    credits_ : (cases, clauses)
        The best credit of anybody who came for the clause, 0 to 1; NaN if unknown.

    Returns
    -------
    (cases, clauses)
        NaN where the credit is unknown.
    """
    given = np.asarray(credits_, dtype=np.float64)
    if np.any((given < 0) | (given > 1)):
        raise ValueError("A credit lies between 0 and 1.")
    return np.asarray(given * np.asarray(points, dtype=np.float64), dtype=np.float64)
