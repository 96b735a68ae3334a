"""The right of reply: contested in time, answered by somebody else, its effect told."""

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Capability
from menuju.messages.models import Notification
from menuju.results.queries.replies import (
    point_for,
    points_for,
)
from menuju.rounds.actions import replies as rounds
from menuju.rounds.actions.evidence import Upload
from menuju.rounds.models import (
    Assignment,
    AttemptReceipt,
    ConflictDeclaration,
    Decider,
    Evidence,
    Moderation,
    Reply,
)
from menuju.rounds.queries.replies import closes_at
from tests import make
from tests.make import instruments

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


# --- the clock


def test_replies_close_at_16_on_the_last_day_in_the_regions_own_zone():
    result = make.contested_result()
    part = result.participation
    opened = datetime(2019, 3, 1, 20, tzinfo=ZoneInfo("Asia/Jakarta"))

    closes = closes_at(part.round, part.region, opened)

    # 20.00 WIB is 21.00 WITA of the same day; fourteen days later, 16.00 WITA
    assert closes == datetime(2019, 3, 15, 16, tzinfo=ZoneInfo("Asia/Makassar"))


def test_a_result_opened_after_midnight_in_the_region_closes_a_day_later():
    result = make.contested_result()
    part = result.participation
    opened = datetime(2019, 3, 1, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))

    assert closes_at(part.round, part.region, opened).day == 16


@pytest.fixture
def clock(monkeypatch):
    """The clock of the database, set so many seconds from a moment."""

    def turn(moment, seconds):
        at = moment + timedelta(seconds=seconds)
        monkeypatch.setattr(rounds, "database_time", lambda: at)

    return turn


def deadline_of(result):
    part = result.participation
    return closes_at(part.round, part.region, result.release.published_at)


def test_a_second_before_the_deadline_a_reply_is_taken(clock):
    result = make.contested_result()
    clock(deadline_of(result), -1)

    assert make.contested(result).state == Reply.State.OPEN


def test_a_second_after_the_deadline_a_reply_is_refused_and_the_text_stays(clock):
    result = make.contested_result()
    clock(deadline_of(result), 1)

    with pytest.raises(ValidationError, match="draf") as refusal:
        make.contested(result)

    assert refusal.value.code == "late"
    assert not Reply.objects.exists()
    draft = result.participation.reply_drafts.get()
    assert (draft.text, draft.asked) == (make.REPLY_TEXT, "4")
    assert AttemptReceipt.objects.get().reason == "reply_late"


def test_at_the_deadline_itself_it_is_late(clock):
    result = make.contested_result()
    clock(deadline_of(result), 0)

    with pytest.raises(ValidationError, match="Masa sanggah"):
        make.contested(result)


def test_a_file_that_comes_too_late_leaves_no_document(clock):
    result = make.contested_result()
    clock(deadline_of(result), 1)

    with pytest.raises(ValidationError):
        make.contested(result, uploads=[Upload(io.BytesIO(make.pdf()), "Perwali.pdf")])

    assert not Evidence.objects.exists()


# --- contesting


def test_a_reply_keeps_the_level_that_was_frozen_and_the_one_asked():
    made = make.contested(make.contested_result())

    assert (made.level_before, made.asked, made.state) == ("3", "4", "open")


def test_a_new_file_becomes_evidence_of_the_region_without_a_claim():
    result = make.contested_result()
    made = make.contested(
        result, uploads=[Upload(io.BytesIO(make.pdf()), "Perwali 12.pdf")]
    )

    document = made.proofs.get().evidence_version.evidence
    assert str(document) == "B1 Perwali 12"
    assert not document.claims.exists()


def test_a_file_that_cannot_be_evidence_is_refused_and_nothing_is_sent():
    result = make.contested_result()

    with pytest.raises(ValidationError, match="kosong"):
        make.contested(result, uploads=[Upload(io.BytesIO(b""), "Perwali.pdf")])

    assert not Reply.objects.exists()


def test_evidence_of_another_region_proves_nothing():
    result = make.contested_result()
    other = make.result_of(result.release, "64.74").participation

    with pytest.raises(ValidationError, match="daerah Anda sendiri"):
        make.contested(result, versions=[make.proof(other)])


def test_evidence_that_the_region_gave_before_can_be_named():
    result = make.contested_result()
    version = make.proof(result.participation)

    made = make.contested(result, versions=[version])

    assert made.proofs.get().evidence_version == version


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"text": "Terlalu singkat."}, "minimal 40 huruf. Sekarang 16"),
        ({"asked": "5"}, "Pilih nilai 0 sampai 4"),
        ({"asked": "2.5"}, "Pilih nilai 0 sampai 4"),
        ({"asked": "banyak"}, "Pilih nilai 0 sampai 4"),
        ({"asked": "NaN"}, "Pilih nilai 0 sampai 4"),
        ({"asked": "3"}, "sama dengan yang berlaku"),
    ],
)
def test_what_says_too_little_or_asks_off_the_scale_is_refused(said, problem):
    with pytest.raises(ValidationError, match=problem):
        make.contested(make.contested_result(), **said)


def test_one_point_is_contested_once():
    result = make.contested_result()
    user = make.contester()
    make.contested(result, by=user)

    with pytest.raises(ValidationError, match="sudah disanggah"):
        make.contested(result, asked="2", by=user)


def test_after_withdrawing_the_point_is_free_again():
    result = make.contested_result()
    user = make.contester()
    rounds.withdraw(make.contested(result, by=user), by=user)

    assert make.contested(result, asked="2", by=user).state == Reply.State.OPEN


def test_an_item_that_was_not_asked_is_no_point():
    result = make.contested_result()

    assert point_for(result, "item", "tidak-ada") is None
    assert {point.code for point in points_for(result)} >= {"sdm-1", "deputy"}


def test_an_item_that_does_not_apply_to_the_region_is_no_point():
    sdm = [
        instruments.item("sdm-1"),
        instruments.item("sdm-2", applies="kind == 'kabupaten'"),
    ]
    komitmen = [instruments.attendance(), instruments.item("paparan", "60")]
    make.instrument_version(
        [
            instruments.group("sdm", sdm, "60"),
            instruments.group("komitmen", komitmen, "40"),
        ]
    )

    codes = {point.code for point in points_for(make.contested_result())}

    assert "sdm-2" not in codes
    assert "sdm-1" in codes


def test_who_only_reads_for_the_region_does_not_contest():
    result = make.contested_result()
    reader = make.official(
        "Pembaca", Capability.VIEW_REGION, region=result.participation.region
    )

    with pytest.raises(PermissionDenied, match="koordinator"):
        make.contested(result, by=reader)


def test_those_who_answer_are_told_of_a_reply():
    user = make.answerer()

    make.contested(make.contested_result())

    told = Notification.objects.get(recipient=user)
    assert "Samarinda" in told.subject
    assert "3 dari 4" in told.body


# --- answering


def test_an_answer_keeps_state_level_and_reason():
    result = make.contested_result()

    made = make.answered(result, make.contested(result))

    assert (made.state, made.level_after, made.answer) == (
        "upheld",
        "4",
        make.REPLY_ANSWER,
    )


def test_a_second_answer_is_refused_and_the_first_stands():
    result = make.contested_result()
    reply = make.contested(result)
    make.answered(result, reply)

    with pytest.raises(ValidationError, match="sudah dijawab"):
        make.answered(result, reply, "dismissed", "", by=make.answerer("Kedua"))

    reply.refresh_from_db()
    assert reply.state == Reply.State.UPHELD


def test_who_scored_the_region_does_not_answer():
    result = make.contested_result()
    user = make.answerer()
    Assignment.objects.create(
        participation=result.participation,
        assessor=user.person,
        letter="A",
        assigned_at=make.NOON,
    )

    with pytest.raises(PermissionDenied, match=r"sebagai asesor\. Minta orang lain"):
        make.answered(result, make.contested(result), by=user)


def agreed(result, item="sdm-1", by=None):
    return Moderation.objects.create(
        participation=result.participation,
        item=item,
        spread=2,
        by_rule=False,
        level=3,
        reason="Berita acara panel.",
        decided_by=by,
        decided_at=make.NOON,
    )


def test_who_agreed_the_item_does_not_answer():
    result, user = make.contested_result(), make.answerer()
    agreed(result, by=user)

    with pytest.raises(PermissionDenied, match="menyepakati nilai butir ini"):
        make.answered(result, make.contested(result), by=user)


def test_who_sat_when_it_was_agreed_does_not_answer():
    result, user = make.contested_result(), make.answerer()
    Decider.objects.create(moderation=agreed(result), person=user.person)

    with pytest.raises(PermissionDenied, match="menyepakati nilai butir ini"):
        make.answered(result, make.contested(result), by=user)


def test_who_agreed_another_item_may_answer_this_one():
    result, user = make.contested_result(), make.answerer()
    agreed(result, item="sdm-2", by=user)

    assert make.answered(result, make.contested(result), by=user).answered_by == user


def test_who_stands_too_near_does_not_answer():
    result, user = make.contested_result(), make.answerer()
    ConflictDeclaration.objects.create(
        person=user.person,
        region=result.participation.region,
        reason="Saudara.",
        declared_at=make.NOON,
    )

    with pytest.raises(PermissionDenied, match="konflik kepentingan"):
        make.answered(result, make.contested(result), by=user)


def test_the_region_does_not_answer_itself():
    result, user = make.contested_result(), make.contester()

    with pytest.raises(PermissionDenied, match="Pejabat lembaga nasional"):
        make.answered(result, make.contested(result, by=user), by=user)


@pytest.mark.parametrize(
    ("state", "level", "problem"),
    [
        ("upheld", "9", "Pilih nilai 0 sampai 4"),
        ("upheld", "", "Pilih nilai 0 sampai 4"),
        ("upheld", "3", "sama dengan yang berlaku"),
        ("upheld", "2", "Diterima sebagian"),
        ("partly", "4", "sama dengan permintaan daerah"),
        ("dismissed", "4", "tidak mengubah nilai"),
        ("open", "", "Pilih diterima"),
    ],
)
def test_a_verdict_and_its_level_must_fit(state, level, problem):
    result = make.contested_result()

    with pytest.raises(ValidationError, match=problem):
        make.answered(result, make.contested(result), state, level)


def test_an_answer_without_a_reason_is_refused():
    result = make.contested_result()

    with pytest.raises(ValidationError, match="minimal 40 huruf"):
        make.answered(result, make.contested(result), answer="Ya.")


def test_an_answered_reply_is_not_withdrawn():
    result, user = make.contested_result(), make.contester()
    reply = make.contested(result, by=user)
    make.answered(result, reply)

    with pytest.raises(ValidationError, match="sudah dijawab"):
        rounds.withdraw(reply, by=user)


def test_the_region_is_told_the_answer():
    result, user = make.contested_result(), make.contester()
    make.answered(result, make.contested(result, by=user))

    told = Notification.objects.filter(recipient=user).latest("pk")
    assert make.REPLY_ANSWER in told.body
    assert "Penjawab" not in told.body
