"""Whether raters agree: Krippendorff's alpha, intraclass correlations, Kendall's W."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError
from menuju.scoring.ranks import ascending

Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def _nominal(values: Floats, counts: Floats) -> Floats:
    del counts
    return np.not_equal.outer(values, values).astype(np.float64)


def _ordinal(values: Floats, counts: Floats) -> Floats:
    del values
    middle = counts.cumsum() - counts / 2
    return (middle[:, None] - middle[None, :]) ** 2


def _interval(values: Floats, counts: Floats) -> Floats:
    del counts
    return (values[:, None] - values[None, :]) ** 2


def _ratio(values: Floats, counts: Floats) -> Floats:
    del counts
    total = values[:, None] + values[None, :]
    apart = values[:, None] - values[None, :]
    return np.divide(apart, total, out=np.zeros_like(total), where=total != 0) ** 2


METRICS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def krippendorff(ratings: Floats, metric: Metric) -> float:
    r"""Krippendorff's alpha, 1 less observed over expected disagreement.

    Parameters
    ----------
    ratings : (raters, things)
        NaN where a rater did not rate a thing; things with fewer than two ratings are
        passed over.
    metric : {"nominal", "ordinal", "interval", "ratio"}
        How far two values disagree. Ordinal is Krippendorff's own, by the number of
        values between, not the weights some programs call so.

    Returns
    -------
    float
        .. math:: \\alpha = 1 - (n - 1) \\frac{\\sum_{ck} o_{ck} d_{ck}}{\\sum_{ck} n_c n_k d_{ck}}

        NaN if all values are the same.

    References
    ----------
    Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. University of
    Pennsylvania.
    """
    known = ~np.isnan(ratings)
    paired = ratings[:, known.sum(axis=0) > 1]
    values, codes = np.unique(paired[~np.isnan(paired)], return_inverse=True)
    if len(values) <= 1:
        return float("nan")
    thing = np.nonzero(~np.isnan(paired))[1]
    counts = np.zeros((paired.shape[1], len(values)))
    np.add.at(counts, (thing, codes), 1)
    size = counts.sum(axis=1, keepdims=True)
    together = (counts / (size - 1)).T @ counts - np.diag(
        (counts / (size - 1)).sum(axis=0)
    )
    n = counts.sum(axis=0)
    distance = METRICS[metric](values, n)
    expected = np.outer(n, n) * distance
    return float(1 - (n.sum() - 1) * (together * distance).sum() / expected.sum())


def icc(ratings: Floats) -> dict[str, float]:
    """Intraclass correlations of a complete table.

    Parameters
    ----------
    ratings : (things, raters)
        Every rater rated every thing.

    Returns
    -------
    dict
        ``ICC1``, ``ICC2``, ``ICC3`` of one rating and ``ICC1k``, ``ICC2k``, ``ICC3k`` of
        the mean of k: raters random within things; random; fixed.

    References
    ----------
    Shrout, P. E. and Fleiss, J. L. (1979). *Psychological Bulletin*, 86(2), 420-428.
    """
    n, k = _complete(ratings)
    mean = ratings.mean()
    between = k * np.sum((ratings.mean(axis=1) - mean) ** 2) / (n - 1)
    raters = n * np.sum((ratings.mean(axis=0) - mean) ** 2) / (k - 1)
    all_within = np.sum((ratings - ratings.mean(axis=1, keepdims=True)) ** 2)
    within = all_within / (n * (k - 1))
    error = (all_within - raters * (k - 1)) / ((n - 1) * (k - 1))
    return {
        "ICC1": _ratio_of(between - within, between + (k - 1) * within),
        "ICC2": _ratio_of(
            between - error, between + (k - 1) * error + k * (raters - error) / n
        ),
        "ICC3": _ratio_of(between - error, between + (k - 1) * error),
        "ICC1k": _ratio_of(between - within, between),
        "ICC2k": _ratio_of(between - error, between + (raters - error) / n),
        "ICC3k": _ratio_of(between - error, between),
    }


def _ratio_of(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")


def _complete(ratings: Floats) -> tuple[int, int]:
    n, k = ratings.shape
    if n <= 1 or k <= 1 or np.isnan(ratings).any():
        raise InputError(
            "this needs two or more raters who all rated the same two or more things",
            "leave out the raters or things with gaps, or use Krippendorff's alpha",
        )
    return n, k


def kendall(ratings: Floats) -> float:
    """Kendall's W of a complete (things, raters) table, corrected for ties.

    References
    ----------
    Kendall, M. G. and Babington Smith, B. (1939). *Annals of Mathematical Statistics*,
    10(3), 275-287.
    """
    n, k = _complete(ratings)
    low = ascending(ratings.T)
    ranks = (low + (n + 1 - ascending(-ratings.T))) / 2
    spread = np.sum((ranks.sum(axis=0) - k * (n + 1) / 2) ** 2)
    ties = sum(np.sum(c**3 - c) for c in (_runs(row) for row in ratings.T))
    whole = k**2 * (n**3 - n) - k * ties
    return _ratio_of(12 * float(spread), float(whole))


def _runs(row: Floats) -> Floats:
    return np.unique(row, return_counts=True)[1].astype(float)
