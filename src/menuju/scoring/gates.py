"""Conditions beside the score: a minimum that must be met, or else out or held down."""

from dataclasses import dataclass

import numpy as np

from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy

EXACTLY = 1e-9


@dataclass(frozen=True, slots=True)
class Gate:
    """Below ``minimum`` of ``element`` a unit is out; or, with ``cap``, scores no more."""

    element: str
    minimum: float
    cap: float | None = None


def passed(scores: Floats, hierarchy: Hierarchy, gate: Gate) -> Bools:
    """(units,) Who meets the minimum, from (units, elements); the unknown do not."""
    at = scores[:, hierarchy.position(gate.element)]
    if not np.isfinite(gate.minimum):
        raise InputError(f"the minimum of {gate.element!r} is missing", "give a number")
    # Rounded, because 0.1 + 0.2 is not quite 0.3 and exactly enough must be enough.
    return at >= gate.minimum - EXACTLY * max(1.0, abs(gate.minimum))


def gated(scores: Floats, hierarchy: Hierarchy, gates: tuple[Gate, ...]) -> Floats:
    """(units,) Index after the gates: NaN for those who are out."""
    index = scores[:, -1].copy()
    for gate in gates:
        below = ~passed(scores, hierarchy, gate)
        held = np.nan if gate.cap is None else np.minimum(index, gate.cap)
        index = np.where(below, held, index)
    return index
