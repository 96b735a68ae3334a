"""Every address of the project, tried on somebody else's records, must stay shut.

The site map is read from the resolver, so an address that is added later is tried too; if
it needs an argument that the small world of ``doors`` lacks, the test says which.
"""

import logging
from http import HTTPStatus

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from menuju.accounts.models import Capability
from menuju.plans.models import MasterplanVersion
from tests import make
from tests.config import doors
from tests.make import guidance

pytestmark = pytest.mark.django_db

OPEN_TO_ALL = {
    "portal:": "what the programme publishes; shows only what is out",
    "web:": "the components, for those who build; no records",
    "account_login": "the way in",
    "account_inactive": "says that an account is closed",
    "account_logout": "sends on whoever is not signed in",
    "account_reset_password": "a new password is asked for here",
    "account_reset_password_done": "says that mail was sent",
    "account_reset_password_from_key": "the key in the mail is the right",
    "account_reset_password_from_key_done": "says that it was done",
    "accounts:accept": "the key of the invitation is the right",
    "accounts:demo": "answers 404 outside a demo",
}
"""Addresses, or whole slices, that need no sign-in, and why."""

MODERATORS_READ = {
    "rounds:": "moderators are officials of the whole nation's rounds",
    "results:repl": "they answer what regions contest",
    "results:result": "published results of every region",
    "results:lineage": "and where each of its numbers comes from",
}
"""Records of every region that moderators read; for them these are not foreign."""

OF_ONE_PERSON = {"messages:message", "jobs:job"}
NOT_IN_THIS_WORLD = {
    "instruments:add-node": "a page of groups, not of items",
    "instruments:choose-comparison": "there is one version only",
    "plans:book-file": "no book was made",
    "plans:commitment-scan": "signed in person",
    "plans:compare-file": "there is one version only",
    "plans:emblem-image": "the region gave no coat of arms",
    "results:dry-run": "none was made",
    "rounds:compare": "for the assessors of the region",
    "rounds:declare": "for the assessors of the region",
    "rounds:moderate": "the levels are not all in",
    "rounds:page_picture": "made by a worker",
    "rounds:proposal": "kept for an hour where it was made",
    "rounds:receipt": "not sent yet",
    "rounds:receipt_json": "not sent yet",
    "rounds:reminder": "kept for an hour where it was made",
    "rounds:score": "for the assessors of the region",
    "rounds:scores_submit": "for the assessors of the region",
    "rounds:severity_download": "no report was made",
    "rounds:scoring": "for the assessors of the region",
}
"""Pages that even whoever may do everything does not find here, and why."""

SHUT = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
JSON = {"Accept": "application/json"}  # errors without their page: ten times as fast


@pytest.fixture(autouse=True)
def _no_log_of_two_thousand_refusals():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def starts_with(name, known):
    return any(name.startswith(each) for each in known)


def strangers():
    """Clients by role: seats of the shipped sets, none of which reaches Balikpapan."""
    there = make.region("64.72")
    seats = {
        "koordinator": {"region": there},
        "asesor": {},
        "perangkat-daerah": {"agency": make.agency(there)},
        "moderator": {},
        "pembimbing": {"region": there},
    }
    clients = {"": Client(headers=JSON)}
    for code, scope in seats.items():
        user = make.user(name=code)
        make.seat(user.person, code=code, **scope)
        clients[code] = Client(headers=JSON, raise_request_exception=False)
        clients[code].force_login(user)
    return clients


def is_shut(role, answer):
    if answer.status_code == HTTPStatus.FOUND:
        return not role and answer.url.startswith("/masuk/?next=")
    return answer.status_code in SHUT


def answered(client, method, address):
    answer = getattr(client, method)(address)
    # Closing an answer ends the request, and so the connection of this test's transaction.
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)
    return answer


def leaks(pages, role, client, untaken):
    """What gave way to somebody: method, address and status.

    ``untaken`` remembers which methods an address does not take, whoever asks: 405.
    """
    for page, address in pages:
        if role == "moderator" and starts_with(page.name, MODERATORS_READ):
            continue
        for method in {"get", "post"} - untaken.setdefault(page.name, set()):
            answer = answered(client, method, address)
            if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                untaken[page.name].add(method)
            if not is_shut(role, answer):
                yield f"{role or 'anonymous'} {method} {address}: {answer.status_code}"


def private(*, needy):
    pages = [page for page in doors.site_map() if bool(page.needs) is needy]
    return [page for page in pages if not starts_with(page.name, OPEN_TO_ALL)]


def test_no_stranger_opens_or_changes_a_foreign_record():
    world = doors.balikpapan()
    pages = [(page, world.address(page)) for page in private(needy=True)]
    untaken = {}
    found = [
        leak
        for role, client in strangers().items()
        for leak in leaks(pages, role, client, untaken)
    ]
    assert found == []


def mentor_of(version):
    """A client of somebody who mentors a masterplan, with the seat that goes with it."""
    mentor = guidance.mentor_of(version, name="Pendamping")
    client = Client(headers=JSON, raise_request_exception=False)
    client.force_login(mentor)
    return client


def test_a_mentor_opens_the_masterplan_of_the_region_and_nothing_of_its_assessment():
    world = doors.balikpapan()
    mentor = mentor_of(MasterplanVersion.objects.get())
    pages = [
        (page, world.address(page))
        for page in private(needy=True)
        if page.slice != "plans"
    ]
    assert list(leaks(pages, "pembimbing", mentor, {})) == []


def test_a_mentor_reads_all_of_the_masterplan_that_people_of_its_region_read():
    world = doors.balikpapan()
    mentor, reader = mentor_of(MasterplanVersion.objects.get()), Client(headers=JSON)
    reader.force_login(make.user(Capability.VIEW_REGION, region=make.region()))
    pages = [page for page in doors.site_map() if page.slice == "plans" and page.needs]
    shut = [
        page.name
        for page in pages
        for address in [world.address(page)]
        if answered(reader, "get", address).status_code == HTTPStatus.OK
        and answered(mentor, "get", address).status_code != HTTPStatus.OK
    ]
    assert shut == []


def test_the_records_are_there_for_whoever_may_do_everything():
    world = doors.balikpapan()
    client = Client(headers=JSON)
    client.force_login(make.user(*Capability, name="Serba bisa"))
    lost = [
        page.name
        for page in private(needy=True)
        if page.name not in OF_ONE_PERSON | NOT_IN_THIS_WORLD.keys()
        and answered(client, "get", world.address(page)).status_code
        == HTTPStatus.NOT_FOUND
    ]
    assert lost == []


def test_without_signing_in_no_page_of_the_workspace_opens():
    pages = [(page, doors.World().address(page)) for page in private(needy=False)]
    assert list(leaks(pages, "", Client(headers=JSON), {})) == []


def test_every_exception_names_an_address_that_exists():
    names = {page.name for page in doors.site_map()}
    named = [*OPEN_TO_ALL, *MODERATORS_READ, *OF_ONE_PERSON, *NOT_IN_THIS_WORLD]
    unknown = [
        each for each in named if not any(name.startswith(each) for name in names)
    ]
    assert unknown == []
