"""``menuju explain``: what would have to change for a unit to be selected."""

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from menuju.scoring.aggregate import climb, parse_rules
from menuju.scoring.arrays import Bools, Floats
from menuju.scoring.commands.output import as_json, bare_parser
from menuju.scoring.data import Table, check_columns, read_meta, read_table
from menuju.scoring.errors import InputError
from menuju.scoring.explain.counterfactual import (
    Change,
    Problem,
    check_levels,
    fewest_steps,
    least_effort,
    turned,
)
from menuju.scoring.explain.target import Target, place, quota
from menuju.scoring.files import Row, number, read_rows
from menuju.scoring.gates import Gate, gated
from menuju.scoring.hierarchy import Hierarchy
from menuju.scoring.pipeline import located

EXAMPLE = """\
example:
  menuju explain --meta iMeta.csv --data levels.csv --levels 0:4 --quota 10 \\
    --unit R013 --kind effort --cost cost.csv

cost.csv has the columns item and cost (of one step up). --kind steps asks for the fewest
steps, effort for the least cost, named for the fewest steps among the items of --only.
Levels are whole; they are joined by weighted means as they are. Equalling the last place
is not enough unless --ties in. Levels that are unknown stay so. The answer is JSON;
"possible": false means that no change within the limits would do. Scores are after the
caps of gates; a unit that a gate puts out has its own score and no rank.
"""


OPTIONS: dict[str, dict[str, Any]] = {
    "--meta": {"required": True, "type": Path, "help": "iMeta.csv"},
    "--data": {
        "required": True,
        "type": Path,
        "help": "levels.csv: uCode and the items",
    },
    "--levels": {
        "required": True,
        "metavar": "LOW:HIGH",
        "help": "the scale, as 0:4",
    },
    "--quota": {"required": True, "type": int, "help": "places (in each group)"},
    "--unit": {"required": True, "help": "code of the unit to explain"},
    "--kind": {"choices": ("steps", "effort", "named"), "help": "what is smallest"},
    "--only": {"help": "items that may change, with commas between"},
    "--cost": {"type": Path, "help": "CSV: item, cost of one step"},
    "--ties": {
        "choices": ("out", "in"),
        "default": "out",
        "help": "does a tie suffice?",
    },
    "--group": {"help": "column of levels.csv; the quota is of each group"},
    "--gates": {"type": Path, "help": "CSV: element, minimum, and cap if not out"},
}


def parser() -> argparse.ArgumentParser:
    """The options, with an example."""
    made = bare_parser(
        prog="menuju explain",
        description="The smallest change of levels that brings a unit into the quota.",
        epilog=EXAMPLE,
    )
    for name, how in OPTIONS.items():
        made.add_argument(name, **how)
    return made


def main(argv: Sequence[str]) -> int:
    """Print the answer; 2 if the input is refused."""
    args = parser().parse_args(argv)
    try:
        sys.stdout.write(as_json(explain(args)) + "\n")
    except InputError as error:
        sys.stderr.write(f"menuju explain: {error}\n")
        return 2
    return 0


@dataclass(frozen=True)
class _Field:
    """Everyone's scores after gates, and where the unit stands among them."""

    table: Table
    scores: Floats
    index: Floats
    unit: int
    groups: tuple[str, ...] | None


def explain(args: argparse.Namespace) -> dict[str, object]:
    """The answer to the arguments."""
    kind = _kind(args)
    hierarchy = read_meta(args.meta)
    table = read_table(args.data, hierarchy.indicators)
    limits = _limits(args.levels)
    try:
        check_columns(table)
        check_levels(table.values, limits)
    except InputError as error:
        raise located(error, table) from error
    gates = _gates(args.gates)
    field = _field(args, table, hierarchy, gates)
    _check_quota(args.quota, field)
    target = quota(field.index, field.unit, args.quota, args.ties, field.groups)
    problem = Problem(
        hierarchy,
        table.values[field.unit],
        limits,
        _allowed(args.only, hierarchy),
        _costs(args.cost, hierarchy),
        gates,
    )
    return _answer(problem, field, target, kind)


def _kind(args: argparse.Namespace) -> str:
    if args.kind == "named" and args.only is None:
        raise InputError(
            "no item is named", "add --only with the items that may change"
        )
    if args.kind == "effort" and args.cost is None:
        raise InputError(
            "effort needs costs", "add --cost with a file of item and cost"
        )
    if args.kind is not None:
        return str(args.kind)
    return "effort" if args.cost is not None else "steps"


def _field(
    args: argparse.Namespace,
    table: Table,
    hierarchy: Hierarchy,
    gates: tuple[Gate, ...],
) -> _Field:
    unit = _unit(args.unit, table)
    scores = climb(
        table.values,
        hierarchy,
        parse_rules("amean", hierarchy.depth),
        hierarchy.weights,
    )
    groups = None if args.group is None else table.groups(args.group)
    if np.isnan(scores[unit, -1]):
        raise InputError(
            "the unit has no known level",
            "fill it in",
            file=table.source,
            row=table.row(unit),
        )
    return _Field(table, scores, gated(scores, hierarchy, gates), unit, groups)


def _check_quota(places: int, field: _Field) -> None:
    """Refuse more places than units; a small group may well have room for all of its."""
    if field.groups is None and places > len(field.index):
        raise InputError(
            f"a quota of {places} of {len(field.index)} units selects everybody",
            "give at most the number of units",
        )


def _unit(code: str, table: Table) -> int:
    """Position of the unit to explain."""
    if code not in table.units or len(table.times()) > 1:
        raise InputError(
            f"the unit {code!r} is not there once",
            "use a code of the column uCode, in a file of one Time",
            file=table.source,
            column="uCode",
        )
    return table.units.index(code)


def _limits(text: str) -> tuple[int, int]:
    given = re.fullmatch(r"(-?[0-9]{1,9}):(-?[0-9]{1,9})", text.strip())
    if given is None:
        raise InputError(
            f"--levels {text} is not understood",
            "write --levels 0:4, or --levels=-2:2",
        )
    return int(given[1]), int(given[2])


def _allowed(only: str | None, hierarchy: Hierarchy) -> Bools:
    if only is None:
        return np.ones(len(hierarchy.indicators), dtype=bool)
    named = [name.strip() for name in only.split(",")]
    for name in named:
        if name not in hierarchy.indicators or named.count(name) > 1:
            raise InputError(
                f"there is no item {name!r}, or it is named twice",
                f"use some of {', '.join(hierarchy.indicators)}",
            )
    return np.array([code in named for code in hierarchy.indicators])


def _costs(path: Path | None, hierarchy: Hierarchy) -> Floats:
    if path is None:
        return np.ones(len(hierarchy.indicators))
    found: dict[str, float] = {}
    for row in read_rows(path, ("item", "cost")):
        item = row["item"].strip()
        found[item] = _cost(row, path.name, item, {*hierarchy.indicators} - {*found})
    for item in hierarchy.indicators:
        if item not in found:
            raise InputError(
                f"{item!r} has no cost", "add a row", file=path.name, column="item"
            )
    return np.array([found[item] for item in hierarchy.indicators])


def _cost(row: Row, file: str, item: str, expected: set[str]) -> float:
    """The cost of a step of an item that is still expected."""
    if item not in expected:
        raise InputError(
            f"{item!r} is no item of the description, or has a cost already",
            "give one row for each item",
            file=file,
            row=row.line,
            column="item",
        )
    cost = number(row["cost"], file, row.line, "cost")
    if not cost >= 0:
        raise InputError(
            f"a step of {item!r} costs {cost:g}",
            "give zero or more",
            file=file,
            row=row.line,
            column="cost",
        )
    return cost


def _gates(path: Path | None) -> tuple[Gate, ...]:
    if path is None:
        return ()
    made = []
    rows = read_rows(path, ("element", "minimum"))
    if not rows:
        raise InputError("there are no gates", "add a row for each", file=path.name)
    for row in rows:
        cap = number(row.get("cap", ""), path.name, row.line, "cap")
        least = number(row["minimum"], path.name, row.line, "minimum")
        made.append(Gate(row["element"].strip(), least, None if np.isnan(cap) else cap))
    return tuple(made)


def _answer(
    problem: Problem, field: _Field, target: Target, kind: str
) -> dict[str, object]:
    before, unit = field.index[field.unit], field.unit
    score = float(field.scores[unit, -1] if np.isnan(before) else before)
    selected = bool(not np.isnan(before) and target.met(before))
    answer: dict[str, object] = {
        "unit": field.table.units[unit],
        "kind": kind,
        "selected": selected,
        "rank_before": None
        if np.isnan(before)
        else place(field.index, unit, before, field.groups),
        "score_before": score,
        "score_to_beat": target.score,
    }
    if backward := turned(problem.hierarchy):
        answer["warnings"] = [
            f"{', '.join(backward)}: Direction -1 is not applied to levels; here higher is better"
        ]
    nothing = Change(np.zeros(len(problem.levels), dtype=np.int64), score, 0.0)
    found = nothing if selected else _solved(problem, target, kind)
    answer["possible"] = found is not None
    return answer if found is None else answer | _told(problem, field, found)


def _solved(problem: Problem, target: Target, kind: str) -> Change | None:
    """The smallest change of its kind."""
    with _solver_silent():
        solve = least_effort if kind == "effort" else fewest_steps
        return solve(problem, target)


@contextmanager
def _solver_silent() -> Iterator[None]:
    """Keep what HiGHS may print out of the answer."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


def _told(problem: Problem, field: _Field, change: Change) -> dict[str, object]:
    moved = np.flatnonzero(change.steps)
    codes = problem.hierarchy.indicators
    return {
        "rank_after": place(field.index, field.unit, change.score, field.groups),
        "score_after": change.score,
        "changes": [
            {
                "item": codes[i],
                "from": int(problem.levels[i]),
                "to": int(problem.levels[i] + change.steps[i]),
            }
            for i in moved
        ],
        "steps": int(change.steps.sum()),
        "cost": change.cost,
    }
