from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.rounds.actions import extensions
from menuju.rounds.actions.extensions import More
from menuju.rounds.models import Extension, Participation, Round
from menuju.rounds.queries.deadlines import (
    deadline_of,
    deadlines_of,
    ends_of_phases,
    latest_permitted,
    with_closing,
)
from menuju.rounds.queries.reminders import Due, audience_of
from menuju.web.components.formats import moment
from tests import make
from tests.make.extensions import PUBLIC, closing, granted, later
from tests.rounds.pages import at, of_round

pytestmark = pytest.mark.django_db
Phase = Round.Phase


def said(part):
    """The deadline of a region as its pages write it."""
    return moment(deadline_of(part).closes_at, part.region.time_zone)


@pytest.mark.parametrize(
    ("name", "args"),
    [("participation", []), ("check", []), ("item", ["sdm-1"]), ("extension", [])],
)
def test_every_page_of_a_region_shows_the_deadline_that_holds(client, name, args):
    part = closing()
    before = said(part)
    client.force_login(make.coordinator(part.region))
    assert before in client.get(at(name, part, *args)).text

    granted(part)

    assert said(part) != before
    assert said(part) in client.get(at(name, part, *args)).text


def test_the_deadline_is_looked_up_until_a_region_has_sent(client):
    part = closing()
    client.force_login(make.coordinator(part.region))
    page = at("item", part, "sdm-1")
    table = Extension._meta.db_table

    with CaptureQueriesContext(connection) as before:
        client.get(page)
    make.submitted(part)
    with CaptureQueriesContext(connection) as after:
        client.get(page)

    assert any(table in query["sql"] for query in before)
    assert not any(table in query["sql"] for query in after)


def test_an_invited_region_reads_what_all_were_given(client):
    part = closing()
    part.status = "invited"
    part.save()
    client.force_login(make.coordinator(part.region))

    more = More(later(part, days=1), PUBLIC)
    extensions.extend_all(part.round, more, by=make.manager())

    assert said(part) in client.get(at("invitation", part)).text


def test_the_tasks_of_a_region_and_its_agency_end_with_its_own_deadline(client):
    part = closing()
    agency = make.agency(part.region)
    rani = make.coordinator(part.region)
    client.force_login(rani)
    client.post(at("delegate", part, "sdm-1"), {"agency": agency.pk})
    granted(part)
    until = moment(deadline_of(part).closes_at, part.round.time_zone)

    for user in (rani, make.agency_officer(agency)):
        client.force_login(user)
        assert until in client.get(reverse("overview:home")).text


def test_the_board_tells_which_regions_have_longer(client):
    part = closing()
    make.participation(of=part.round, region=make.region("35.71"))
    granted(part)
    client.force_login(make.secretariat())

    page = client.get(of_round("progress", part.round))

    assert page.text.count("diperpanjang sampai") == 1


def test_a_reminder_tells_each_region_its_own_deadline():
    part = closing()
    other = make.participation(of=part.round, region=make.region("64.72"))
    rani = make.coordinator(part.region)
    make.seat(rani.person, Capability.SUBMIT, region=other.region)
    ((_user, message),) = audience_of(part.round, Due.ANSWERS).letters
    assert message.data["closes_at"] == deadline_of(part).closes_at

    granted(part, by=make.manager())

    letters = dict(audience_of(part.round, Due.ANSWERS).letters)
    lines = dict(letters[rani].data["lines"])
    assert letters[rani].data["closes_at"] is None
    assert lines == {one: deadline_of(one).closes_at for one in (part, other)}


def test_the_end_of_a_phase_moves_for_all_and_not_for_one():
    part = closing()
    key = (part.round_id, Phase.SELF_ASSESSMENT)
    planned = ends_of_phases()[key]
    granted(part)
    assert ends_of_phases()[key] == planned

    more = More(later(part, days=1), PUBLIC)
    extensions.extend_all(part.round, more, by=make.manager())

    assert ends_of_phases()[key] == more.until
    assert ends_of_phases()[part.round_id, Phase.ASSESSMENT] == later(part, days=-4) + (
        timedelta(days=14)
    )


def test_a_round_without_a_window_has_no_deadline():
    part = make.participation()
    part.round.windows.all().delete()

    assert deadline_of(part) is None
    assert latest_permitted(part.round) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_all_deadlines_take_two_queries(django_assert_num_queries, rows):
    part = closing()
    regions = [make.region(code) for code in ("35.71", "64.72")[: rows - 1]]
    others = [make.participation(of=part.round, region=one) for one in regions]
    parts = [part, *others]
    for one in parts:
        granted(one)

    with django_assert_num_queries(2):
        found = deadlines_of(parts)
    assert {one.extension.participation_id for one in found.values()} == set(found)


def test_a_list_reads_the_same_deadlines_in_its_own_query():
    part, late = closing(), closing(days=-2)
    other = make.participation(of=part.round, region=make.region("35.71"))
    bare = make.participation(of=make.open_round(), region=make.region("64.72"))
    bare.round.windows.all().delete()
    granted(part)
    more = More(later(other, days=1), PUBLIC)
    extensions.extend_all(part.round, more, by=make.manager())

    read = {one.pk: one.closes_at for one in with_closing(Participation.objects.all())}

    known = deadlines_of([part, late, other])
    assert read == {key: one.closes_at for key, one in known.items()} | {bare.pk: None}
