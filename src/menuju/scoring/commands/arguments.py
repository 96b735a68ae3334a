"""What a statistician may ask of ``menuju score``, as written on the command line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from menuju.scoring.aggregate import parse_rules
from menuju.scoring.commands.output import bare_parser
from menuju.scoring.errors import InputError
from menuju.scoring.hierarchy import Hierarchy
from menuju.scoring.normalise import METHODS, Method
from menuju.scoring.pipeline import META, Choices

EXAMPLE = """\
example:
  menuju score --meta iMeta.csv --data iData.csv --out results \\
    --denominate --impute mean:EurAsia_group --screen 0.9 --treat winmax=5 \\
    --normalise minmax:1,100 --aggregate amean,gmean,amean \\
    --draws 10000 --seed 1 --noise 0.25 --top 10

writes normalised.csv, scores.csv, ranks.csv, rank_stats.csv, rank_histogram.csv (draws at
each place), simulation_error.csv and method.json to the folder results; with more than one
method sobol_units.csv; with --leave-one-out leave_one_out.csv (level, left_out,
mean_abs_rank_shift); for a replay run_scores.csv, run_ranks.csv and sobol.csv. Results of
an earlier run in the folder are taken away first. Steps run in this order: screen-raw,
denominate, impute, screen, treat, normalise, aggregate, rank.
"""


STEPS: dict[str, dict[str, Any]] = {
    "--screen-raw": {
        "type": float,
        "help": "least share of raw data, before imputing",
    },
    "--denominate": {
        "action": "store_true",
        "help": "divide by iMeta's Denominator",
    },
    "--impute": {"help": "mean, median, mean:COLUMN; panels: latest, linear"},
    "--screen": {
        "type": float,
        "help": "least share of data of a unit, after imputing",
    },
    "--treat": {
        "metavar": "winmax=N",
        "help": "winsorise up to N points, else take logs",
    },
    "--normalise": {
        "help": f"NAME:PARAMETERS or meta; names: {', '.join(METHODS)}",
    },
    "--aggregate": {
        "help": "amean, gmean, hmean, genmean:P, copeland; or one per level from below",
    },
    "--availability": {"type": float, "help": "least share known within a group"},
    "--weights": {
        "choices": ("given", "equal", "pca"),
        "help": "iMeta's Weight; all 1; or, for indicators, the first principal"
        " component of their group",
    },
    "--equal-weights": {
        "action": "store_const",
        "dest": "weights",
        "const": "equal",
        "help": "the same as --weights equal",
    },
    "--leave-one-out": {
        "action": "store_true",
        "help": "write leave_one_out.csv: mean change of place without each element",
    },
}
DOUBT: dict[str, dict[str, Any]] = {
    "--draws": {"type": int, "help": "number of draws of the weights and methods"},
    "--seed": {"type": int, "help": "any whole number from 0"},
    "--noise": {"type": float, "help": "weights move by this share either way"},
    "--dirichlet": {
        "type": float,
        "help": "instead: Dirichlet of this concentration",
    },
    "--experts": {
        "type": Path,
        "help": "instead: sets of weights, a column per element",
    },
    "--points": {
        "choices": ("sobol", "random"),
        "help": "scrambled Sobol, or uniforms",
    },
    "--cross-normalise": {
        "action": "append",
        "default": [],
        "help": "a further method",
    },
    "--cross-aggregate": {"action": "append", "default": [], "help": "a further rule"},
    "--top": {
        "type": int,
        "metavar": "K",
        "help": "probability of a place in the first K",
    },
    "--chunk": {"type": int, "help": "draws per task; changes no result"},
    "--threads": {"type": int, "default": 1, "help": "threads; changes no result"},
}
REPLAY: dict[str, dict[str, Any]] = {
    "--replay": {"type": Path, "help": "design.csv: run, norm, weight_set, agg"},
    "--weight-sets": {"type": Path, "help": "weight_sets.csv: a column per element"},
    "--replay-norm": {
        "action": "append",
        "default": [],
        "metavar": "NAME=METHOD",
        "help": "what a norm means",
    },
}


def parser() -> argparse.ArgumentParser:
    """The options, with an example."""
    made = bare_parser(
        prog="menuju score",
        description="Score and rank units from indicators, and say how far to trust it.",
        epilog=EXAMPLE,
    )
    made.add_argument(
        "--meta", required=True, type=Path, help="iMeta.csv: codes, levels, parents"
    )
    made.add_argument(
        "--data", required=True, type=Path, help="iData.csv: units and figures"
    )
    made.add_argument("--out", required=True, help="folder for the results")
    for title, options in (("steps", STEPS), ("doubt", DOUBT), ("replay", REPLAY)):
        group = made.add_argument_group(title)
        for name, how in options.items():
            group.add_argument(name, **how)
    return made


MOST_DRAWS = 10**9  # so that a count of them fits into 32 bits
OF_DRAWS = (
    "noise",
    "dirichlet",
    "experts",
    "points",
    "cross_normalise",
    "cross_aggregate",
)
DEFAULTS = {
    "normalise": "minmax:0,100",
    "aggregate": "amean",
    "availability": 0.0,
    "weights": "given",
    "seed": 0,
    "noise": 0.25,
    "points": "sobol",
}


def settled(argv: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The arguments with defaults filled in, and which were left to the default."""
    args = parser().parse_args(argv)
    _check(args)
    _check_numbers(args)
    unused = {"seed", "noise", "points"} if args.draws is None else set()
    if args.dirichlet is not None or args.experts is not None:
        unused.add("noise")
    left = [k for k in DEFAULTS if getattr(args, k) is None and k not in unused]
    for key in left:
        setattr(args, key, DEFAULTS[key])
    return args, left


def _check(args: argparse.Namespace) -> None:
    if (args.replay is None) != (args.weight_sets is None) or (
        args.replay_norm and args.replay is None
    ):
        raise InputError("a replay needs both files", "give --replay and --weight-sets")
    if args.replay is not None and args.draws is not None:
        raise InputError(
            "draws and a replay cannot be made at once", "leave out --draws or --replay"
        )
    if sum(m is not None for m in (args.noise, args.dirichlet, args.experts)) > 1:
        raise InputError(
            "weights have two models", "give one of --noise, --dirichlet, --experts"
        )
    if args.top is not None and args.draws is None and args.replay is None:
        raise InputError(
            "a probability of the first places needs draws",
            "add --draws, or leave out --top",
        )
    idle = [o for o in OF_DRAWS if getattr(args, o) not in (None, [])]
    if idle and args.draws is None:
        option = f"--{idle[0].replace('_', '-')}"
        raise InputError(
            f"{option} says how to draw, and nothing is drawn",
            f"add --draws, or leave out {option}",
        )


def _check_numbers(args: argparse.Namespace) -> None:
    if args.draws is not None and not 1 <= args.draws <= MOST_DRAWS:
        raise InputError(
            f"{args.draws} draws cannot be made", f"ask for 1 to {MOST_DRAWS}"
        )
    if args.seed is not None and args.seed < 0:
        raise InputError(
            f"--seed {args.seed} is below zero", "give a whole number from 0"
        )
    if args.dirichlet is not None and not 0 < args.dirichlet < float("inf"):
        raise InputError(
            f"--dirichlet {args.dirichlet:g} is not above zero", "give a concentration"
        )
    if args.threads < 1:
        raise InputError(f"--threads {args.threads} does no work", "give one or more")
    for name in ("availability", "screen", "screen_raw", "noise"):
        share = getattr(args, name)
        if share is not None and not 0 <= share <= 1:
            raise InputError(
                f"--{name.replace('_', '-')} {share:g} is not a share",
                "give a number from 0 to 1",
            )


def choices(args: argparse.Namespace, hierarchy: Hierarchy) -> Choices:
    """The choices the arguments stand for."""
    return Choices(
        rules=parse_rules(args.aggregate, hierarchy.depth),
        normalise=method(args.normalise),
        denominate=args.denominate,
        impute=args.impute,
        screen_raw=args.screen_raw,
        screen=args.screen,
        winmax=_winmax(args.treat),
        availability=args.availability,
    )


def method(text: str) -> Method:
    """A normalisation, ``meta`` being each indicator by its own."""
    return META if text == "meta" else Method.parse(text)


def _winmax(text: str | None) -> int | None:
    if text is None:
        return None
    name, _, digits = text.partition("=")
    if name != "winmax" or not re.fullmatch(r"[0-9]{1,9}", digits):
        raise InputError(f"--treat {text} is not understood", "write --treat winmax=5")
    return int(digits)


def replay_norms(given: Sequence[str]) -> dict[str, Method]:
    """``n_minmax=minmax:1,100`` and the like."""
    norms: dict[str, Method] = {}
    for text in given:
        name, sign, meant = (part.strip() for part in text.partition("="))
        if not name or not sign:
            raise InputError(
                f"--replay-norm {text} is not understood",
                "write n_minmax=minmax:1,100",
            )
        if name in norms:
            raise InputError(
                f"--replay-norm explains {name} twice", "keep one of the two"
            )
        norms[name] = method(meant)
    return norms
