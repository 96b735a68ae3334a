"""A region's profile: its published figures, and its way through the programme."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from menuju.accounts.models import Capacity
from menuju.audit.models import Provenance
from menuju.instruments.queries import Presence, attendance_result, tree_of
from menuju.portal.access import published_rounds
from menuju.portal.queries.regions import EVALUATION
from menuju.regions.models import Rank, Region
from menuju.results.models import PublishedEvent, PublishedResult, RegionResult
from menuju.results.queries.texts import numeral, office_words, words
from menuju.rounds.models import ConfirmedAttendance, Participation, SessionSlot

LATE = (13, 0)
"""Where in its year something stands of which only the year is known: at its end."""


@dataclass(slots=True)
class Sources:
    """Sources in the order they are first used; each has a number."""

    names: list[str] = field(default_factory=list)

    def number(self, name: str) -> int | None:
        """The footnote of a source; None if the record has none."""
        if not name:
            return None
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name) + 1


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened on a region's way, as precisely as it is known."""

    year: int
    order: tuple[int, float]
    title: str
    on: date | None = None
    precision: str = "year"
    text: str = ""
    tone: str = "done"
    note: int | None = None
    simulated: bool = False


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
    results: list[RegionResult]
    sources: list[str]
    years: list[int]

    @property
    def is_comparable(self) -> bool:
        """Whether all figures of the series say that the same instrument made them."""
        labels = {point.result.instrument_label for point in self.series}
        return len(labels) == 1 and "" not in labels

    @property
    def line(self) -> str:
        """The path of the series, for an SVG of 100 by 100."""
        return " ".join(
            f"{'L' if place else 'M'}{point.x:.1f} {point.y:.1f}"
            for place, point in enumerate(self.series)
        )


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
    steps = [*_ways(took_part, sources), *_events(region, figures, sources)]
    return Profile(
        region=region,
        latest=latest,
        latest_note=latest_note,
        series=_series(figures, sources),
        steps=sorted(steps, key=lambda step: (step.year, step.order)),
        results=_results(took_part),
        sources=sources.names,
        years=[each.round.year for each in took_part],
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


def _results(took_part: list[Participation]) -> list[RegionResult]:
    """The published scores of the rounds, one for each, oldest first."""
    return list(
        RegionResult.objects.filter(
            participation__in=took_part, release__published_at__isnull=False
        )
        .select_related("participation__round__instrument_version__instrument")
        .order_by("participation__round__year")
    )


def _ways(took_part: list[Participation], sources: Sources) -> Iterable[Step]:
    slots = {
        slot.participation_id: slot
        for slot in SessionSlot.objects.filter(
            participation__in=took_part
        ).select_related("session")
    }
    came: dict[int, list[ConfirmedAttendance]] = {}
    confirmed = ConfirmedAttendance.objects.filter(slot__in=slots.values())
    for one in confirmed.select_related("report").order_by("pk"):
        came.setdefault(one.slot_id, []).append(one)
    for each in took_part:
        slot = slots.get(each.pk)
        if slot and not slot.is_simulated:
            yield _session(each, slot, came.get(slot.pk, []), sources)
        yield _outcome(each, slot, sources)


def _session(
    each: Participation,
    slot: SessionSlot,
    came: list[ConfirmedAttendance],
    sources: Sources,
) -> Step:
    on = _local(slot.starts_at, slot.session.time_zone).date()
    source = next(
        (each.report.source for each in came if each.report.source), slot.source
    )
    place = slot.session.place or slot.session.venue
    return Step(
        year=on.year,
        order=(on.month, on.day),
        on=on,
        precision="day",
        title=_("Asesmen di %(place)s") % {"place": place}
        if place
        else _("Sidang asesmen"),
        text=f"{attendance_words(came)} {worth_words(each, came)}".strip(),
        note=sources.number(source or slot.session.source),
        simulated=slot.is_simulated,
    )


def attendance_words(came: list[ConfirmedAttendance]) -> str:
    """Who came, by office and never by name."""
    if not came:
        return _("Kehadiran belum disahkan.")
    said = [f"{office_words(each.office)}: {_presence(each)}" for each in came]
    return "; ".join(said) + "."


def worth_words(each: Participation, came: list[ConfirmedAttendance]) -> str:
    """What the instrument's attendance rule makes of it: points, level and weight."""
    tree = tree_of(each.round.instrument_version)
    node = tree.attendance
    if node is None or not came:
        return ""
    result = attendance_result(
        node,
        [
            Presence(
                one.office, one.report.status, one.report.capacity, one.report.rank
            )
            for one in came
        ],
    )
    if result.points is None or result.level is None:
        return ""
    return _(
        "Menurut aturan usulan pada instrumen %(version)s, kehadiran itu bernilai %(points)s dari %(full)s poin, atau %(level)s dari %(top)s; bobotnya %(share)s%% dari keseluruhan."
    ) % {
        "version": tree.label,
        "points": number_format(Decimal(f"{result.points:g}")),
        "full": number_format(Decimal(f"{result.full:g}")),
        "level": number_format(result.level, 2),
        "top": number_format(node.scale.max, 0),
        "share": number_format(tree.effective_weight(node.code) * 100, 0),
    }


def _presence(confirmed: ConfirmedAttendance) -> str:
    """The confirmed status; a reason stands beside it only where sources differed."""
    said = _status(confirmed)
    if not confirmed.reason:
        return said
    return _("%(said)s menurut sumber yang dipakai, sumber lain berbeda") % {
        "said": said
    }


def _status(confirmed: ConfirmedAttendance) -> str:
    report = confirmed.report
    if report.status == report.Status.PRESENT:
        definitive = report.capacity in ("", Capacity.DEFINITIVE)
        return (
            _("hadir") if definitive else f"{_('hadir')} ({report.capacity.title()}.)"
        )
    if report.status == report.Status.ABSENT:
        unmentioned = report.shown_status == "unmentioned"
        return _("tidak disebut hadir") if unmentioned else _("tidak hadir")
    rank = str(Rank(report.rank).label).lower() if report.rank else _("pejabat lain")
    return _("diwakili %(rank)s") % {"rank": rank}


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
