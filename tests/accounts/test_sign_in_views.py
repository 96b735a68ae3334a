"""What the browser hears back: signing in, one's account, invitations, people."""

import re
from threading import Event

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from menuju.accounts import actions
from menuju.accounts.models import Capability, User
from tests import make
from tests.accounts.pages import is_signed_in, sign_in

pytestmark = pytest.mark.django_db
INVITE, ANSWER = Capability.INVITE_PEOPLE, Capability.ANSWER
WRONG = "Surel atau kata sandi tidak cocok."


def test_the_right_password_opens_the_workspace(client):
    answer = sign_in(client, make.user(ANSWER))
    assert (answer.status_code, answer.url) == (302, "/kerja/")
    assert is_signed_in(client)


def test_english_stays_english_after_signing_in(client):
    assert sign_in(client, make.user(ANSWER), path="/en/masuk/").url == "/en/kerja/"


def test_the_language_of_the_account_opens_the_workspace_in_it(client):
    user = make.user(ANSWER)
    actions.choose_language(user, "en")
    assert sign_in(client, user).url == "/en/kerja/"


def test_the_page_that_was_asked_for_comes_after_signing_in(client):
    answer = client.get("/akun/")
    assert answer.url == "/masuk/?next=/akun/"
    user = make.user(ANSWER)
    data = {"login": user.email, "password": make.PASSWORD, "next": "/akun/"}
    assert client.post("/masuk/", data).url == "/akun/"


def test_another_site_is_never_the_next_page(client):
    user = make.user(ANSWER)
    data = {"login": user.email, "password": make.PASSWORD}
    answer = client.post("/masuk/", data | {"next": "https://jahat.test/"})
    assert answer.url == "/kerja/"


def test_a_wrong_password_and_a_stranger_get_the_same_answer(client):
    user = make.user(ANSWER)
    known = sign_in(client, user, "salah sekali sandi ini")
    unknown = client.post(
        "/masuk/", {"login": "tidak.ada@contoh.go.id", "password": "x"}
    )
    assert known.status_code == unknown.status_code == 422
    assert WRONG in known.text
    assert WRONG in unknown.text
    assert not is_signed_in(client)


def test_what_was_typed_is_kept_but_never_the_password(client):
    answer = sign_in(client, make.user(ANSWER, email="sri@contoh.go.id"), "keliru-123")
    assert 'value="sri@contoh.go.id"' in answer.text
    assert "keliru-123" not in answer.text


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client):
    user = make.user(ANSWER)
    for _ in range(5):
        sign_in(client, user, "salah sekali sandi ini")
    answer = sign_in(client, user)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "Tunggu lima menit" in answer.text
    assert not is_signed_in(client)


def test_an_inactive_account_stays_outside(client):
    user = make.user(ANSWER)
    User.objects.filter(pk=user.pk).update(is_active=False)
    answer = sign_in(client, user)
    assert answer.url == "/masuk/nonaktif/"
    assert client.get(answer.url).status_code == 403
    assert not is_signed_in(client)


def test_passwords_are_hashed_with_argon2_outside_the_tests(settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]
    assert make.user(ANSWER).password.startswith("argon2$argon2id$")


def test_signing_out_needs_a_post(client):
    client.force_login(make.user(ANSWER))
    assert client.get("/keluar/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/keluar/").url == "/"
    assert not is_signed_in(client)


def test_nobody_signs_up_by_themselves(client):
    assert client.get("/signup/").status_code == 404


def test_a_forgotten_password_is_replaced_by_a_link_in_a_mail(client, mailoutbox):
    user = make.user(ANSWER)
    assert client.post("/masuk/lupa/", {"email": user.email}).status_code == 302
    (letter,) = mailoutbox
    assert letter.subject == "Kata sandi baru untuk Menuju 100 Smart City"
    path = re.search(r"http://testserver(/masuk/lupa/\S+)", letter.body).group(1)

    form_page = client.get(path, follow=True)
    new = "kata sandi yang sungguh baru"
    data = {"password1": new, "password2": new}
    client.post(form_page.request["PATH_INFO"], data)

    assert sign_in(Client(), user, new).status_code == 302
    assert "sudah dipakai" in Client().get(path).text


def test_asking_for_a_stranger_gives_the_same_answer_and_no_mail(client):
    user = make.user(ANSWER)
    known = client.post("/masuk/lupa/", {"email": user.email})
    sent = len(mail.outbox)
    unknown = client.post("/masuk/lupa/", {"email": "tidak.ada@contoh.go.id"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert (sent, len(mail.outbox)) == (1, 1)


class Unreachable(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, _letters):
        raise ConnectionRefusedError


class Slow(BaseEmailBackend):
    """A mail server that answers when it is let."""

    let, came = Event(), Event()

    def send_messages(self, letters):
        self.let.wait(10)
        self.came.set()
        return len(letters)


def test_a_mail_server_that_is_away_tells_nobody_who_has_an_account(
    client, settings, caplog
):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    user = make.user(ANSWER)
    known = client.post("/masuk/lupa/", {"email": user.email})
    unknown = client.post("/masuk/lupa/", {"email": "tidak.ada@contoh.go.id"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "not sent: ConnectionRefusedError" in caplog.text
    assert user.email not in caplog.text


def test_the_answer_does_not_wait_for_the_mail_server(client, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    settings.MAIL_BEHIND_ANSWER = True

    answer = client.post("/masuk/lupa/", {"email": make.user(ANSWER).email})

    assert (answer.status_code, Slow.came.is_set()) == (302, False)
    Slow.let.set()
    assert Slow.came.wait(10)


def test_too_many_requests_for_one_address_are_stopped(client):
    user = make.user(ANSWER)
    codes = [
        client.post("/masuk/lupa/", {"email": user.email}).status_code for _ in range(6)
    ]
    assert codes == [302] * 5 + [429]
