"""How indicators go together: correlations and Cronbach's alpha."""

import numpy as np

from menuju.scoring.arrays import Floats


def covariances(x: Floats) -> Floats:
    """(columns, columns) Covariances (n - 1) over the units known in both columns."""
    count = x.shape[1]
    c = np.full((count, count), np.nan)
    for i in range(count):
        for j in range(i, count):
            both = ~(np.isnan(x[:, i]) | np.isnan(x[:, j]))
            if both.sum() > 1:
                a, b = x[both, i], x[both, j]
                c[i, j] = c[j, i] = np.sum((a - a.mean()) * (b - b.mean())) / (
                    len(a) - 1
                )
    return c


def correlations(x: Floats) -> Floats:
    """(columns, columns) Pearson correlations over the units known in both columns."""
    count = x.shape[1]
    r = np.full((count, count), np.nan)
    for i in range(count):
        for j in range(i, count):
            pair = x[~(np.isnan(x[:, i]) | np.isnan(x[:, j]))][:, [i, j]]
            centred = pair - pair.mean(axis=0)
            size = np.sqrt(np.sum(centred**2, axis=0).prod())
            if size > 0:
                r[i, j] = r[j, i] = float(np.sum(centred.prod(axis=1)) / size)
    return r


def cronbach(x: Floats) -> float:
    """Consistency of the columns: k^2 c / sum(C), c the mean covariance of two.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
    *Psychometrika*, 16(3), 297-334.
    """
    c = covariances(x)
    k = len(c)
    between = (c.sum() - np.trace(c)) / (k * (k - 1))
    return float(k**2 * between / c.sum())
