"""Four rounds of practice with windows around today, so that every role has work left.

One is being filled in, one is with the assessors, one waits for agreement, freeze and
decision, one was published a few days ago and may be replied to. They are simulated as a
whole and say so in their titles.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from menuju.config.demo import (
    calendar,
    concluded,
    filling,
    holders,
    judging,
    more_time,
    sittings,
)
from menuju.config.demo.calendar import Phase, at
from menuju.config.demo.past import self_assess
from menuju.config.demo.simulate import MARK, Case, agreed, scores, true_levels
from menuju.config.demo.story import BALIKPAPAN
from menuju.config.demo.world import World
from menuju.rounds.actions import bulk
from menuju.rounds.models import (
    Assignment,
    AttendanceReport,
    ConflictDeclaration,
    Participation,
    Round,
    Session,
    SessionSlot,
)

PASER = "64.01"
FILLING = (
    BALIKPAPAN,
    PASER,
    *("64.11", "65.71", "62.71", "63.01", "61.12", "73.06", "52.01", "35.27"),
    *("17.71", "82.71"),
)
JUDGING = (
    PASER,
    *("65.71", "62.71", "63.01", "61.12", "73.06", "52.01", "35.27"),
    *("17.71", "82.71", "12.01", "18.05"),
)
AGREEING = (PASER, "65.71", "62.71", "73.06", "35.27", "17.71")
TOLD = (PASER, "62.71", "63.01", "52.01", "82.71", "12.01")
OPEN_DIFFERENCES = 3
DECLARING = 5
"""Which assignment of the card assessors: the third one's second region."""
CONFLICT, OBJECTED = 1, 3
"""Which slots of the judged round have two sources, and an objection to answer."""


@dataclass(frozen=True)
class Plan:
    """A practice round: its regions, its places, and how many days ago it opened."""

    code: str
    number: int
    word_id: str
    word_en: str
    regions: tuple[str, ...]
    quota: int
    phase: str
    edges: tuple[int, ...]


PLANS = (
    Plan(
        *("latihan-pengisian", 1, "pengisian", "filling in"),
        *(FILLING, 4, Phase.SELF_ASSESSMENT, (-10, 21, 28, 35, 42)),
    ),
    Plan(
        *("latihan-penilaian", 2, "penilaian", "assessment"),
        *(JUDGING, 4, Phase.ASSESSMENT, (-40, -4, 14, 21, 28)),
    ),
    Plan(
        *("latihan-musyawarah", 3, "musyawarah", "moderation"),
        *(AGREEING, 2, Phase.MODERATION, (-60, -30, -7, 14, 21)),
    ),
    Plan(
        *("latihan-hasil", 4, "hasil dan sanggahan", "results and replies"),
        *(TOLD, 2, Phase.DECISION, (-80, -50, -30, -12, -3)),
    ),
)


def tell(world: World) -> None:
    """Write all four."""
    today = timezone.localdate()
    everywhere = {*FILLING, *JUDGING, *AGREEING, *TOLD}
    holders.fill(sorted(everywhere), world.cast, date(today.year, 1, 1))
    for plan in PLANS:
        rows = _opened(plan, world, today)
        cases = [_case(world, row) for row in rows]
        if plan.phase == Phase.SELF_ASSESSMENT:
            filling.tell(world, cases, at(today, 9) - timedelta(days=1))
            more_time.tell(cases, world.cast)
            continue
        self_assess(world, cases, at(today + timedelta(days=plan.edges[1]), 7))
        if plan.phase == Phase.ASSESSMENT:
            _judged_in_part(world, cases, today)
        elif plan.phase == Phase.MODERATION:
            sat = at(today - timedelta(days=9), 10)
            _judged(world, cases, sat, left_open=OPEN_DIFFERENCES)
        else:
            edges = _edges(plan, today)
            _judged(world, cases, edges[1] + timedelta(days=2), left_open=0)
            concluded.tell(world, rows[0].round, edges)


def _opened(plan: Plan, world: World, today: date) -> list[Participation]:
    edges = _edges(plan, today)
    round_ = Round(
        code=plan.code,
        title_id=f"Latihan {plan.word_id} {today.year} (simulasi)",
        title_en=f"Practice of {plan.word_en} {today.year} (simulated)",
        year=today.year,
        phase_number=plan.number,
        instrument_version=world.version,
        quota=plan.quota,
        **MARK,
    )
    bulk.open_round(round_, calendar.windows(round_, edges))
    by = world.cast.users["sekretariat"]
    bulk.go_to(round_, [*calendar.changes(round_, edges, plan.phase, by)])
    rows = [
        Participation(
            round=round_,
            region=world.regions[code],
            status=Participation.Status.CONFIRMED,
            invited_at=edges[0],
            answered_at=edges[0] + timedelta(hours=5),
            **MARK,
        )
        for code in plan.regions
    ]
    if plan.phase == Phase.SELF_ASSESSMENT:
        _two_do_not_take_part(rows)
    bulk.take_part(round_, rows, by)
    return rows


def _edges(plan: Plan, today: date) -> list[datetime]:
    return [at(today + timedelta(days=day), 16) for day in plan.edges]


def _two_do_not_take_part(rows: list[Participation]) -> None:
    """The last but one has not replied yet; the last one declined."""
    silent, declined = rows[-2:]
    silent.status, silent.answered_at = Participation.Status.INVITED, None
    declined.status = Participation.Status.WITHDRAWN
    declined.reply_reason = "Anggaran tahun ini belum tersedia (simulasi)."


def _case(world: World, row: Participation) -> Case:
    rng = random.Random(f"{row.round.code} {row.region_id}")
    quality = rng.triangular(1.6, 3.4, 2.6)
    return Case(row, rng, true_levels(rng, world.tree, quality, is_led=True))


def _judged_in_part(world: World, cases: Sequence[Case], today: date) -> None:
    """The card assessors have four regions, at different stages; the rest is judged."""
    when = at(today - timedelta(days=1), 10)
    slots = _slots(cases, when)
    _sit_unconfirmed(world, slots)
    round_ = cases[0].participation.round
    cards, others = world.cast.assessors[:3], world.cast.assessors[3:12]
    size = round_.assessors_per_region
    mine = judging.assignments(cases[:4], cards, size, when)
    rest = judging.assignments(cases[4:], others, size, when)
    for row in [*rest, *mine[-5:]]:
        row.submitted_at = when + timedelta(hours=4)
    bulk.assign(round_, [*mine, *rest], world.cast.users["sekretariat"])
    finished = [row for row in [*mine, *rest] if row.submitted_at]
    judging.score_all(world, cases, finished, when + timedelta(hours=3))
    bulk.declare([_declared(mine[DECLARING], when)])
    _draft(world, cases, mine[:1], when)


def _declared(row: Assignment, when: datetime) -> ConflictDeclaration:
    """An assessor says that they stand too near to a region they were given."""
    return ConflictDeclaration(
        person=row.assessor,
        region=row.participation.region,
        reason="Pernah menjadi konsultan aplikasi daerah ini pada 2024 (simulasi).",
        declared_at=when,
        **MARK,
    )


def _draft(
    world: World, cases: Sequence[Case], rows: list[Assignment], when: datetime
) -> None:
    """A few items scored, not submitted: the work that somebody left yesterday."""
    round_ = cases[0].participation.round
    items = [node.code for node in world.tree.items][:5]
    given = [
        pair
        for row in rows
        for pair in scores(cases[0], row, when + timedelta(hours=2), items)
    ]
    bulk.score(round_, [score for score, _ in given], [cited for _, cited in given])


def _sit_unconfirmed(world: World, slots: list[SessionSlot]) -> None:
    """The first slot is confirmed and may be objected to; one has two sources."""
    committee = world.cast.users["panitia"]
    reports = [_reported(slot) for slot in slots]
    confirmed = []
    now = timezone.now()
    for number, slot in enumerate(slots):
        if number == CONFLICT or number % 3 == 2:  # noqa: PLR2004
            continue
        slot.confirmed_at, slot.confirmed_by = now, committee
        slot.objections_until = now + timedelta(days=3)
        confirmed += sittings.confirmed(reports[number], committee, now)
    other = sittings.contradiction(slots[CONFLICT], reports[CONFLICT])
    every = [*(row for rows in reports for row in rows), other]
    objection = sittings.objection(slots[OBJECTED], now)
    bulk.hold([slots[0].session], slots, every, confirmed, [objection])


def _judged(
    world: World, cases: Sequence[Case], when: datetime, *, left_open: int
) -> None:
    """Everything is scored and agreed, but for a few open differences."""
    committee = world.cast.users["panitia"]
    slots = _slots(cases, when)
    reports = [_reported(slot) for slot in slots]
    for slot in slots:
        slot.confirmed_at, slot.confirmed_by = when, committee
        slot.objections_until = when + timedelta(hours=24)
    every = [row for rows in reports for row in rows]
    confirmed = sittings.confirmed(every, committee, when)
    bulk.hold([slots[0].session], slots, every, confirmed)
    round_ = cases[0].participation.round
    panel = world.cast.assessors[3:9]
    rows = judging.assignments(cases, panel, round_.assessors_per_region, when)
    for row in rows:
        row.submitted_at = when + timedelta(days=1)
    bulk.assign(round_, rows, world.cast.users["sekretariat"])
    given = judging.score_all(world, cases, rows, when)
    moderator, later = world.cast.users["moderator"], when + timedelta(days=2)
    made = list(agreed(given, Decimal(round_.tolerance), moderator, later))
    differing = [row for row in made if not row.by_rule]
    waiting = {id(row) for row in differing[:left_open]}
    bulk.agree(round_, [row for row in made if id(row) not in waiting], moderator)


def _slots(cases: Sequence[Case], when: datetime) -> list[SessionSlot]:
    session = Session(
        round=cases[0].participation.round,
        title="Sesi panel latihan (simulasi)",
        starts_at=when,
        ends_at=when + timedelta(hours=7),
        venue="Ruang rapat (simulasi)",
        place="Jakarta",
        **MARK,
    )
    return [
        SessionSlot(
            session=session,
            participation=case.participation,
            starts_at=when + timedelta(minutes=30 * number),
            **MARK,
        )
        for number, case in enumerate(cases)
    ]


def _reported(slot: SessionSlot) -> list[AttendanceReport]:
    rng = random.Random(f"{slot.participation} came")
    return sittings.reports(slot, sittings.drawn(rng, is_strong=True))
