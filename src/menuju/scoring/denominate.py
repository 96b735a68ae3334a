"""Size taken out: each indicator divided by the column its description names."""

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.data import Table
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy


def denominated(table: Table, hierarchy: Hierarchy) -> Floats:
    """(units, indicators) Values over their denominators, the others unchanged."""
    if all(e.denominator is None for e in hierarchy.elements):
        raise InputError(
            "no indicator has a denominator",
            "name one in the column Denominator of the description, or do not denominate",
            file=hierarchy.source or None,
            column="Denominator",
        )
    values = table.values.copy()
    for j, element in enumerate(hierarchy.elements[hierarchy.spans[0]]):
        if element.denominator is not None:
            values[:, j] /= _denominator(table, element.denominator)
    return values


def _denominator(table: Table, column: str) -> Floats:
    by = table.numbers(column)
    zero = np.flatnonzero(by == 0)
    if zero.size:
        raise InputError(
            "a denominator is zero",
            "correct it, or leave it empty if unknown",
            file=table.source,
            row=table.row(int(zero[0])),
            column=column,
        )
    return by
