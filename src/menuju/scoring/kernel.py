"""The inner loop: many rows of scores sorted into places and counted.

A row's scores are laid onto [1, 2) with the best lowest, so their 52 mantissa bits are a
fixed-point number; the last bits are given to the unit's number and the integers are
sorted. Places therefore compare scores on a grid of 2^-42 of the row's range (for up to
1,024 units): exact ties always tie, and rounding noise rarely decides a place.
"""

import numpy as np

from menuju.scoring.arrays import Floats, Ints

try:  # pragma: no cover -- only where numba is installed
    from numba import njit
except ImportError:
    njit = None

ROWS = 512
COMPILED = njit is not None


def laid_out(merit: Floats) -> Floats:
    """(rows, units) Merits, higher better, on [1, 2) with the best at 1; unknown at 2."""
    gaps = bool(np.isnan(merit[0]).any() or np.isnan(merit.sum()))
    least, most = (np.nanmin, np.nanmax) if gaps else (np.min, np.max)
    low = least(merit, axis=1, keepdims=True)
    high = most(merit, axis=1, keepdims=True)
    width = np.where(high > low, high - low, 1.0) * (1 + 1e-9)
    laid = (high - merit) * (1 / width)
    laid += 1
    return np.where(np.isnan(laid), 2.0, laid) if gaps else laid


def sort_rows(laid: Floats) -> tuple[Ints, int]:
    """(rows, units) Packed keys in order, best first, and the mask of the unit's bits.

    ``laid`` is overwritten.
    """
    units = laid.shape[1]
    mask = (1 << max(units - 1, 1).bit_length()) - 1
    keys = laid.view(np.int64)
    _pack(keys, mask)
    keys.sort(axis=1)
    return keys, mask


def _pack_whole(keys: Ints, mask: int) -> None:
    """Give the last bits of each key to the number of its unit."""
    keys &= ~mask
    keys |= np.arange(keys.shape[1])


def _pack_loop(keys: Ints, mask: int) -> None:  # pragma: no cover -- where numba is
    rows, units = keys.shape
    for r in range(rows):
        for u in range(units):
            keys[r, u] = (keys[r, u] & ~mask) | u


def places(laid: Floats) -> Ints:
    """(rows, units) Place of each unit from 0; equals share the best; ``laid`` is spent."""
    keys, mask = sort_rows(laid)
    at = _shared(keys, mask)
    found = np.empty(keys.shape, dtype=np.int64)
    np.put_along_axis(found, keys & mask, at, axis=1)
    return found


def _shared(keys: Ints, mask: int) -> Ints:
    """(rows, positions) The place each position of the sorted rows stands for."""
    new = np.ones(keys.shape, dtype=bool)
    np.greater(keys[:, 1:] ^ keys[:, :-1], mask, out=new[:, 1:])
    at = np.where(new, np.arange(keys.shape[1]), 0)
    return np.maximum.accumulate(at, axis=1)


def count_places(laid: Floats, counts: Ints) -> None:
    """Add each row's places to ``counts``, (units x places) flat by unit, then place.

    A unit's places lie near each other, so by unit the counts in use stay in cache.
    """
    keys, mask = sort_rows(laid)
    if njit is not None:
        _count_compiled(keys, mask, counts)
    else:
        _count(keys, mask, counts)


def _count(keys: Ints, mask: int, counts: Ints) -> None:
    units = keys.shape[1]
    tied = ((keys[:, 1:] ^ keys[:, :-1]) <= mask).any(axis=1)
    if tied.any():
        held = _shared(keys[tied], mask) + (keys[tied] & mask) * units
        counts += np.bincount(held.ravel(), minlength=units * units)
        keys = keys[~tied]
    keys &= mask
    keys *= units
    keys += np.arange(units)
    counts += np.bincount(keys.ravel(), minlength=units * units)


def _count_loop(keys: Ints, mask: int, counts: Ints) -> None:  # pragma: no cover
    rows, units = keys.shape
    for r in range(rows):
        place = 0
        for p in range(units):
            if p and (keys[r, p] ^ keys[r, p - 1]) > mask:
                place = p
            counts[(keys[r, p] & mask) * units + place] += 1


_count_compiled = (
    _count_loop if njit is None else njit(nogil=True, cache=True)(_count_loop)
)
_pack = _pack_whole if njit is None else njit(nogil=True, cache=True)(_pack_loop)
