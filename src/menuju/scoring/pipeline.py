"""The steps in order: from figures as read to scores and places.

Denominate, impute, screen, treat, normalise, aggregate, rank: the order of COINr's
worked example, so that screening looks at what imputation left. To screen on the raw
figures choose ``screen_raw``. Nothing is done that was not chosen, and ``Choices`` is
what the method report echoes.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from menuju.scoring import impute as gaps
from menuju.scoring.aggregate import Rule, climb
from menuju.scoring.arrays import Floats
from menuju.scoring.data import Table, check_columns
from menuju.scoring.denominate import denominated
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.normalise import Method, normalised
from menuju.scoring.ranks import descending
from menuju.scoring.screen import enough
from menuju.scoring.treat import Treatment, treat

META = Method("meta")


@dataclass(frozen=True, slots=True)
class Choices:
    """Every decision of a scoring.

    ``impute`` is ``mean``, ``median``, ``mean:COLUMN``, ``latest`` or ``linear``; None
    and 0 leave a step out. ``normalise`` may be ``META``: each indicator by the
    ``Normalise`` column of its description. ``rules`` has one per step up.
    """

    rules: tuple[Rule, ...]
    normalise: Method
    denominate: bool = False
    impute: str | None = None
    screen_raw: float | None = None
    screen: float | None = None
    winmax: int | None = None
    availability: float = 0.0


@dataclass(frozen=True)
class Prepared:
    """Figures ready to be normalised, with what was dropped and treated on the way."""

    table: Table
    hierarchy: Hierarchy
    treatments: tuple[Treatment, ...] = ()
    dropped: tuple[str, ...] = ()
    filled: int = 0


@dataclass(frozen=True)
class Scored:
    """The outcome: (units, indicators) normalised and (units, elements) scores."""

    prepared: Prepared
    choices: Choices
    normalised: Floats
    weights: Floats

    @cached_property
    def scores(self) -> Floats:
        """(units, elements) Indicators as normalised, then the aggregates."""
        table, c = self.prepared.table, self.choices
        try:
            return climb(
                self.normalised,
                self.prepared.hierarchy,
                c.rules,
                self.weights,
                c.availability,
            )
        except InputError as error:
            raise located(error, table) from error

    @cached_property
    def ranks(self) -> Floats:
        """(units, elements) Places, within each time where there are several."""
        places = np.empty(self.scores.shape)
        for at in self.prepared.table.times():
            places[at] = descending(self.scores[at].T).T
        return places


def located(error: InputError, table: Table) -> InputError:
    """The error with the file, and the row and column behind unit and indicator numbers."""
    unit, indicator = error.place.get("unit"), error.place.get("indicator")
    return error.placed(
        file=table.source or None,
        row=table.row(int(unit)) if unit is not None else None,
        column=table.codes[int(indicator)] if indicator is not None else None,
    )


def prepare(table: Table, hierarchy: Hierarchy, choices: Choices) -> Prepared:
    """All steps before normalisation."""
    check_columns(table)
    try:
        return _prepare(table, hierarchy, choices)
    except InputError as error:
        raise located(error, table) from error


def _prepare(table: Table, hierarchy: Hierarchy, choices: Choices) -> Prepared:
    first = _screened(table, choices.screen_raw)
    sized = first.having(denominated(first, hierarchy)) if choices.denominate else first
    how = choices.impute
    full = sized if how is None else sized.having(_imputed(sized, how))
    kept = _screened(full, choices.screen)
    check_columns(kept)
    filled = int(np.isnan(sized.values).sum() - np.isnan(full.values).sum())
    dropped = tuple(u for u in table.units if u not in set(kept.units))
    if choices.winmax is None:
        return Prepared(kept, hierarchy, (), dropped, filled)
    done = _treated(kept, choices.winmax)
    treated = kept.having(np.column_stack([t.values for t in done]))
    return Prepared(treated, hierarchy, tuple(done), dropped, filled)


def _treated(table: Table, winmax: int) -> list[Treatment]:
    """Each indicator treated within each time, so that no year depends on later ones."""
    values, blocks = table.values.copy(), table.times()
    parts = [treat(values[at], winmax) for at in blocks]
    done = []
    for j in range(values.shape[1]):
        kinds = {part[j].kind for part in parts}
        if "log" in kinds and len(kinds) > 1:
            raise InputError(
                "outlier treatment would take logarithms in one year and not in another",
                "give the indicator the Transform log in the description, or raise winmax",
                indicator=j,
            )
        for at, part in zip(blocks, parts, strict=True):
            values[at, j] = part[j].values
        points = sum(part[j].points for part in parts)
        kind = max(kinds, key=("none", "winsorise", "log").index)
        done.append(Treatment(values[:, j], kind, points))
    return done


def _screened(table: Table, share: float | None) -> Table:
    if share is None:
        return table
    return table.only(np.flatnonzero(enough(table.values, share)).tolist())


def _imputed(table: Table, how: str) -> Floats:
    rule, _, column = how.partition(":")
    if how in gaps.PANEL:
        return _along_time(table, rule)
    if how not in {"mean", "median", f"mean:{column}"} or how.endswith(":"):
        raise InputError(
            f"there is no imputation {how!r}",
            "use mean, median, mean:COLUMN, latest or linear",
        )
    filled = table.values.copy()
    for at in table.times():
        block = table.values[at]
        if column:
            names = table.groups(column)
            filled[at] = gaps.by_group_mean(block, [names[u] for u in at])
        else:
            filled[at] = (
                gaps.by_mean(block) if rule == "mean" else gaps.by_median(block)
            )
    return filled


def _along_time(table: Table, rule: str) -> Floats:
    times, filled = table.numbers("Time"), table.values.copy()
    names = np.array(table.units)
    for unit in dict.fromkeys(table.units):
        at = names == unit
        filled[at] = gaps.over_time(table.values[at], times[at], rule)
    return filled


def directed(prepared: Prepared) -> Floats:
    """(units, indicators) Transformed as described, sign turned where less is better."""
    values = prepared.table.values * 1.0
    for j, element in enumerate(_indicators(prepared.hierarchy)):
        if element.transform:
            values[:, j] = _transformed(values[:, j], element.transform, j)
    return values * prepared.hierarchy.directions


def _indicators(hierarchy: Hierarchy) -> tuple[Element, ...]:
    return hierarchy.elements[hierarchy.spans[0]]


def _transformed(x: Floats, transform: str, indicator: int) -> Floats:
    if transform != "log":
        raise InputError(
            f"there is no transform {transform!r}",
            "use log, or leave it empty",
            indicator=indicator,
        )
    bad = np.flatnonzero(x <= 0)
    if bad.size:
        raise InputError(
            f"{x[bad[0]]:g} has no logarithm",
            "correct it, or transform another way",
            unit=int(bad[0]),
            indicator=indicator,
        )
    return np.log(x)


def normalise(prepared: Prepared, method: Method) -> Floats:
    """(units, indicators) All on one scale, by one method or each by its own."""
    table, hierarchy = prepared.table, prepared.hierarchy
    targets = (
        np.array([e.target for e in _indicators(hierarchy)]) * hierarchy.directions
    )
    try:
        x = directed(prepared)
        if method != META:
            return normalised(x, method, table.units, targets)
        return np.column_stack(
            [
                _own(x[:, [j]], e, table, targets[[j]], j)
                for j, e in enumerate(_indicators(hierarchy))
            ]
        )
    except InputError as error:
        raise located(error, table) from error


def _own(
    x: Floats, element: Element, table: Table, target: Floats, indicator: int
) -> Floats:
    """One indicator by its own method; goalposts there are on the figures' own scale."""
    try:
        method = Method.parse(element.normalise)
        if element.direction < 0 and method.name in {"goalposts", "scaled"}:
            low, high, *top = method.numbers()
            method = Method(method.name, (-high, -low, *top))
        return normalised(x, method, table.units, target)
    except InputError as error:
        raise error.placed(indicator=indicator) from error


def score(
    prepared: Prepared, choices: Choices, weights: Floats | None = None
) -> Scored:
    """Normalise, aggregate and rank.

    Parameters
    ----------
    weights : (elements,), optional
        In place of the description's.
    """
    w = prepared.hierarchy.weights if weights is None else weights
    return Scored(prepared, choices, normalise(prepared, choices.normalise), w)
