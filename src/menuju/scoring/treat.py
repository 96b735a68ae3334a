"""Outliers: winsorise a few points, or else take logarithms.

The rule of COINr (Becker et al., 2022, *JOSS* 7(78), 4567): a column passes if its
skewness is within 2 or its kurtosis below 3.5. While it fails, its extreme points are
pulled in to the next value, up to ``winmax`` points; a column that still fails is taken
from the start again and replaced by its logarithm.
"""

from dataclasses import dataclass

import numpy as np

from menuju.scoring.arrays import Floats

SKEW_LIMIT, KURTOSIS_LIMIT = 2.0, 3.5
FEWEST = 4
LOG_OFFSET = 0.01


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was done to one column: ``none``, ``winsorise`` or ``log``."""

    values: Floats
    kind: str
    points: int = 0


def moments(x: Floats) -> tuple[float, float]:
    r"""Sample skewness and excess kurtosis of the known values.

    .. math:: G_1 = \\frac{\\sqrt n \\sum c^3}{(\\sum c^2)^{3/2}} \\frac{\\sqrt{n(n-1)}}{n-2}, \\quad
              G_2 = \\frac{((n+1)(r-3)+6)(n-1)}{(n-2)(n-3)}, \\; r = n\\sum c^4/(\\sum c^2)^2
    """
    known = x[~np.isnan(x)]
    n = len(known)
    centred = known - known.mean() if n else known
    squares = centred * centred
    square = float(squares.sum())
    if n < FEWEST or square == 0:
        return float("nan"), float("nan")
    skew = np.sqrt(n) * float(squares @ centred) / square**1.5
    r = n * float(squares @ squares) / square**2
    return (
        float(skew * np.sqrt(n * (n - 1)) / (n - 2)),
        float(((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))),
    )


def passes(x: Floats) -> bool:
    """Whether a column, (units,), needs no treatment; one too short to tell does not."""
    return _fits(*moments(x))


def _fits(skew: float, kurtosis: float) -> bool:
    return np.isnan(skew) or abs(skew) < SKEW_LIMIT or kurtosis < KURTOSIS_LIMIT


def treated(x: Floats, winmax: int) -> Treatment:
    """One column, (units,), after at most ``winmax`` winsorised points, or its logarithm."""
    y, touched = x.copy(), np.zeros(len(x), dtype=bool)
    shape = moments(y)
    while not _fits(*shape) and touched.sum() < winmax:
        top = shape[0] >= 0
        end = np.nanmax(y) if top else np.nanmin(y)
        extreme = y == end
        rest = y[~extreme & ~np.isnan(y)]
        y[extreme] = rest.max() if top else rest.min()
        touched |= extreme
        shape = moments(y)
    if _fits(*shape):
        points = int(touched.sum())
        return Treatment(y, "winsorise" if points else "none", points)
    low, high = np.nanmin(x), np.nanmax(x)
    return Treatment(np.log(x - low + LOG_OFFSET * (high - low)), "log")


def treat(values: Floats, winmax: int) -> list[Treatment]:
    """Every column of (units, indicators)."""
    return [treated(values[:, j], winmax) for j in range(values.shape[1])]
