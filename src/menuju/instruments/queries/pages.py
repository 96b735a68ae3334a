"""What the pages about instruments show."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from menuju.instruments.models import Crosswalk, Version
from menuju.instruments.models.checks import problems
from menuju.instruments.models.problems import Problem
from menuju.instruments.models.rules import Fact, holds
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries.difference import leaf_entries
from menuju.instruments.queries.trees import applicability, document_of


@dataclass(frozen=True, slots=True)
class Line:
    """A node on a page, with its share of the whole (0 to 1)."""

    node: Node
    share: Decimal
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A node as a region sees it: asked, or why not."""

    node: Node
    is_asked: bool
    reason: str


def lines(tree: Tree, found: list[Problem] | None = None) -> list[Line]:
    """Every node in reading order, each with the problems that were found at it."""
    return [
        Line(
            node,
            tree.effective_weight(node.code),
            tuple(p for p in found or () if p.node == node.code),
        )
        for node in tree.nodes
    ]


def problems_of(version: Version) -> list[Problem]:
    """What must be mended before the version can be published."""
    return problems(document_of(version))


def others(version: Version, among: QuerySet[Version]) -> QuerySet[Version]:
    """The versions it can be compared with: the same instrument's, newest first."""
    return (
        among.filter(instrument=version.instrument)
        .exclude(pk=version.pk)
        .order_by("-label")
    )


def crosswalk_of(older: Version, newer: Version) -> Crosswalk | None:
    """The crosswalk that was drawn for this pair, if any."""
    return (
        Crosswalk.objects.filter(older=older, newer=newer)
        .select_related("confirmed_by__person")
        .first()
    )


def entries_of(older: Version, newer: Version) -> list[dict[str, Any]]:
    """What became of each leaf: as a person confirmed it, else as the texts tell."""
    held = crosswalk_of(older, newer)
    if held:
        return list(held.entries)
    return leaf_entries(document_of(older), document_of(newer))


def asked_of(tree: Tree, facts: Mapping[str, Fact]) -> list[Asked]:
    """Every node as a region with these facts sees it."""
    asked = applicability(tree, facts)
    return [_asked(tree, node, facts, asked) for node in tree.nodes]


def _asked(
    tree: Tree, node: Node, facts: Mapping[str, Fact], asked: dict[str, bool]
) -> Asked:
    if asked[node.code]:
        unknown = node.applies and holds(node.applies, facts) is None
        reason = gettext(
            "Data daerah untuk aturannya belum ada, jadi tetap ditanyakan."
        )
        return Asked(node, is_asked=True, reason=reason if unknown else "")
    for step in reversed(tree.path(node.code)):
        if step.applies and holds(step.applies, facts) is False:
            words = str(step.not_asked) or gettext("Aturannya: %s") % step.applies
            return Asked(node, is_asked=False, reason=words)
    reason = gettext("Tidak ada bagiannya yang ditanyakan.")
    return Asked(node, is_asked=False, reason=reason)
