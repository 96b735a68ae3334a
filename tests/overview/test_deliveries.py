import pytest
from django.test import Client

from menuju.accounts.models import Capability
from menuju.messages.actions import deliver
from tests import make
from tests.make.messages import told

pytestmark = pytest.mark.django_db
LOG = "/kerja/pengiriman/"


def signed_in(*capabilities, **scope):
    browser = Client()
    browser.force_login(make.user(*capabilities, name="Pengelola", **scope))
    return browser


@pytest.mark.parametrize("capability", [Capability.MANAGE_ROUNDS, Capability.AUDIT])
def test_the_secretariat_sees_what_went_out_but_not_the_words(capability):
    told(make.user(), subject="Tenggat besok")
    deliver()
    page = signed_in(capability).get(LOG).text

    assert "Tenggat besok" in page
    assert "Sudah terkirim" in page
    assert "Tiga butir belum terisi." not in page


@pytest.mark.parametrize("capability", [Capability.ASSESS, Capability.INVITE_PEOPLE])
def test_others_are_refused(capability):
    assert signed_in(capability).get(LOG).status_code == 403


def test_a_seat_in_one_region_is_not_enough():
    browser = signed_in(Capability.MANAGE_ROUNDS, region=make.region())

    assert browser.get(LOG).status_code == 403


def test_a_stranger_signs_in_first():
    assert Client().get(LOG).status_code == 302


def test_the_log_is_narrowed_to_a_state():
    told(make.user(), subject="Pesan lama")
    deliver()
    told(make.user(name="Agus Salim"), subject="Pesan baru")
    page = signed_in(Capability.AUDIT).get(LOG, {"keadaan": "queued"}).text

    assert "Pesan baru" in page
    assert "Pesan lama" not in page


def test_an_unknown_state_shows_everything():
    told(make.user(), subject="Pesan lama")

    assert "Pesan lama" in signed_in(Capability.AUDIT).get(LOG, {"keadaan": "x"}).text


def test_the_home_page_leads_there_for_those_who_may():
    assert LOG in signed_in(Capability.AUDIT).get("/kerja/").text
    assert LOG not in signed_in(Capability.ASSESS).get("/kerja/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_takes_few_queries(rows, django_assert_max_num_queries):
    for n in range(rows):
        told(make.user(name=f"Orang {n}"))
    browser = signed_in(Capability.AUDIT)

    with django_assert_max_num_queries(8):
        browser.get(LOG)
