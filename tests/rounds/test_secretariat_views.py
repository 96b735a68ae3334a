import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.rounds.actions import attendance, conflicts
from menuju.rounds.models import (
    AttendanceObjection,
    ConflictDeclaration,
    Participation,
    Round,
    Session,
    SessionSlot,
)
from tests import make
from tests.rounds.pages import at, of_round

pytestmark = pytest.mark.django_db

SESSION = {
    "title": "Sesi pagi",
    "starts_at": "2026-02-21T10:00",
    "ends_at": "2026-02-21T12:00",
    "time_zone": "Asia/Makassar",
    "mode": "onsite",
}


@pytest.fixture
def part():
    return make.judged_region()


@pytest.fixture
def manager(client):
    client.force_login(make.manager())
    return client


# --- sessions


def test_a_session_is_planned_in_its_own_zone(manager, part):
    manager.post(of_round("session_new", part.round), SESSION)

    planned = Session.objects.get()
    assert planned.starts_at.isoformat() == "2026-02-21T02:00:00+00:00"
    assert "Sesi pagi" in manager.get(of_round("attendance_list", part.round)).text


def test_a_session_that_ends_before_it_starts_keeps_what_was_typed(manager, part):
    wrong = SESSION | {"ends_at": "2026-02-21T09:00"}

    page = manager.post(of_round("session_new", part.round), wrong)

    assert page.status_code == 422
    assert "Sesi pagi" in page.text
    assert "setelah waktu mulai" in page.text


def test_every_region_gets_a_turn_by_one_button(manager, part):
    start = timezone.now()
    session = Session.objects.create(
        round=part.round,
        title="Sesi",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    place = of_round("give_turns", part.round, session.pk)

    assert manager.get(place).status_code == 405
    assert manager.post(place).status_code == 302
    assert SessionSlot.objects.get().participation == part


def test_a_session_of_another_round_does_not_exist_here(manager, part):
    other = make.slot(make.judged_region(code="64.72")).session

    place = of_round("give_turns", part.round, other.pk)

    assert manager.post(place).status_code == 404


# --- objections


def contested(part):
    turn = make.confirmed(make.slot(part))
    rani = make.coordinator(part.region)
    contest = attendance.object_to(turn, office="head", text="Hadir.", by=rani)
    return at("objection", part, contest.pk), contest


def test_the_committee_answers_an_objection_on_the_page(manager, part):
    place, contest = contested(part)

    empty = manager.post(place, {"outcome": "upheld", "answer": "Foto membuktikan."})
    assert empty.status_code == 422
    assert "Foto membuktikan." in empty.text
    manager.post(place, {"outcome": "dismissed", "answer": "Foto dari sesi lain."})

    contest.refresh_from_db()
    assert contest.outcome == AttendanceObjection.Outcome.DISMISSED
    assert "Foto dari sesi lain." in manager.get(at("attendance", part)).text


def test_a_region_does_not_answer_its_own_objection(client, part):
    place, _ = contested(part)
    client.force_login(make.coordinator(part.region))

    assert client.get(place).status_code == 403


# --- panels and conflicts


def test_an_assessor_is_added_and_taken_back_with_a_reason(manager, part):
    free = make.assessor(name="Asesor Bebas").person
    manager.post(at("panel", part), {"assessor": free.pk})
    task = part.assignments.get()
    place = at("withdraw_panel", part, task.letter)

    assert manager.post(place, {"reason": ""}).status_code == 422
    assert manager.post(place, {"reason": "Cuti."}).status_code == 302

    task.refresh_from_db()
    assert task.withdrawn_reason == "Cuti."
    assert manager.get(place).status_code == 404


def test_somebody_with_a_conflict_is_not_added_and_the_page_says_why(manager, part):
    near = make.assessor(name="Asesor Dekat").person
    near.home_region = part.region
    near.save()

    page = manager.post(at("panel", part), {"assessor": near.pk})

    assert page.status_code == 422
    assert "berdomisili di daerah ini" in page.text
    assert not part.assignments.exists()


def test_a_conflict_is_resolved_on_the_page_with_a_reason(manager, part):
    user = make.panel(part, 1)["A"]
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)
    assert "dinyatakan sendiri" in manager.get(at("panel", part)).text
    place = at("resolve", part, user.person_id, "declared")

    assert manager.post(place, {"reason": ""}).status_code == 422
    assert manager.post(place, {"reason": "Saudara jauh."}).status_code == 302

    assert ConflictDeclaration.objects.get().resolution == "Saudara jauh."
    assert "dinyatakan sendiri" not in manager.get(at("panel", part)).text
    unknown = at("resolve", part, user.person_id, "apa-saja")
    assert manager.get(unknown).status_code == 404


def test_an_assessor_declares_a_conflict_only_for_a_region_of_their_own(client, part):
    user = make.panel(part, 1)["A"]
    other = make.judged_region(of=part.round, code="64.72")
    client.force_login(user)

    assert client.post(at("declare", part), {"reason": ""}).status_code == 422
    assert client.post(at("declare", part), {"reason": "Ipar."}).status_code == 302
    assert client.get(at("declare", other)).status_code == 404
    assert client.get(at("scoring", part)).status_code == 403


def test_who_only_looks_does_not_assign(client, part):
    client.force_login(make.secretariat())

    assert client.get(of_round("assignments", part.round)).status_code == 200
    assert client.get(of_round("proposal_new", part.round)).status_code == 403
    assert client.get(at("panel", part)).status_code == 403


# --- rounds


def test_the_rules_are_edited_in_preparation_and_shown_as_they_are(manager):
    round_ = make.open_round(phase=Round.Phase.PREPARATION, quota=37)
    place = of_round("edit", round_)
    assert 'value="37"' in manager.get(place).text

    wrong = manager.post(place, {"quota": "0", "title_id": "Tahap ganti"})
    assert wrong.status_code == 422
    assert "Tahap ganti" in wrong.text

    Round.objects.update(phase=Round.Phase.ASSESSMENT)
    assert manager.get(place).status_code == 403


def test_a_region_that_sent_nothing_is_marked_with_a_reason(manager):
    part = make.participation()
    place = at("mark_absent", part)

    assert manager.post(place, {"reason": ""}).status_code == 422
    assert manager.post(place, {"reason": "Tidak menjawab."}).status_code == 302

    part.refresh_from_db()
    assert part.status == Participation.Status.WITHDRAWN


def test_a_region_that_sent_its_self_assessment_is_not_marked(manager):
    part = make.submitted()

    page = manager.post(at("mark_absent", part), {"reason": "Keliru."})

    assert page.status_code == 403


def test_bad_rows_are_listed_with_row_and_column_and_nothing_is_kept(manager, part):
    rows = "kode;kunci;nilai;satuan;tahun;sumber\n64.71;kkd;banyak;;2019;s\n"
    file = io.BytesIO(rows.encode())
    file.name = "angka.csv"

    page = manager.post(
        of_round("eligibility", part.round), {"file": file, "action": "apply"}
    )

    assert page.status_code == 422
    assert "Baris 2, kolom nilai" in page.text
    assert not part.round.figures.exists()


def test_a_table_without_a_file_is_asked_for(manager, part):
    page = manager.post(of_round("eligibility", part.round), {"action": "try"})

    assert page.status_code == 422
    assert "Pilih berkas CSV atau XLSX." in page.text


@pytest.mark.parametrize(
    "name", ["create", "edit", "advance", "invite", "eligibility", "session_new"]
)
def test_who_only_looks_opens_no_form_of_a_round(client, name):
    round_ = make.open_round(phase=Round.Phase.PREPARATION)
    client.force_login(make.secretariat())
    place = reverse("rounds:create") if name == "create" else of_round(name, round_)

    assert client.get(place).status_code == 403
    client.force_login(make.manager())
    assert client.get(place).status_code == 200


def test_an_assessor_is_led_from_a_round_to_their_tasks(client, part):
    client.force_login(make.panel(part, 1)["A"])

    answer = client.get(of_round("detail", part.round))

    assert answer.url == reverse("overview:home")


def test_the_autosave_of_a_score_answers_with_its_version_or_what_is_wrong(
    client, part
):
    client.force_login(make.panel(part, 1)["A"])
    place = at("score_autosave", part, "sdm-1")
    sent = {"version": "0", "level": "2", "confidence": "low", "reason": ""}

    assert client.post(place, sent).json()["version"] == 1
    assert client.post(place, sent | {"level": "3"}).status_code == 409
    assert client.post(place, sent | {"level": "9"}).status_code == 422
    client.force_login(make.somebody(Capability.ASSESS))
    assert client.post(place, sent).status_code == 404
