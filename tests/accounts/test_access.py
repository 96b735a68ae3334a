"""What seats reach, and who sees and handles whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from menuju.accounts import access
from menuju.accounts.access import SignIn
from menuju.accounts.models import Capability, Person, User
from tests import make
from tests.make.messages import told

pytestmark = pytest.mark.django_db
ANSWER, INVITE = Capability.ANSWER, Capability.INVITE_PEOPLE


def again(user):
    """The same user as the next request sees them."""
    return User.objects.get(pk=user.pk)


def test_a_national_seat_reaches_every_region():
    user = make.user(ANSWER)
    assert access.can(user, ANSWER)
    assert access.can(user, ANSWER, region=make.region("64.71"))
    assert access.can(user, ANSWER, region=make.region("35.07"))


def test_a_provincial_seat_reaches_the_regions_of_its_province_only():
    home = make.region("64.71")
    user = make.user(ANSWER, province=home.province)
    assert access.can(user, ANSWER, region=make.region("64.72"))
    assert not access.can(user, ANSWER, region=make.region("35.07"))
    assert not access.can(user, ANSWER)


def test_a_regional_seat_reaches_its_region_only():
    user = make.user(ANSWER, region=make.region("64.71"))
    assert access.can(user, ANSWER, region=make.region("64.71"))
    assert not access.can(user, ANSWER, region=make.region("64.72"))


def test_a_seat_in_an_agency_reaches_what_is_handed_to_the_agency():
    agency = make.agency(make.region())
    user = make.user(ANSWER, agency=agency)
    assert access.agencies_where(user, ANSWER) == {agency.pk}
    assert not access.can(user, ANSWER, region=agency.region)
    assert access.can_anywhere(user, ANSWER)


def test_a_seat_gives_what_is_in_its_set_and_nothing_else():
    user = make.user(ANSWER)
    assert access.can(user, ANSWER)
    assert not access.can_anywhere(user, Capability.SUBMIT)


@pytest.mark.parametrize(
    ("days_from", "days_to", "is_held"),
    [(0, 0, True), (-9, -1, False), (1, 9, False), (-9, 0, True)],
)
def test_a_seat_counts_from_its_first_day_to_its_last(days_from, days_to, is_held):
    user = make.user(
        ANSWER,
        held_from=make.today() + timedelta(days=days_from),
        held_to=make.today() + timedelta(days=days_to),
    )
    assert access.can(user, ANSWER) is is_held


def test_nobody_signed_in_may_do_anything():
    assert not access.can(AnonymousUser(), ANSWER)


def test_an_account_that_is_not_active_may_do_nothing():
    user = make.user(ANSWER)
    user.is_active = False
    assert not access.can(user, ANSWER)


@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        ({}, {"64.71", "64.72", "35.07"}),
        ({"province": "64"}, {"64.71", "64.72"}),
        ({"region": "64.71"}, {"64.71"}),
    ],
)
def test_in_scope_selects_the_regions_that_a_seat_reaches(scope, reached):
    regions = {code: make.region(code) for code in ("64.71", "64.72", "35.07")}
    if "province" in scope:
        scope = {"province": regions["64.71"].province}
    elif scope:
        scope = {"region": regions["64.71"]}
    user = make.user(ANSWER, **scope)

    for region in regions.values():
        make.person(home_region=region)

    seen = Person.objects.filter(access.in_scope(user, ANSWER, "home_region"))

    assert {each.home_region_id for each in seen} - {None} == reached


def test_seats_are_read_once_per_request(django_assert_num_queries):
    home = make.region()
    user = again(make.user(ANSWER, region=home))
    with django_assert_num_queries(1):
        access.can(user, ANSWER, region=home)
        access.can_anywhere(user, INVITE)
        access.navigation(user)


def names(user):
    return [name for _, name in access.navigation(user)]


def test_the_navigation_shows_what_one_has_business_with():
    home = make.region()
    assert names(AnonymousUser()) == []
    assert names(make.user()) == ["overview:home", "portal:regions"]
    assert names(make.user(Capability.VIEW_REGION, region=home)) == [
        "overview:home",
        "rounds:list",
        "results:list",
        "plans:list",
        "portal:regions",
    ]
    assert "accounts:people" in names(make.user(INVITE, region=home))


def test_the_navigation_never_has_more_than_six_entries():
    assert len(names(make.user(*Capability))) <= 6


def test_whoever_looks_after_a_region_sees_its_people_and_no_others():
    here, there = make.region("64.71"), make.region("64.72")
    me = make.user(INVITE, region=here, name="Koordinator")
    agency = make.agency(here)
    ours = [make.user(ANSWER, region=here), make.user(ANSWER, agency=agency)]
    make.user(ANSWER, region=there)
    make.user(Capability.ASSESS)
    newcomer = make.person("Baru", home_region=here)

    seen = set(access.people_visible_to(me))

    assert seen == {me.person, *(each.person for each in ours), newcomer}


def test_a_hidden_person_is_missing():
    me = make.user(INVITE, region=make.region("64.71"))
    other = make.user(ANSWER, region=make.region("64.72"))
    with pytest.raises(Http404):
        access.open_person(me, other.person.pk)


def test_people_are_closed_to_those_who_do_not_look_after_them():
    me = make.user(ANSWER)
    with pytest.raises(PermissionDenied):
        access.open_person(me, me.person.pk)


def test_an_assessor_who_lives_here_cannot_be_invited_from_here():
    here = make.region()
    me = make.user(INVITE, region=here)
    local = make.person("Petugas")
    make.seat(local, ANSWER, region=here)
    assessor = make.person("Asesor", home_region=here)
    make.seat(assessor, ANSWER, region=here)
    make.seat(assessor, Capability.ASSESS)
    assert access.can_invite(me, local)
    assert not access.can_invite(me, assessor)


def test_nobody_invites_or_promotes_oneself():
    me = make.user(INVITE)
    assert not access.can_invite(me, me.person)
    assert not any(access.can_hold_out(me, seat) for seat in me.person.seats.all())


def test_below_the_nation_only_sets_of_a_region_can_be_given():
    make.capability_set(code="asesor")
    national, local = make.user(INVITE), make.user(INVITE, region=make.region())
    given = {each.code for each in access.sets_to_give(local)}
    assert {"penanda-tangan", "perangkat-daerah", "pembaca-daerah"} <= given
    assert not {"asesor", "koordinator", "sekretariat"} & given
    assert "asesor" in {each.code for each in access.sets_to_give(national)}


def test_the_account_of_a_request_comes_with_its_unread_messages(
    django_assert_num_queries,
):
    user = make.user()
    told(user)
    told(user)

    with django_assert_num_queries(1):
        assert SignIn().get_user(user.pk).unread == 2


def test_a_closed_account_is_nobody():
    user = make.user()
    assert SignIn().get_user(user.pk).unread == 0

    User.objects.update(is_active=False)

    assert SignIn().get_user(user.pk) is None
