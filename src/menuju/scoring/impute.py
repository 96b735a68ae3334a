"""Gaps filled, where that is chosen rather than left to the weights."""

from collections.abc import Sequence

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError

PANEL = ("latest", "linear")


def by_mean(values: Floats) -> Floats:
    """Each gap becomes the mean of its column; ``values`` is (units, indicators)."""
    _check_known(values)
    return np.where(np.isnan(values), np.nanmean(values, axis=0), values)


def by_median(values: Floats) -> Floats:
    """Each gap of (units, indicators) becomes the median of its column."""
    _check_known(values)
    return np.where(np.isnan(values), np.nanmedian(values, axis=0), values)


def _check_known(values: Floats) -> None:
    bare = np.flatnonzero(np.isnan(values).all(axis=0))
    if bare.size:
        raise InputError(
            "there is no value to impute from",
            "fill it, leave the indicator out, or impute over time",
            indicator=int(bare[0]),
        )


def by_group_mean(values: Floats, groups: Sequence[str]) -> Floats:
    """Each gap of (units, indicators) becomes the mean of the unit's group in that column.

    Raises
    ------
    InputError
        If a group has no value at all in a column that must be filled.
    """
    filled, names = values.copy(), np.array(groups)
    for name in dict.fromkeys(groups):
        inside = names == name
        block = values[inside]
        bare = np.flatnonzero(np.isnan(block).all(axis=0))
        if bare.size:
            raise InputError(
                f"the group {name!r} has no value to impute from",
                "impute by the mean of all units, or by a coarser group",
                indicator=int(bare[0]),
            )
        filled[inside] = by_mean(block)
    return filled


def over_time(values: Floats, times: Floats, rule: str) -> Floats:
    """Gaps of one unit filled along its years.

    Parameters
    ----------
    values : (times, indicators)
        One unit, in any order of time.
    times : (times,)
        Increasing or not.
    rule : {"latest", "linear"}
        The last known earlier value; or the straight line between the known years,
        the nearest known value beyond them.

    Returns
    -------
    (times, indicators)
        NaN where the rule has nothing to go by.
    """
    order = np.argsort(times)
    filled = values.copy()
    for j in range(values.shape[1]):
        column = values[order, j]
        known = np.flatnonzero(~np.isnan(column))
        if known.size == 0:
            continue
        if rule == "linear":
            column = np.interp(times[order], times[order][known], column[known])
        else:
            last = np.searchsorted(known, np.arange(len(column)), side="right") - 1
            column = np.where(last >= 0, column[known[last]], np.nan)
        filled[order, j] = column
    return filled
