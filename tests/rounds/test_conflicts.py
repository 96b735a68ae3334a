import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Capability, Institution
from menuju.rounds.access.conflicts import Nearness, unresolved_between
from menuju.rounds.actions import assignments, conflicts
from tests import make

pytestmark = pytest.mark.django_db


def kinds(person, region):
    return [one.kind for one in unresolved_between(person, region)]


def test_a_stranger_has_no_conflict():
    assert kinds(make.assessor().person, make.region()) == []


def test_living_in_a_region_is_a_conflict():
    person = make.person(home_region=make.region())

    assert kinds(person, make.region()) == [Nearness.HOME]
    assert kinds(person, make.region("64.72")) == []


def test_holding_or_having_held_an_office_is_a_conflict():
    person = make.person()
    held = make.holder(person, make.region())
    held.held_to = "2010-01-01"
    held.save()

    assert kinds(person, make.region()) == [Nearness.OFFICE]


def test_a_seat_in_the_region_or_its_agency_is_a_conflict():
    own = make.somebody(Capability.VIEW_REGION, region=make.region())
    officer = make.agency_officer(make.agency(make.region()))

    assert kinds(own.person, make.region()) == [Nearness.SEAT]
    assert kinds(officer.person, make.region()) == [Nearness.SEAT]


def test_past_mentoring_is_a_conflict_that_nobody_resolves():
    mentor = make.somebody(
        Capability.MENTOR, region=make.region(), held_to="2018-01-01"
    ).person

    assert kinds(mentor, make.region()) == [Nearness.MENTOR]
    with pytest.raises(PermissionDenied, match="Pembimbing"):
        conflicts.resolve(
            mentor,
            make.region(),
            Nearness.MENTOR,
            resolution="Sudah lama.",
            by=make.manager(),
        )


def test_the_institution_of_a_mentor_is_too_near():
    university = Institution.objects.create(
        code="ui", name="Universitas", short_name="UI", kind="university"
    )
    mentor = make.somebody(Capability.MENTOR, region=make.region()).person
    mentor.institution = university
    mentor.save()

    assert kinds(make.person(institution=university), make.region()) == [
        Nearness.INSTITUTION
    ]


def test_a_declared_conflict_blocks_until_another_person_resolves_it():
    user, region = make.assessor(), make.region()
    conflicts.declare(user.person, region, reason="Adik saya pejabat.", by=user)
    assert kinds(user.person, region) == [Nearness.DECLARED]

    with pytest.raises(PermissionDenied, match="orang lain"):
        conflicts.resolve(
            user.person, region, Nearness.DECLARED, resolution="Tidak apa.", by=user
        )
    conflicts.resolve(
        user.person,
        region,
        Nearness.DECLARED,
        resolution="Sudah pensiun.",
        by=make.manager(),
    )

    assert kinds(user.person, region) == []


def test_a_conflict_needs_a_reason_to_be_declared_and_to_be_resolved():
    user, region = make.assessor(), make.region()

    with pytest.raises(ValidationError, match="apa hubungan Anda"):
        conflicts.declare(user.person, region, reason=" ", by=user)
    conflicts.declare(user.person, region, reason="Saudara.", by=user)
    with pytest.raises(ValidationError, match="alasan penyelesaian"):
        conflicts.resolve(
            user.person, region, Nearness.DECLARED, resolution="", by=make.manager()
        )


def test_a_conflict_that_does_not_exist_cannot_be_resolved_in_advance():
    person = make.person()

    with pytest.raises(ValidationError, match="tidak ada"):
        conflicts.resolve(
            person, make.region(), Nearness.HOME, resolution="Ya.", by=make.manager()
        )


def test_an_unresolved_conflict_blocks_the_assignment():
    part = make.judged_region()
    near, far = make.assessor(), make.assessor()
    near.person.home_region = part.region
    near.person.save()

    with pytest.raises(ValidationError, match="berdomisili"):
        assignments.assign(part, near.person, by=make.manager())
    assert assignments.assign(part, far.person, by=make.manager()).letter == "A"
