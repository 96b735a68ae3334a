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
from menuju.instruments.queries import applicability, score
from menuju.rounds.queries.inputs import leaves_of
from menuju.scoring.positions import positions

ENGINE = "menuju-tree/1"
"""Changes whenever the same inputs could give another figure."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One region: its score, its place, and each node as {value, weight, applies, why}.

    ``score`` is the official one: ``adjusted`` if the freeze says so, else ``raw``.
    ``adjusted`` is None where severity was not known. Where the adjusted score is the
    official one, each node also has ``raw``, its value without the adjustment.
    """

    score: float | None
    position: int | None
    tied: bool
    nodes: dict[str, dict[str, Any]]
    raw: float | None = None
    adjusted: float | None = None

    @property
    def said(self) -> list[object]:
        """What the digest covers; the longer form only where the two could differ."""
        said: list[object] = [self.score, self.position, self.tied, self.nodes]
        plain = self.adjusted is None and self.raw == self.score
        return said if plain else [*said, self.raw, self.adjusted]


Values = Mapping[str, Mapping[str, float | None]]


def compute(inputs: Mapping[str, Any], tree: Tree) -> dict[str, Figures]:
    """The figures of each region, by its code, in the order of the codes."""
    regions = {code: inputs["regions"][code] for code in sorted(inputs["regions"])}
    applies = {
        code: applicability(tree, given.get("facts", {}))
        for code, given in regions.items()
    }
    raw = score(
        tree, {code: leaves_of(tree, each) for code, each in regions.items()}, applies
    )
    adjusted = _adjusted(regions, tree, applies)
    official = adjusted if is_adjusted(inputs) else raw
    root = tree.root.code
    scores = [official[code][root] for code in regions]
    places, ties = positions([math.nan if v is None else v for v in scores])
    standing = zip(regions, places.tolist(), ties.tolist(), strict=True)
    return {
        code: Figures(
            score=official[code][root],
            position=None if math.isnan(place) else int(place),
            tied=tie,
            nodes=_nodes(
                tree,
                official[code],
                applies[code],
                raw[code] if is_adjusted(inputs) else None,
            ),
            raw=raw[code][root],
            adjusted=adjusted[code][root] if code in adjusted else None,
        )
        for code, place, tie in standing
    }


def is_adjusted(inputs: Mapping[str, Any]) -> bool:
    """Whether the official score of these inputs is the one without severity."""
    return bool(inputs.get("severity", {}).get("official"))


def official_leaves(inputs: Mapping[str, Any], tree: Tree) -> dict[str, Any]:
    """Each region's leaves as the official score takes them, by code."""
    levels = "adjusted" if is_adjusted(inputs) else "levels"
    regions = inputs["regions"]
    return {code: leaves_of(tree, regions[code], levels) for code in sorted(regions)}


def digest_of(head: Mapping[str, str], figures: Mapping[str, Figures]) -> str:
    """SHA-256 of everything a release says, and of what it was computed from."""
    said = {
        **head,
        "regions": {code: each.said for code, each in figures.items()},
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


def _adjusted(
    regions: Mapping[str, Any], tree: Tree, applies: Mapping[str, Mapping[str, bool]]
) -> Values:
    """The values from the adjusted levels; only of regions that have them."""
    cases = {
        code: leaves_of(tree, given, "adjusted")
        for code, given in regions.items()
        if "adjusted" in given
    }
    return score(tree, cases, {code: applies[code] for code in cases})


def _nodes(
    tree: Tree,
    values: Mapping[str, float | None],
    applies: Mapping[str, bool],
    raw: Mapping[str, float | None] | None,
) -> dict[str, dict[str, Any]]:
    weights = dict(_weights(tree.root, 1.0, values, applies))
    return {
        node.code: {
            "value": values[node.code],
            "weight": weights.get(node.code, 0.0),
            "applies": applies[node.code],
            "why": _why(node, applies=applies[node.code]),
            **({} if raw is None else {"raw": raw[node.code]}),
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
