"""Seats, offices and invitations, and what they refuse."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.accounts import access, actions, queries
from menuju.accounts.actions import Period, Scope
from menuju.accounts.models import (
    Capability,
    CapabilitySet,
    Capacity,
    Invitation,
    User,
)
from menuju.audit.models import Entry
from menuju.regions.models import Rank
from tests import make

pytestmark = pytest.mark.django_db
INVITE, ASSESS = Capability.INVITE_PEOPLE, Capability.ASSESS
ALWAYS = Period()


@pytest.fixture
def secretariat():
    return make.user(INVITE, name="Sekretariat")


def invited(person, by, email="baru@contoh.go.id"):
    """An invitation and the key that its mail carried."""
    keys = []

    def link(key):
        keys.append(key)
        return f"https://contoh.test/undangan/{key}/"

    return actions.invite(person, email, link=link, by=by), keys


def test_the_shipped_sets_can_be_loaded_again_and_again():
    first = actions.load_capability_sets()
    second = actions.load_capability_sets()
    assert first == second
    assert CapabilitySet.objects.count() == len(first) == 14


def test_every_shipped_set_holds_known_capabilities():
    for each in actions.load_capability_sets().values():
        assert set(each.capabilities) <= set(Capability.values)


def test_every_capability_is_in_a_shipped_set():
    sets = actions.load_capability_sets().values()
    assert {code for each in sets for code in each.capabilities} == set(
        Capability.values
    )


def test_a_seat_is_given_and_leaves_a_trace(secretariat):
    assessor = make.person()
    asesor = make.capability_set(code="asesor")

    seat = actions.give_seat(assessor, asesor, Scope(), ALWAYS, by=secretariat)

    assert seat.gives(ASSESS)
    assert Entry.objects.get().detail == {"person": assessor.pk, "set": "asesor"}


def test_nobody_gives_a_seat_to_oneself(secretariat):
    asesor = make.capability_set(code="asesor")
    with pytest.raises(PermissionDenied):
        actions.give_seat(secretariat.person, asesor, Scope(), ALWAYS, by=secretariat)


def test_a_coordinator_gives_seats_in_the_own_region_but_in_no_other():
    here, there = make.region("64.71"), make.region("64.72")
    me = make.user(INVITE, region=here)
    officer = make.person()
    signatory = make.capability_set(code="penanda-tangan")

    assert actions.give_seat(officer, signatory, Scope(region=here), ALWAYS, by=me)
    with pytest.raises(PermissionDenied):
        actions.give_seat(officer, signatory, Scope(region=there), ALWAYS, by=me)
    with pytest.raises(PermissionDenied):
        actions.give_seat(officer, signatory, Scope(), ALWAYS, by=me)


def test_a_coordinator_gives_a_seat_in_an_agency_of_the_region():
    here = make.region()
    me = make.user(INVITE, region=here)
    officer = make.capability_set(code="perangkat-daerah")
    scope = Scope(agency=make.agency(here))
    assert actions.give_seat(make.person(), officer, scope, ALWAYS, by=me)


def test_a_coordinator_cannot_make_assessors():
    here = make.region()
    me = make.user(INVITE, region=here)
    asesor = make.capability_set(code="asesor")
    with pytest.raises(PermissionDenied):
        actions.give_seat(make.person(), asesor, Scope(region=here), ALWAYS, by=me)


def test_what_works_for_one_region_is_not_given_for_the_nation(secretariat):
    coordinator = make.capability_set(code="koordinator")
    with pytest.raises(ValidationError, match="satu daerah"):
        actions.give_seat(make.person(), coordinator, Scope(), ALWAYS, by=secretariat)


def test_the_same_seat_is_not_given_twice(secretariat):
    person, asesor = make.person(), make.capability_set(code="asesor")
    actions.give_seat(person, asesor, Scope(), ALWAYS, by=secretariat)
    with pytest.raises(ValidationError, match="sudah memegang"):
        actions.give_seat(person, asesor, Scope(), ALWAYS, by=secretariat)


def test_a_seat_cannot_end_before_it_begins(secretariat):
    period = Period(date(2030, 2, 1), date(2030, 1, 1))
    asesor = make.capability_set(code="asesor")
    with pytest.raises(ValidationError, match="setelah tanggal mulai"):
        actions.give_seat(make.person(), asesor, Scope(), period, by=secretariat)


def test_an_ended_seat_gives_nothing_and_stays_on_record(secretariat):
    user = make.user(ASSESS, name="Asesor")
    seat = user.person.seats.get()

    actions.end_seat(seat, by=secretariat)

    assert not access.can(User.objects.get(pk=user.pk), ASSESS)
    assert user.person.seats.get().held_to == make.today() - timedelta(days=1)


def test_a_seat_out_of_reach_cannot_be_ended():
    me = make.user(INVITE, region=make.region("64.71"))
    seat = make.user(ASSESS, name="Asesor").person.seats.get()
    with pytest.raises(PermissionDenied):
        actions.end_seat(seat, by=me)


def test_a_coordinator_adds_people_of_the_own_region_only():
    here, there = make.region("64.71"), make.region("64.72")
    me = make.user(INVITE, region=here)
    assert actions.add_person("Budi", home_region=here, by=me)
    with pytest.raises(PermissionDenied):
        actions.add_person("Budi", home_region=there, by=me)
    with pytest.raises(ValidationError, match="daerah asalnya"):
        actions.add_person("Budi", by=me)


def test_an_office_has_one_definitive_holder_at_a_time():
    mayor = make.office(make.region())
    first, second = make.person("Rizal Effendi"), make.person("Rahmad Mas'ud")
    term = Period(date(2016, 2, 17), date(2021, 2, 17))
    give = actions.give_office

    give(first, mayor, Capacity.DEFINITIVE, term, by=None)

    with pytest.raises(ValidationError, match="masih dijabat Rizal Effendi"):
        give(second, mayor, Capacity.DEFINITIVE, Period(date(2021, 1, 1)), by=None)
    assert give(second, mayor, Capacity.PLH, Period(date(2021, 1, 1)), by=None)
    assert give(second, mayor, Capacity.DEFINITIVE, Period(date(2021, 5, 31)), by=None)


def test_holders_are_those_of_the_day():
    mayor, deputy = make.office(make.region()), make.office(make.region(), Rank.DEPUTY)
    holding = actions.give_office(
        make.person(), mayor, Capacity.DEFINITIVE, Period(date(2016, 2, 17)), by=None
    )
    actions.leave_office(holding, on=date(2021, 2, 17), by=None)

    def holders(day):
        return queries.holders_of([mayor, deputy], day)

    assert holders(date(2021, 2, 17)) == {mayor.pk: [holding], deputy.pk: []}
    assert holders(date(2021, 2, 18)) == {mayor.pk: [], deputy.pk: []}
    assert holders(date(2016, 2, 16)) == {mayor.pk: [], deputy.pk: []}


def test_an_office_cannot_be_left_before_it_was_taken():
    holding = actions.give_office(
        make.person(),
        make.office(make.region()),
        Capacity.PJ,
        Period(date(2020, 1, 1)),
        by=None,
    )
    with pytest.raises(ValidationError, match="setelah tanggal mulai"):
        actions.leave_office(holding, on=date(2019, 1, 1), by=None)


def test_an_invitation_is_mailed_and_only_the_hash_of_its_key_is_kept(
    secretariat, mailoutbox, django_capture_on_commit_callbacks
):
    person = make.person("Dewi Lestari")
    with django_capture_on_commit_callbacks(execute=True):
        invitation, keys = invited(person, secretariat)

    (mail,) = mailoutbox
    (key,) = keys
    assert mail.to == ["baru@contoh.go.id"]
    assert re.search(rf"/undangan/{key}/", mail.body)
    assert "Dewi Lestari" in mail.body
    assert key not in str(Invitation.objects.values().get())
    assert queries.invitation_of(key) == invitation
    assert queries.invitation_of(key + "x") is None


def test_accepting_makes_the_account_of_that_person(secretariat):
    person = make.person()
    invitation, _ = invited(person, secretariat)

    user = actions.accept(invitation, make.PASSWORD)

    assert (user.person, user.email) == (person, "baru@contoh.go.id")
    assert user.check_password(make.PASSWORD)


def test_an_invitation_works_once(secretariat):
    invitation, _ = invited(make.person(), secretariat)
    actions.accept(invitation, make.PASSWORD)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        actions.accept(invitation, "kata sandi yang lain lagi")
    assert User.objects.filter(email="baru@contoh.go.id").count() == 1


def test_an_invitation_lasts_seven_days(secretariat):
    invitation, _ = invited(make.person(), secretariat)
    start = timezone.now()
    late = time_machine.travel(start + timedelta(days=7, seconds=1))
    with late, pytest.raises(ValidationError, match="masa berlakunya"):
        actions.accept(invitation, make.PASSWORD)
    with time_machine.travel(start + timedelta(days=6, hours=23)):
        assert actions.accept(invitation, make.PASSWORD)


def test_a_new_invitation_ends_the_earlier_one(secretariat):
    person = make.person()
    first, _ = invited(person, secretariat)
    second, _ = invited(person, secretariat)
    with pytest.raises(ValidationError, match="sudah ditarik"):
        actions.accept(first, make.PASSWORD)
    assert actions.accept(second, make.PASSWORD)


def test_a_withdrawn_invitation_opens_nothing(secretariat):
    person = make.person()
    invitation, _ = invited(person, secretariat)
    assert actions.withdraw(person, by=secretariat) == 1
    with pytest.raises(ValidationError, match="sudah ditarik"):
        actions.accept(invitation, make.PASSWORD)


def test_somebody_with_an_account_is_not_invited_again(secretariat):
    with pytest.raises(ValidationError, match="sudah memiliki akun"):
        invited(make.user(ASSESS).person, secretariat)


def test_an_address_belongs_to_one_account(secretariat):
    make.user(ASSESS, email="baru@contoh.go.id")
    with pytest.raises(ValidationError, match="akun orang lain"):
        invited(make.person(), secretariat, "Baru@Contoh.go.id")


def test_a_stranger_to_the_region_cannot_invite():
    me = make.user(INVITE, region=make.region("64.71"))
    person = make.person()
    make.seat(person, Capability.ANSWER, region=make.region("64.72"))
    with pytest.raises(PermissionDenied):
        invited(person, me)
