"""The selection board: zones of certainty, the rows around the quota line, spread, doubt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from menuju.regions.models import IslandGroup
from menuju.results.models import Decision, Release, Simulation
from menuju.results.queries.decisions import (
    Line,
    Place,
    choice_of,
    line_of,
    placed,
    results_of,
)
from menuju.results.queries.selection import Terms
from menuju.results.queries.severity import severity_words
from menuju.results.queries.simulation import moved_sides
from menuju.results.queries.texts import NEVER, SURE
from menuju.rounds.models import Participation
from menuju.scoring.selection.rule import Standing

NEIGHBOURS = 2
"""Firm rows shown on each side of the thin zone."""
MOST = 20
"""Rows shown on each side of the line."""
LETTERS = {"head": "K", "deputy": "W", "secretary": "S"}


class Zone(StrEnum):
    """How sure a region's side of the line is."""

    IN = "dalam"
    THIN = "tipis"
    OUT = "luar"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One office of the attendance rule: who came for it."""

    letter: str
    office: str
    status: str


@dataclass(frozen=True, slots=True)
class Row:
    """A region on the board. What the simulation says is None before it ran."""

    place: Place
    zone: Zone
    low: float | None
    high: float | None
    chance: float | None
    error: float | None
    moves: bool
    attempts: list[tuple[int, str]]
    presences: list[Glyph]

    @property
    def status(self) -> str:
        """The proposal as the status tag names it."""
        if self.place.selected:
            return "selected_thin" if self.zone == Zone.THIN else "selected"
        return "reserve" if self.place.reserve else "not_selected"

    @property
    def percent(self) -> float:
        """The chance for the bar, 0 to 100."""
        return 100 * (self.chance or 0.0)


@dataclass(frozen=True, slots=True)
class Spread:
    """One island group: how many are chosen of how many that took part."""

    name: str
    chosen: int
    all: int
    share: float
    """Of the chosen, in per cent of the largest bar."""
    mark: float
    """Where its share of those who took part would be."""


@dataclass(frozen=True)
class Board:
    """Everything the board shows."""

    release: Release
    terms: Terms
    decision: Decision | None
    simulation: Simulation | None
    rows: list[Row]
    line: Line
    scale: tuple[float, float]

    def count(self, zone: Zone) -> int:
        """How many regions lie in a zone."""
        return sum(row.zone == zone for row in self.rows)

    @property
    def firm_in(self) -> int:
        return self.count(Zone.IN)

    @property
    def thin(self) -> int:
        return self.count(Zone.THIN)

    @property
    def firm_out(self) -> int:
        return self.count(Zone.OUT)

    @property
    def contested(self) -> int:
        """The places that the thin zone is about."""
        return max(0, self.terms.places - self.firm_in)

    @property
    def moved(self) -> int:
        """How many change sides in a scenario."""
        return sum(row.moves for row in self.rows)

    @property
    def departures(self) -> list[Row]:
        """Those whom people put elsewhere than the rules do."""
        return [row for row in self.rows if row.place.departs]

    @property
    def scenarios(self) -> int:
        """How many scenarios there are besides the official order."""
        return max(0, len(self.simulation.scenarios) - 1) if self.simulation else 0

    @property
    def severity(self) -> str:
        """What the simulation says of the assessors' severity."""
        return severity_words(self.simulation.settings) if self.simulation else ""

    @property
    def is_outdated(self) -> bool:
        """Whether the rules changed since the simulation."""
        made = self.simulation
        return bool(made and made.settings.get("rules") != self.terms.digest)

    @property
    def cut(self) -> float | None:
        """The threshold: halfway between the last score inside and the first outside."""
        inside, outside = self.line.last_within, self.line.first_outside
        if inside is None or outside is None:
            return None
        return (inside + outside) / 2

    @property
    def is_gap_small(self) -> bool | None:
        """Whether the gap at the line is smaller than the doubt of the two beside it."""
        gap = self.line.gap
        edge = [*self.by_order(within=True)[-1:], *self.by_order(within=False)[:1]]
        widths = [
            (row.high - row.low) / 2
            for row in edge
            if row.low is not None and row.high is not None
        ]
        return gap < min(widths) if gap is not None and len(widths) > 1 else None

    def side(self, *, within: bool) -> list[Row]:
        """One side of the line, highest score first."""
        rows = [row for row in self.rows if row.place.within is within]
        return sorted(rows, key=order)

    def by_order(self, *, within: bool) -> list[Row]:
        """The same without those whom minima or gates moved across the line."""
        moved = {Standing.LIFTED, Standing.DISPLACED, Standing.GATED, Standing.UNKNOWN}
        rows = self.side(within=within)
        return [row for row in rows if row.place.standing not in moved]

    def shown(self, *, within: bool) -> list[Row]:
        """The rows of a side that lie near the line: the thin zone and two firm ones."""
        side = self.side(within=within)
        if within:
            side = side[::-1]
        firm = Zone.IN if within else Zone.OUT
        near = [row for row in side if row.zone != firm]
        beyond = [row for row in side if row.zone == firm][:NEIGHBOURS]
        found = sorted([*near[: MOST - NEIGHBOURS], *beyond], key=order)
        return found or sorted(side[:NEIGHBOURS], key=order)

    @property
    def inseparable(self) -> list[str]:
        """The largest group across the line that no draw surely tells apart, by name."""
        groups = self.simulation.groups if self.simulation else []
        inside = {row.place.code for row in self.by_order(within=True)}
        outside = {row.place.code for row in self.rows if not row.place.within}
        across = [g for g in groups if inside & set(g) and outside & set(g)]
        largest = set(max(across, key=len, default=[]))
        regions = [row.place.result.participation.region for row in self.rows]
        return sorted(each.short_name for each in regions if each.pk in largest)

    @property
    def axis(self) -> tuple[float, float]:
        """The ends of the bars: all that is shown, to the next tenth."""
        shown = [*self.shown(within=True), *self.shown(within=False)]
        ends = [
            value
            for row in shown
            for value in (row.low, row.high, row.place.result.score)
            if value is not None
        ]
        if not ends:
            return self.scale
        low, high = int(min(ends) * 10) / 10, (int(max(ends) * 10) + 1) / 10
        return max(low, self.scale[0]), min(high, self.scale[1])

    @property
    def spread(self) -> list[Spread]:
        """The chosen by island group, beside those who took part."""
        groups = [
            row.place.result.participation.region.province.island_group
            for row in self.rows
        ]
        everyone = Counter(groups)
        chosen = Counter(
            group
            for group, row in zip(groups, self.rows, strict=True)
            if row.place.selected
        )
        total = max(1, chosen.total())
        shares = {
            group: (chosen[group] / total, everyone[group] / len(self.rows))
            for group in everyone
        }
        most = max((max(pair) for pair in shares.values()), default=1) or 1
        return [
            Spread(
                str(IslandGroup(group).label),
                chosen[group],
                everyone[group],
                100 * shares[group][0] / most,
                100 * shares[group][1] / most,
            )
            for group in IslandGroup.values
            if group in everyone
        ]


def board_of(
    release: Release, terms: Terms, scale: tuple[float, float], *, is_told: bool
) -> Board:
    """The board of a release; ``is_told``: the reader may know what is proposed."""
    decision = Decision.objects.filter(release=release).first() if is_told else None
    choice = choice_of(decision) if decision else None
    places = placed(results_of(release), terms, choice)
    simulation = Simulation.objects.filter(release=release).first()
    return Board(
        release=release,
        terms=terms,
        decision=decision,
        simulation=simulation,
        rows=_rows(release, places, simulation),
        line=line_of(places, terms.places),
        scale=scale,
    )


def _rows(
    release: Release, places: Sequence[Place], simulation: Simulation | None
) -> list[Row]:
    drawn: Mapping[str, Any] = simulation.regions if simulation else {}
    moved = moved_sides(simulation.scenarios) if simulation else set()
    earlier = _attempts(release)
    inputs = release.freeze.inputs["regions"]
    return [_row(place, drawn, moved, earlier, inputs) for place in places]


def _row(
    place: Place,
    drawn: Mapping[str, Any],
    moved: set[str],
    earlier: Mapping[str, list[tuple[int, str]]],
    inputs: Mapping[str, Any],
) -> Row:
    told = drawn.get(place.code, {})
    return Row(
        place=place,
        zone=_zone(place, told.get("chance")),
        low=told.get("low"),
        high=told.get("high"),
        chance=told.get("chance"),
        error=told.get("error"),
        moves=place.code in moved,
        attempts=earlier.get(place.code, []),
        presences=glyphs_of(inputs.get(place.code, {}).get("attendance") or []),
    )


def _zone(place: Place, chance: float | None) -> Zone:
    if place.at_border:
        return Zone.THIN
    if chance is None:
        return Zone.IN if place.within else Zone.OUT
    if chance >= SURE:
        return Zone.IN
    return Zone.OUT if chance < NEVER else Zone.THIN


def order(row: Row) -> tuple[bool, int, str]:
    """The order of scores, equals by name."""
    result = row.place.result
    name = result.participation.region.short_name
    return result.position is None, result.position or 0, name


def glyphs_of(attendance: Sequence[Mapping[str, str]]) -> list[Glyph]:
    """Who came, one letter per office: leaders first, then the agencies."""
    found: dict[str, Glyph] = {}
    for each in attendance:
        rank, _colon, kind = each["office"].partition(":")
        letter = LETTERS.get(rank, (kind or rank)[:1].upper())
        held = found.get(each["office"])
        if held is None or each["status"] == "present":
            found[each["office"]] = Glyph(
                letter, _office(rank, kind), _status(each["status"])
            )
    order = "KWSDB"
    return sorted(
        found.values(), key=lambda one: (order.find(one.letter) % 99, one.letter)
    )


def _office(rank: str, kind: str) -> str:
    if kind:
        return kind.capitalize()
    leaders = {
        "head": _("kepala daerah"),
        "deputy": _("wakil"),
        "secretary": _("Sekda"),
    }
    return leaders.get(rank, rank)


def _status(status: str) -> str:
    return status if status in {"present", "represented", "absent"} else "unconfirmed"


def _attempts(release: Release) -> dict[str, list[tuple[int, str]]]:
    """The earlier rounds that these regions took part in, and what came out of each."""
    this = release.round
    rows = Participation.objects.filter(
        round__year__lte=this.year,
        round__phase_number__lt=this.phase_number,
        round__phase="published",
        region__participations__round=this,
    ).exclude(outcome="")
    found: dict[str, list[tuple[int, str]]] = {}
    words = dict(Participation.Outcome.choices)
    for code, year, outcome in rows.order_by("round__year").values_list(
        "region", "round__year", "outcome"
    ):
        found.setdefault(code, []).append((year, str(words[outcome])))
    return found
