"""Members joined into groups, level by level up to the index.

All means are weighted over the members that are known, so a gap hands its weight to the
rest of its group. The weighted power means (Hardy, Littlewood and Polya, 1934) share one
form, g^-1(sum w g(x) / sum w); Copeland counts the pairwise wins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.errors import InputError
from menuju.scoring.files import plain
from menuju.scoring.hierarchy import Hierarchy

POWERS = {"amean": 1.0, "gmean": 0.0, "hmean": -1.0}
RULES = (*POWERS, "genmean:P", "copeland")


@dataclass(frozen=True, slots=True)
class Rule:
    """How a group is joined; ``power`` is that of the mean, None for Copeland."""

    name: str
    power: float | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``amean``, ``gmean``, ``hmean``, ``genmean:0.5`` or ``copeland``."""
        name, _, rest = text.strip().partition(":")
        if name in POWERS and not rest:
            return cls(name, POWERS[name])
        if name == "copeland" and not rest:
            return cls(name, None)
        power = (plain(rest) if name == "genmean" else None) or 0.0
        if power == 0 or not np.isfinite(power):
            raise InputError(
                f"there is no aggregation {text!r}",
                f"use one of {', '.join(RULES)}; P is any number but 0 (that is gmean)",
            )
        return cls("genmean", power)

    def __str__(self) -> str:
        return f"genmean:{self.power:g}" if self.name == "genmean" else self.name

    def generator(self, x: Floats) -> Floats:
        """g(x): x, ln x, 1/x or x^p."""
        if self.power == 1:
            return x
        if self.power == 0:
            return np.log(x)
        return 1 / x if self.power == -1 else x**self._exponent

    def inverse(self, y: Floats) -> Floats:
        """g^-1(y)."""
        if self.power == 1:
            return y
        if self.power == 0:
            return np.exp(y)
        return 1 / y if self.power == -1 else y ** (1 / self._exponent)

    @property
    def rising(self) -> bool:
        """Whether g rises, so that order by the mean of g is order by score."""
        return self.power is not None and self.power >= 0

    @property
    def _exponent(self) -> float:
        if self.power is None:
            raise InputError("Copeland has no power", "use a mean here")
        return self.power

    def outside(self, x: Floats) -> Bools:
        """Where a value is one this mean is not defined for, or g(x) fits no float."""
        if self.power is None:
            return np.zeros(x.shape, dtype=bool)
        if self.power == 1:
            return np.isinf(x)
        with np.errstate(all="ignore"):
            bad = (x <= 0 if self.power <= 0 else x < 0) | np.isinf(x)
            if self.power not in {0, -1}:
                y = x**self.power
                bad |= (np.isinf(y) | (y == 0)) & (x != 0)
            return bad


def parse_rules(text: str, depth: int) -> tuple[Rule, ...]:
    """One rule for all levels, or a comma list per level from the bottom."""
    rules = tuple(Rule.parse(part) for part in text.split(","))
    if len(rules) == 1:
        return rules * (depth - 1)
    if len(rules) != depth - 1:
        raise InputError(
            f"{text!r} names {len(rules)} aggregations for {depth - 1} steps up",
            "give one for all, or one per level from the bottom",
        )
    return rules


def mean(x: Floats, weights: Floats, rule: Rule, share: float = 0.0) -> Floats:
    """Weighted power mean of the known members.

    Parameters
    ----------
    x : (..., units, members)
        NaN where unknown.
    weights : (members,) or (..., 1, members)
        Zero or more, on any scale.
    rule : Rule
        Which mean.
    share : float
        Least share of the members, by number, that must be known.

    Returns
    -------
    (..., units)
        NaN where too little is known. Members are added one after another, so equal
        units get equal scores to the last bit.
    """
    known = ~np.isnan(x)
    y = rule.generator(np.where(known, x, 1.0))
    shape = np.broadcast_shapes(x.shape[:-1], weights.shape[:-1])
    total, mass = np.zeros(shape), np.zeros(shape)
    for j in range(x.shape[-1]):
        w = weights[..., j] * known[..., j]
        total += w * y[..., j]
        mass += w
    return _closed(total, mass, rule, known.mean(axis=-1) >= share)


def _closed(total: Floats, mass: Floats, rule: Rule, enough: Bools) -> Floats:
    scored = (mass > 0) & enough
    return np.where(
        scored,
        rule.inverse(np.where(scored, total, 1.0) / np.where(scored, mass, 1.0)),
        np.nan,
    )


def outranking(x: Floats, weights: Floats) -> Floats:
    """(units, units) Share of the weight on which a beats b, an equal counting half.

    As in COINr, an indicator unknown for one of the pair counts for neither in the row
    of the unit that comes first, and the later unit gets the rest of 1. With gaps the
    result therefore hangs on the order of the units; impute first to be rid of that.
    """
    share = weights / weights.sum()
    won = np.zeros((len(x), len(x)))
    for j in range(x.shape[1]):
        a, b = x[:, None, j], x[None, :, j]
        won += share[j] * ((a > b) + 0.5 * (a == b))
    upper = np.triu(won, 1)
    return upper + np.tril(1 - upper.T, -1)


def copeland(x: Floats, weights: Floats, share: float = 0.0) -> Floats:
    """(units,) Units beaten less units lost to, by the outranking shares (Copeland, 1951)."""
    known = ~np.isnan(x)
    weights = np.where(
        known.any(axis=0), weights, 0.0
    )  # nobody has it: it is not there
    if not weights.any():
        return np.full(len(x), np.nan)
    # Rounded, because 0.1 + 0.2 is not quite 0.3 and half the weight must be half.
    balance = np.sign(np.round(outranking(x, weights) - 0.5, 12))
    np.fill_diagonal(balance, 0.0)
    scored = known.any(axis=1) & (known.mean(axis=1) >= share)
    return np.where(scored, balance.sum(axis=1), np.nan)


def climb(
    x: Floats,
    hierarchy: Hierarchy,
    rules: Sequence[Rule],
    weights: Floats,
    share: float = 0.0,
) -> Floats:
    """Scores of every element.

    Parameters
    ----------
    x : (units, indicators)
        Normalised, NaN where unknown.
    hierarchy : Hierarchy
        The tree.
    rules : sequence of Rule
        One per step up, from the bottom.
    weights : (elements,) or (runs, elements)
        Weights of all elements.
    share : float
        Least share of a group that must be known.

    Returns
    -------
    (units, elements) or (runs, units, elements)

    Raises
    ------
    InputError
        If a mean is not defined for a value (a zero in a geometric mean).
    """
    shape = (*weights.shape[:-1], len(x), len(hierarchy.codes))
    scores = np.full(shape, np.nan)
    scores[..., hierarchy.spans[0]] = x
    first = hierarchy.spans[0].stop
    for at, members in enumerate(hierarchy.groups):
        rule = rules[hierarchy.elements[first + at].level - 2]
        below, w = scores[..., members], weights[..., None, members]
        _check_domain(below, rule, hierarchy, members.tolist())
        scores[..., first + at] = (
            mean(below, w, rule, share)
            if rule.power is not None
            else _copelands(below, w[..., 0, :], share)
        )
    return scores


def _copelands(x: Floats, weights: Floats, share: float) -> Floats:
    if x.ndim == 2:  # noqa: PLR2004 -- (units, members)
        return copeland(x, weights, share)
    return np.stack([copeland(a, w, share) for a, w in zip(x, weights, strict=True)])


def _check_domain(
    x: Floats, rule: Rule, hierarchy: Hierarchy, members: Sequence[int]
) -> None:
    bad = np.argwhere(rule.outside(x))
    if not bad.size:
        return
    unit, member = int(bad[0][-2]), members[int(bad[0][-1])]
    value = x[tuple(bad[0])]
    raise InputError(
        f"{hierarchy.codes[member]} is {value:g}, and {rule} is not defined for it",
        "normalise to minmax:1,100 or another range above zero"
        + (", or join by amean" if np.isfinite(value) else "")
        + (", or take a power nearer to 0" if rule.name == "genmean" else ""),
        unit=unit,
        column=hierarchy.codes[member],
    )
