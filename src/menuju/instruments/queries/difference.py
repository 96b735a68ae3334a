"""What became of every node from one document to another.

Nodes are matched by code; a leaf whose code is gone is matched by its question. The kind
is what can be seen from the texts: that a question became narrower or broader is for a
person to say (``actions.confirm_crosswalk``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext

from menuju.instruments.models.document import Document, Scale, plain
from menuju.instruments.models.tree import Node, Tree

Kind = Literal["equal", "reworded", "narrower", "broader", "new", "dropped"]


@dataclass(frozen=True, slots=True)
class Detail:
    """One field that differs, as text; ``path`` names the field."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A node before and after; ``comparable`` if its values may be put side by side."""

    older: Node | None
    newer: Node | None
    kind: Kind
    comparable: bool
    reason: str
    details: list[Detail] = field(default_factory=list)

    @property
    def node(self) -> Node:
        """The newer node, or the older one of what was dropped."""
        node = self.newer or self.older
        assert node is not None  # noqa: S101 -- a change has one of them
        return node

    @property
    def entry(self) -> dict[str, object]:
        """The change as a crosswalk keeps it."""
        return {
            "from": self.older.code if self.older else "",
            "to": self.newer.code if self.newer else "",
            "kind": self.kind,
            "comparable": self.comparable,
            "reason": self.reason,
        }


def difference(older: Document, newer: Document) -> list[Change]:
    """Every node of both, in the order of the newer, then what was dropped."""
    before, after = Tree(older), Tree(newer)
    pairs = _pairs(before, after)
    matched = set(pairs.values())
    changes = [
        _changed(before.node(pairs[node.code]), node)
        if node.code in pairs
        else Change(None, node, "new", False, gettext("Tidak ada padanan lama."))  # noqa: FBT003
        for node in after.nodes
    ]
    dropped = [node for node in before.nodes if node.code not in matched]
    return changes + [
        Change(node, None, "dropped", False, gettext("Tidak ada padanan baru."))  # noqa: FBT003
        for node in dropped
    ]


def leaf_entries(older: Document, newer: Document) -> list[dict[str, object]]:
    """The entries of a crosswalk before anybody judged it: leaves only."""
    changes = difference(older, newer)
    return [change.entry for change in changes if change.node.is_leaf]


def _pairs(before: Tree, after: Tree) -> dict[str, str]:
    """Newer code to older code: same code, same root, or the same question."""
    pairs = {node.code: node.code for node in after.nodes if node.code in before}
    pairs.setdefault(after.root.code, before.root.code)
    free = {
        node.item.question: node.code
        for node in before.items
        if node.item and node.item.question and node.code not in after
    }
    for node in after.items:
        if node.code not in pairs and node.item and node.item.question in free:
            pairs[node.code] = free.pop(node.item.question)
    return pairs


def _changed(older: Node, newer: Node) -> Change:
    details = list(_details(older, newer))
    if older.kind != newer.kind:
        reason = gettext("Cara menilainya lain.")
        return Change(older, newer, "reworded", False, reason, details)  # noqa: FBT003
    if older.scale != newer.scale:
        reason = gettext("Skala berubah dari %(old)s ke %(new)s.") % {
            "old": _range(older.scale),
            "new": _range(newer.scale),
        }
        return Change(older, newer, "reworded", False, reason, details)  # noqa: FBT003
    return _same_measure(older, newer, details)


def _same_measure(older: Node, newer: Node, details: list[Detail]) -> Change:
    changed = {detail.path.split(" ")[0] for detail in details}
    kind: Kind = "reworded" if changed - {"weight", "applies"} else "equal"
    measured = {"levels", "attendance", "external", "aggregation", "question"}
    if changed & measured:
        reason = gettext("Yang diukur mungkin berubah: perlu diperiksa seseorang.")
        return Change(older, newer, kind, False, reason, details)  # noqa: FBT003
    reason = gettext("Isi sama.") if not changed else gettext("Yang diukur tetap sama.")
    return Change(older, newer, kind, True, reason, details)  # noqa: FBT003


def _range(scale: Scale) -> str:
    return f"{plain(scale.min)}–{plain(scale.max)}"


def _details(older: Node, newer: Node) -> Iterator[Detail]:
    old, new = dict(_fields(older)), dict(_fields(newer))
    for path in [*new, *(path for path in old if path not in new)]:
        if old.get(path, "") != new.get(path, ""):
            yield Detail(path, old.get(path, ""), new.get(path, ""))


def _fields(node: Node) -> Iterator[tuple[str, str]]:
    """Everything that can differ, as texts by the name of the field."""
    for name, text in (
        ("title", node.title),
        ("guidance", node.guidance),
        ("not_asked", node.not_asked),
    ):
        yield f"{name} id", text.id
        yield f"{name} en", text.en
    yield "weight", "" if node.weight is None else plain(node.weight)
    yield "applies", node.applies
    yield "missing", node.missing
    yield "confidence", node.confidence
    yield "source", node.source
    yield "scale", _range(node.scale)
    if node.children:
        yield "aggregation", node.aggregation.model_dump_json(exclude_defaults=True)
    if node.attendance:
        yield "attendance", node.attendance.model_dump_json(exclude_defaults=True)
    if node.external:
        yield "external", node.external.model_dump_json(exclude_defaults=True)
    if node.item:
        yield from _item_fields(node)


def _item_fields(node: Node) -> Iterator[tuple[str, str]]:
    if not node.item:
        return
    yield "question id", node.item.question.id
    yield "question en", node.item.question.en
    for level in node.item.levels:
        value = plain(level.value)
        yield f"levels {value} id", level.descriptor.id
        yield f"levels {value} en", level.descriptor.en
        yield f"evidence {value} id", level.evidence.id
        yield f"evidence {value} en", level.evidence.en
