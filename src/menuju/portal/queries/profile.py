"""A region's profile: its published figures, and its way through the programme."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from menuju.audit.models import Provenance
from menuju.portal.access import published_rounds
from menuju.portal.queries.attempts import Attempt, attempts_of
from menuju.portal.queries.attendance import Heard, Sitting, heard_of, sitting_of
from menuju.portal.queries.regions import EVALUATION
from menuju.portal.queries.sources import Sources
from menuju.portal.queries.succession import Change, changes_of, is_broken
from menuju.regions.models import Region
from menuju.results.models import PublishedEvent, PublishedResult
from menuju.results.queries.texts import numeral, words
from menuju.rounds.models import Participation, SessionSlot
from menuju.web.components.charts import axis

LATE = (13, 0)
"""Where in its year something stands of which only the year is known: at its end."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened on a region's way, as precisely as it is known.

    ``result`` is the code of the round whose published result it can be opened at.
    """

    year: int
    order: tuple[int, float]
    title: str
    on: date | None = None
    precision: str = "year"
    text: str = ""
    tone: str = "done"
    note: int | None = None
    simulated: bool = False
    result: str = ""
    sitting: Sitting | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on the line of a region's published results, in percent of the plot."""

    result: PublishedResult
    x: float
    y: float
    note: int | None

    @property
    def place(self) -> str:
        """Where it stands, as custom properties of the plot."""
        return f"--value:{self.x:.1f};--height:{self.y:.1f}"


@dataclass(frozen=True, slots=True)
class Profile:
    region: Region
    latest: PublishedResult | None
    latest_note: int | None
    series: list[Point]
    steps: list[Step]
    attempts: list[Attempt]
    sources: list[str]
    years: list[int]
    changes: list[Change]

    @property
    def is_comparable(self) -> bool:
        """Whether all figures of the series say that the same instrument made them."""
        labels = {point.result.instrument_label for point in self.series}
        return len(labels) == 1 and "" not in labels

    @property
    def low(self) -> Decimal | None:
        """The lower end of the plot: that of the latest figure's scale."""
        return self.latest.scale_min if self.latest else None

    @property
    def top(self) -> Decimal | None:
        """The upper end of the plot."""
        return self.latest.scale_max if self.latest else None

    @property
    def ticks(self) -> list[dict[str, str | int]]:
        """Five lines from the upper end to the lower, by label and distance from above."""
        if self.low is None or self.top is None:
            return []
        marks = axis(float(self.low), float(self.top))
        return [
            {"label": mark, "height": 100 - 25 * place}
            for place, mark in enumerate(marks)
        ]

    @property
    def line(self) -> str:
        """The path of the series, for an SVG of 100 by 100; a split or merger breaks it."""
        steps = []
        before = None
        for point in self.series:
            year = point.result.year
            joins = before is not None and not is_broken(self.changes, before, year)
            steps.append(f"{'L' if joins else 'M'}{point.x:.1f} {point.y:.1f}")
            before = year
        return " ".join(steps)

    @property
    def is_broken(self) -> bool:
        """Whether the figures are about the region before and after a split or merger."""
        years = [point.result.year for point in self.series]
        return bool(years) and is_broken(self.changes, years[0], years[-1])


def profile_of(region: Region) -> Profile:
    """Everything the public profile of a region shows."""
    sources = Sources()
    figures = list(
        PublishedResult.objects.filter(region=region, measure=EVALUATION).order_by(
            "year", "pk"
        )
    )
    latest = figures[-1] if figures else None
    latest_note = sources.number(latest.source) if latest else None
    took_part = _participations(region)
    attempts = attempts_of(took_part)
    steps = [*_ways(took_part, attempts, sources), *_events(region, figures, sources)]
    return Profile(
        region=region,
        latest=latest,
        latest_note=latest_note,
        series=_series(figures, sources),
        steps=sorted(steps, key=lambda step: (step.year, step.order)),
        attempts=attempts,
        sources=sources.names,
        years=[each.round.year for each in took_part],
        changes=changes_of(region),
    )


def closest(slug: str) -> list[Region]:
    """The regions whose address comes nearest to one that does not exist."""
    regions = Region.objects.select_related("province")
    slugs = {region.slug: region for region in regions}
    names = {slug_.split("-", 1)[-1]: region for slug_, region in slugs.items()}
    wanted = slug.lower()
    tail = wanted.split("-", 1)[-1]
    near = difflib.get_close_matches(tail, names, 5, 0.5)
    codes = [region for region in regions if region.code[:2] == wanted[:2]][:3]
    return [names[name] for name in near] or codes


def _participations(region: Region) -> list[Participation]:
    return list(
        Participation.objects.filter(region=region, round__in=published_rounds())
        .select_related("round__instrument_version__instrument", "region__province")
        .order_by("round__year")
    )


def _ways(
    took_part: list[Participation], attempts: list[Attempt], sources: Sources
) -> Iterable[Step]:
    """Each round's session and outcome, with the way to the region's result in it."""
    heard = heard_of(took_part)
    by_round = {each.participation.pk: each for each in attempts}
    for each in took_part:
        turn, attempt = heard.get(each.pk), by_round.get(each.pk)
        if turn and not turn.slot.is_simulated:
            earlier = [one for one in attempts if one.round.year < each.round.year]
            yield _session(turn, sitting_of(turn, attempt, earlier, sources), sources)
        yield replace(
            _outcome(each, turn.slot if turn else None, sources),
            result=each.round.code if attempt else "",
        )


def _session(heard: Heard, sitting: Sitting, sources: Sources) -> Step:
    slot = heard.slot
    on = _local(slot.starts_at, slot.session.time_zone).date()
    named = (one.report.source for one in heard.confirmed if one.report.source)
    place = ", ".join(filter(None, (slot.session.venue, slot.session.place)))
    return Step(
        year=on.year,
        order=(on.month, on.day),
        on=on,
        precision="day",
        title=_("Asesmen di %(place)s") % {"place": place}
        if place
        else _("Sidang asesmen"),
        text="" if sitting.offices else _("Kehadiran belum disahkan."),
        note=sources.number(next(named, slot.source) or slot.session.source),
        simulated=slot.is_simulated,
        sitting=sitting,
    )


def _outcome(each: Participation, slot: SessionSlot | None, sources: Sources) -> Step:
    round_ = each.round
    on = _local(slot.starts_at, slot.session.time_zone).date() if slot else None
    return Step(
        year=round_.year,
        order=(on.month, on.day + 0.5) if on else (12, 0.5),
        title=_("Asesmen tahap %(numeral)s (kuota %(quota)d): %(outcome)s")
        % {
            "numeral": numeral(round_),
            "quota": round_.quota,
            "outcome": outcome_words(each),
        },
        text=words(each, "note"),
        tone="done" if each.outcome == Participation.Outcome.SELECTED else "not-yet",
        note=sources.number(each.outcome_source),
        simulated=each.outcome_provenance == Provenance.SIMULATED
        or (each.is_simulated and not each.outcome_provenance),
    )


def outcome_words(each: Participation) -> str:
    """The outcome as it stands in a sentence: "belum terpilih", never harsher."""
    spoken = {
        Participation.Outcome.SELECTED: _("terpilih"),
        Participation.Outcome.NOT_SELECTED: _("belum terpilih"),
        Participation.Outcome.SELECTED_WITHDRAWN: _("terpilih, lalu mundur"),
    }
    return spoken.get(Participation.Outcome(each.outcome), "") if each.outcome else "–"


def _events(
    region: Region, figures: list[PublishedResult], sources: Sources
) -> Iterable[Step]:
    for event in PublishedEvent.objects.filter(region=region):
        is_day = event.precision == "day"
        yield Step(
            year=event.on.year,
            order=(event.on.month, event.on.day) if is_day else LATE,
            on=event.on if event.precision != "year" else None,
            precision=event.precision,
            title=words(event, "title"),
            text=words(event, "text"),
            note=sources.number(event.source),
            simulated=event.is_simulated,
        )
    for figure in figures:
        yield _figure(figure, sources)


def _figure(figure: PublishedResult, sources: Sources) -> Step:
    return Step(
        year=figure.year,
        order=LATE,
        title=_("Evaluasi %(year)d") % {"year": figure.year},
        text=words(figure, "position"),
        note=sources.number(figure.source),
        simulated=figure.is_simulated,
    )


def _series(figures: list[PublishedResult], sources: Sources) -> list[Point]:
    if not figures:
        return []
    first, last = figures[0].year, figures[-1].year
    return [
        Point(
            result=each,
            x=50.0 if first == last else 6 + 88 * (each.year - first) / (last - first),
            y=100 - 100 * share_of(each),
            note=sources.number(each.source),
        )
        for each in figures
    ]


def share_of(figure: PublishedResult) -> float:
    """How far up its own scale a figure lies, 0 to 1."""
    span = figure.scale_max - figure.scale_min
    return float((figure.value - figure.scale_min) / span) if span else 0.0


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))
