"""From frozen inputs to figures: a pure function, the same on every machine.

Nothing here reads the database or the clock. Figures are floats, never rounded; unknown is
None, never 0. The digest hashes canonical JSON in which a float is written by ``repr``,
the shortest text that reads back as the same number.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import (
    Presence,
    applicability,
    attendance_result,
    score,
)
from menuju.scoring.positions import positions

ENGINE = "menuju-tree/1"
"""Changes whenever the same inputs could give another figure."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One region: its score, its place, and each node as {value, weight, applies, why}."""

    score: float | None
    position: int | None
    tied: bool
    nodes: dict[str, dict[str, Any]]


def compute(inputs: Mapping[str, Any], tree: Tree) -> dict[str, Figures]:
    """The figures of each region, by its code, in the order of the codes."""
    regions = {code: inputs["regions"][code] for code in sorted(inputs["regions"])}
    applies = {
        code: applicability(tree, given.get("facts", {}))
        for code, given in regions.items()
    }
    cases = {code: _leaves(tree, given) for code, given in regions.items()}
    values = score(tree, cases, applies)
    root = tree.root.code
    scores = [values[code][root] for code in regions]
    places, ties = positions([math.nan if v is None else v for v in scores])
    standing = zip(regions, places.tolist(), ties.tolist(), strict=True)
    return {
        code: Figures(
            score=values[code][root],
            position=None if math.isnan(place) else int(place),
            tied=tie,
            nodes=_nodes(tree, values[code], applies[code]),
        )
        for code, place, tie in standing
    }


def presences_of(given: Mapping[str, Any]) -> list[Presence]:
    """Who came, as the freeze holds it."""
    return [Presence(**presence) for presence in given.get("attendance") or []]


def digest_of(head: Mapping[str, str], figures: Mapping[str, Figures]) -> str:
    """SHA-256 of everything a release says, and of what it was computed from."""
    said = {
        **head,
        "regions": {
            code: [each.score, each.position, each.tied, each.nodes]
            for code, each in figures.items()
        },
    }
    return sha256_of(said)


def sha256_of(value: object) -> str:
    """The hash of a value's canonical text, in hex."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def canonical(value: object) -> str:
    """One text for one value: sorted keys, no spaces, floats by ``repr``, no NaN."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def _leaves(tree: Tree, given: Mapping[str, Any]) -> dict[str, float | None]:
    levels, figures = given.get("levels", {}), given.get("figures", {})
    known = {leaf.code: _float(levels.get(leaf.code)) for leaf in tree.items}
    for leaf in tree.leaves:
        if leaf.external:
            known[leaf.code] = _float(figures.get(leaf.external.figure))
        elif leaf.attendance:
            known[leaf.code] = attendance_result(leaf, presences_of(given)).level
    return known


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)


def _nodes(
    tree: Tree, values: Mapping[str, float | None], applies: Mapping[str, bool]
) -> dict[str, dict[str, Any]]:
    weights = dict(_weights(tree.root, 1.0, values, applies))
    return {
        node.code: {
            "value": values[node.code],
            "weight": weights.get(node.code, 0.0),
            "applies": applies[node.code],
            "why": _why(node, applies=applies[node.code]),
        }
        for node in tree.nodes
    }


def _why(node: Node, *, applies: bool) -> dict[str, str] | None:
    if applies or not node.not_asked:
        return None
    return {"id": node.not_asked.id, "en": node.not_asked.en}


def _weights(
    node: Node,
    share: float,
    values: Mapping[str, float | None],
    applies: Mapping[str, bool],
) -> Iterator[tuple[str, float]]:
    """The share of the whole that each node has for this region.

    Where a node does not count, its siblings carry its weight among them.
    """
    yield node.code, share
    counted = [each for each in node.children if _counts(each, values, applies)]
    for child, part in zip(counted, _parts(node, counted), strict=True):
        yield from _weights(child, share * part, values, applies)


def _counts(
    node: Node, values: Mapping[str, float | None], applies: Mapping[str, bool]
) -> bool:
    known = values[node.code] is not None or node.missing != "exclude"
    return applies[node.code] and known


def _parts(node: Node, counted: Sequence[Node]) -> list[float]:
    if node.aggregation.kind == "capped_sum":
        return [1.0] * len(counted)
    if node.aggregation.kind == "mean":
        return [1.0 / len(counted)] * len(counted)
    weights = [float(each.weight or 1) for each in counted]
    return [weight / sum(weights) for weight in weights]
