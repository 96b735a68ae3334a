"""Whose doubt it is: the choice of method and the weights, for every unit.

Methods are few, so they are crossed fully with the points of a study, and the analysis
of variance of the crossing is exact for those points.
"""

from dataclasses import dataclass

import numpy as np

from menuju.scoring import kernel
from menuju.scoring.arrays import Floats
from menuju.scoring.blas import one_thread
from menuju.scoring.doubt import Study, pieces
from menuju.scoring.draws import Points
from menuju.scoring.errors import InputError
from menuju.scoring.ranks import descending
from menuju.scoring.sobol import Indices, exact

FACTORS = ("normalisation", "aggregation", "weights")
MOST = 512


@dataclass(frozen=True)
class Attribution:
    """Indices (factors, units) of the score, the place, and being among the first."""

    score: Indices
    place: Indices
    selected: Indices | None
    points: int


def attributed(
    study: Study, normalisations: int, rules: int, top: int | None = None
) -> Attribution:
    """Indices of a study whose methods are normalisations crossed with rules.

    Parameters
    ----------
    study : Study
        Its methods in the order of ``product(normalisations, rules)``. At most ``MOST``
        of its points are used, an equal number of each batch.
    normalisations, rules : int
        How many there are of each.
    top : int, optional
        The quota, for the membership.
    """
    if normalisations * rules != len(study.methods):
        raise InputError(
            "the methods are not a full crossing",
            "cross every normalisation with every rule",
        )
    scores = _scores(study)
    cells = scores.reshape(len(scores), normalisations, rules, -1).transpose(1, 2, 0, 3)
    places = descending(cells)
    chosen = None if top is None else exact((places <= top).astype(float), len(FACTORS))
    return Attribution(
        exact(cells, len(FACTORS)), exact(places, len(FACTORS)), chosen, len(scores)
    )


def _scores(study: Study) -> Floats:
    """(points, methods, units)."""
    kept: list[Floats] = []
    taken: dict[int, int] = {}
    for start, stop in pieces(study.points, kernel.ROWS):
        batch = study.points.batch_of(start)
        room = _share(study.points) - taken.get(batch, 0)
        end = min(stop, start + room)
        if end > start:
            with one_thread():
                kept.append(np.stack(list(study.scores(start, end)), axis=1))
            taken[batch] = taken.get(batch, 0) + end - start
    return np.concatenate(kept)


def _share(points: Points) -> int:
    """Points taken of each batch."""
    return max(1, MOST // (points.batch_of(points.count - 1) + 1))
