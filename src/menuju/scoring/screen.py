"""Which units have enough data to be judged at all."""

import numpy as np

from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.errors import InputError


def availability(values: Floats) -> Floats:
    """(units,) Share of the indicators that are known, from (units, indicators)."""
    return np.asarray(np.mean(~np.isnan(values), axis=1))


def enough(values: Floats, share: float) -> Bools:
    """(units,) Whether at least ``share`` of the indicators are known."""
    if not 0 <= share <= 1:
        raise InputError(
            f"a share of {share:g} cannot be asked", "give a share from 0 to 1"
        )
    kept = availability(values) >= share
    if not kept.any():
        raise InputError(
            f"no unit has {share:g} of its data",
            "screen less strictly, or find the data",
        )
    return kept
