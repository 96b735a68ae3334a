"""The roadmap of a masterplan: when programmes begin and end, on bands of years."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from menuju.plans.models import MasterplanVersion, PlannedProgramme
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.horizons import Band, band_of

MANY_YEARS = 12
"""From more years on, only every fifth is named."""
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the roadmap in percent of its width."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Stripe:
    """A horizon as a stripe; ``number`` counts from 1 and chooses its colour."""

    band: Band
    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A programme on the roadmap. ``span`` is None where it cannot be drawn, ``why`` says so."""

    programme: PlannedProgramme
    span: Span | None
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading; ``total`` counts those of the whole plan that belong here."""

    title: str
    lines: list[Line]
    total: int


@dataclass(frozen=True)
class Scale:
    """The years of a plan as a line from 0 to 100."""

    first: int
    last: int

    def at(self, day: date) -> float:
        """Where the beginning of a day lies, in percent."""
        start, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        return FULL * (day - start).days / (end - start).days

    def span(self, first: date, last: date) -> Span:
        """From the beginning of a day to the end of another."""
        after = date.fromordinal(last.toordinal() + 1)
        return Span(round(self.at(first), 2), round(self.at(after), 2))

    @property
    def years(self) -> list[tuple[int, float]]:
        """The years to name, each with where it begins."""
        step = 5 if self.last - self.first >= MANY_YEARS else 1
        named = range(self.first, self.last + 1, step)
        return [(year, round(self.at(date(year, 1, 1)), 2)) for year in named]

    def stripes(self, bands: Sequence[Band]) -> list[Stripe]:
        """The horizons as stripes behind the bars."""
        return [
            Stripe(band, self.span(date(band.first, 1, 1), date(band.last, 12, 31)), n)
            for n, band in enumerate(bands, 1)
        ]

    def now(self, today: date) -> float | None:
        """Where the position of the data lies; None outside of the plan."""
        is_inside = self.first <= today.year <= self.last
        return round(self.at(today), 2) if is_inside else None


def scale_of(version: MasterplanVersion) -> Scale:
    plan = version.masterplan
    return Scale(plan.first_year, plan.last_year)


def line_of(programme: PlannedProgramme, scale: Scale) -> Line:
    """A programme as a bar, or why there is none."""
    first, last = programme.starts_on, programme.ends_on
    if first is None or last is None:
        return Line(programme, None, _missing(programme))
    if not scale.first <= first.year <= last.year <= scale.last:
        text = _("Tanggalnya di luar %(first)s–%(last)s. Perbaiki tanggalnya.")
        words = text % {"first": scale.first, "last": scale.last}
        return Line(programme, None, words)
    return Line(programme, scale.span(first, last), "")


def _missing(programme: PlannedProgramme) -> str:
    if programme.starts_on is None and programme.ends_on is None:
        return _("Tanggal mulai dan selesai belum diisi.")
    if programme.starts_on is None:
        return _("Tanggal mulai belum diisi.")
    return _("Tanggal selesai belum diisi.")


Sorter = Callable[[PlannedProgramme], tuple[int, str]]
"""Gives the place of a programme's group among groups, and the title of that group."""


def by_dimension(framework: FrameworkDocument) -> Sorter:
    places = {one.code: number for number, one in enumerate(framework.dimensions)}

    def sorter(row: PlannedProgramme) -> tuple[int, str]:
        found = framework.dimension_of(row.part)
        if found is None:
            return len(places), _("Tanpa dimensi")
        return places[found.code], str(found.title)

    return sorter


def by_horizon(bands: Sequence[Band]) -> Sorter:
    places = {band.code: number for number, band in enumerate(bands)}

    def sorter(row: PlannedProgramme) -> tuple[int, str]:
        band = band_of(bands, row.horizon)
        if band is None:
            return len(places), _("Jangka tidak dikenal")
        return places[band.code], f"{band.title} {band.years}"

    return sorter


def by_agency(row: PlannedProgramme) -> tuple[int, str]:
    if row.agency is None:
        return 1, _("Tanpa perangkat daerah")
    return 0, row.agency.name


def groups_of(
    rows: Sequence[PlannedProgramme],
    every: Sequence[PlannedProgramme],
    scale: Scale,
    sorter: Sorter,
) -> list[Group]:
    """The programmes that can be drawn, in groups; in each by their beginning."""
    totals: dict[Any, int] = {}
    for row in every:
        place = sorter(row)
        totals[place] = totals.get(place, 0) + 1
    drawn = [line for row in rows if (line := line_of(row, scale)).span]
    drawn.sort(key=lambda line: (sorter(line.programme), _begin(line)))
    return [
        Group(place[1], list(lines), totals[place])
        for place, lines in groupby(drawn, lambda line: sorter(line.programme))
    ]


def undrawn(rows: Sequence[PlannedProgramme], scale: Scale) -> Iterator[Line]:
    """The programmes that cannot be drawn, each with the reason."""
    for row in rows:
        line = line_of(row, scale)
        if line.span is None:
            yield line


def _begin(line: Line) -> tuple[date, date, str]:
    row = line.programme
    return row.starts_on or date.max, row.ends_on or date.max, row.code
