import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from menuju.rounds.access import participation as access
from menuju.rounds.actions import delegation
from menuju.rounds.models import Delegation
from tests import make

pytestmark = pytest.mark.django_db


def hand(part, agency, item="sdm-1"):
    by = make.coordinator(part.region)
    return delegation.delegate(part, item, agency=agency, note="Mohon diisi", by=by)


def open_as(user, part, **options):
    return access.open_participation(user, part.round.code, part.region_id, **options)


def test_an_agency_reaches_what_it_was_handed_until_it_gives_it_back():
    part = make.participation()
    agency = make.agency(part.region)
    officer = make.agency_officer(agency)
    with pytest.raises(Http404):
        open_as(officer, part)

    hand(part, agency)

    assert open_as(officer, part, rule=access.may_answer) == part
    assert access.items_shown_to(officer, part) == {"sdm-1"}
    access.require_item({"sdm-1"}, "sdm-1")
    with pytest.raises(Http404):
        access.require_item({"sdm-1"}, "sdm-2")
    with pytest.raises(PermissionDenied):
        open_as(officer, part, rule=access.may_delegate)

    delegation.give_back(part, "sdm-1", note="Sudah", by=officer)

    with pytest.raises(Http404):
        open_as(officer, part)
    with pytest.raises(ValidationError, match="tidak didelegasikan"):
        delegation.give_back(part, "sdm-1", note="", by=officer)


def test_an_item_goes_from_one_agency_to_the_next():
    part = make.participation()
    first, second = make.agency(part.region), make.agency(part.region, "bappeda")
    hand(part, first)
    hand(part, second)

    assert Delegation.objects.get(returned_at=None).agency == second
    assert Delegation.objects.count() == 2


def test_an_item_is_not_handed_to_another_regions_agency():
    part = make.participation()

    with pytest.raises(ValidationError, match="tidak dapat dipilih"):
        hand(part, make.agency(make.region("64.72")))


def test_who_sees_a_participation():
    part = make.participation(phase="assessment")
    withdrawn = make.assessor_of(
        part, letter="B", withdrawn_at=part.round.windows.get().opens_at
    )

    for user in (
        make.coordinator(part.region),
        make.secretariat(),
        make.assessor_of(part),
    ):
        assert open_as(user, part) == part
        assert access.items_shown_to(user, part) is None
    for user in (
        make.coordinator(make.region("64.72")),
        make.somebody("assess"),
        withdrawn,
        make.agency_officer(make.agency(part.region)),
    ):
        with pytest.raises(Http404):
            open_as(user, part)


def test_only_the_regions_people_act_for_it():
    part = make.participation()
    rules = (access.may_answer, access.may_delegate, access.may_submit)
    assessor = make.assessor_of(part)

    for rule in rules:
        assert open_as(make.coordinator(part.region), part, rule=rule) == part
        assert not rule(assessor, part)
        with pytest.raises(PermissionDenied):
            open_as(make.secretariat(), part, rule=rule)


def test_nobody_acts_for_a_region_that_did_not_confirm():
    part = make.participation(status="invited")
    coordinator = make.coordinator(part.region)

    with pytest.raises(PermissionDenied, match="belum menyatakan ikut serta"):
        open_as(coordinator, part, rule=access.may_answer)
    assert open_as(coordinator, part, rule=access.may_reply) == part
