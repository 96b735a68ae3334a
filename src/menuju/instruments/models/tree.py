"""An instrument as a tree that pages and scoring walk: every node once, parents first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from menuju.instruments.models.document import (
    Aggregation,
    Attendance,
    Confidence,
    Document,
    External,
    Item,
    Missing,
    Scale,
    Spec,
    Text,
)

NodeKind = Literal["group", "item", "attendance", "external"]


@dataclass(frozen=True, eq=False)
class Node:
    """A node with what it inherits filled in: its scale and its missing policy.

    ``own_missing`` and ``own_item`` are as written, for those who edit them.
    """

    code: str
    title: Text
    guidance: Text
    weight: Decimal | None
    confidence: Confidence
    source: str
    aggregation: Aggregation
    missing: Missing
    own_missing: Missing | None
    applies: str
    not_asked: Text
    scale: Scale
    depth: int
    item: Item | None
    own_item: Item | None
    attendance: Attendance | None
    external: External | None
    children: "list[Node]" = field(default_factory=list, repr=False)

    @property
    def kind(self) -> NodeKind:
        if self.item:
            return "item"
        if self.attendance:
            return "attendance"
        return "external" if self.external else "group"

    @property
    def is_leaf(self) -> bool:
        return self.kind != "group"

    @property
    def is_proposed(self) -> bool:
        return self.confidence == "proposed"


class Tree:
    """The nodes of one document, in the order they are read."""

    def __init__(self, document: Document) -> None:
        self.code = document.code
        self.label = document.version
        self.title = document.title
        self.source = document.source
        self.scale = document.scale
        self.content_hash = document.content_hash
        self.root = _node(document.root, document.scale, "block", 0)
        self.nodes = list(_walk(self.root))
        self._by_code = {node.code: node for node in self.nodes}
        self._parents = {
            child.code: node for node in self.nodes for child in node.children
        }
        self._shares = {self.root.code: Decimal(1)}
        for node in self.nodes:
            for child in node.children:
                self._shares[child.code] = self._shares[node.code] * _share(node, child)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def node(self, code: str) -> Node:
        """The node of this code. KeyError if there is none."""
        return self._by_code[code]

    def parent(self, code: str) -> Node | None:
        return self._parents.get(code)

    def path(self, code: str) -> list[Node]:
        """From the root down to the node, both included."""
        node: Node | None = self._by_code[code]
        steps: list[Node] = []
        while node is not None:
            steps.append(node)
            node = self._parents.get(node.code)
        return steps[::-1]

    def effective_weight(self, code: str) -> Decimal:
        """The share of the whole that a node carries, 0 to 1."""
        return self._shares[code]

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.is_leaf]

    @property
    def items(self) -> list[Node]:
        return [node for node in self.nodes if node.item]

    @property
    def attendance(self) -> Node | None:
        """The leaf with the attendance rule, if the instrument has one."""
        return next((node for node in self.nodes if node.attendance), None)


def _node(spec: Spec, scale: Scale, missing: Missing, depth: int) -> Node:
    policy = spec.missing or missing
    own = (spec.item and spec.item.scale) or scale
    return Node(
        code=spec.code,
        title=spec.title,
        guidance=spec.guidance,
        weight=spec.weight,
        confidence=spec.confidence,
        source=spec.source,
        aggregation=spec.aggregation,
        missing=policy,
        own_missing=spec.missing,
        applies=spec.applies,
        not_asked=spec.not_asked,
        scale=own,
        depth=depth,
        item=spec.item and spec.item.model_copy(update={"scale": own}),
        own_item=spec.item,
        attendance=spec.attendance,
        external=spec.external,
        children=[_node(child, scale, policy, depth + 1) for child in spec.children],
    )


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _share(parent: Node, child: Node) -> Decimal:
    if child.weight is None or not parent.aggregation.uses_weights:
        return Decimal(1) / len(parent.children)
    return child.weight / parent.aggregation.total
