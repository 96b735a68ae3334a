import json
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from menuju.accounts.models import Invitation
from menuju.rounds.actions import attendance, freeze, moderation
from menuju.rounds.models import AttendanceObjection, Freeze, Round, SessionSlot
from menuju.rounds.queries.freeze import digest_of, inputs_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    """A region whose levels are agreed and whose attendance is confirmed."""
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (1, 2), (2, 2))
    make.confirmed(make.slot(part))
    part = make.uncontested(make.in_phase(part, Round.Phase.MODERATION))
    moderation.agree_by_rule(part.round, by=make.manager())
    return part


def test_the_inputs_hold_levels_attendance_and_facts_without_floats(part):
    inputs = inputs_of(part.round)

    region = inputs["regions"]["64.71"]
    assert region["levels"] == {"sdm-1": "1.5", "sdm-2": "2"}
    assert [one["office"] for one in region["attendance"]] == [
        "agency_head:bappeda",
        "agency_head:diskominfo",
        "deputy",
    ]
    assert region["facts"]["kind"] == "kota"
    assert inputs["instrument"] == part.round.instrument_version.content_hash
    assert json.loads(json.dumps(inputs), parse_float=pytest.fail) == inputs


def test_the_digest_is_that_of_the_canonical_text(part):
    inputs = inputs_of(part.round)

    assert digest_of(inputs) == digest_of(dict(reversed(inputs.items())))
    assert len(digest_of(inputs)) == 64


def test_an_item_without_an_agreed_level_is_null(part):
    part.moderations.filter(item="sdm-2").delete()

    levels = inputs_of(part.round)["regions"]["64.71"]["levels"]

    assert levels == {"sdm-1": "1.5", "sdm-2": None}


def test_one_proposes_and_another_approves(part):
    sari, budi = make.manager("Sari"), make.manager("Budi")
    waiting = freeze.propose(part.round, by=sari)

    with pytest.raises(PermissionDenied, match="orang lain"):
        freeze.approve(waiting, by=sari)
    made = freeze.approve(waiting, by=budi)

    assert (made.proposed_by, made.approved_by) == (sari, budi)
    assert made.digest == digest_of(made.inputs)


@pytest.mark.parametrize("inviter", ["proposer", "approver"])
def test_who_opened_the_account_of_the_other_is_no_second_person(part, inviter):
    sari, budi = make.manager("Sari"), make.manager("Budi")
    waiting = freeze.propose(part.round, by=sari)
    one, other = (sari, budi) if inviter == "proposer" else (budi, sari)
    Invitation.objects.create(
        person=other.person,
        email=other.email,
        key_hash=other.email[:64],
        invited_by=one,
        expires_at=timezone.now(),
        used_at=timezone.now(),
    )

    with pytest.raises(PermissionDenied, match="lewat undangan"):
        freeze.approve(waiting, by=budi)
    assert freeze.approve(waiting, by=make.manager("Wati")).approved_at


def test_one_person_twice_is_never_stored(part):
    waiting = freeze.propose(part.round, by=make.manager())
    waiting.approved_by = waiting.proposed_by

    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.save()


def test_what_is_open_keeps_the_inputs_from_being_fixed(part):
    part.moderations.filter(item="sdm-2").delete()

    with pytest.raises(ValidationError, match="1 nilai dalam toleransi"):
        freeze.propose(part.round, by=make.manager())

    assert not Freeze.objects.exists()


def test_an_open_objection_keeps_the_inputs_from_being_fixed(part):
    AttendanceObjection.objects.create(
        slot=part.slot, office="head", text="Hadir.", at=timezone.now()
    )

    with pytest.raises(ValidationError, match="1 sanggahan kehadiran belum dijawab"):
        freeze.propose(part.round, by=make.manager())


def test_inputs_that_changed_since_the_proposal_are_not_approved(part):
    waiting = freeze.propose(part.round, by=make.manager())
    part.moderations.filter(item="sdm-1").update(level=Decimal(3))

    with pytest.raises(ValidationError, match="Data berubah"):
        freeze.approve(waiting, by=make.manager("Kedua"))


def test_no_level_is_agreed_while_a_freeze_is_proposed(part):
    waiting = freeze.propose(part.round, by=make.manager())
    with pytest.raises(PermissionDenied, match="dibekukan"):
        moderation.agree_by_rule(part.round, by=make.manager())

    freeze.withdraw(waiting, by=make.manager())

    assert moderation.agree_by_rule(part.round, by=make.manager()) == 0


def test_an_approved_freeze_is_not_taken_back_nor_proposed_again(part):
    made = freeze.propose(part.round, by=make.manager())
    freeze.approve(made, by=make.manager("Kedua"))

    with pytest.raises(PermissionDenied, match="tidak dapat dibuka lagi"):
        freeze.withdraw(made, by=make.manager())
    with pytest.raises(ValidationError, match="sudah diajukan atau dibekukan"):
        freeze.propose(part.round, by=make.manager())


def test_the_inputs_are_not_fixed_before_moderation(part):
    make.in_phase(part, Round.Phase.ASSESSMENT)

    with pytest.raises(PermissionDenied, match="Penilaian asesor"):
        freeze.propose(part.round, by=make.manager())


def test_an_objection_after_the_proposal_keeps_it_from_being_approved(part):
    proposed = freeze.propose(part.round, by=make.manager())
    AttendanceObjection.objects.create(
        slot=part.slot, office="head", text="Hadir.", at=timezone.now()
    )

    with pytest.raises(ValidationError, match="1 sanggahan kehadiran belum dijawab"):
        freeze.approve(proposed, by=make.manager("Kedua"))

    proposed.refresh_from_db()
    assert proposed.approved_at is None


def test_attendance_stays_as_it_was_proposed(part):
    proposed = freeze.propose(part.round, by=make.manager())
    rani = make.coordinator(part.region)
    soon = timezone.now() + timedelta(hours=1)
    SessionSlot.objects.update(objections_until=soon)

    with pytest.raises(PermissionDenied, match="dibekukan"):
        attendance.object_to(part.slot, office="head", text="Hadir.", by=rani)
    freeze.withdraw(proposed, by=make.manager("Kedua"))

    assert attendance.object_to(part.slot, office="head", text="Hadir.", by=rani)


def test_a_proposal_is_taken_back_once(part):
    proposed = freeze.propose(part.round, by=make.manager())
    freeze.withdraw(proposed, by=make.manager())

    with pytest.raises(ValidationError, match="ditarik"):
        freeze.withdraw(proposed, by=make.manager())
    with pytest.raises(ValidationError, match="ditarik"):
        freeze.approve(proposed, by=make.manager())
    assert freeze.propose(part.round, by=make.manager()).digest == proposed.digest


def test_nothing_is_fixed_while_a_region_may_still_object(part):
    ends = timezone.now() + timedelta(seconds=1)
    SessionSlot.objects.update(objections_until=ends)

    with pytest.raises(ValidationError, match="Masa sanggah kehadiran 1 daerah belum"):
        freeze.propose(part.round, by=make.manager())
    with time_machine.travel(ends, tick=False):
        assert freeze.propose(part.round, by=make.manager()).digest
