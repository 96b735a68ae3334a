"""Edits of a draft's tree: one node changed, added, removed or moved at a time.

Each takes the edition that the person had open, so that nobody overwrites what somebody
else saved in between (``StaleEdition``).
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from menuju.accounts.models import User
from menuju.instruments.actions.versions import save_draft
from menuju.instruments.models import Version
from menuju.instruments.models.document import Document, Spec
from menuju.instruments.queries.documents import parsed

Content = dict[str, Any]
UP, DOWN = "up", "down"
STARTS: dict[str, Content] = {
    "group": {},
    "item": {"item": {}},
    "attendance": {"attendance": {"points": "0"}},
    "external": {"external": {"figure": ""}},
}
"""What a new node of each kind begins with."""


def edit_document(
    version: Version, changes: Content, *, edition: int, by: User
) -> Version:
    """Change title, source or scale of the whole draft."""

    def change(content: Content) -> None:
        content.update(changes)

    return _edit(version, change, edition, by)


def edit_node(
    version: Version, code: str, spec: Content, *, by: User, edition: int
) -> Version:
    """Replace what a node says; its children stay. ``spec`` may give it a new code."""

    def change(content: Content) -> None:
        holder, index = _find(content, code)
        children = holder[index].get("children")
        if spec["code"] != code and _codes(content).count(spec["code"]):
            raise ValidationError({"code": gettext("Kode ini sudah dipakai.")})
        holder[index] = {**spec, **({"children": children} if children else {})}

    return _edit(version, change, edition, by)


def add_node(
    version: Version, parent: str, spec: Content, *, by: User, edition: int
) -> Version:
    """Add a node as the last child of ``parent``, which must not be a leaf."""

    def change(content: Content) -> None:
        holder, index = _find(content, parent)
        if any(kind in holder[index] for kind in ("item", "attendance", "external")):
            raise ValidationError(gettext("Butir tidak dapat memuat bagian lain."))
        if spec["code"] in _codes(content):
            raise ValidationError({"code": gettext("Kode ini sudah dipakai.")})
        holder[index].setdefault("children", []).append(spec)

    return _edit(version, change, edition, by)


def remove_node(version: Version, code: str, *, edition: int, by: User) -> Version:
    """Take a node and everything below it out of the draft. The root stays."""

    def change(content: Content) -> None:
        holder, index = _find(content, code)
        if holder is content:
            raise ValidationError(gettext("Akar tidak dapat dihapus."))
        del holder[index]

    return _edit(version, change, edition, by)


def move_node(
    version: Version, code: str, to: str, *, by: User, edition: int
) -> Version:
    """Move a node among its siblings (``up``, ``down``), or under the group ``to``."""

    def change(content: Content) -> None:
        holder, index = _find(content, code)
        if holder is content:
            raise ValidationError(gettext("Akar tidak dapat dipindah."))
        if to in {UP, DOWN}:
            target = index + (1 if to == DOWN else -1)
            if 0 <= target < len(holder):
                holder[index], holder[target] = holder[target], holder[index]
            return
        node = holder.pop(index)
        if to in _codes({"root": node}):
            raise ValidationError(gettext("Bagian tidak dapat masuk ke dirinya."))
        above, place = _find(content, to)
        above[place].setdefault("children", []).append(node)

    return _edit(version, change, edition, by)


def _edit(
    version: Version, change: Callable[[Content], None], edition: int, by: User
) -> Version:
    content = _written(version)
    change(content)
    document, found = parsed(content)
    if document is None:
        raise ValidationError(
            [f"{problem.message} {problem.mend}" for problem in found]
        )
    return save_draft(version, document, edition=edition, by=by)


def _written(version: Version) -> Content:
    """A copy of the stored content that may be changed."""
    content: Content = Document.model_validate(version.document).content
    return content


def _find(content: Content, code: str) -> tuple[Any, Any]:
    """The list (or document) that holds a node, and its place in it."""
    if content["root"]["code"] == code:
        return content, "root"
    waiting = [content["root"]]
    while waiting:
        children = waiting.pop().get("children", [])
        for index, child in enumerate(children):
            if child["code"] == code:
                return children, index
        waiting += children
    raise ValidationError(gettext("Bagian '%s' tidak ada lagi.") % code)


def _codes(content: Content) -> list[str]:
    found: list[str] = []
    waiting = [content["root"]]
    while waiting:
        node = waiting.pop()
        found.append(node["code"])
        waiting += node.get("children", [])
    return found


def started(kind: str, code: str, title: Content) -> Content:
    """A new node of a kind, as content."""
    spec = Spec.model_validate({"code": code, "title": title, **STARTS[kind]})
    content: Content = spec.model_dump(
        mode="json", by_alias=True, exclude_defaults=True
    )
    return content
