"""Results in a list: a score never stands without its scale, version, year and peers."""

from collections.abc import Iterable
from dataclasses import dataclass

from menuju.instruments.models.document import Scale
from menuju.instruments.queries import tree_of
from menuju.results.models import RegionResult
from menuju.results.queries.releases import peers_of


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result; ``peers`` counts the regions with a score in its release."""

    result: RegionResult
    scale: Scale
    peers: int


def lines_of(results: Iterable[RegionResult]) -> list[ResultLine]:
    """The results in the order given, with one query for the peers of all."""
    results = list(results)
    peers = peers_of({each.release_id for each in results}) if results else {}
    return [
        ResultLine(
            each,
            tree_of(each.participation.round.instrument_version).scale,
            peers.get(each.release_id, 0),
        )
        for each in results
    ]
