"""One scoring beside another, and one unit beside its peers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.pipeline import Scored


@dataclass(frozen=True, slots=True)
class Shift:
    """How a unit moved between two scorings; positive ``places`` are places gained."""

    unit: str
    before: float
    after: float

    @property
    def places(self) -> float:
        """Places gained."""
        return self.before - self.after


def shifts(before: Scored, after: Scored) -> list[Shift]:
    """Index places of the units in both scorings."""
    old = dict(
        zip(before.prepared.table.units, before.ranks[:, -1].tolist(), strict=True)
    )
    new = dict(
        zip(after.prepared.table.units, after.ranks[:, -1].tolist(), strict=True)
    )
    return [Shift(unit, old[unit], new[unit]) for unit in old if unit in new]


def without(scored: Scored, code: str) -> Scored:
    """The scoring with one element weighing nothing."""
    weights = scored.weights.copy()
    weights[scored.prepared.hierarchy.position(code)] = 0.0
    return replace(scored, weights=weights)


def leave_one_out(scored: Scored, level: int = 1) -> dict[str, float]:
    """Mean absolute change of place in the index when each element of a level is left out.

    Over the units that have a place either way; NaN where nothing is left to rank by.
    """
    hierarchy = scored.prepared.hierarchy
    nominal = scored.ranks[:, -1]
    moved = {}
    for code in hierarchy.codes[hierarchy.spans[level - 1]]:
        apart = np.abs(without(scored, code).ranks[:, -1] - nominal)
        known = apart[~np.isnan(apart)]
        moved[code] = float(known.mean()) if known.size else float("nan")
    return moved


def standing(
    scored: Scored, unit: str, peers: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """A unit's normalised indicators beside its peers.

    Returns
    -------
    dict
        Indicator -> (place among unit and peers, lead over the peers' median); sort by
        the lead for strengths and weaknesses.
    """
    units = scored.prepared.table.units
    at = [units.index(name) for name in dict.fromkeys([unit, *peers])]
    x: Floats = scored.normalised[at]
    lead = x[0] - np.nanmedian(x[1:], axis=0)
    place = 1 + (x[1:] > x[0]).sum(axis=0)
    codes = scored.prepared.table.codes
    return {
        code: (float(p), float(gap))
        for code, p, gap in zip(codes, place, lead, strict=True)
        if not np.isnan(gap)
    }
