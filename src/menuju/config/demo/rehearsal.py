"""The field of 2019 once more, to be decided by clicking: from assignment to the letter.

The regions, their answers and their papers are those that the simulation draws for 2019,
and Balikpapan's delegation is the published one; the days are around today. Nobody is
assigned, no score is given, no attendance is confirmed: that is left to whoever tries it.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from menuju.config.demo import calendar, letters, sittings
from menuju.config.demo.calendar import Phase, at
from menuju.config.demo.past import attendances, cases_of, self_assess
from menuju.config.demo.simulate import MARK
from menuju.config.demo.sittings import Came
from menuju.config.demo.story import (
    BALIKPAPAN,
    REHEARSAL,
    SERIES,
    SERIES_PLACES,
    PastRound,
)
from menuju.config.demo.world import World
from menuju.results.actions.rules import save_rules
from menuju.results.queries.selection import Terms
from menuju.rounds.actions import bulk
from menuju.rounds.models import (
    AttendanceReport,
    Participation,
    Round,
    Session,
    SessionSlot,
)

EDGES = (-40, -3, 14, 21, 28)
"""Days from today at which the phases begin and end."""
RESERVES = 5
TURN_MINUTES = 4
EXAMPLE = (
    "Konsep latihan. Contoh minimum yang dapat dicoba: gugus pulau Maluku dan Papua "
    "sedikitnya 2 tempat, Bali dan Nusa Tenggara sedikitnya 1. Minimum sengaja kosong: cobalah "
    "dahulu di simulasi kebijakan, lalu lihat siapa yang berpindah."
)


def tell(past: PastRound, world: World) -> None:
    """Write the round, given what was told of 2019."""
    today = timezone.localdate()
    edges = [at(today + timedelta(days=day), 7) for day in EDGES]
    round_ = _opened(past, world, edges)
    rows = _invited(round_, world, edges[0])
    bulk.take_part(round_, rows, world.cast.users["sekretariat"])
    came = attendances(past, [row.region_id for row in rows])
    cases = cases_of(past, world.tree, rows, came)
    self_assess(world, cases, edges[1] - timedelta(hours=6))
    _sit(past, world, rows, came, today)
    _draft_rules(past, round_, world)
    letters.set_head(round_, world.cast)


def _opened(past: PastRound, world: World, edges: Sequence[datetime]) -> Round:
    """Its scores are corrected for severity, which was declared before anybody scored.

    Objections to attendance close at once, so that nobody has to wait a day to freeze.
    """
    round_ = Round(
        code=REHEARSAL,
        title_id=f"Latihan Tahap {past.numeral} {past.year} (simulasi)",
        title_en=f"Practice of Phase {past.numeral} {past.year} (simulated)",
        year=edges[1].year,
        phase_number=past.number,
        instrument_version=world.version,
        quota=past.quota,
        series=SERIES,
        severity=Round.Severity.ADDITIVE,
        severity_declared_at=edges[0],
        objection_hours=0,
        **MARK,
    )
    bulk.open_round(round_, calendar.windows(round_, edges))
    by = world.cast.users["sekretariat"]
    bulk.go_to(round_, [*calendar.changes(round_, edges, Phase.ASSESSMENT, by)])
    return round_


def _invited(round_: Round, world: World, when: datetime) -> list[Participation]:
    of_2019 = Participation.objects.filter(round__code="2019").order_by("region_id")
    return [
        Participation(
            round=round_,
            region=world.regions[code],
            status=Participation.Status.CONFIRMED,
            invited_at=when,
            answered_at=when + timedelta(hours=5),
            **MARK,
        )
        for code in of_2019.values_list("region", flat=True)
    ]


def _sit(
    past: PastRound,
    world: World,
    rows: Sequence[Participation],
    came: dict[str, list[Came]],
    today: date,
) -> None:
    """Everybody has come and is reported; nothing is confirmed."""
    first = at(today - timedelta(days=2), 9)
    session = _session(past, rows[0].round, first)
    slots = [
        SessionSlot(
            session=session,
            participation=row,
            starts_at=first + timedelta(minutes=TURN_MINUTES * number),
            **MARK,
        )
        for number, row in enumerate(rows)
    ]
    reports = [
        report
        for slot in slots
        for report in _reports(slot, came[slot.participation.region_id], world)
    ]
    bulk.hold([session], slots, reports, [])


def _session(past: PastRound, round_: Round, first: datetime) -> Session:
    return Session(
        round=round_,
        title="Sesi panel latihan; delegasi seperti pada 21 Februari 2019 (simulasi)",
        starts_at=first,
        ends_at=first + timedelta(hours=8),
        venue=past.sitting.venue,
        place=past.sitting.place,
        **MARK,
    )


def _reports(
    slot: SessionSlot, came: list[Came], world: World
) -> list[AttendanceReport]:
    """Balikpapan's are the published ones, also where two sources differ."""
    if slot.participation.region_id != BALIKPAPAN:
        return sittings.reports(slot, came)
    kept, others = sittings.delegation_2019(slot, world.cast.deputy_mayor)
    for row in (*kept, *others):
        row.reported_at = slot.starts_at + timedelta(hours=4)
    return [*kept, *others]


def _draft_rules(past: PastRound, round_: Round, world: World) -> None:
    terms = Terms(
        places=past.quota,
        reserves=RESERVES,
        series_places=SERIES_PLACES,
    )
    save_rules(round_, terms, world.cast.users["sekretariat"], note=EXAMPLE)
