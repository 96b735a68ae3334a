"""What a region's people may already read of its results."""

from collections.abc import Iterable

from menuju.results.models import RegionResult
from menuju.results.queries.lines import ResultLine, lines_of


def latest_results(regions: Iterable[str]) -> list[ResultLine]:
    """The published results of these regions, newest first."""
    return lines_of(
        RegionResult.objects.filter(
            participation__region__in=regions, release__published_at__isnull=False
        )
        .select_related(
            "participation__round__instrument_version", "participation__region"
        )
        .order_by("-participation__round__year", "participation__region")
    )
