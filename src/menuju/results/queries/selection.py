"""The rules of a round's selection, and where they put each region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from menuju.instruments.models.rules import holds
from menuju.regions.models import IslandGroup, Province, Region
from menuju.regions.queries import facts_of
from menuju.results.models import Release, SelectionRules
from menuju.results.queries.compute import sha256_of
from menuju.rounds.models import Participation, Round
from menuju.scoring.selection.quota import GroupKind, Groups, Minimum, Quota, Ties
from menuju.scoring.selection.rule import Selection, Standing, select

LEVELS: Mapping[str, GroupKind] = {
    "island_group": "outer",
    "province": "inner",
    "kind": "kind",
}
"""The groups of a minimum, as the engine knows them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules that a selection goes by. Without a record: the round's quota, nothing else."""

    places: int
    reserves: int = 0
    series_places: int | None = None
    minima: tuple[Mapping[str, Any], ...] = ()
    gates: tuple[Mapping[str, Any], ...] = ()
    ties: str = SelectionRules.Ties.PEOPLE
    record: SelectionRules | None = None

    @property
    def is_default(self) -> bool:
        """Whether nobody wrote rules for this round."""
        return self.record is None

    @property
    def is_published(self) -> bool:
        """Whether the rules stand and can no longer change."""
        return bool(self.record and self.record.published_at)

    @property
    def quota(self) -> Quota:
        """The same for the engine."""
        minima = tuple(
            Minimum(LEVELS[each["group"]], each["key"], each["places"])
            for each in self.minima
        )
        return Quota(self.places, minima, cast("Ties", str(self.ties)), self.reserves)

    @property
    def document(self) -> dict[str, Any]:
        """What the digest covers."""
        return {
            "places": self.places,
            "reserves": self.reserves,
            "series_places": self.series_places,
            "minima": [dict(each) for each in self.minima],
            "gates": [dict(each) for each in self.gates],
            "ties": str(self.ties),
        }

    @property
    def digest(self) -> str:
        """The SHA-256 of the rules."""
        return sha256_of(self.document)


def terms_from(rules: SelectionRules) -> Terms:
    """A record of rules as terms."""
    return Terms(
        places=rules.places,
        reserves=rules.reserves,
        series_places=rules.series_places,
        minima=tuple(rules.minima),
        gates=tuple(rules.gates),
        ties=rules.ties,
        record=rules,
    )


def terms_of(round_: Round) -> Terms:
    """The published rules of a round; else its newest draft; else its quota alone."""
    versions = list(round_.selection_rules.select_related("made_by__person"))
    published = [each for each in versions if each.published_at]
    newest = (published or versions)[:1]
    return terms_from(newest[0]) if newest else Terms(places=round_.quota)


def pages_open(round_: Round) -> dict[str, bool]:
    """Which pages of a selection there are by now: no link leads to a refusal."""
    rules = SelectionRules.objects.filter(
        round=OuterRef("pk"), published_at__isnull=False
    )
    releases = Release.objects.filter(round=OuterRef("pk"))
    pages = Round.objects.annotate(decision=Exists(releases), policy=~Exists(rules))
    found = pages.values("decision", "policy").get(pk=round_.pk)
    return {name: bool(is_open) for name, is_open in found.items()}


def groups_of(regions: Sequence[Region]) -> Groups:
    """The groups that minima may speak of; each region with its province."""
    return Groups(
        [region.province.island_group for region in regions],
        [region.province_id for region in regions],
        [region.kind for region in regions],
    )


def passes(terms: Terms, regions: Sequence[Region]) -> list[bool]:
    """Who passes every gate. A gate about an unknown fact keeps nobody out."""
    return [failed_gate(terms, region) is None for region in regions]


def failed_gate(terms: Terms, region: Region) -> Mapping[str, Any] | None:
    """The first gate that a region does not pass."""
    if not terms.gates:
        return None
    facts = facts_of(region)
    failed = (gate for gate in terms.gates if holds(gate["rule"], facts) is False)
    return next(failed, None)


def selection_of(
    terms: Terms, regions: Sequence[Region], scores: Sequence[float | None]
) -> Selection:
    """Where the rules put each region. Equals are taken in the order they are given."""
    values = [float("nan") if score is None else score for score in scores]
    return select(values, terms.quota, groups_of(regions), passes(terms, regions))


def reason_of(
    terms: Terms, region: Region, standing: Standing, minimum: int, reserve: int
) -> str:
    """Why a region stands where it stands, in words."""
    if standing == Standing.GATED:
        gate = failed_gate(terms, region)
        return in_language(gate["reason"]) if gate else ""
    if standing == Standing.LIFTED and minimum >= 0:
        names = {region.province_id: region.province.name}
        return _("masuk oleh minimum %(minimum)s") % {
            "minimum": minimum_words(terms.minima[minimum], names)
        }
    if reserve and standing != Standing.DISPLACED:
        return _("cadangan %(number)s, menurut urutan nilai") % {"number": reserve}
    return {
        Standing.IN: _("di dalam garis menurut urutan nilai"),
        Standing.LIFTED: _("masuk oleh minimum kelompok"),
        Standing.BORDER: _("nilainya sama di garis kuota; orang memutuskan"),
        Standing.DISPLACED: _("memberi tempat bagi minimum suatu kelompok"),
        Standing.OUT: _("di luar garis menurut urutan nilai"),
        Standing.UNKNOWN: _("belum ada nilai"),
    }.get(standing, "")


def in_language(texts: Mapping[str, str]) -> str:
    """A text kept per language, in the reader's."""
    return texts.get((get_language() or "id")[:2]) or texts.get("id", "")


def minimum_words(minimum: Mapping[str, Any], provinces: Mapping[str, str]) -> str:
    """A minimum in words: "Maluku dan Papua: sedikitnya 3"."""
    return _("%(group)s: sedikitnya %(places)s") % {
        "group": group_words(minimum["group"], minimum["key"], provinces),
        "places": minimum["places"],
    }


def ties_words(terms: Terms) -> str:
    """What happens to equal scores at the line."""
    return str(SelectionRules.Ties(terms.ties).label)


def group_words(group: str, key: str, provinces: Mapping[str, str]) -> str:
    """The name of a group that a minimum speaks of; ``provinces`` are names by code."""
    if group == "island_group" and key in IslandGroup.values:
        return str(IslandGroup(key).label)
    if group == "kind" and key in Region.Kind.values:
        return str(Region.Kind(key).label)
    return _("provinsi %(key)s") % {"key": provinces.get(key, key)}


def province_names() -> dict[str, str]:
    """The names of the provinces by code."""
    return dict(Province.objects.values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Series:
    """The places that the rounds of a series share: how many are given, and left."""

    name: str
    total: int | None
    taken: int
    withdrawn: int
    rounds: list[tuple[int, int]]
    """Year and number of places given, oldest first."""

    @property
    def left(self) -> int | None:
        """What the earlier rounds leave to this one."""
        return None if self.total is None else self.total - self.taken


def series_of(round_: Round, terms: Terms) -> Series | None:
    """What earlier rounds of the same series took; None if the round is in no series."""
    if not round_.series:
        return None
    outcomes = Participation.Outcome
    given = (outcomes.SELECTED, outcomes.SELECTED_WITHDRAWN)
    rows = Participation.objects.filter(
        round__series=round_.series,
        round__phase_number__lt=round_.phase_number,
        outcome__in=given,
    ).values_list("round__year", "outcome")
    by_year: dict[int, int] = {}
    withdrawn = 0
    for year, outcome in rows.order_by("round__phase_number"):
        by_year[year] = by_year.get(year, 0) + 1
        withdrawn += outcome == outcomes.SELECTED_WITHDRAWN
    return Series(
        round_.series,
        terms.series_places,
        sum(by_year.values()),
        withdrawn,
        list(by_year.items()),
    )
