"""What the browser hears back: signing in, one's account, invitations, people."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from menuju.accounts import queries
from menuju.accounts.models import Capability
from tests import make
from tests.accounts.pages import sign_in, signed_in

pytestmark = pytest.mark.django_db
INVITE, ANSWER = Capability.INVITE_PEOPLE, Capability.ANSWER


def test_changing_the_password_signs_the_other_devices_out():
    user = make.user(ANSWER)
    here, there = Client(), Client()
    sign_in(here, user)
    sign_in(there, user)
    new = "kata sandi yang sungguh baru"
    data = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}

    assert here.post("/akun/kata-sandi/", data).url == "/akun/"

    assert here.get("/akun/").status_code == 200
    assert there.get("/akun/").status_code == 302


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"oldpassword": "bukan ini"}, "Kata sandi lama tidak cocok"),
        ({"password1": "pendek", "password2": "pendek"}, "12"),
        ({"password2": "lain dari yang pertama"}, "Kedua kata sandi belum sama"),
    ],
)
def test_a_bad_new_password_is_explained(data, message):
    new = "kata sandi yang sungguh baru"
    good = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
    answer = signed_in(make.user(ANSWER)).post("/akun/kata-sandi/", good | data)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_device_can_be_signed_out_from_another():
    user = make.user(ANSWER)
    here, there = Client(), Client()
    sign_in(there, user)
    sign_in(here, user)
    page = here.get("/akun/sesi/").text
    ends = re.findall(r"/akun/sesi/\d+/akhiri/", page)
    assert len(ends) == 2

    here.post(ends[1])

    assert there.get("/akun/").status_code == 302
    assert here.get("/akun/").status_code == 200


@pytest.mark.parametrize("others", [1, 3])
def test_the_devices_make_as_many_queries_for_many_as_for_one(
    others, django_assert_max_num_queries
):
    user = make.user(ANSWER)
    for _each in range(others):
        sign_in(Client(), user)
    client = Client()
    sign_in(client, user)

    with django_assert_max_num_queries(8):
        page = client.get("/akun/sesi/").text

    assert page.count("/akhiri/") == others + 1


def test_a_session_that_ran_out_is_no_device():
    user = make.user(ANSWER)
    here, there = Client(), Client()
    sign_in(there, user)
    Session.objects.update(expire_date=timezone.now())
    sign_in(here, user)

    assert here.get("/akun/sesi/").text.count("/akhiri/") == 1


def test_somebody_elses_device_is_missing():
    mine, theirs = Client(), Client()
    sign_in(mine, make.user(ANSWER))
    sign_in(theirs, make.user(ANSWER, name="Orang lain"))
    (end,) = re.findall(r"/akun/sesi/\d+/akhiri/", theirs.get("/akun/sesi/").text)
    assert mine.post(end).status_code == 404
    assert theirs.get("/akun/").status_code == 200


def test_the_chosen_language_is_kept_and_used():
    user = make.user(ANSWER)
    client = signed_in(user)
    assert client.post("/akun/bahasa/", {"language": "en"}).url == "/en/akun/"
    user.refresh_from_db()
    assert user.language == "en"
    assert client.post("/akun/bahasa/", {"language": "xx"}).status_code == 422


def test_the_account_page_shows_the_seats():
    user = make.user(ANSWER, region=make.region())
    assert "Kota Balikpapan" in signed_in(user).get("/akun/").text


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36",
            "Chrome · Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Firefox/130.0", "Firefox · Android"),
        ("curl/8.5", "curl/8.5"),
        ("", "–"),
    ],
)
def test_a_device_is_told_by_browser_and_system(user_agent, device):
    assert queries.device_of(user_agent) == device
