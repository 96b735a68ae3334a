"""The list of regions: found, filtered, counted per province."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from menuju.audit.models import Provenance
from menuju.portal.access import published_rounds
from menuju.portal.queries.rounds import SELECTED
from menuju.regions.models import Province, Region
from menuju.regions.queries import Found, current, search
from menuju.results.models import PublishedResult
from menuju.rounds.models import Participation

PER_PAGE = 50
EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked of the list; empty fields ask nothing."""

    words: str = ""
    province: str = ""
    island_group: str = ""
    round: str = ""
    outcome: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One region of the list: its outcomes, oldest first, and its latest figure."""

    region: Region
    outcomes: list[Participation]
    latest: PublishedResult | None


@dataclass(frozen=True, slots=True)
class Listing:
    lines: list[Line]
    page: "Page[Region]"
    found: Found | None
    total: int


def listing(wanted: Wanted) -> Listing:
    """One page of the regions that fit, with their outcomes and latest figures."""
    found = search(wanted.words, limit=600) if wanted.words.strip() else None
    regions = _fitting(wanted)
    if found is not None:
        regions = regions.filter(pk__in=[region.pk for region in found.regions])
    page = Paginator(regions, PER_PAGE).get_page(wanted.page)
    return Listing(
        lines=_lines(list(page.object_list)),
        page=page,
        found=found,
        total=page.paginator.count,
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """How many regions of each province were ever selected; provinces without any too."""

    counts: dict[str, int]

    @property
    def some(self) -> int:
        """Provinces with at least one selected region."""
        return sum(count > 0 for count in self.counts.values())

    @property
    def all(self) -> int:
        return len(self.counts)


def spread() -> Spread:
    """The selected regions over the provinces; a simulated selection does not count."""
    chosen = Participation.objects.filter(
        round__in=published_rounds(), outcome__in=SELECTED
    ).exclude(outcome_provenance=Provenance.SIMULATED)
    pairs = chosen.order_by().values_list("region__province", "region").distinct()
    counts = Counter(province for province, _ in pairs)
    codes = Province.objects.values_list("pk", flat=True)
    return Spread({code: counts[code] for code in codes})


def provinces() -> QuerySet[Province]:
    """Provinces for the filter, by name."""
    return Province.objects.order_by("name")


def _fitting(wanted: Wanted) -> QuerySet[Region]:
    regions = current(timezone.localdate()).select_related("province")
    if wanted.province:
        regions = regions.filter(province=wanted.province)
    if wanted.island_group:
        regions = regions.filter(province__island_group=wanted.island_group)
    if wanted.round or wanted.outcome:
        took_part = Participation.objects.filter(round__in=published_rounds())
        if wanted.round:
            took_part = took_part.filter(round__code=wanted.round)
        if wanted.outcome:
            took_part = took_part.filter(outcome=wanted.outcome)
        regions = regions.filter(pk__in=took_part.values("region"))
    return regions.order_by("province__code", "short_name", "code")


def _lines(regions: list[Region]) -> list[Line]:
    outcomes: dict[str, list[Participation]] = {}
    for each in _outcomes(regions):
        outcomes.setdefault(each.region_id, []).append(each)
    figures = PublishedResult.objects.filter(region__in=regions, measure=EVALUATION)
    latest = {each.region_id: each for each in figures.order_by("year", "pk")}
    return [
        Line(region, outcomes.get(region.pk, []), latest.get(region.pk))
        for region in regions
    ]


def _outcomes(regions: Iterable[Region]) -> QuerySet[Participation]:
    return (
        Participation.objects.filter(region__in=regions, round__in=published_rounds())
        .exclude(outcome="")
        .select_related("round")
        .order_by("round__year")
    )
