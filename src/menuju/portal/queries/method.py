"""The published instruments, and the numbers of the front page."""

from dataclasses import dataclass
from decimal import Decimal

from menuju.instruments.models import Version
from menuju.instruments.models.tree import Node, Tree
from menuju.portal.queries.rounds import RoundCard, round_cards
from menuju.regions.models import Region
from menuju.results.models import PublishedResult


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node of an instrument with its share of the whole."""

    node: Node
    share: Decimal


@dataclass(frozen=True, slots=True)
class Front:
    """The front page in numbers."""

    rounds: list[RoundCard]
    regions: int
    figures: int

    @property
    def selections(self) -> int:
        return sum(card.selected for card in self.rounds)


def published_versions() -> list[Version]:
    """Published versions, by instrument and label."""
    return list(
        Version.objects.filter(status=Version.Status.PUBLISHED).select_related(
            "instrument"
        )
    )


def lines(tree: Tree) -> list[NodeLine]:
    """The nodes below the root, in reading order."""
    return [NodeLine(node, tree.effective_weight(node.code)) for node in tree.nodes[1:]]


def front() -> Front:
    """What the front page counts."""
    return Front(
        rounds=round_cards(),
        regions=Region.objects.count(),
        figures=PublishedResult.objects.count(),
    )
