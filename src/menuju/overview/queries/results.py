"""What a region's people may already read of its results."""

from collections.abc import Iterable
from dataclasses import dataclass

from menuju.instruments.models.document import Scale
from menuju.instruments.queries import tree_of
from menuju.results.models import RegionResult
from menuju.results.queries.releases import peers_of


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A published result; ``peers`` counts the regions with a score in its release."""

    result: RegionResult
    scale: Scale
    peers: int


def latest_results(regions: Iterable[str]) -> list[ResultLine]:
    """The published results of these regions, newest first."""
    results = list(
        RegionResult.objects.filter(
            participation__region__in=regions, release__published_at__isnull=False
        )
        .select_related(
            "participation__round__instrument_version", "participation__region"
        )
        .order_by("-participation__round__year", "participation__region")
    )
    peers = peers_of({each.release_id for each in results})
    return [
        ResultLine(
            each,
            tree_of(each.participation.round.instrument_version).scale,
            peers.get(each.release_id, 0),
        )
        for each in results
    ]
