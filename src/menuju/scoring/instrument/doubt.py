"""How far the places of judged cases can be trusted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from menuju.scoring import kernel
from menuju.scoring.arrays import Floats
from menuju.scoring.blas import one_thread
from menuju.scoring.blur import Blur, RaterError, ScoreError
from menuju.scoring.doubt import (
    Executor,
    Study,
    beats,
    histogram,
    inseparable,
    pieces,
)
from menuju.scoring.draws import BATCHES, Points, Spread
from menuju.scoring.errors import InputError
from menuju.scoring.instrument.field import Field, Judged
from menuju.scoring.places import Estimate, Places
from menuju.scoring.ranks import descending

Severity = tuple[ArrayLike, ArrayLike]


@dataclass(frozen=True)
class Doubt:
    """The draws of a field. Every figure is (cases,), NaN where a case has no score."""

    field: Field
    study: Study
    places: Places
    executor: Executor | None = None

    def interval(self, low: float = 0.05, high: float = 0.95) -> tuple[Floats, Floats]:
        """(cases,) Two places between which a case lies in most draws."""
        return self.places.quantile(low).value, self.places.quantile(high).value

    def chance(self, places: int) -> Estimate:
        """Probability of a place among the first ``places``."""
        return self.places.top(places)

    def wrong_picks(self, places: int, chosen: Sequence[int]) -> float:
        """Expected number of the chosen that a draw would not have chosen."""
        return self.places.wrong_picks(places, chosen)

    def groups(self) -> list[list[int]]:
        """Runs of cases in rank order of which none is surely ahead of another."""
        order = np.argsort(descending(self.field.scores), kind="stable")
        ranked = [int(case) for case in order if self.places.scored[case]]
        return inseparable(beats(self.study, self.places, self.executor), ranked)

    def scores(self) -> Iterator[Floats]:
        """(rows, cases) Scores of the draws, a few hundred rows at a time."""
        for start, stop in pieces(self.study.points, kernel.ROWS):
            with one_thread():
                yield from self.study.scores(start, stop)

    def chance_within(
        self, quotas: Mapping[str, int], groups: Sequence[str]
    ) -> Estimate:
        """Probability of a place among the first of one's group.

        Parameters
        ----------
        quotas : mapping
            Places of each group; 0 gives nobody a chance.
        groups : sequence of str
            The group of each case.
        """
        strangers = sorted(set(groups) - set(quotas))
        if strangers:
            raise InputError(
                f"the group {strangers[0]!r} has no quota", "give every group a number"
            )
        chance = Estimate(*np.full((2, len(groups)), np.nan))
        for group in dict.fromkeys(groups):
            at = [case for case, name in enumerate(groups) if name == group]
            self._within(chance, at, quotas[group])
        return chance

    def _within(self, chance: Estimate, at: list[int], quota: int) -> None:
        """Fill in the chances of one group."""
        scored = self.places.scored[at]
        if quota < 1 or quota >= len(at):
            chance.value[at] = np.where(scored, float(quota >= 1), np.nan)
            chance.error[at] = np.where(scored, 0.0, np.nan)
            return
        found = self._places_of(at).top(quota)
        chance.value[at], chance.error[at] = found.value, found.error

    def _places_of(self, at: list[int]) -> Places:
        """Places counted among some of the cases only."""
        n, counts = len(at), np.zeros((BATCHES, len(at) ** 2), dtype=np.int64)
        ranges = pieces(self.study.points, kernel.ROWS)
        for (start, _), scores in zip(ranges, self.kept, strict=True):
            laid = kernel.laid_out(np.ascontiguousarray(scores[:, at]))
            kernel.count_places(laid, counts[self.study.points.batch_of(start)])
        return Places(counts.reshape(BATCHES, n, n), self.places.scored[at])

    @cached_property
    def kept(self) -> list[Floats]:
        """(draws, cases) The same, all at once: 8 bytes per draw and case."""
        return list(self.scores())


def drawn(  # noqa: PLR0913 -- each a source of doubt, by keyword
    field: Field,
    *,
    draws: int,
    seed: int,
    noise: float = 0.25,
    sd: ArrayLike | None = None,
    severity: Severity | None = None,
    executor: Executor | None = None,
) -> Doubt:
    """Draw weights, and errors of the judgement where they are given.

    Parameters
    ----------
    field : Field
        The cases.
    draws : int
        At least so many: rounded up to eight scramblings of 2^m Sobol points.
    seed : int
        From 0; the same seed gives the same draws anywhere.
    noise : float
        Every weight times 1 + noise (2u - 1).
    sd : (cases,), optional
        Standard error of each score, as of ``Field.error_of``; NaN counts as none.
    severity : pair, optional
        (cases, raters) share of each case's score that each rater gave, and the
        (raters, raters) covariance of the severities, as of ``additive.fit``.
    executor : Executor, optional
        Runs the chunks elsewhere.
    """
    judged = Judged(field)
    points = Points.at_least("sobol", seed, draws)
    study = Study((judged,), judged.nominal, Spread(noise), points)
    study = replace(study, blurs=_blurs(field, sd, severity))
    return Doubt(field, study, histogram(study, executor), executor)


def _blurs(
    field: Field, sd: ArrayLike | None, severity: Severity | None
) -> tuple[Blur, ...]:
    blurs: list[Blur] = []
    if sd is not None:
        errors = np.nan_to_num(np.asarray(sd, dtype=np.float64))
        _check(errors.shape == field.scores.shape, "one error per case")
        blurs.append(ScoreError(errors))
    if severity is not None:
        shares, covariance = (np.asarray(part, dtype=np.float64) for part in severity)
        _check(shares.shape == (len(field.scores), len(covariance)), "a row per case")
        blurs.append(RaterError.of(shares, covariance, 1.0))
    return tuple(blurs)


def _check(fits: object, wanted: str) -> None:
    if not fits:
        raise InputError("the errors do not fit the cases", f"give {wanted}")
