"""The method report: every choice, and what it did to the data."""

import argparse
import hashlib
import platform
from pathlib import Path

import numpy as np
import scipy

from menuju.scoring.data import Table
from menuju.scoring.hierarchy import Hierarchy
from menuju.scoring.pipeline import Choices, Scored
from menuju.scoring.ranks import TIE, ties
from menuju.scoring.weights import effective

FURTHER = ("leave_one_out", "top", "draws", "seed", "noise", "dirichlet", "points")
ALIKE = (
    "all units are equal after normalising; are the bounds those of its figures, with"
    " the sign turned where its Direction is -1?"
)
WEIGHTS = {
    "given": "as given",
    "equal": "equal",
    "pca": "indicators: first principal component of their group; above: as given",
}


def describe(
    args: argparse.Namespace, left: list[str], table: Table, scored: Scored
) -> dict[str, object]:
    """What went in, what was chosen, what was left to a default, what came of it."""
    tree = scored.prepared.hierarchy
    shares = effective(tree, scored.weights)
    return {
        "files": {p.name: fingerprint(p) for p in _inputs(args)},
        "software": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "choices": echo(scored.choices),
        "left_to_default": {name: getattr(args, name) for name in left}
        | _undirected(tree),
        "also_asked": {name: getattr(args, name) for name in FURTHER},
        "weights": WEIGHTS[args.weights],
        "weights_used": dict(zip(tree.codes, scored.weights.tolist(), strict=True)),
        "effective_weights": dict(zip(tree.codes, shares.tolist(), strict=True)),
        **_outcome(table, scored),
    }


def _inputs(args: argparse.Namespace) -> list[Path]:
    """All files that were read."""
    given = (args.meta, args.data, args.replay, args.weight_sets, args.experts)
    return [path for path in given if path is not None]


def _undirected(tree: Hierarchy) -> dict[str, object]:
    """Indicators whose Direction the description leaves open, which are taken as 1."""
    found = [e.code for e in tree.elements if e.level == 1 and not e.directed]
    return {"direction": {"taken as 1": found}} if found else {}


def _outcome(table: Table, scored: Scored) -> dict[str, object]:
    """What the choices did to the data."""
    prepared, index = scored.prepared, scored.scores[:, -1]
    units = prepared.table.units
    done = zip(prepared.hierarchy.indicators, prepared.treatments, strict=False)
    return {
        "units": {"read": len(table.units), "kept": len(units)},
        "dropped_by_screening": list(prepared.dropped),
        "gaps": {
            "read": int(np.isnan(table.values).sum()),
            "filled": prepared.filled,
            "left": int(np.isnan(prepared.table.values).sum()),
        },
        "treated": {
            code: {"kind": t.kind, "points": t.points}
            for code, t in done
            if t.kind != "none"
        },
        "unscored": [u for u, s in zip(units, index, strict=True) if np.isnan(s)],
        "ties": {
            "rule": f"equal if closer than {TIE:g} of their size; equals share the best place",
            "groups": _ties(scored),
        },
        "warnings": _warnings(scored),
    }


def echo(choices: Choices) -> dict[str, object]:
    """The choices as they would be written on the command line."""
    return {
        "order": "screen_raw, denominate, impute, screen, treat, normalise, aggregate, rank",
        "screen_raw": choices.screen_raw,
        "denominate": choices.denominate,
        "impute": choices.impute,
        "screen": choices.screen,
        "treat": None if choices.winmax is None else f"winmax={choices.winmax}",
        "normalise": str(choices.normalise),
        "aggregate": [str(rule) for rule in choices.rules],
        "availability": choices.availability,
    }


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, to tell which one it was."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _ties(scored: Scored) -> list[list[str]]:
    units = scored.prepared.table.units
    found: list[list[str]] = []
    for at in scored.prepared.table.times():
        groups = ties(scored.scores[at, -1])
        found += [[units[at[u]] for u in group] for group in groups]
    return found


def _warnings(scored: Scored) -> list[str]:
    c, gaps = scored.choices, bool(np.isnan(scored.normalised).any())
    found = [f"{code}: {ALIKE}" for code in _alike(scored)]
    if c.screen is not None and c.impute is not None:
        found.append(
            "Screening came after imputation, so filled gaps count as data;"
            " to screen on the figures as read choose screen-raw."
        )
    if gaps and any(rule.power is None for rule in c.rules):
        found.append(
            "Copeland with gaps depends on the order of the units (COINr's rule); impute first."
        )
    return found


def _alike(scored: Scored) -> list[str]:
    """Indicators that tell no two units apart once they are normalised."""
    known = [column[~np.isnan(column)] for column in scored.normalised.T]
    codes = scored.prepared.hierarchy.indicators
    return [
        code
        for code, column in zip(codes, known, strict=True)
        if column.size > 1 and column.min() == column.max()
    ]
