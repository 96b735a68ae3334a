"""Errors of the data, as they reach the scores: raters, measurement, imputation.

Each is added to the index score of a draw. For arithmetic means that is exact; for other
means it is the score that is taken to be known with that error.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.draws import normals, stream

RATERS, MEASUREMENT, IMPUTATION = 1, 2, 3


class Blur(Protocol):
    """A source of error."""

    def errors(self, seed: int, start: int, stop: int, shares: Floats) -> Floats:
        """(draws, units) Errors of draws start to stop, given (draws, elements) shares."""


@dataclass(frozen=True)
class RaterError:
    """Severities known with error: ``loadings`` (units, raters) on the index scale.

    The loading is how far the unit's score falls for one standard error of the rater's
    severity; a rater's error is the same for all units in a draw.
    """

    loadings: Floats

    @classmethod
    def of(cls, shares: Floats, covariance: Floats, points: float) -> "RaterError":
        """From a severity model.

        Parameters
        ----------
        shares : (units, raters)
            Part of each unit's scores that each rater gave; rows sum to 1.
        covariance : (raters, raters)
            Of the severities, as ``additive.fit`` and ``rasch.fit`` give it.
        points : float
            Points of the index to one point of severity.
        """
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        return cls(points * shares @ root)

    def errors(self, seed: int, start: int, stop: int, shares: Floats) -> Floats:
        """(draws, units)."""
        del shares
        z = normals(seed, RATERS, start, (stop - start, self.loadings.shape[1]))
        return -z @ self.loadings.T


@dataclass(frozen=True)
class Measurement:
    """Independent errors of the cells: ``sd`` (units, indicators), on the normalised scale.

    An arithmetic index then errs by sqrt(sum_i e_i^2 sd_i^2) times a standard normal.
    """

    sd: Floats

    def errors(self, seed: int, start: int, stop: int, shares: Floats) -> Floats:
        """(draws, units)."""
        z = normals(seed, MEASUREMENT, start, (stop - start, len(self.sd)))
        e = shares[:, : self.sd.shape[1]]
        return z * np.sqrt(e**2 @ (self.sd**2).T)


@dataclass(frozen=True)
class ScoreError:
    """Independent errors of the scores themselves: ``sd`` (units,), on their scale."""

    sd: Floats

    def errors(self, seed: int, start: int, stop: int, shares: Floats) -> Floats:
        """(draws, units)."""
        del shares
        return normals(seed, MEASUREMENT, start, (stop - start, len(self.sd))) * self.sd


@dataclass(frozen=True)
class ImputedCells:
    """Gaps filled by one figure, redrawn from the known figures of their indicator.

    ``cells`` is (gaps, 2): unit and indicator; ``donors`` has the normalised figures to
    draw from, ``filled`` (gaps,) what the nominal scoring used. For arithmetic means.
    """

    units: int
    cells: Ints
    donors: tuple[Floats, ...]
    filled: Floats

    @classmethod
    def of(cls, gappy: Floats, full: Floats) -> "ImputedCells":
        """From (units, indicators) with the gaps, and normalised without."""
        cells = np.argwhere(np.isnan(gappy) & ~np.isnan(full))
        known = [full[~np.isnan(gappy[:, j]), j] for j in range(full.shape[1])]
        donors = tuple(known[j] for j in cells[:, 1])
        return cls(len(full), cells, donors, full[cells[:, 0], cells[:, 1]])

    def errors(self, seed: int, start: int, stop: int, shares: Floats) -> Floats:
        """(draws, units)."""
        u = stream(seed, IMPUTATION, start, (stop - start, len(self.cells)))
        errors = np.zeros((stop - start, self.units))
        for k, (unit, indicator) in enumerate(self.cells):
            donor = self.donors[k][(u[:, k] * len(self.donors[k])).astype(np.int64)]
            errors[:, unit] += shares[:, indicator] * (donor - self.filled[k])
        return errors
