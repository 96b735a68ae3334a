"""Somebody loses their seat while a form is open: it is said on the page."""

import pytest

from menuju.accounts.models import Seat
from menuju.rounds.actions import pool, proposals
from menuju.rounds.models import PanelProposal, PoolMember
from tests import make
from tests.rounds.pages import of_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    return make.judged_region(assessors_per_region=2)


@pytest.fixture
def manager(client):
    client.force_login(make.manager())
    return client


def meanwhile(monkeypatch, person):
    """The seat goes between the reading of the form and the lock of the pool."""
    seats = Seat.objects.filter(person=person)
    monkeypatch.setattr(pool, "require_assigning", lambda _round: seats.delete())


def test_who_lost_the_seat_is_not_taken_in_and_the_page_says_so(
    manager, part, monkeypatch
):
    person = make.assessor(name="Asesor Pergi").person
    meanwhile(monkeypatch, person)
    typed = {"people": [person.pk], "capacity": "6"}

    page = manager.post(of_round("pool_add", part.round), typed)

    assert page.status_code == 422
    assert "Asesor Pergi tidak memegang tugas asesor saat ini." in page.text
    assert not PoolMember.objects.exists()


def test_a_member_without_a_seat_may_leave(manager, part):
    member = make.pool_member(part.round, name="Pergi")
    make.pool_member(part.round, name="Pengganti")
    given(part, member)
    Seat.objects.filter(person=member.person).delete()

    answer = manager.post(leaving(part, member), {"reason": "Pindah."})

    assert answer.status_code == 302
    content = PanelProposal.objects.get().content
    assert content["withdrawn"] == [[part.region_id, member.person_id]]


def test_the_last_member_may_leave_too_and_the_place_stays_short(manager, part):
    member = make.pool_member(part.round, name="Pergi")
    given(part, member)
    Seat.objects.filter(person=member.person).delete()

    answer = manager.post(leaving(part, member), {"reason": "Pindah."})

    assert answer.status_code == 302
    assert PanelProposal.objects.get().content["short"] == {part.region_id: 2}


def test_who_left_meanwhile_is_said_to_have_left(manager, part, monkeypatch):
    member = make.pool_member(part.round, name="Pergi")
    leaves = PoolMember.objects.filter(pk=member.pk)
    monkeypatch.setattr(
        proposals,
        "require_assigning",
        lambda _round: leaves.update(left_at=make.NOON, left_reason="Pindah."),
    )

    page = manager.post(leaving(part, member), {"reason": "Sakit."})

    assert page.status_code == 422
    assert "sudah keluar dari kumpulan asesor" in page.text


def given(part, member):
    part.assignments.create(
        assessor=member.person,
        letter="A",
        assigned_at=part.round.windows.get().opens_at,
    )


def leaving(part, member):
    return of_round("pool_leave", part.round, member.person_id)
