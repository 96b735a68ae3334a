"""Reading the inputs of a round, frozen or as they are now: from texts to leaves."""

from collections.abc import Mapping
from typing import Any

from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import Presence, attendance_result


def leaves_of(
    tree: Tree, given: Mapping[str, Any], levels: str = "levels"
) -> dict[str, float | None]:
    """A region's leaves, on their own scales; ``levels`` is that or "adjusted"."""
    figures, agreed = given.get("figures", {}), given.get(levels, {})
    known = {leaf.code: _float(agreed.get(leaf.code)) for leaf in tree.items}
    for leaf in tree.leaves:
        if leaf.external:
            known[leaf.code] = _float(figures.get(leaf.external.figure))
        elif leaf.attendance:
            known[leaf.code] = attendance_result(leaf, presences_of(given)).level
    return known


def presences_of(given: Mapping[str, Any]) -> list[Presence]:
    """Who came, as the inputs hold it."""
    return [Presence(**presence) for presence in given.get("attendance") or []]


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)
