"""``menuju raters``: agreement, severity, and what the regions would have got."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from menuju.scoring.arrays import Floats
from menuju.scoring.commands.output import (
    Progress,
    bare_parser,
    cleared,
    folder,
    write_csv,
    write_json,
)
from menuju.scoring.commands.report import fingerprint
from menuju.scoring.errors import InputError
from menuju.scoring.raters import additive, agreement, rasch
from menuju.scoring.raters.ratings import Ratings, read_ratings

RASCH = ("raters.csv", "raters_fit.csv", "thresholds.csv")
RESULTS = (
    "agreement.csv",
    "agreement_by_scope.csv",
    *RASCH,
    "raters_additive.csv",
    "regions.csv",
    "items.csv",
    "method.json",
)
KENDALL = "kendall_W_tie_corrected"

EXAMPLE = """\
example:
  menuju raters scores.csv --out results

scores.csv has the columns region, item, rater, score: one row per score. Writes
agreement.csv (every region and item is one thing rated), agreement_by_scope.csv (each
item, and the regions' means), raters.csv (severity on the Rasch scale, sum zero, with
its standard error), raters_fit.csv, raters_additive.csv (severity in points),
regions.csv, items.csv, thresholds.csv and method.json.

Raters in unlinked blocks, and raters who scored items of their own alone, are refused
(exit code 2). Scores that are no run of whole
levels, or too few for it, have no Rasch model: a note says why, raters.csv,
raters_fit.csv and thresholds.csv are not written, all else is (exit code 0). Results of
an earlier run in the folder are taken away first.
"""


def parser() -> argparse.ArgumentParser:
    """The options, with an example."""
    made = bare_parser(
        prog="menuju raters",
        description="Agreement and severity of raters.",
        epilog=EXAMPLE,
    )
    made.add_argument("scores", type=Path, help="CSV: region, item, rater, score")
    made.add_argument("--out", required=True, help="folder for the results")
    made.add_argument(
        "--nodes",
        choices=("hermite", "even"),
        default="hermite",
        help="how regions are integrated out: Gauss-Hermite (default) or even nodes",
    )
    return made


def main(argv: Sequence[str]) -> int:
    """Run the command; 2 if the input is refused."""
    args = parser().parse_args(argv)
    try:
        _run(args)
    except InputError as error:
        sys.stderr.write(f"menuju raters: {error}\n")
        return 2
    return 0


def _run(args: argparse.Namespace) -> None:
    ratings = read_ratings(args.scores)
    ratings.check_linked()
    additive.check_determined(ratings)
    out = folder(args.out)
    cleared(out, RESULTS, [args.scores])
    whole = agreed(ratings.matrix())
    write_csv(out / "agreement.csv", ["statistic", "value"], whole.items())
    scopes = ["scope", "statistic", "value"]
    write_csv(out / "agreement_by_scope.csv", scopes, _scopes(ratings))
    plain = additive.fit(ratings)
    rows = zip(ratings.raters, plain.severity, strict=True)
    write_csv(out / "raters_additive.csv", ["rater", "severity"], rows)
    report = _report(args.scores, ratings, plain)
    fitted, report["rasch"] = _rasch(ratings, args.nodes)
    _write_places(out, ratings, plain, fitted)
    if fitted is not None:
        _write_rasch(out, ratings, fitted)
    write_json(out / "method.json", report)


def _rasch(
    ratings: Ratings, nodes: rasch.Quadrature
) -> tuple[rasch.Rasch | None, dict[str, object]]:
    """The Rasch model and what the report tells of it, or why there is none."""
    bar = Progress("Rasch model")
    try:
        fitted = rasch.fit(ratings, nodes, bar)
    except InputError as error:
        bar.close()
        sys.stderr.write(f"menuju raters: no Rasch model: {error}\n")
        return None, {"refused": str(error)}
    bar.close()
    return fitted, {
        "model": "log P(k)/P(k-1) = region - item - rater - threshold, marginal maximum likelihood",
        "nodes": nodes,
        "log_likelihood": fitted.log_likelihood,
        "region_mean": fitted.mean,
        "region_sd": fitted.sd,
    }


def _report(
    path: Path, ratings: Ratings, plain: additive.Additive
) -> dict[str, object]:
    return {
        "file": {path.name: fingerprint(path)},
        "scores": len(ratings.score),
        "regions": len(ratings.regions),
        "items": len(ratings.items),
        "raters": len(ratings.raters),
        "additive": {
            "model": "score = region + item + rater, least squares; severity sums to zero",
            "residual_sd": plain.residual_sd,
            "severity_se": dict(zip(ratings.raters, plain.se.tolist(), strict=True)),
        },
    }


def agreed(table: Floats) -> dict[str, float]:
    """All coefficients of a (raters, things) table; NaN where one needs a complete table."""
    found = {
        f"krippendorff_alpha_{name}": agreement.krippendorff(table, name)  # type: ignore[arg-type]
        for name in agreement.METRICS
    }
    names = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")
    rated = table[:, ~np.isnan(table).all(axis=0)]
    try:
        return found | agreement.icc(rated.T) | {KENDALL: agreement.kendall(rated.T)}
    except InputError:
        return found | dict.fromkeys((*names, KENDALL), float("nan"))


def _scopes(ratings: Ratings) -> Iterable[tuple[str, str, float]]:
    cube = ratings.matrix().reshape(len(ratings.raters), len(ratings.regions), -1)
    known = (~np.isnan(cube)).sum(axis=2)
    mean = np.where(known > 0, np.nansum(cube, axis=2) / np.maximum(known, 1), np.nan)
    tables = [(f"item {name}", cube[:, :, j]) for j, name in enumerate(ratings.items)]
    for scope, table in [*tables, ("mean of items", mean)]:
        for name, value in agreed(table).items():
            yield scope, name, value


def _write_places(
    out: Path, ratings: Ratings, plain: additive.Additive, fitted: rasch.Rasch | None
) -> None:
    regions = [ratings.regions, plain.adjusted]
    items = [ratings.items, -plain.items]
    region_header, item_header = (
        ["region", "adjusted_mean"],
        ["item", "additive_difficulty"],
    )
    if fitted is not None:
        regions += [fitted.regions, fitted.regions_sd]
        region_header += ["eap", "posterior_sd"]
        items[1:1] = [fitted.items, fitted.items_se]
        item_header[1:1] = ["difficulty", "se"]
    write_csv(out / "regions.csv", region_header, zip(*regions, strict=True))
    write_csv(out / "items.csv", item_header, zip(*items, strict=True))


def _write_rasch(out: Path, ratings: Ratings, fitted: rasch.Rasch) -> None:
    rows = zip(ratings.raters, fitted.raters, fitted.raters_se, strict=True)
    write_csv(out / "raters.csv", ["rater", "severity", "se"], rows)
    fits = zip(ratings.raters, fitted.infit, fitted.outfit, strict=True)
    write_csv(out / "raters_fit.csv", ["rater", "infit", "outfit"], fits)
    steps = zip(fitted.categories[1:], fitted.thresholds, strict=True)
    write_csv(out / "thresholds.csv", ["level", "threshold"], steps)
