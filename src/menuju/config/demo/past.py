"""Tell one of the three rounds of 2017 to 2019, from the invitation to the decision."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from menuju.audit.models import Provenance
from menuju.config.demo import calendar, judging, outcomes, sittings
from menuju.config.demo.calendar import at
from menuju.config.demo.invited import invitations
from menuju.config.demo.simulate import MARK, Case, answers, documents, true_levels
from menuju.config.demo.sittings import Came
from menuju.config.demo.story import (
    BALIKPAPAN,
    REHEARSAL,
    SAME_DAY,
    SERIES,
    PastRound,
)
from menuju.config.demo.world import World
from menuju.instruments.models.tree import Tree
from menuju.rounds.actions import bulk
from menuju.rounds.models import (
    AttendanceReport,
    ConfirmedAttendance,
    Participation,
    Round,
    Session,
    SessionSlot,
)

BALIKPAPAN_QUALITY = {2017: 3.12, 2018: 2.8, 2019: 3.25}
"""In 2017 and 2018 near enough to the line that complete attendance would have done."""
SLOT_MINUTES = 6


@dataclass
class Telling:
    """One past round while it is being told."""

    past: PastRound
    world: World
    round: Round
    edges: list[datetime]


def tell(past: PastRound, world: World, earlier: set[str]) -> set[str]:
    """Write the round and return the codes of the regions that took part."""
    telling = _opened(past, world)
    rows = invitations(past, telling.round, world.regions, earlier)
    bulk.take_part(telling.round, rows)
    came = attendances(past, [row.region_id for row in rows])
    _sit(telling, rows, came)
    cases = cases_of(past, world.tree, rows, came)
    self_assess(world, cases, telling.edges[1] - timedelta(hours=6))
    judging.judge(world, cases, past.assessors, telling.edges[2])
    outcomes.decide(telling.round, past, world.cast, telling.edges)
    return {row.region_id for row in rows}


def self_assess(world: World, cases: Sequence[Case], when: datetime) -> None:
    """Answers, evidence and the signed submission of every case."""
    round_ = cases[0].participation.round
    items = [node.code for node in world.tree.items]
    bulk.answer(round_, [row for c in cases for row in answers(c, when, items)])
    papers = [documents(c, world.library, when, _variant(c)) for c in cases]
    versions = [row for made, _ in papers for row in made]
    bulk.prove(round_, versions, [row for _, made in papers for row in made])
    sent = [
        bulk.Sent(
            c.participation,
            when,
            "Sekretaris Daerah (simulasi)",
            f"Sekretaris Daerah {c.participation.region.name}",
            Provenance.SIMULATED,
        )
        for c in cases
    ]
    bulk.submit(round_, sent)


def _variant(case: Case) -> str:
    """Balikpapan has papers of its own; other regions share."""
    participation = case.participation
    if participation.region_id != BALIKPAPAN:
        return ""
    told = {REHEARSAL: "2019"}
    code = participation.round.code
    return f"contoh Balikpapan {told.get(code, code)}"


def _opened(past: PastRound, world: World) -> Telling:
    sitting = past.sitting
    edges = [
        at(past.opens, 8),
        at(sitting.first, 8) - timedelta(days=3),
        at(sitting.last, 18),
        at(past.decided, 9),
        at(past.decided, 17),
    ]
    round_ = Round(
        code=past.code,
        title_id=f"Tahap {past.numeral} {past.year}",
        title_en=f"Phase {past.numeral} {past.year}",
        year=past.year,
        phase_number=past.number,
        instrument_version=world.version,
        quota=past.quota,
        series=SERIES,
        provenance=Provenance.PUBLISHED,
        source=past.source,
    )
    bulk.open_round(round_, calendar.windows(round_, edges))
    secretariat = world.cast.users["sekretariat"]
    until = calendar.Phase.DECISION
    bulk.go_to(round_, [*calendar.changes(round_, edges, until, secretariat)])
    return Telling(past, world, round_, edges)


def attendances(past: PastRound, codes: Sequence[str]) -> dict[str, list[Came]]:
    """Who came of each region, in the order of the codes; the same each time it is asked."""
    rng = random.Random(f"{past.year}")
    return {code: _came(past, rng, code) for code in codes}


def _came(past: PastRound, rng: random.Random, code: str) -> list[Came]:
    if code == BALIKPAPAN and past.year < 2019:  # noqa: PLR2004
        return sittings.incomplete(past.year)
    is_known = code in past.also
    is_strong = code in past.selected
    return sittings.drawn(rng, is_strong=is_strong, head_is_known=is_known)


def cases_of(
    past: PastRound,
    tree: Tree,
    rows: Sequence[Participation],
    came: dict[str, list[Came]],
) -> list[Case]:
    """What the simulation draws for each of these regions in that year."""
    return [_case(past, tree, row, came[row.region_id]) for row in rows]


def _case(past: PastRound, tree: Tree, row: Participation, came: list[Came]) -> Case:
    rng = random.Random(f"{past.year} {row.region_id}")
    year = past.year
    quality = rng.triangular(1.0, 3.05, 2.0)
    if row.region_id == BALIKPAPAN:
        quality = BALIKPAPAN_QUALITY[year]
    elif row.region_id in past.selected:
        quality = rng.triangular(2.6, 3.7, 3.1)
    is_led = sittings.is_led(came) or (row.region_id, year) == (BALIKPAPAN, 2019)
    levels = true_levels(rng, tree, quality, is_led=is_led)
    return Case(row, rng, levels)


def _sit(
    telling: Telling, rows: Sequence[Participation], came: dict[str, list[Came]]
) -> None:
    past, committee = telling.past, telling.world.cast.users["panitia"]
    session = _session(telling)
    slots = [_slot(telling, session, number, row) for number, row in enumerate(rows)]
    reports: list[AttendanceReport] = []
    confirmed: list[ConfirmedAttendance] = []
    for slot in slots:
        code, reason = slot.participation.region_id, ""
        made = sittings.reports(slot, came[code])
        others: list[AttendanceReport] = []
        if (code, past.year) == (BALIKPAPAN, 2019):
            deputy = telling.world.cast.deputy_mayor
            made, others = sittings.delegation_2019(slot, deputy)
            reason = sittings.CONFLICT_REASON
        elif code in past.also:
            made = sittings.with_published_head(made)
        reports += [*made, *others]
        when = slot.starts_at + timedelta(hours=3)
        slot.confirmed_at, slot.confirmed_by = when, committee
        slot.objections_until = when + timedelta(hours=telling.round.objection_hours)
        confirmed += sittings.confirmed(made, committee, when, reason)
    bulk.hold([session], slots, reports, confirmed)


def _session(telling: Telling) -> Session:
    past, sitting = telling.past, telling.past.sitting
    is_known = bool(sitting.source)
    return Session(
        round=telling.round,
        title=f"Asesmen tahap {past.numeral}"
        + ("" if is_known else " (tanggal simulasi)"),
        starts_at=at(sitting.first, 9),
        ends_at=at(sitting.last, 17),
        venue=sitting.venue,
        place=sitting.place,
        provenance=Provenance.PUBLISHED if is_known else Provenance.SIMULATED,
        source=sitting.source or MARK["source"],
    )


def _slot(
    telling: Telling, session: Session, number: int, row: Participation
) -> SessionSlot:
    sitting = telling.past.sitting
    days = (sitting.last - sitting.first).days + 1
    is_fixed = row.region_id == BALIKPAPAN or row.region_id in telling.past.also
    on = sitting.first + timedelta(days=0 if is_fixed else number % days)
    starts = at(on, 9) + timedelta(minutes=SLOT_MINUTES * (number // days))
    is_known = (row.region_id, telling.past.year) == (BALIKPAPAN, 2019)
    return SessionSlot(
        session=session,
        participation=row,
        starts_at=starts,
        provenance=Provenance.PUBLISHED if is_known else Provenance.SIMULATED,
        source=SAME_DAY if is_known else MARK["source"],
    )
