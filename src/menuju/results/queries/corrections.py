"""What the correction for the assessors' severity does to each region of a release."""

from dataclasses import dataclass

from menuju.results.models import RegionResult, Release


@dataclass(frozen=True, slots=True)
class Correction:
    """A region's two scores; ``change`` is the adjusted one less the raw one."""

    result: RegionResult
    change: float | None


def corrections_of(release: Release) -> list[Correction]:
    """Every region by name; empty where severity could not be told."""
    rows = release.results.select_related("participation__region")
    found = list(rows.order_by("participation__region__name"))
    if all(row.adjusted_score is None for row in found):
        return []
    return [Correction(row, _change(row)) for row in found]


def _change(row: RegionResult) -> float | None:
    if row.adjusted_score is None or row.raw_score is None:
        return None
    return row.adjusted_score - row.raw_score
