"""A region's published scores, round by round, each with its scale and its peers."""

from collections.abc import Iterable
from dataclasses import dataclass

from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import tree_of
from menuju.results.models import RegionResult
from menuju.results.queries.releases import peers_of
from menuju.rounds.models import Participation, Round


@dataclass(frozen=True, slots=True)
class Attempt:
    """One published result; ``peers`` counts the regions with a score in its release."""

    result: RegionResult
    tree: Tree
    peers: int

    @property
    def participation(self) -> Participation:
        return self.result.participation

    @property
    def round(self) -> Round:
        return self.participation.round

    def value(self, code: str) -> float | None:
        """The value of a node on the tree's scale; None if unknown or not in the tree."""
        held = self.result.nodes.get(code)
        return held["value"] if held else None


def attempts_of(took_part: Iterable[Participation]) -> list[Attempt]:
    """The latest published result of each of these participations, oldest round first."""
    results = (
        RegionResult.objects.filter(
            participation__in=took_part, release__published_at__isnull=False
        )
        .select_related("participation__round__instrument_version__instrument")
        .order_by("participation__round__year", "release__computed_at")
    )
    latest = {each.participation_id: each for each in results}
    peers = peers_of(each.release_id for each in latest.values())
    return [
        Attempt(
            each,
            tree_of(each.participation.round.instrument_version),
            peers.get(each.release_id, 0),
        )
        for each in latest.values()
    ]
