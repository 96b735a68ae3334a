"""What the counted places of many draws say: means, quantiles, chances."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from menuju.scoring.arrays import Bools, Floats, Ints
from menuju.scoring.errors import InputError

Z_95 = (0.05, 0.95)


@dataclass(frozen=True)
class Reached:
    """Running counts, (units x places) flat: through all units, one after another.

    They only rise, so the place of any draw of any unit is found by one search.
    """

    flat: Ints
    units: int

    @classmethod
    def of(cls, counts: Ints) -> "Reached":
        """From (units, places), every unit having the same number of draws."""
        small = int(counts[0].sum()) * len(counts) <= np.iinfo(np.int32).max
        kind = np.int32 if small else np.int64
        return cls(counts.ravel().cumsum(dtype=kind), len(counts))

    @property
    def places(self) -> int:
        """How many there are."""
        return len(self.flat) // self.units

    @property
    def draws(self) -> int:
        """Of each unit."""
        return int(self.flat[-1]) // self.units

    @property
    def before(self) -> Ints:
        """(units,) Draws of all units before each."""
        return np.arange(self.units, dtype=np.int64) * self.draws

    def share(self, places: int) -> Floats:
        """(units,) Share of the draws at a place or better."""
        at = self.flat.reshape(self.units, -1)[:, places - 1]
        return np.asarray((at - self.before) / self.draws)

    def mean(self) -> Floats:
        """(units,) Mean place: 1 plus the draws beyond each place."""
        within = self.flat.reshape(self.units, -1).sum(axis=1, dtype=np.int64)
        beyond = self.draws * self.places - (within - self.before * self.places)
        return np.asarray(1 + beyond / self.draws)

    def quantile(self, q: float) -> Floats:
        """(units,) Quantile of the places, type 7: between the two draws around it."""
        at = (self.draws - 1) * q
        low, high = (self._place_of(int(k)) for k in (np.floor(at), np.ceil(at)))
        return np.asarray(low + (at - np.floor(at)) * (high - low))

    def _place_of(self, draw: int) -> Floats:
        """(units,) Place of each unit's draw of this order, 0 being its best."""
        wanted = (self.before + draw).astype(self.flat.dtype)
        found = np.searchsorted(self.flat, wanted, side="right")
        return np.asarray(found - np.arange(self.units) * self.places + 1.0)


@dataclass(frozen=True)
class Estimate:
    """(units,) A figure and its simulation error (one standard error)."""

    value: Floats
    error: Floats


@dataclass(frozen=True)
class Places:
    """(batches, units, places) How often each unit took each place; 0 is first."""

    counts: Ints
    scored: Bools

    @cached_property
    def total(self) -> Ints:
        """(units, places) Over all batches."""
        return np.asarray(self.counts.sum(axis=0, dtype=np.int32))

    @cached_property
    def _reached(self) -> list[Reached]:
        """For all draws, then each batch."""
        parts = [self.total, *(c for c in self.counts if c[0].any())]
        return [Reached.of(part) for part in parts]

    def _estimate(self, figure: Callable[[Reached], Floats]) -> Estimate:
        value, *parts = (figure(reached) for reached in self._reached)
        few = len(parts) <= 1
        nothing = np.full(len(value), np.nan)
        error = nothing if few else np.std(parts, axis=0, ddof=1) / np.sqrt(len(parts))
        value = np.where(self.scored, value, np.nan)
        return Estimate(value, np.where(self.scored, error, np.nan))

    def mean(self) -> Estimate:
        """Mean place."""
        return self._estimate(Reached.mean)

    def quantile(self, q: float) -> Estimate:
        """Quantile of the places, R type 7 (linear between order statistics)."""
        return self._estimate(partial(Reached.quantile, q=q))

    def top(self, k: int) -> Estimate:
        """Probability of a place among the first ``k``."""
        if not 1 <= k <= len(self.total):
            raise InputError(
                f"there is no top {k} of {len(self.total)} units",
                "ask for 1 up to the number of units",
            )
        return self._estimate(partial(Reached.share, places=k))

    def bands(self, k: int, sure: tuple[float, float] = Z_95) -> dict[str, list[int]]:
        """Units certain to be in the first ``k``, certain not to, and contested."""
        p = self.top(k).value
        return {
            "in": np.flatnonzero(p >= sure[1]).tolist(),
            "out": np.flatnonzero(p <= sure[0]).tolist(),
            "contested": np.flatnonzero((p > sure[0]) & (p < sure[1])).tolist(),
        }

    def wrong_picks(self, k: int, chosen: Sequence[int]) -> float:
        """Expected number of the chosen units that a draw would not have chosen."""
        return float(np.sum(1 - self.top(k).value[list(chosen)]))
