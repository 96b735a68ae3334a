from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.audit.models import Entry
from menuju.regions.models import Agency, Rank
from menuju.rounds.actions import submission
from menuju.rounds.models import Submission
from menuju.rounds.queries.submission import digest_of, signatories_of
from tests import make

pytestmark = pytest.mark.django_db


def send(part, key="kunci"):
    holding = signatories_of(part).first() or make.signatory(part.region)
    signature = submission.Signature(holding, key)
    return submission.submit(part, signature, by=make.coordinator(part.region))


def closing_in(**time):
    return make.participation(of=make.open_round(closes_in=timedelta(**time)))


def test_the_receipt_names_every_item_and_file_with_its_hash():
    part = make.complete(make.participation())
    sent = send(part)

    assert [(one["item"], one["level"]) for one in sent.receipt["items"]] == [
        ("sdm-1", "3"),
        ("sdm-2", "3"),
    ]
    (file,) = sent.receipt["files"]
    stored = part.evidence.get().versions.get().file
    assert (file["number"], file["sha256"]) == ("B1", stored.sha256)
    assert sent.receipt["signatory"]["name"] == "Sekda Kota"
    assert sent.digest == digest_of(sent.receipt)
    entry = Entry.objects.get(verb="submitted")
    assert (entry.leaf, entry.detail["digest"]) == (sent.leaf, sent.digest)


def test_sending_the_same_form_twice_gives_the_same_receipt():
    part = make.complete(make.participation())

    assert send(part) == send(part)
    assert Submission.objects.count() == 1


def test_another_form_cannot_replace_a_submission():
    part = make.complete(make.participation())
    send(part)

    with pytest.raises(PermissionDenied, match="sudah dikirim"):
        send(part, key="lain")


def test_one_second_late_is_not_accepted_and_the_draft_is_kept():
    part = make.complete(closing_in(seconds=-1))

    with pytest.raises(ValidationError) as late:
        send(part)

    assert late.value.code == "late"
    assert "tetap tersimpan sebagai draf" in late.value.messages[0]
    assert not Submission.objects.exists()
    assert part.answers.count() == 2
    attempt = part.attempts.get()
    assert (attempt.reason, len(attempt.digest)) == ("late", 64)
    assert Entry.objects.get(verb="not_accepted").leaf == attempt.leaf


def test_a_minute_before_the_deadline_is_accepted():
    assert send(make.complete(closing_in(minutes=1))).submitted_at < timezone.now()


def test_an_unfinished_self_assessment_is_not_accepted():
    part = make.participation()
    make.answer(part, level=0)

    with pytest.raises(ValidationError) as refusal:
        send(part)

    assert refusal.value.messages == [
        "1 butir belum selesai. Lengkapi, lalu kirim lagi."
    ]
    assert part.attempts.get().reason == "incomplete"


def test_those_who_may_sign_hold_a_leading_office_today():
    region = make.region()
    part = make.participation(region=region)
    today = timezone.localdate()
    head = make.signatory(region, rank=Rank.HEAD, name="Wali Kota")
    diskominfo = make.signatory(
        region, rank=Rank.AGENCY_HEAD, agency=make.agency(region), name="Kadis"
    )
    bappeda = make.agency(region, Agency.Kind.BAPPEDA)
    make.signatory(region, rank=Rank.AGENCY_HEAD, agency=bappeda)
    make.signatory(region, held_to=today - timedelta(days=1), name="Mantan")
    make.signatory(make.region("64.72"), rank=Rank.HEAD)

    assert set(signatories_of(part)) == {head, diskominfo}
