"""The severity report of a round: agreement by item, severity by assessor, rubric health.

A pure computation over the sent scores: the same scores give the same figures.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from menuju.instruments.models.document import plain
from menuju.instruments.models.tree import Node, Tree
from menuju.rounds.queries.severity import FEWEST, MODEL, Sent, ratings_of
from menuju.scoring.raters import additive, agreement, rasch
from menuju.scoring.raters.ratings import Ratings

ENGINE = "menuju-severity/1"
PER_EFFECT, MOST = 10, 60_000
"""Scores for each effect of the Rasch model, below which it is not asked; and the most
scores for which it takes a minute or so."""
RASCH, RESIDUAL = "rasch", "residual"

Fit = tuple[list[float], list[float]]
"""Infit and outfit of each assessor, 1 where as predictable as the model says."""


def figures_of(
    rows: Sequence[Sent], tree: Tree, missing: Mapping[str, int]
) -> dict[str, Any]:
    """Everything the report says, as JSON; unknown is None.

    ``missing`` counts, by item, the regions whose level needs evidence that is not there.
    Assessors who share no region, not even by way of others, are fitted block by block:
    severity then compares within a block only.
    """
    ratings = ratings_of(rows, tree)
    blocks = ratings.blocks() if rows else []
    assessors: list[dict[str, Any]] = []
    methods = set()
    for number, block in enumerate(blocks):
        names = {int(name) for name in block}
        found, method = _block([row for row in rows if row.assessor in names], tree)
        methods.add(method)
        assessors += [one | {"block": number} for one in found]
    return {
        "blocks": [[int(name) for name in block] for block in blocks],
        "assessors": assessors,
        "items": [
            _item(node, [row for row in rows if row.item == node.code], tree)
            | {"missing": missing.get(node.code, 0)}
            for node in _scored(rows, tree)
        ],
        "method": {
            "model": MODEL,
            "fit": RASCH if methods == {RASCH} else RESIDUAL,
            "agreement": "krippendorff-ordinal",
            "scores": len(rows),
            "regions": len(ratings.regions),
        },
    }


def _scored(rows: Sequence[Sent], tree: Tree) -> list[Node]:
    codes = {row.item for row in rows}
    return [node for node in tree.items if node.code in codes]


def _block(rows: Sequence[Sent], tree: Tree) -> tuple[list[dict[str, Any]], str]:
    """The assessors of one block, and how their fit was found."""
    ratings = ratings_of(rows, tree)
    counts = Counter(row.assessor for row in rows)
    unknown: list[dict[str, Any]] = [
        {
            "person": int(name),
            "severity": None,
            "se": None,
            "infit": None,
            "outfit": None,
            "scores": counts[int(name)],
        }
        for name in ratings.raters
    ]
    if len(ratings.raters) < FEWEST:
        return unknown, RESIDUAL
    try:
        found = additive.fit(ratings)
    except ValueError:  # items that no assessor links
        return unknown, RESIDUAL
    (infit, outfit), method = _fit(ratings, found)
    columns = zip(
        found.severity.tolist(), found.se.tolist(), infit, outfit, strict=True
    )
    names = ("severity", "se", "infit", "outfit")
    return [
        one | dict(zip(names, map(_known, column), strict=True))
        for one, column in zip(unknown, columns, strict=True)
    ], method


def _fit(ratings: Ratings, found: additive.Additive) -> tuple[Fit, str]:
    """By the Rasch model where the scores allow it, else from the residuals."""
    effects = len(ratings.raters) + len(ratings.items)
    if not PER_EFFECT * effects <= len(ratings.score) <= MOST:
        return _residual(ratings, found), RESIDUAL
    try:
        made = rasch.fit(ratings)
    except ValueError:  # not whole levels, or too few scores for one best fit
        return _residual(ratings, found), RESIDUAL
    return (made.infit.tolist(), made.outfit.tolist()), RASCH


def _residual(ratings: Ratings, found: additive.Additive) -> Fit:
    """Mean squares of the additive model's residuals over their variance.

    Every score has the same variance there, so infit and outfit are one figure.
    """
    regions, items = found.adjusted.tolist(), found.items.tolist()
    strict, variance = found.severity.tolist(), found.residual_sd**2
    squares: dict[int, list[float]] = defaultdict(list)
    for region, item, rater, score in zip(
        ratings.region.tolist(),
        ratings.item.tolist(),
        ratings.rater.tolist(),
        ratings.score.tolist(),
        strict=True,
    ):
        fitted = regions[region] + items[item] - strict[rater]
        squares[rater].append((score - fitted) ** 2)
    means = [
        math.fsum(squares[rater]) / len(squares[rater]) / variance
        if variance > 0
        else math.nan
        for rater in range(len(ratings.raters))
    ]
    return means, means


def _item(node: Node, rows: Sequence[Sent], tree: Tree) -> dict[str, Any]:
    """Agreement and health of one item's rubric."""
    given: dict[int, list[Sent]] = defaultdict(list)
    for row in rows:
        given[row.participation].append(row)
    known = [row.level for row in rows if row.level is not None]
    pairs = [
        (min(one, other), max(one, other))
        for panel in given.values()
        for one, other in combinations(
            [row.level for row in panel if row.level is not None], 2
        )
    ]
    beside = [pair for pair in pairs if pair[1] - pair[0] == node.scale.step]
    between = (
        min(Counter(beside).items(), key=lambda one: (-one[1], one[0]))[0]
        if beside
        else None
    )
    ratings = ratings_of(rows, tree)
    alpha = agreement.krippendorff(ratings.matrix(), "ordinal") if known else math.nan
    return {
        "code": node.code,
        "alpha": _known(alpha),
        "spread": _share(float(sum(high - low for low, high in pairs)), len(pairs)),
        "ceiling": _share(known.count(node.scale.max), len(known)),
        "confusion": _share(len(beside), len(pairs)),
        "between": [plain(level) for level in between] if between else None,
        "insufficient": _share(len(rows) - len(known), len(rows)),
        "regions": len(given),
        "scores": len(rows),
    }


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
