"""What a unit has to beat: the score of the last place, with ties and groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError

Ties = Literal["out", "in"]
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Target:
    """A score to pass; to reach is enough only if ``ties`` is ``in``.

    Scores closer than ``NEAR`` of their size count as equal.
    """

    score: float
    ties: Ties = "out"

    @property
    def least(self) -> float:
        """The least score that will surely do."""
        if not np.isfinite(self.score):
            return self.score
        margin = NEAR * max(1.0, abs(self.score))
        return self.score - margin if self.ties == "in" else self.score + margin

    def met(self, score: float) -> bool:
        """Whether a score will do."""
        return bool(score >= self.least)


def quota(
    index: Floats,
    unit: int,
    places: int,
    ties: Ties = "out",
    groups: Sequence[str] | None = None,
) -> Target:
    """What ``unit`` has to beat to be among the first ``places`` (of its group).

    Parameters
    ----------
    index : (units,)
        Scores after gates; NaN for those who cannot be selected.
    unit : int
        Which unit; its own score is not looked at.
    places : int
        The quota.
    ties : {"out", "in"}
        Whether equalling the last place is enough.
    groups : sequence of str, optional
        Quotas are per group if given.

    Returns
    -------
    Target
        Minus infinity where fewer others compete than there are places.
    """
    if places < 1:
        raise InputError(f"a quota of {places} selects nobody", "give one or more")
    rivals = np.ones(len(index), dtype=bool)
    if groups is not None:
        rivals = np.array([g == groups[unit] for g in groups])
    rivals[unit] = False
    others = np.sort(index[rivals & ~np.isnan(index)])
    return Target(float(others[-places]) if len(others) >= places else -np.inf, ties)


def place(
    index: Floats, unit: int, score: float, groups: Sequence[str] | None = None
) -> int:
    """Place the unit would take with a score: 1 plus the others who beat it.

    ``index`` is (units,) after gates, NaN for those who cannot be selected.
    """
    others = np.delete(index, unit)
    if groups is not None:
        others = others[np.delete(np.array([g == groups[unit] for g in groups]), unit)]
    size = NEAR * np.maximum(1.0, np.abs(others))
    return 1 + int(np.sum(others > score + size))
