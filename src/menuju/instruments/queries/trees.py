"""The tree of a version, whom it asks what, and what the answers make."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from menuju.instruments.models import Version
from menuju.instruments.models.document import Document, External
from menuju.instruments.models.rules import Fact, holds
from menuju.instruments.models.tree import Node, Tree
from menuju.scoring import tree as scoring

RULES = {
    "weighted_mean": scoring.Rule.WEIGHTED_MEAN,
    "mean": scoring.Rule.MEAN,
    "geometric_mean": scoring.Rule.GEOMETRIC_MEAN,
    "minimum_gate": scoring.Rule.MINIMUM_GATE,
    "capped_sum": scoring.Rule.CAPPED_SUM,
}
MISSING = {
    "zero": scoring.Missing.ZERO,
    "exclude": scoring.Missing.EXCLUDE,
    "block": scoring.Missing.BLOCK,
}

Values = Mapping[str, float | None]


def document_of(version: Version) -> Document:
    """The version's document as typed parts."""
    return Document.model_validate(version.document)


def tree_of(version: Version) -> Tree:
    """The version's tree. A published version is built once per process."""
    if version.content_hash:
        return _published(version.content_hash, _Carrier(version))
    return Tree(document_of(version))


def applicability(tree: Tree, facts: Mapping[str, Fact]) -> dict[str, bool]:
    """For each node, whether a region with these facts is asked it.

    A rule about an unknown fact excludes nobody. A node below one that is not asked is
    not asked, and neither is a group of which nothing is asked.
    """
    asked: dict[str, bool] = {}
    for node in tree.nodes:
        parent = tree.parent(node.code)
        above = asked[parent.code] if parent else True
        asked[node.code] = above and holds(node.applies, facts) is not False
    for node in reversed(tree.nodes):
        if node.children:
            asked[node.code] &= any(asked[child.code] for child in node.children)
    return asked


def score(
    tree: Tree,
    cases: Mapping[str, Values],
    applies: Mapping[str, Mapping[str, bool]] | None = None,
) -> dict[str, dict[str, float | None]]:
    """The value of every node for every case, on the tree's scale.

    A case gives its leaves: the level of an item on the item's own scale, the ``level``
    of an attendance result, the figure itself of an external one. What it leaves out or
    gives as None is unknown. None in the answer is unknown, blocked or not asked.
    ValueError names a code that is no leaf and a level that is off its scale.
    """
    if not cases:
        return {}
    codes = [node.code for node in tree.nodes]
    results = scoring.evaluate(*table(tree, cases, applies)).tolist()
    return {
        name: {c: None if math.isnan(v) else v for c, v in zip(codes, row, strict=True)}
        for name, row in zip(cases, results, strict=True)
    }


class Table(NamedTuple):
    """What ``scoring`` computes a tree from; a row per case, a column per node.

    ``leaves`` are on the tree's scale, NaN where unknown; ``asked`` is None if everybody
    is asked everything.
    """

    tree: scoring.Tree
    leaves: list[tuple[float, ...]]
    asked: list[list[bool]] | None


def table(
    tree: Tree,
    cases: Mapping[str, Values],
    applies: Mapping[str, Mapping[str, bool]] | None = None,
) -> Table:
    """The cases as ``score`` takes them, as rows; the same errors."""
    codes = [node.code for node in tree.nodes]
    leaves = [_row(tree, name, values) for name, values in cases.items()]
    asked = None
    if applies is not None:
        asked = [[applies[name].get(code, True) for code in codes] for name in cases]
    columns = zip(*leaves, strict=True)
    scaled = [
        _scaled(tree, node, list(column))
        for node, column in zip(tree.nodes, columns, strict=True)
    ]
    return Table(compiled(tree), list(zip(*scaled, strict=True)), asked)


def compiled(tree: Tree) -> scoring.Tree:
    """The tree as the arrays that scoring wants."""
    order = {node.code: place for place, node in enumerate(tree.nodes)}
    parents = [tree.parent(node.code) for node in tree.nodes]
    nan = math.nan
    return scoring.built(
        parents=[order[parent.code] if parent else -1 for parent in parents],
        rules=[
            RULES[node.aggregation.kind] if node.children else scoring.Rule.LEAF
            for node in tree.nodes
        ],
        weights=[1.0 if n.weight is None else float(n.weight) for n in tree.nodes],
        missing=[MISSING[node.missing] for node in tree.nodes],
        gates=[
            bool(parent and node.code in parent.aggregation.gate)
            for node, parent in zip(tree.nodes, parents, strict=True)
        ],
        floors=[float(_or(n.aggregation.floor, nan)) for n in tree.nodes],
        caps=[float(_or(n.aggregation.cap, nan)) for n in tree.nodes],
        lowest=float(tree.scale.min),
    )


def _or(value: object, otherwise: float) -> float:
    return otherwise if value is None else float(str(value))


class _Carrier:
    """A version that the cache does not tell apart: its hash is the key."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Carrier)


@lru_cache(maxsize=64)
def _published(_content_hash: str, carrier: _Carrier) -> Tree:
    return Tree(document_of(carrier.version))


def _row(tree: Tree, case: str, values: Values) -> list[float]:
    strangers = sorted(
        code for code in values if code not in tree or tree.node(code).children
    )
    if strangers:
        raise ValueError(f"{case}: {', '.join(strangers)} is no leaf of {tree.code}")
    row = []
    for node in tree.nodes:
        value = values.get(node.code)
        if value is not None and not node.external:
            _check_level(node, value, case)
        row.append(math.nan if value is None else float(value))
    return row


def _check_level(node: Node, value: float, case: str) -> None:
    if not float(node.scale.min) <= value <= float(node.scale.max):
        raise ValueError(
            f"{case}: {node.code} is {value}, its scale runs from {node.scale.min} to {node.scale.max}"
        )


def _scaled(tree: Tree, node: Node, column: list[float]) -> list[float]:
    """A leaf's values on the tree's scale."""
    ends = (float(tree.scale.min), float(tree.scale.max))
    if node.external:
        return _from_figures(node.external, column, ends)
    own = (float(node.scale.min), float(node.scale.max))
    return _listed(scoring.rescaled(column, own, ends))


def _from_figures(
    external: External, column: list[float], ends: tuple[float, float]
) -> list[float]:
    posts = external.goalposts
    if posts:
        low, high, is_log = float(posts.low), float(posts.high), posts.scale == "log"
        share = scoring.between(column, low, high, log=is_log)
        return _listed(scoring.rescaled(share, (0.0, 1.0), ends))
    starts = [float(band.from_) for band in external.bands]
    values = [float(band.value) for band in external.bands]
    return _listed(scoring.banded(column, starts, values))


def _listed(values: Any) -> list[float]:  # noqa: ANN401 -- an array; NumPy stays in scoring
    return [float(value) for value in values]
