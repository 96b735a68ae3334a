"""The published instruments, and the numbers of the front page."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from menuju.audit.models import Provenance
from menuju.instruments.models import Version
from menuju.instruments.models.tree import Node, Tree
from menuju.portal.access import published_rounds
from menuju.portal.queries.rounds import RoundCard, round_cards
from menuju.regions.models import Region
from menuju.results.models import PublishedResult
from menuju.rounds.models import Participation


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
    story: list[Participation]

    @property
    def told(self) -> list[RoundCard]:
        """The rounds that took place; practice rounds are shown, but never counted."""
        return [card for card in self.rounds if not card.round.is_simulated]

    @property
    def selections(self) -> int:
        return sum(card.selected for card in self.told)


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
        story=longest_story(),
    )


def longest_story() -> list[Participation]:
    """The published rounds of the region whose way tells most, oldest first.

    That is the region with the most outcomes that are not simulated, if it came back at
    least once; otherwise there is no story to tell, and the list is empty.
    """
    known = Participation.objects.filter(round__in=published_rounds())
    known = known.exclude(outcome="").exclude(outcome_provenance=Provenance.SIMULATED)
    counted = known.order_by().values("region").annotate(n=Count("pk"))
    most = counted.filter(n__gt=1).order_by("-n", "region").first()
    if most is None:
        return []
    told = known.filter(region=most["region"]).select_related("round", "region")
    return list(told.order_by("round__year"))
