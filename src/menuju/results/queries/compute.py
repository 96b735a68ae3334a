"""From frozen inputs to figures: a pure function, the same on every machine.

Nothing here reads the database or the clock. Figures are floats, never rounded; unknown is
None, never 0. The digest hashes canonical JSON in which a float is written by ``repr``,
the shortest text that reads back as the same number.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from menuju.instruments.queries import (
    Node,
    Presence,
    Tree,
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
    root = tree.nodes[0].code
    places, ties = positions([values[code][root] for code in regions])
    return {
        code: Figures(
            score=values[code][root],
            position=place,
            tied=tie,
            nodes=_nodes(tree, values[code], applies[code]),
        )
        for code, place, tie in zip(regions, places, ties, strict=True)
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
        if leaf.kind == "external" and leaf.external:
            known[leaf.code] = _float(figures.get(leaf.external.figure))
        elif leaf.kind == "attendance":
            known[leaf.code] = _attendance(leaf, given)
    return known


def _attendance(leaf: Node, given: Mapping[str, Any]) -> float | None:
    """The level of the attendance rule; None where nobody confirmed anything."""
    presences = presences_of(given)
    return float(attendance_result(leaf, presences).level) if presences else None


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)


def _nodes(
    tree: Tree, values: Mapping[str, float | None], applies: Mapping[str, bool]
) -> dict[str, dict[str, Any]]:
    weights = dict(_weights(tree.nodes[0], 1.0, values, applies))
    return {
        node.code: {
            "value": values[node.code],
            "weight": weights.get(node.code, 0.0),
            "applies": applies[node.code],
            "why": _why(node, applies[node.code]),
        }
        for node in tree.nodes
    }


def _why(node: Node, applies: bool) -> dict[str, str] | None:  # noqa: FBT001
    if applies or node.not_asked is None:
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
    kind = node.aggregation.kind if node.aggregation else "weighted_mean"
    if kind == "capped_sum":
        return [1.0] * len(counted)
    if kind == "mean":
        return [1.0 / len(counted)] * len(counted)
    total = sum(float(each.weight) for each in counted)
    return [float(each.weight) / total for each in counted]
