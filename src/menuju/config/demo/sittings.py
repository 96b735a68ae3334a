"""Who came to the panel: simulated for all but what the articles tell about 2019."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from menuju.accounts.models import Capacity, Person, User
from menuju.audit.models import Provenance
from menuju.config.demo.agencies import titles_of
from menuju.config.demo.story import (
    APTIKA,
    INFOPUBLIK,
    OTHER_OUTLETS,
    SIMULATED,
)
from menuju.regions.models import Rank
from menuju.rounds.models import (
    AttendanceObjection,
    AttendanceReport,
    ConfirmedAttendance,
    SessionSlot,
)

Status = AttendanceReport.Status
Origin = AttendanceReport.Origin
LEADERS = ("head", "deputy", "secretary")
DISKOMINFO, BAPPEDA = "agency_head:diskominfo", "agency_head:bappeda"
TITLES = {DISKOMINFO: "Diskominfo", BAPPEDA: "Bappeda"}
CONFLICT_REASON = "Dua sumber berbeda tentang wali kota. Artikel pemerintah kota menyebut nama dan jabatan setiap orang yang hadir, jadi artikel itu yang diikuti."


@dataclass(frozen=True)
class Came:
    """Who came for an office: nobody, its holder, or somebody of a lower rank."""

    office: str
    status: str
    rank: str = ""


def incomplete(year: int) -> list[Came]:
    """Balikpapan in 2017 and 2018: no leader came. The details are simulated."""
    stood_in = Came(BAPPEDA, Status.REPRESENTED, Rank.DIVISION_HEAD)
    return [
        *(Came(office, Status.ABSENT) for office in LEADERS),
        Came(DISKOMINFO, Status.PRESENT, Rank.AGENCY_HEAD),
        stood_in if year == 2017 else Came(BAPPEDA, Status.PRESENT, Rank.AGENCY_HEAD),  # noqa: PLR2004
    ]


def drawn(
    rng: random.Random, *, is_strong: bool, head_is_known: bool = False
) -> list[Came]:
    """Who came for each office; strong regions mostly came complete."""
    is_led = head_is_known or rng.random() < (0.93 if is_strong else 0.5)
    leader = rng.choices(LEADERS, (40, 35, 25))[0]
    leader = "head" if head_is_known else leader
    return [
        *(
            Came(office, Status.PRESENT, office)
            if is_led and office == leader
            else Came(office, Status.ABSENT)
            for office in LEADERS
        ),
        *(_agency(rng, office, is_strong=is_strong) for office in TITLES),
    ]


def is_led(came: Sequence[Came]) -> bool:
    """Whether the head, the deputy or the secretary was there."""
    return any(each.office in LEADERS and each.status == "present" for each in came)


def reports(slot: SessionSlot, came: Sequence[Came]) -> list[AttendanceReport]:
    """One report of the committee for each office, marked simulated."""
    titles = titles_of(slot.participation.region)
    return [
        AttendanceReport(
            slot=slot,
            office=each.office,
            status=each.status,
            origin=Origin.COMMITTEE,
            rank=each.rank,
            office_title=_title(each, titles) if each.rank else "",
            capacity=Capacity.DEFINITIVE if each.status == Status.PRESENT else "",
            reported_at=slot.starts_at + timedelta(hours=1),
            provenance=Provenance.SIMULATED,
            source=SIMULATED,
        )
        for each in came
    ]


def with_published_head(rows: list[AttendanceReport]) -> list[AttendanceReport]:
    """The same reports, with the head's taken from the published list of 2019."""
    for row in rows:
        if row.office == "head":
            row.origin = Origin.PUBLICATION
            row.provenance, row.source = Provenance.PUBLISHED, APTIKA
    return rows


def confirmed(
    rows: Sequence[AttendanceReport], by: User, at: datetime, reason: str = ""
) -> list[ConfirmedAttendance]:
    """The committee's confirmation of these reports; ``reason`` is about the head."""
    return [
        ConfirmedAttendance(
            slot=row.slot,
            office=row.office,
            report=row,
            reason=reason if row.office == "head" else "",
            confirmed_by=by,
            confirmed_at=at,
            provenance=row.provenance,
            source=row.source,
        )
        for row in rows
    ]


def delegation_2019(
    slot: SessionSlot, deputy: Person
) -> tuple[list[AttendanceReport], list[AttendanceReport]]:
    """Balikpapan on 21 February 2019 as published; the reports to confirm, and the rest."""
    kept = [
        _printed(
            slot, "deputy", Status.PRESENT, "deputy", "Wakil Wali Kota Balikpapan"
        ),
        _printed(slot, "head", Status.ABSENT),
        _printed(
            slot,
            DISKOMINFO,
            Status.REPRESENTED,
            Rank.DIVISION_HEAD,
            "Kepala Bidang, Diskominfo",
        ),
        _printed(
            slot,
            BAPPEDA,
            Status.REPRESENTED,
            Rank.DIVISION_HEAD,
            "Kepala Bidang Pengembangan Infrastruktur dan Perekonomian Perkotaan",
        ),
    ]
    kept[0].person, kept[0].person_name = deputy, deputy.name
    kept[0].capacity = Capacity.DEFINITIVE
    kept[
        1
    ].note = "Artikel menyebut wakil wali kota yang hadir dan tidak menyebut wali kota."
    other = _printed(slot, "head", Status.PRESENT, "head", "Wali Kota Balikpapan")
    other.source, other.capacity = OTHER_OUTLETS, Capacity.DEFINITIVE
    other.note = "Menyebut wali kota di antara kepala daerah yang hadir."
    sections = _printed(
        slot,
        DISKOMINFO,
        Status.REPRESENTED,
        Rank.SECTION_HEAD,
        "Kasi/Kasubag, Diskominfo",
    )
    return kept, [other, sections]


def objection(slot: SessionSlot, when: datetime) -> AttendanceObjection:
    """A region contests what was confirmed of its head of Bappeda."""
    return AttendanceObjection(
        slot=slot,
        office=BAPPEDA,
        text="Kepala Bappeda kami hadir sejak pukul 09.00; mohon diperiksa lagi (simulasi).",
        at=when,
        provenance=Provenance.SIMULATED,
        source=SIMULATED,
    )


def contradiction(
    slot: SessionSlot, rows: Sequence[AttendanceReport]
) -> AttendanceReport:
    """The region's own report of its head: the opposite of what the committee wrote."""
    given = next(row for row in rows if row.office == "head")
    was_there = given.status == Status.PRESENT
    title = titles_of(slot.participation.region)[Rank.HEAD]
    return AttendanceReport(
        slot=slot,
        office="head",
        status=Status.ABSENT if was_there else Status.PRESENT,
        origin=Origin.REGION,
        rank="" if was_there else Rank.HEAD,
        office_title="" if was_there else title,
        capacity="" if was_there else Capacity.DEFINITIVE,
        note="Menurut laporan daerah (simulasi).",
        reported_at=slot.starts_at + timedelta(hours=2),
        provenance=Provenance.SIMULATED,
        source=SIMULATED,
    )


def _printed(
    slot: SessionSlot, office: str, status: str, rank: str = "", title: str = ""
) -> AttendanceReport:
    return AttendanceReport(
        slot=slot,
        office=office,
        status=status,
        origin=Origin.PUBLICATION,
        rank=rank,
        office_title=title,
        reported_at=slot.starts_at + timedelta(days=5),
        provenance=Provenance.PUBLISHED,
        source=INFOPUBLIK,
    )


def _agency(rng: random.Random, office: str, *, is_strong: bool) -> Came:
    luck = rng.random() + (0.3 if is_strong else 0)
    if luck > 0.45:  # noqa: PLR2004
        return Came(office, Status.PRESENT, Rank.AGENCY_HEAD)
    if luck > 0.1:  # noqa: PLR2004
        rank = rng.choice((Rank.DIVISION_HEAD, Rank.SECTION_HEAD))
        return Came(office, Status.REPRESENTED, rank)
    return Came(office, Status.ABSENT)


def _title(came: Came, leaders: dict[str, str]) -> str:
    if came.office in LEADERS:
        return leaders[came.rank]
    words = {
        Rank.AGENCY_HEAD: "Kepala",
        Rank.DIVISION_HEAD: "Kepala Bidang,",
        Rank.SECTION_HEAD: "Kepala Seksi,",
    }
    return f"{words[Rank(came.rank)]} {TITLES[came.office]}"
