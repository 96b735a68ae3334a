"""Runs written down elsewhere, repeated: one row per run of normalisation, weights, rule.

The files are those of a COINr sensitivity analysis: ``design.csv`` (run, norm,
weight_set, agg, and winmax if the treatment varies) and ``weight_sets.csv`` (one column
per element, one row per set).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from menuju.scoring.aggregate import climb, parse_rules
from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.data import Table
from menuju.scoring.errors import InputError
from menuju.scoring.files import Row, number, read_rows
from menuju.scoring.hierarchy import Hierarchy
from menuju.scoring.normalise import Method
from menuju.scoring.pipeline import Choices, Prepared, located, normalise, prepare
from menuju.scoring.sobol import radial_blocks


@dataclass(frozen=True, slots=True)
class Run:
    """One row of the design."""

    name: str
    norm: str
    agg: str
    weight_set: int
    winmax: int | None


@dataclass(frozen=True, slots=True)
class Design:
    """All runs, with the weights they point to.

    ``weights`` is (sets, elements). ``factors`` are the columns that vary by design, and
    ``codes`` (runs, factors) their values as numbers.
    """

    runs: tuple[Run, ...]
    weights: Floats
    factors: tuple[str, ...]
    codes: Ints

    def blocks(self) -> list[str] | None:
        """Factor of each AB block, if the rows are A, B, AB_1, ... of Saltelli; else None.

        A column that is the same in all runs need not have a block of its own.
        """
        every = list(range(len(self.factors)))
        varying = [k for k in every if (self.codes[:, k] != self.codes[0, k]).any()]
        for kept in (every, varying):
            order = radial_blocks(self.codes[:, kept]) if kept else None
            if order is not None:
                return [self.factors[kept[k]] for k in order]
        return None


def read_design(path: Path, weight_sets: Path, hierarchy: Hierarchy) -> Design:
    """Read both files and check that they fit the tree."""
    rows = read_rows(path, ("run", "norm", "weight_set", "agg"))
    if not rows:
        raise InputError("there are no runs", "add a row for each", file=path.name)
    weights = read_weights(weight_sets, hierarchy)
    factors = tuple(c for c in ("norm", "weight_set", "agg", "winmax") if c in rows[0])
    runs = tuple(_run(row, path.name, len(weights)) for row in rows)
    codes = np.column_stack(
        [np.unique([row[f] for row in rows], return_inverse=True)[1] for f in factors]
    )
    return Design(runs, weights, factors, codes)


def _run(row: Row, file: str, sets: int) -> Run:
    def whole(column: str, low: int, high: int) -> int:
        value = number(row[column], file, row.line, column)
        if not (value == np.floor(value) and low <= value <= high):
            raise InputError(
                f"{row[column]!r} does not name a {column}",
                f"write a whole number from {low} to {high}",
                file=file,
                row=row.line,
                column=column,
            )
        return int(value)

    winmax = whole("winmax", 0, 10**6) if "winmax" in row else None
    agg = row["agg"].strip().removeprefix("a_")
    return Run(
        row["run"], row["norm"].strip(), agg, whole("weight_set", 1, sets), winmax
    )


def read_weights(path: Path, hierarchy: Hierarchy) -> Floats:
    """(sets, elements) One row per set, in the order of the tree's elements."""
    rows = read_rows(path, hierarchy.codes)
    if not rows:
        raise InputError("there are no weights", "add a row", file=path.name)
    weights = np.array(
        [
            [number(row[code], path.name, row.line, code) for code in hierarchy.codes]
            for row in rows
        ]
    )
    _check_weights(weights, [row.line for row in rows], hierarchy, path.name)
    return weights


def _check_weights(
    weights: Floats, lines: Sequence[int], hierarchy: Hierarchy, file: str
) -> None:
    """Refuse weights below zero or unknown, and groups that weigh nothing."""
    bad = np.argwhere(~(weights >= 0))
    if bad.size:
        raise InputError(
            f"a weight is {weights[tuple(bad[0])]:g}",
            "weights are zero or more",
            file=file,
            row=lines[bad[0][0]],
            column=hierarchy.codes[bad[0][1]],
        )
    for members in hierarchy.groups:
        empty = np.flatnonzero(weights[:, members].sum(axis=1) == 0)
        if empty.size:
            raise InputError(
                f"all members of a group weigh nothing: {hierarchy.codes[members[0]]}...",
                "give one of them a weight",
                file=file,
                row=lines[empty[0]],
                column=hierarchy.codes[members[0]],
            )


def replayed(  # noqa: PLR0913 -- progress by keyword
    table: Table,
    hierarchy: Hierarchy,
    choices: Choices,
    design: Design,
    methods: Mapping[str, Method],
    *,
    progress: Callable[[float], None] = lambda _share: None,
) -> tuple[Prepared, Floats]:
    """Index scores of every run; ``progress`` is told the share done.

    Returns
    -------
    Prepared
        Of the choices as they stand, for the units.
    (runs, units)
        Scores, each run with its own treatment, normalisation, weights and rule.
    """
    nominal = prepare(table, hierarchy, choices)
    scores = np.full((len(design.runs), len(nominal.table.units)), np.nan)
    data: dict[int | None, Prepared] = {None: nominal}
    alike = _alike(design.runs)
    for done, ((winmax, norm, agg), at) in enumerate(alike.items()):
        progress(done / len(alike))
        if norm not in methods:
            raise InputError(
                f"the design uses the normalisation {norm!r}, which is not explained",
                f"add --replay-norm {norm}=minmax:1,100 or the like",
            )
        if winmax not in data:
            data[winmax] = prepare(table, hierarchy, replace(choices, winmax=winmax))
        rules = parse_rules(agg, hierarchy.depth)
        own = replace(choices, rules=rules, normalise=methods[norm])
        sets = design.weights[[design.runs[i].weight_set - 1 for i in at]]
        scores[at] = _scores(data[winmax], own, sets)
    return nominal, scores


def _alike(runs: Sequence[Run]) -> dict[tuple[int | None, str, str], list[int]]:
    """Positions of the runs that differ only in their weights."""
    found: dict[tuple[int | None, str, str], list[int]] = {}
    for i, run in enumerate(runs):
        found.setdefault((run.winmax, run.norm, run.agg), []).append(i)
    return found


def _scores(prepared: Prepared, choices: Choices, weights: Floats) -> Floats:
    x = normalise(prepared, choices.normalise)
    try:
        return climb(
            x, prepared.hierarchy, choices.rules, weights, choices.availability
        )[..., -1]
    except InputError as error:
        raise located(error, prepared.table) from error


def sampled(design: Design) -> Sequence[int]:
    """The runs that are a fair sample of the design: A and B of Saltelli's, or all."""
    blocks = design.blocks()
    runs = len(design.runs)
    return range(runs if blocks is None else 2 * (runs // (len(blocks) + 2)))
