from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.instruments.models import Version
from menuju.results import actions
from menuju.rounds.actions import conflicts
from menuju.rounds.models import (
    Answer,
    Assignment,
    Delegation,
    Freeze,
    Moderation,
    Participation,
    PhaseWindow,
    Round,
    Score,
    Session,
    SessionSlot,
)
from tests import make

pytestmark = pytest.mark.django_db
C = Capability
HOME = "overview:home"
THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}


def part(code="64.71", phase=Round.Phase.SELF_ASSESSMENT, year=2019):
    round_ = Round.objects.filter(year=year).first() or make.judged_round(
        year, phase=phase
    )
    if not round_.windows.exists():
        now = timezone.now()
        PhaseWindow.objects.create(
            round=round_,
            phase=phase,
            opens_at=now,
            closes_at=now + timedelta(days=3000 - year),
        )
    return Participation.objects.create(
        round=round_, region=make.named_region(code), status="confirmed"
    )


def slot_of(participation, days=5):
    start = timezone.now() + timedelta(days=days)
    session = Session.objects.create(
        round=participation.round,
        title="Asesmen",
        starts_at=start,
        ends_at=start + timedelta(hours=8),
    )
    return SessionSlot.objects.create(
        session=session, participation=participation, starts_at=start
    )


def assignment_of(participation, person, letter="A", **more):
    return Assignment.objects.create(
        participation=participation,
        assessor=person,
        letter=letter,
        assigned_at=make.NOON,
        **more,
    )


def titles(client, user):
    client.force_login(user)
    tasks = client.get(reverse(HOME)).context["tasks"]
    return [(task.title, task.left) for task in tasks]


def test_a_visitor_is_asked_to_sign_in(client):
    answer = client.get(reverse(HOME))

    assert (answer.status_code, answer.url) == (302, "/masuk/?next=/kerja/")


def test_a_coordinator_sees_what_is_open_and_what_is_unproven(client):
    participation = part()
    Answer.objects.create(
        participation=participation, item="sdm-1", level=3, is_done=True
    )
    rina = make.official("Rina", C.VIEW_REGION, C.ANSWER, region=make.named_region())

    assert titles(client, rina) == [
        ("Isi penilaian mandiri Kota Balikpapan", 2),
        ("Lengkapi bukti Kota Balikpapan", 1),
    ]


def test_a_coordinator_sees_nothing_of_another_region(client):
    part("64.72")
    rina = make.official("Rina", C.VIEW_REGION, C.ANSWER, region=make.named_region())

    assert titles(client, rina) == []
    assert "Tidak ada tugas yang menunggu Anda." in client.get(reverse(HOME)).text


def test_the_nearest_deadline_comes_first(client):
    part(year=2018)
    part(year=2019)
    rina = make.official("Rina", C.ANSWER, region=make.named_region())
    client.force_login(rina)

    tasks = client.get(reverse(HOME)).context["tasks"]

    assert [task.round.year for task in tasks] == [2019, 2018]


def test_an_agency_officer_sees_the_items_handed_to_the_agency(client):
    participation = part()
    agency = make.agency(participation.region)
    Delegation.objects.create(
        participation=participation, item="sdm-1", agency=agency, delegated_at=make.NOON
    )
    dewi = make.official("Dewi", C.ANSWER)
    dewi.person.seats.update(agency=agency)

    assert titles(client, dewi) == [
        ("Jawab butir yang didelegasikan, Kota Balikpapan", 1)
    ]

    Delegation.objects.update(returned_at=make.NOON)
    assert titles(client, dewi) == []


def test_an_assessor_sees_the_regions_left(client):
    participation = part(phase=Round.Phase.ASSESSMENT)
    wayan = make.official("Wayan", C.ASSESS)
    made = assignment_of(participation, wayan.person)
    Score.objects.create(assignment=made, item="sdm-1", level=2, edited_at=make.NOON)

    assert titles(client, wayan) == [("Nilai Kota Balikpapan", 2)]

    Assignment.objects.update(submitted_at=make.NOON)
    assert titles(client, wayan) == []


def test_a_region_that_a_conflict_closes_is_no_task_and_the_page_says_why(client):
    near, free = part(phase=Round.Phase.ASSESSMENT), part("64.72")
    wayan = make.official("Wayan", C.ASSESS)
    assignment_of(near, wayan.person)
    assignment_of(free, wayan.person)
    reason = "Saudara saya bekerja di sana."
    conflicts.declare(wayan.person, near.region, reason=reason, by=wayan)

    assert titles(client, wayan) == [("Nilai Kota Samarinda", 3)]
    page = client.get(reverse(HOME)).text
    assert "Kota Balikpapan tidak ada dalam daftar ini: konflik kepentingan" in page


def test_the_committee_sees_the_attendance_to_confirm(client):
    slot = slot_of(part(phase=Round.Phase.ASSESSMENT))
    panitia = make.official("Panitia", C.CONFIRM_ATTENDANCE)

    assert titles(client, panitia) == [("Sahkan kehadiran: Asesmen", 1)]

    slot.confirmed_at = make.NOON
    slot.save()
    assert titles(client, panitia) == []


def test_a_moderator_sees_the_items_without_agreement(client):
    participation = part(phase=Round.Phase.MODERATION)
    wayan = make.official("Wayan", C.ASSESS).person
    made = assignment_of(participation, wayan, submitted_at=make.NOON)
    for item in ("sdm-1", "sdm-2"):
        Score.objects.create(assignment=made, item=item, level=2, edited_at=make.NOON)
    Moderation.objects.create(
        participation=participation,
        item="sdm-1",
        spread=0,
        by_rule=True,
        level=2,
        decided_at=make.NOON,
    )

    moderator = make.official("Moderator", C.MODERATE)
    assert titles(client, moderator) == [("Sepakati nilai yang berbeda", 1)]


def test_the_secretariat_sees_what_blocks_each_round(client):
    part()
    part("64.72")

    tono = make.official("Tono", C.MANAGE_ROUNDS)
    assert titles(client, tono) == [("Penilaian mandiri belum dikirim", 2)]


def test_a_freeze_waits_for_somebody_else_than_its_proposer(client):
    participation = part(phase=Round.Phase.MODERATION)
    tono, sari = make.official("Tono", C.FREEZE), make.official("Sari", C.FREEZE)
    Freeze.objects.create(
        round=participation.round,
        inputs={},
        digest="0" * 64,
        proposed_by=tono,
        proposed_at=make.NOON,
    )

    assert titles(client, tono) == []
    assert titles(client, sari) == [("Setujui pembekuan nilai sebagai orang kedua", 1)]


def test_a_decision_waits_for_somebody_else_than_its_proposer(client):
    tono, sari = make.official("Tono", C.DECIDE), make.official("Sari", C.DECIDE)
    release = make.released(THREE)
    assert titles(client, tono) == [("Usulkan daerah terpilih", 1)]

    actions.propose_decision(release, make.choice("64.71"), tono)

    assert titles(client, tono) == []
    assert titles(client, sari) == [
        ("Tetapkan usulan keputusan sebagai orang kedua", 1)
    ]


def test_a_leader_reads_what_the_attendance_is_worth(client):
    slot_of(part(phase=Round.Phase.ASSESSMENT))
    make.published(THREE, make.judged_round(2018))
    leader = make.official("Wali Kota", C.VIEW_REGION, region=make.named_region())
    client.force_login(leader)

    page = client.get(reverse(HOME)).text

    assert "Kehadiran Anda pada" in page
    assert "menentukan 16% nilai." in page
    assert "Posisi kita saat ini" in page
    assert "Asesmen 2018" in page


def test_a_published_score_stands_with_its_own_scale_and_its_peers(client):
    make.published(THREE, make.judged_round(2018))
    version = Version.objects.get()
    version.document["scale"] = {"min": "1", "max": "5", "step": "1"}
    version.save()
    client.force_login(
        make.official("Wali Kota", C.VIEW_REGION, region=make.named_region())
    )

    page = client.get(reverse(HOME)).text

    assert "1–5, 2017.1" in page
    assert "3 daerah dinilai" in page


def test_a_leader_is_told_before_the_day_is_set(client):
    part()
    leader = make.official("Wali Kota", C.VIEW_REGION, region=make.named_region())
    client.force_login(leader)

    page = client.get(reverse(HOME)).text
    assert "Kehadiran Anda di sidang asesmen menentukan 16% nilai." in page
    assert "tanggal sidang belum ditetapkan" in page


def test_a_mentor_is_not_told_that_the_session_is_theirs(client):
    part()
    seats = (C.MENTOR, C.VIEW_REGION)
    mentor = make.official("Pembimbing", *seats, region=make.named_region())
    client.force_login(mentor)

    assert "sidang asesmen" not in client.get(reverse(HOME)).text


def test_a_session_that_is_over_obliges_nobody(client):
    slot_of(part(phase=Round.Phase.ASSESSMENT), days=-5)
    leader = make.official("Wali Kota", C.VIEW_REGION, region=make.named_region())
    client.force_login(leader)

    assert "Kehadiran Anda" not in client.get(reverse(HOME)).text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "capabilities",
    [
        (C.VIEW_REGION, C.ANSWER, C.SUBMIT),
        (C.ASSESS,),
        (C.CONFIRM_ATTENDANCE, C.RECORD_ATTENDANCE, C.VIEW_ROUNDS),
        (C.MODERATE, C.VIEW_ROUNDS),
        (C.MANAGE_ROUNDS, C.VIEW_ROUNDS, C.FREEZE, C.DECIDE, C.INVITE_PEOPLE),
    ],
)
def test_the_page_takes_few_queries(
    client, django_assert_max_num_queries, rows, capabilities
):
    user = make.official(
        "Rina",
        *capabilities,
        region=make.named_region() if C.ANSWER in capabilities else None,
    )
    phases = [Round.Phase.SELF_ASSESSMENT, Round.Phase.ASSESSMENT, "moderation"]
    for n, phase in enumerate(phases[:rows]):
        made = part(phase=phase, year=2019 - n)
        slot_of(made)
        assignment_of(made, user.person)
    client.force_login(user)

    with django_assert_max_num_queries(15):
        client.get(reverse(HOME))
