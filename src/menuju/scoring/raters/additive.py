"""Severity as a plain difference: score = region + item + rater, by least squares.

Fast, in points of the scale, and the first thing to look at. Raters are never put on
z-scores of their own: that would erase true differences between the regions they got.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.errors import InputError
from menuju.scoring.raters.ratings import Ratings

SINGULAR, SHOWN = 1e-10, 6


@dataclass(frozen=True)
class Additive:
    """The fitted effects.

    ``severity`` (raters,) sums to zero, higher is stricter, with its standard errors and
    covariance; ``adjusted`` (regions,) are means as if all raters had judged all items.
    """

    severity: Floats
    covariance: Floats
    adjusted: Floats
    items: Floats
    residual_sd: float

    @property
    def se(self) -> Floats:
        """(raters,) Standard errors of the severities."""
        return np.sqrt(np.diag(self.covariance))


def fit(ratings: Ratings) -> Additive:
    """Least squares of region + item + rater.

    Regions are swept out (each is its mean of what is left), so the equations are of the
    size of items and raters only, whatever the number of regions.

    Raises
    ------
    InputError
        If raters fall into unlinked blocks, or cannot be told from the items they scored.
    """
    ratings.check_linked()
    n, k, r = len(ratings.regions), len(ratings.items), len(ratings.raters)
    normal, right, profile, means = _swept(ratings, n, k, r)
    factor = cho_factor(_determined(normal, ratings))
    effects = cho_solve(factor, right)
    region = means - profile @ effects
    fitted = region[ratings.region] + effects[ratings.item] + effects[k + ratings.rater]
    freedom = max(len(fitted) - n - (k - 1) - (r - 1), 1)
    sd = float(np.sqrt(np.sum((ratings.score - fitted) ** 2) / freedom))
    inverse = cho_solve(factor, np.eye(k + r))[k:, k:] - 1 / r**2
    return Additive(-effects[k:], sd**2 * inverse, region, effects[:k], sd)


def check_determined(ratings: Ratings) -> None:
    """Refuse scores from which items and raters cannot be told apart.

    Raters who share regions are linked; but if each of them scored items of their own,
    a strict rater looks like a hard item. The same holds of items that no region shares.
    """
    n, k, r = len(ratings.regions), len(ratings.items), len(ratings.raters)
    _determined(_swept(ratings, n, k, r)[0], ratings)


def _determined(normal: Floats, ratings: Ratings) -> Floats:
    """The equations with items and raters each made to sum to zero; refused if singular."""
    k = len(ratings.items)
    centre = np.zeros((2, len(normal)))
    centre[0, :k] = centre[1, k:] = 1
    whole = normal + centre.T @ centre
    sizes, directions = np.linalg.eigh(whole)
    if sizes[0] > SINGULAR * sizes[-1]:
        return whole
    moved = np.abs(directions[:, 0])
    names = [*ratings.items, *ratings.raters]
    free = [names[i] for i in np.flatnonzero(moved > moved.max() / 2)]
    raise InputError(
        f"the effects of {', '.join(free[:SHOWN])} cannot be told from the others, for too"
        " few raters scored the same items of the same regions",
        "let some raters score further items in the regions they have",
        file=ratings.source or None,
        column="item",
    )


def _swept(
    ratings: Ratings, n: int, k: int, r: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Normal equations of items and raters once regions are swept out."""
    size = np.bincount(ratings.region, minlength=n).astype(float)
    means = np.bincount(ratings.region, ratings.score, n) / size
    item = _table(ratings.region, ratings.item, n, k)
    rater = _table(ratings.region, ratings.rater, n, r)
    profile = np.hstack([item, rater]) / size[:, None]
    both = _table(ratings.item, ratings.rater, k, r)
    normal = np.block(
        [[np.diag(item.sum(axis=0)), both], [both.T, np.diag(rater.sum(axis=0))]]
    ) - profile.T @ (profile * size[:, None])
    left = ratings.score - means[ratings.region]
    right = np.concatenate(
        [np.bincount(ratings.item, left, k), np.bincount(ratings.rater, left, r)]
    )
    return normal, right, profile, means


def _table(a: Ints, b: Ints, rows: int, columns: int) -> Floats:
    """(rows, columns) How often a meets b."""
    met = np.bincount(a * columns + b, minlength=rows * columns)
    return met.reshape(rows, columns).astype(np.float64)
