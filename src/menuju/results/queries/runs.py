"""A dry run as rows, by name."""

from dataclasses import dataclass
from typing import Any

from menuju.regions.models import Region
from menuju.results.models import DryRun
from menuju.results.queries.selection import Terms, reason_of, terms_from
from menuju.scoring.selection.rule import SELECTED, Standing


@dataclass(frozen=True, slots=True)
class RunRow:
    """A region in a dry run."""

    region: Region
    score: float | None
    position: int | None
    selected: bool
    reserve: int
    why: str


def run_page(run: DryRun) -> list[RunRow]:
    """Every region of a dry run, by name."""
    held: dict[str, dict[str, Any]] = run.outcome
    regions = Region.objects.filter(pk__in=list(held)).select_related("province")
    return [
        _row(run, region, held[region.pk])
        for region in regions.order_by("short_name", "pk")
    ]


def _row(run: DryRun, region: Region, held: dict[str, Any]) -> RunRow:
    standing = Standing(held["standing"])
    reserve = held.get("reserve", 0)
    terms = terms_from(run.rules) if run.rules else Terms(places=1)
    why = reason_of(terms, region, standing, -1, reserve)
    return RunRow(
        region, held["score"], held["position"], standing in SELECTED, reserve, why
    )
