"""``menuju score``: from iMeta and iData to scores, places and their doubt."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np

from menuju.scoring import draws, replay
from menuju.scoring.aggregate import parse_rules
from menuju.scoring.arrays import Floats
from menuju.scoring.attribution import FACTORS, attributed
from menuju.scoring.commands import arguments
from menuju.scoring.commands.output import (
    Progress,
    cleared,
    folder,
    write_csv,
    write_json,
)
from menuju.scoring.commands.report import describe
from menuju.scoring.compare import leave_one_out
from menuju.scoring.data import Table, read_meta, read_table
from menuju.scoring.doubt import (
    Executor,
    Study,
    beats,
    histogram,
    inseparable,
)
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy
from menuju.scoring.merits import Method
from menuju.scoring.pipeline import Choices, Scored, located, normalise, prepare, score
from menuju.scoring.places import Places
from menuju.scoring.ranks import descending
from menuju.scoring.sobol import estimated
from menuju.scoring.weights import equal, principal_level, usable

RESULTS = (
    "normalised.csv",
    "scores.csv",
    "ranks.csv",
    "rank_stats.csv",
    "rank_histogram.csv",
    "simulation_error.csv",
    "sobol_units.csv",
    "run_scores.csv",
    "run_ranks.csv",
    "sobol.csv",
    "leave_one_out.csv",
    "method.json",
)
QUANTILES = {"median": 0.5, "q5": 0.05, "q95": 0.95}


def main(argv: Sequence[str], executor: Executor | None = None) -> int:
    """Run the command; 2 if the input is refused.

    Parameters
    ----------
    argv : sequence of str
        What follows ``menuju score``.
    executor : Executor, optional
        Runs the chunks of the draws elsewhere, as on a cluster; else threads here.
    """
    try:
        args, left = arguments.settled(argv)
        _run(args, left, executor)
    except InputError as error:
        sys.stderr.write(f"menuju score: {error}\n")
        return 2
    return 0


def _run(args: argparse.Namespace, left: list[str], executor: Executor | None) -> None:
    hierarchy = read_meta(args.meta)
    table = read_table(args.data, hierarchy.indicators)
    chosen = arguments.choices(args, hierarchy)
    if args.draws is not None or args.replay is not None:
        _one_time(table)
    out = folder(args.out)
    inputs = [args.meta, args.data, args.replay, args.weight_sets, args.experts]
    cleared(out, RESULTS, inputs)
    prepared = prepare(table, hierarchy, chosen)
    _check_top(args.top, len(prepared.table.units))
    scored = _weighted(args, score(prepared, chosen))
    _write_scores(out, scored)
    report = describe(args, left, table, scored)
    if args.leave_one_out:
        _leave_out(out, scored)
    if args.replay is not None:
        report["replay"] = _replay(args, table, hierarchy, chosen, scored)
    if args.draws is not None:
        report["draws"] = _draw(args, scored, out, executor)
    write_json(out / "method.json", report)


def _write_scores(out: Path, scored: Scored) -> None:
    """What every run writes."""
    hierarchy = scored.prepared.hierarchy
    _write_table(
        out / "normalised.csv", scored, hierarchy.indicators, scored.normalised
    )
    first = hierarchy.spans[0].stop
    _write_table(
        out / "scores.csv", scored, hierarchy.aggregates, scored.scores[:, first:]
    )
    _write_table(
        out / "ranks.csv", scored, hierarchy.aggregates, scored.ranks[:, first:]
    )


def _weighted(args: argparse.Namespace, scored: Scored) -> Scored:
    """The scoring with the weights asked for."""
    hierarchy = scored.prepared.hierarchy
    if args.weights == "equal":
        return replace(scored, weights=equal(hierarchy))
    if args.weights == "given":
        return scored
    try:
        weights = principal_level(scored.normalised, hierarchy, 1)
        return replace(scored, weights=usable(weights, hierarchy))
    except InputError as error:
        raise located(error, scored.prepared.table) from error


def _leave_out(out: Path, scored: Scored) -> None:
    """Write how far places move when each element is left out."""
    hierarchy = scored.prepared.hierarchy
    rows = (
        (level, code, shift)
        for level in range(1, hierarchy.depth)
        for code, shift in leave_one_out(scored, level).items()
    )
    header = ["level", "left_out", "mean_abs_rank_shift"]
    write_csv(out / "leave_one_out.csv", header, rows)


def _check_top(top: int | None, units: int) -> None:
    if top is not None and not 1 <= top <= units:
        raise InputError(
            f"there is no top {top} of {units} units",
            "ask for 1 up to the number of units",
        )


def _one_time(table: Table) -> None:
    if len(table.times()) > 1:
        raise InputError(
            "the file has several times, and draws are of one",
            "keep the rows of one Time",
            file=table.source,
            column="Time",
        )


def _write_table(
    path: Path, scored: Scored, codes: Sequence[str], values: Floats
) -> None:
    """Units (and times of a panel) by columns."""
    table = scored.prepared.table
    panel = len(table.times()) > 1
    names = (
        list(zip(table.units, table.labels["Time"], strict=True))
        if panel
        else [(u,) for u in table.units]
    )
    header = ["unit", "time"] if panel else ["unit"]
    rows = ((*name, *row) for name, row in zip(names, values, strict=True))
    write_csv(path, [*header, *codes], rows)


def _replay(
    args: argparse.Namespace,
    table: Table,
    hierarchy: Hierarchy,
    chosen: Choices,
    scored: Scored,
) -> dict[str, object]:
    design = replay.read_design(args.replay, args.weight_sets, hierarchy)
    norms, bar = arguments.replay_norms(args.replay_norm), Progress("replay")
    _, scores = replay.replayed(table, hierarchy, chosen, design, norms, progress=bar)
    bar.close()
    places, out = descending(scores), folder(args.out)
    units = scored.prepared.table.units
    _write_runs(out / "run_scores.csv", units, design, scores)
    _write_runs(out / "run_ranks.csv", units, design, places)
    sample, nominal = replay.sampled(design), scored.ranks[:, -1]
    drawn = places[list(sample)]
    _write_run_stats(out / "rank_stats.csv", units, nominal, drawn, args.top)
    _write_sobol(out / "sobol.csv", design, np.abs(places - nominal))
    return {
        "runs": len(design.runs),
        "saltelli_blocks": design.blocks(),
        "runs_in_rank_stats": len(sample),
        "normalisations": {k: str(v) for k, v in norms.items()},
    }


def _write_runs(
    path: Path, units: Sequence[str], design: replay.Design, values: Floats
) -> None:
    """Runs by units."""
    rows = ((run.name, *row) for run, row in zip(design.runs, values, strict=True))
    write_csv(path, ["run", *units], rows)


def _write_sobol(path: Path, design: replay.Design, shifts: Floats) -> None:
    """Indices of the mean absolute shift of place, if the design allows them."""
    blocks = design.blocks()
    if blocks is not None:
        found = estimated(np.nanmean(shifts, axis=1), len(blocks))
        rows = zip(blocks, found.first, found.total, strict=True)
        write_csv(path, ["factor", "first", "total"], rows)


def _write_run_stats(
    path: Path, units: Sequence[str], nominal: Floats, places: Floats, top: int | None
) -> None:
    columns = [nominal, places.mean(axis=0)]
    columns += [np.quantile(places, q, axis=0) for q in QUANTILES.values()]
    if top is not None:
        first = np.where(np.isnan(places), np.nan, places <= top)
        columns.append(first.mean(axis=0))
    write_csv(path, _header(top), zip(units, *columns, strict=True))


def _header(top: int | None) -> list[str]:
    return [
        "unit",
        "nominal",
        "mean",
        *QUANTILES,
        *([] if top is None else [f"p_top_{top}"]),
    ]


def study(args: argparse.Namespace, scored: Scored) -> Study:
    """What the arguments ask to be drawn."""
    prepared, chosen = scored.prepared, scored.choices
    norms = dict.fromkeys([args.normalise, *args.cross_normalise])
    rules = dict.fromkeys([args.aggregate, *args.cross_aggregate])
    tables = {n: normalise(prepared, arguments.method(n)) for n in norms}
    methods = tuple(
        Method(
            f"{n} {r}",
            tables[n],
            prepared.hierarchy,
            parse_rules(r, prepared.hierarchy.depth),
            chosen.availability,
        )
        for n, r in product(norms, rules)
    )
    per_method = -(-args.draws // len(methods))
    points = draws.Points.at_least(args.points, args.seed, per_method)
    model = _model(args, prepared.hierarchy)
    return Study(methods, scored.weights, model, points)


def _model(args: argparse.Namespace, hierarchy: Hierarchy) -> draws.WeightModel:
    """How weights are drawn."""
    if args.experts is not None:
        return draws.Experts(replay.read_weights(args.experts, hierarchy))
    if args.dirichlet is not None:
        return draws.Dirichlet(args.dirichlet)
    return draws.Spread(args.noise)


def _draw(
    args: argparse.Namespace, scored: Scored, out: Path, executor: Executor | None
) -> dict[str, object]:
    drawn, bar, pairs = study(args, scored), Progress("draws"), Progress("pairs")
    try:
        for method in drawn.methods:
            if isinstance(method, Method):
                method.check(drawn.nominal)
    except InputError as error:
        raise located(error, scored.prepared.table) from error
    with ThreadPoolExecutor(max(1, args.threads)) as pool:
        places = histogram(drawn, executor or pool, args.chunk, bar)
        bar.close()
        p = beats(drawn, places, executor or pool, args.chunk, pairs)
    pairs.close()
    _write_stats(out, scored, places, args.top)
    told = _told(args, scored, places, drawn) | _groups(scored, places, p)
    if len(drawn.methods) > 1:
        told["sobol"] = _attribute(args, scored, drawn, out)
    return told


def _attribute(
    args: argparse.Namespace, scored: Scored, drawn: Study, out: Path
) -> dict[str, object]:
    """Write whose doubt each unit's is."""
    norms = len({args.normalise, *args.cross_normalise})
    found = attributed(drawn, norms, len(drawn.methods) // norms, args.top)
    outputs = {"score": found.score, "rank": found.place}
    if found.selected is not None:
        outputs[f"top_{args.top}"] = found.selected
    rows = (
        (unit, output, factor, indices.first[k, u], indices.total[k, u])
        for output, indices in outputs.items()
        for u, unit in enumerate(scored.prepared.table.units)
        for k, factor in enumerate(FACTORS)
    )
    header = ["unit", "output", "factor", "first", "total"]
    write_csv(out / "sobol_units.csv", header, rows)
    return {
        "points": found.points,
        "exact_for": "these points crossed with all methods",
    }


def _told(
    args: argparse.Namespace, scored: Scored, places: Places, drawn: Study
) -> dict[str, object]:
    """What was drawn, and what it says about the quota."""
    found: dict[str, object] = {
        "asked": args.draws,
        "made": drawn.draws,
        "points": {
            "kind": drawn.points.kind,
            "count": drawn.points.count,
            "seed": args.seed,
        },
        "batches": draws.BATCHES,
        "weights": _model_text(args),
        "methods_crossed": [m.name for m in drawn.methods],
        "tie": "draws compare scores on a grid of 2^-42 of the range of the draw",
    }
    if args.top is not None:
        units, nominal = scored.prepared.table.units, scored.ranks[:, -1]
        chosen = np.flatnonzero(nominal <= args.top).tolist()
        bands = places.bands(args.top)
        found["quota"] = {k: [units[u] for u in v] for k, v in bands.items()}
        found["expected_wrong_picks"] = places.wrong_picks(args.top, chosen)
    return found


def _model_text(args: argparse.Namespace) -> str:
    """The way weights are drawn, in words."""
    if args.experts is not None:
        return f"one of the sets of {args.experts.name}"
    if args.dirichlet is not None:
        return f"Dirichlet of concentration {args.dirichlet:g}"
    return f"each times 1 + {args.noise:g} (2u - 1)"


def _groups(scored: Scored, places: Places, probability: Floats) -> dict[str, object]:
    """Groups that cannot be told apart, by code."""
    units = scored.prepared.table.units
    order = np.argsort(scored.ranks[:, -1], kind="stable")
    ranked = [int(u) for u in order if places.scored[u]]
    runs = inseparable(probability, ranked)
    return {"cannot_be_told_apart": [[units[u] for u in run] for run in runs]}


def _write_stats(out: Path, scored: Scored, places: Places, top: int | None) -> None:
    found = [places.mean(), *(places.quantile(q) for q in QUANTILES.values())]
    found += [] if top is None else [places.top(top)]
    units, nominal = scored.prepared.table.units, scored.ranks[:, -1]
    values = zip(units, nominal, *(e.value for e in found), strict=True)
    write_csv(out / "rank_stats.csv", _header(top), values)
    counts = zip(units, *places.total.T, strict=True)
    header = ["unit", *map(str, range(1, len(units) + 1))]
    write_csv(out / "rank_histogram.csv", header, counts)
    errors = zip(units, *(e.error for e in found), strict=True)
    header = [name for name in _header(top) if name != "nominal"]
    write_csv(out / "simulation_error.csv", header, errors)
