"""A job asks again whether the person still may do what they asked for."""

import pytest
from django.core.exceptions import PermissionDenied

from menuju.accounts.models import Capability, Seat
from menuju.results.models import Letter, Simulation
from menuju.results.tasks import letters as jobs
from menuju.results.tasks.simulation import simulate
from tests import make
from tests.make.letters import (
    approved,
    decided,
    drafted,
    letter_approver,
    letter_writer,
)

pytestmark = pytest.mark.django_db


def silent(_done, _total, _note=""):
    """Nobody watches."""


def unseated(user):
    """The same person after their term."""
    Seat.objects.filter(person=user.person).delete()
    return user


def test_letters_are_not_drafted_for_who_writes_no_more():
    decision, writer = decided(), letter_writer()
    made = {"decision_id": decision.pk, "by_id": writer.pk}
    unseated(writer)

    with pytest.raises(PermissionDenied, match="disusun dan dikirim oleh sekretariat"):
        jobs.draft_all.function(silent, **made)
    assert not Letter.objects.exists()


def test_letters_are_not_approved_for_who_approves_no_more():
    letter, approver = drafted(), unseated(letter_approver())

    with pytest.raises(PermissionDenied, match="pejabat yang berwenang"):
        jobs.approve_many.function(silent, [(letter.pk, 0)], approver.pk)


def test_letters_are_not_sent_for_who_sends_no_more():
    letter, writer = approved(), unseated(letter_writer("Pengirim"))

    with pytest.raises(PermissionDenied, match="sekretariat"):
        jobs.send_many.function(silent, [letter.pk], writer.pk)
    letter.refresh_from_db()
    assert letter.sent_at is None


def test_the_doubt_is_not_drawn_for_who_carries_the_round_no_more():
    release = make.released()
    user = make.official("Rina", Capability.FREEZE)

    with pytest.raises(PermissionDenied, match="pengelola tahap"):
        simulate.function(silent, release.pk, unseated(user).pk)
    assert not Simulation.objects.exists()


def test_who_still_holds_it_gets_it():
    release = make.released()
    user = make.official("Rina", Capability.FREEZE)

    simulate.function(silent, release.pk, user.pk)

    assert Simulation.objects.get().release == release


def test_an_account_that_was_closed_gets_nothing():
    decision, writer = decided(), letter_writer()
    writer.is_active = False
    writer.save()

    with pytest.raises(PermissionDenied):
        jobs.draft_all.function(silent, decision.pk, writer.pk)
