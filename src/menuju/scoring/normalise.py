"""Figures brought onto one scale, with more always better.

Every method takes (units, indicators) with the direction already applied (a column with
direction -1 has its sign turned) and leaves NaN as it is. Formulas: OECD/JRC (2008),
*Handbook on Constructing Composite Indicators*, step 5.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.errors import InputError
from menuju.scoring.files import LARGEST, plain
from menuju.scoring.ranks import ascending

Parameters = tuple[float | str, ...]


def _low(x: Floats) -> Floats:
    return np.asarray(np.nanmin(x, axis=0))


def _high(x: Floats) -> Floats:
    return np.asarray(np.nanmax(x, axis=0))


def none(x: Floats) -> Floats:
    """(units, indicators) The figures as they are."""
    return x


def minmax(x: Floats, low: float, high: float) -> Floats:
    """(x - min) / (max - min), stretched to [low, high]."""
    return (x - _low(x)) / (_high(x) - _low(x)) * (high - low) + low


def zscore(x: Floats, mean: float, sd: float) -> Floats:
    """Standard deviations (n - 1) from the mean, moved to the mean and sd asked for."""
    deviation = np.nanstd(x, axis=0, ddof=1)
    return np.asarray((x - np.nanmean(x, axis=0)) / deviation * sd + mean)


def scaled(x: Floats, low: float, high: float) -> Floats:
    """(x - low) / (high - low) x 100, without cutting."""
    return (x - low) / (high - low) * 100


def rank(x: Floats) -> Floats:
    """Place within (units,) from the bottom, 1 = lowest, equals sharing the lower place."""
    return ascending(x.T).T


def borda(x: Floats) -> Floats:
    """Units beaten, (rank - 1); Borda (1784), *Histoire de l'Academie Royale*."""
    return rank(x) - 1


def prank(x: Floats) -> Floats:
    """Share of the other known units beaten: (rank - 1) / (n - 1)."""
    return np.asarray(borda(x) / (np.sum(~np.isnan(x), axis=0) - 1))


def dist2max(x: Floats) -> Floats:
    """1 - (max - x) / (max - min)."""
    return np.asarray(1 - (_high(x) - x) / (_high(x) - _low(x)))


def dist2ref(x: Floats, reference: int) -> Floats:
    """1 - (r - x) / (r - min) for the reference unit's value r; infinite if r is lowest."""
    r = x[reference]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (r - x) / (r - _low(x)))


def dist2targ(x: Floats, targets: Floats, *, cap: bool) -> Floats:
    """(x - min) / (target - min), cut at 1 if ``cap``; targets already carry the direction."""
    reached = (x - _low(x)) / (targets - _low(x))
    return np.where(reached > 1, 1.0, reached) if cap else reached


def fracmax(x: Floats) -> Floats:
    """Share of the maximum, (x / max); infinite where the maximum is zero."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return x / _high(x)


def goalposts(
    x: Floats, low: float | Floats, high: float | Floats, top: float
) -> Floats:
    """(x - low) / (high - low) cut to [0, 1], times ``top``."""
    return np.asarray(np.clip((x - low) / (high - low), 0, 1) * top)


@dataclass(frozen=True, slots=True)
class Method:
    """A normalisation with its parameters, as written ``name:a,b``."""

    name: str
    parameters: Parameters = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``minmax:1,100`` and the like; see ``METHODS`` for names and parameters."""
        name, _, rest = text.strip().partition(":")
        if name not in METHODS:
            raise InputError(
                f"there is no normalisation {name!r}",
                f"use one of {', '.join(METHODS)}",
            )
        given = [part.strip() for part in rest.split(",")] if rest.strip() else []
        fewest, most = METHODS[name].counts
        if not fewest <= len(given) <= most or not all(given):
            raise InputError(
                f"{name!r} takes {METHODS[name].usage}, not {text!r}",
                "write the parameters after a colon, with commas between",
            )
        # A unit's code may look like a number (11.10) and must not become one.
        read = str if name == "dist2ref" else _parameter
        return cls(name, tuple(read(part) for part in given))

    def __str__(self) -> str:
        shown = (f"{p:g}" if isinstance(p, float) else p for p in self.parameters)
        return ":".join(filter(None, (self.name, ",".join(shown))))

    def numbers(self) -> list[float]:
        """The parameters, which must all be numbers."""
        if any(isinstance(p, str) or abs(p) > LARGEST for p in self.parameters):
            raise InputError(
                f"{self} has a parameter that is not a number",
                "write numbers in digits, with a decimal point",
            )
        return [float(p) for p in self.parameters]

    @property
    def relative(self) -> bool:
        """Whether the result depends on which units are in the table."""
        return METHODS[self.name].relative


def _parameter(text: str) -> float | str:
    value = plain(text)
    return text if value is None else value


@dataclass(frozen=True, slots=True)
class Kind:
    """How many parameters a method takes, and whether it looks at the other units."""

    counts: tuple[int, int]
    usage: str
    relative: bool


METHODS = {
    "minmax": Kind((2, 2), "two bounds", relative=True),
    "zscore": Kind((2, 2), "a mean and a standard deviation", relative=True),
    "scaled": Kind((2, 2), "the two bounds of the scale", relative=False),
    "rank": Kind((0, 0), "nothing", relative=True),
    "borda": Kind((0, 0), "nothing", relative=True),
    "prank": Kind((0, 0), "nothing", relative=True),
    "dist2max": Kind((0, 0), "nothing", relative=True),
    "dist2ref": Kind((1, 1), "a unit (its code, or its row number)", relative=True),
    "dist2targ": Kind(
        (0, 2), "nothing (targets of the description), a target, cap", relative=True
    ),
    "fracmax": Kind((0, 0), "nothing", relative=True),
    "goalposts": Kind((2, 3), "low, high and the top score (1)", relative=False),
    "none": Kind((0, 0), "nothing", relative=False),
}

SIMPLE: dict[str, Callable[..., Floats]] = {
    "minmax": minmax,
    "zscore": zscore,
    "scaled": scaled,
    "rank": rank,
    "borda": borda,
    "prank": prank,
    "dist2max": dist2max,
    "fracmax": fracmax,
    "none": none,
}


def normalised(
    x: Floats, method: Method, units: Sequence[str], targets: Floats
) -> Floats:
    """Apply a method.

    Parameters
    ----------
    x : (units, indicators)
        Directed figures.
    method : Method
        What to do.
    units : sequence of str
        Codes, for ``dist2ref``.
    targets : (indicators,)
        Directed targets, for ``dist2targ`` without a number.

    Returns
    -------
    (units, indicators)
    """
    _check_varies(x, method)
    if method.name in SIMPLE:
        return SIMPLE[method.name](x, *method.parameters)
    if method.name == "goalposts":
        low, high, *top = method.numbers()
        if top and top[0] <= 0:
            raise InputError(f"the top score of {method} is not above zero", "raise it")
        return goalposts(x, low, high, top[0] if top else 1.0)
    if method.name == "dist2ref":
        return dist2ref(x, _reference(method.parameters[0], units))
    return _to_target(x, method, targets)


def _check_varies(x: Floats, method: Method) -> None:
    if method.name in {"minmax", "zscore", "scaled", "goalposts"}:
        first, second = method.numbers()[:2]
        if method.name == "zscore" and second <= 0:
            raise InputError("a standard deviation must be above zero", "give another")
        if method.name != "zscore" and first >= second:
            raise InputError(
                f"the bounds of {method} do not rise", "give low, then high"
            )
    with np.errstate(invalid="ignore"):
        constant = np.flatnonzero(_low(x) == _high(x))
    if method.relative and constant.size:
        raise InputError(
            f"all units have the same value, so {method.name} cannot tell them apart",
            "leave the indicator out, or normalise it with goalposts or scaled",
            unit=0,
            indicator=int(constant[0]),
        )


def _reference(given: float | str, units: Sequence[str]) -> int:
    if str(given) in units:
        return list(units).index(str(given))
    row = plain(str(given))
    if row is not None and row in range(1, len(units) + 1):
        return int(row) - 1
    raise InputError(
        f"there is no reference unit {given!r}", "give a unit's code or its row number"
    )


def _to_target(x: Floats, method: Method, targets: Floats) -> Floats:
    given = [p for p in method.parameters if isinstance(p, float)]
    texts = [p for p in method.parameters if isinstance(p, str)]
    if len(given) > 1 or texts not in ([], ["cap"]):
        raise InputError(
            f"{method} is not understood", "write dist2targ:80,cap or the like"
        )
    aim = np.full(x.shape[1], given[0], dtype=float) if given else targets
    bad = np.flatnonzero(~((aim > _low(x)) & (aim <= LARGEST)))
    if bad.size:
        raise InputError(
            "the target is missing or not better than the worst unit",
            "give a Target in the description" + (", or a higher one" if given else ""),
            indicator=int(bad[0]),
        )
    return dist2targ(x, aim, cap="cap" in method.parameters)
