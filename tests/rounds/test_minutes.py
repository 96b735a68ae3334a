"""Minutes of sessions and sittings: opened again, they say what is stored."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from menuju.regions.models import Rank
from menuju.rounds.actions import attendance
from menuju.rounds.models import (
    Decider,
    Moderation,
    SessionSlot,
    Sitting,
    SittingMember,
)
from menuju.rounds.queries.session_minutes import session_minutes
from menuju.rounds.queries.sitting_minutes import sitting_minutes
from menuju.web.documents import pdf
from tests import make

pytestmark = pytest.mark.django_db


def read(content):
    return PdfReader(io.BytesIO(content))


def words(reader):
    """All text, one space between words."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def paper(made, language="id"):
    return read(pdf("rounds/minutes.typ", made.body, made.sheet(language)))


def minutes_of(turn):
    session = turn.session
    return session_minutes(type(session).objects.get(pk=session.pk))


def passed(turn):
    """The turn after its time to object."""
    SessionSlot.objects.filter(pk=turn.pk).update(
        objections_until=timezone.now() - timedelta(minutes=1)
    )
    return turn


# --- session


def test_the_minutes_of_a_session_tell_each_office_as_confirmed():
    turn = passed(make.confirmed())

    text = words(paper(minutes_of(turn)))

    assert "Kota 64.71" in text or turn.participation.region.name in text
    assert "diwakili kepala bidang" in text
    assert "Halaman 1 dari" in text


def test_where_two_sources_differ_both_are_told_with_the_reason():
    turn = make.slot()
    make.told(turn, "head", "present")
    own = make.told(turn, "head", "absent", origin="region")
    make.told(turn, "agency_head:diskominfo")
    make.told(turn, "agency_head:bappeda")
    attendance.confirm(
        turn,
        {"head": attendance.Choice(own.pk, "Daftar hadir tidak memuatnya.")},
        by=make.committee(),
    )

    text = words(paper(minutes_of(turn)))

    assert "Menurut panitia" in text
    assert "Menurut daerah" in text
    assert "Daftar hadir tidak memuatnya." in text


def test_an_objection_is_told_with_its_outcome():
    turn = make.confirmed()
    attendance.object_to(
        turn,
        office="agency_head:bappeda",
        text="Kepala Bappeda hadir sejak pagi.",
        by=make.coordinator(turn.participation.region),
    )

    text = words(paper(minutes_of(turn)))

    assert "Kepala Bappeda hadir sejak pagi." in text
    assert "belum dijawab" in text


def test_no_persons_name_of_the_delegation_is_told():
    turn = make.slot()
    make.told(turn, "deputy", person_name="Bapak Wakil Rahasia")
    make.told(turn, "agency_head:diskominfo", "represented", rank=Rank.DIVISION_HEAD)
    make.told(turn, "agency_head:bappeda")
    attendance.confirm(turn, {}, by=make.committee())

    assert "Rahasia" not in words(paper(minutes_of(turn)))


def test_minutes_are_a_draft_while_attendance_can_be_contested():
    text = words(paper(minutes_of(make.confirmed())))

    assert "KONSEP" in text


def test_minutes_are_final_once_nothing_can_be_contested():
    text = words(paper(minutes_of(passed(make.confirmed()))))

    assert "KONSEP" not in text


def test_simulated_attendance_marks_the_paper():
    turn = passed(make.confirmed())
    SessionSlot.objects.filter(pk=turn.pk).update(provenance="simulated")

    assert "SIMULASI" in words(paper(minutes_of(turn)))


def test_the_same_session_gives_the_same_fingerprint_and_another_name_another():
    turn = passed(make.confirmed())
    first = minutes_of(turn).fingerprint
    again = minutes_of(turn).fingerprint
    turn.session.title = "Sesi lain"
    turn.session.save()

    assert first == again != minutes_of(turn).fingerprint


def test_minutes_in_english_are_tagged_as_english():
    turn = passed(make.confirmed())
    with translation.override("en"):
        reader = paper(minutes_of(turn), "en")

    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Minutes of the assessment session" in words(reader)


def test_the_committee_downloads_the_minutes_and_a_region_does_not(client):
    turn = make.confirmed()
    url = reverse(
        "rounds:session_minutes", args=[turn.participation.round.code, turn.session_id]
    )
    client.force_login(make.committee("Panitia Unduh"))
    answer = client.get(url)
    client.force_login(make.coordinator(turn.participation.region))

    assert answer["Content-Type"] == "application/pdf"
    assert read(answer.content).pages
    assert client.get(url).status_code == 403


def test_a_session_of_another_round_is_missing(client):
    turn = make.confirmed()
    other = make.open_round()
    client.force_login(make.committee("Panitia Lain"))

    url = reverse("rounds:session_minutes", args=[other.code, turn.session_id])
    assert client.get(url).status_code == 404


# --- sitting


def sitting(*, closed=True):
    """A sitting of two that agreed one level; one member did not decide."""
    part = make.judged_region()
    make.judged_by(part, (0, 2), (2, 2))
    chair, other = make.person("Ketua Panel"), make.person("Anggota Panel")
    made = Sitting.objects.create(
        round=part.round,
        title="Sidang pertama",
        held_at=make.NOON,
        place="Jakarta",
        minutes="Dibahas menurut bukti." if closed else "",
        closed_at=make.NOON + timedelta(hours=2) if closed else None,
    )
    for person, role in ((chair, "chair"), (other, "member")):
        SittingMember.objects.create(sitting=made, person=person, role=role)
    agreed = Moderation.objects.create(
        participation=part,
        item="sdm-1",
        spread=2,
        by_rule=False,
        level=1,
        reason="SK tim menyebut dua belas orang.",
        sitting=made,
        decided_at=make.NOON + timedelta(hours=1),
    )
    Decider.objects.create(moderation=agreed, person=chair)
    Decider.objects.create(
        moderation=agreed, person=other, took_part=False, why_not="menilai daerah ini"
    )
    return made


def test_the_minutes_of_a_sitting_tell_who_decided_what_and_why():
    text = words(paper(sitting_minutes(sitting())))

    assert "Ketua Panel" in text
    assert "SK tim menyebut dua belas orang." in text
    assert "A: 0, B: 2" in text
    assert "1 dari 4" in text
    assert "Anggota Panel tidak ikut: menilai daerah ini" in text
    assert "Dibahas menurut bukti." in text


def test_assessors_are_letters_in_the_minutes():
    made = sitting()
    assessor = made.moderations.get().participation.assignments.first().assessor
    type(assessor).objects.filter(pk=assessor.pk).update(name="Dewi Penilai")

    assert "Dewi Penilai" not in words(paper(sitting_minutes(made)))


def test_a_sitting_that_is_open_gives_a_draft():
    assert "KONSEP" in words(paper(sitting_minutes(sitting(closed=False))))
    assert "KONSEP" not in words(paper(sitting_minutes(sitting())))


def test_what_a_reader_may_not_see_yet_is_left_out():
    made = sitting()
    part = made.moderations.get().participation_id

    text = words(paper(sitting_minutes(made, hidden={part})))

    assert "SK tim menyebut" not in text


def test_minutes_have_two_places_to_sign():
    signs = sitting_minutes(sitting()).signs

    assert [(one.office, one.name) for one in signs] == [
        ("Ketua sidang", "Ketua Panel"),
        ("Notulis", ""),
    ]


def test_whoever_moderates_downloads_the_minutes_and_a_region_does_not(client):
    made = sitting()
    url = reverse("rounds:sitting_minutes", args=[made.round.code, made.pk])
    client.force_login(make.manager())
    allowed = client.get(url, {"bahasa": "en"})
    client.force_login(make.coordinator())

    assert read(allowed.content).trailer["/Root"]["/Lang"] == "en"
    assert client.get(url).status_code == 403


def test_many_decisions_take_several_pages_each_with_its_number():
    made = sitting()
    agreed = made.moderations.get()
    for number in range(2, 60):
        part = make.participation(
            of=made.round, region=make.named_region(f"64.{number:02}")
        )
        Moderation.objects.create(
            participation=part,
            item="sdm-1",
            spread=2,
            by_rule=False,
            level=1,
            reason="Alasan yang cukup panjang. " * 6,
            sitting=made,
            decided_at=agreed.decided_at,
        )

    reader = paper(sitting_minutes(made))

    count = len(reader.pages)
    assert count > 2
    assert f"Halaman {count} dari {count}" in words(reader)
