import smtplib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from menuju.accounts.models import User
from menuju.messages.actions import (
    Tally,
    build_digests,
    deliver,
    mark_read,
    queue_again,
)
from menuju.messages.actions.bulk import date_back
from menuju.messages.models import BACKOFF, LEASE, MOST_ATTEMPTS, Mail
from tests import make
from tests.make.messages import NEWS, told

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=WIB)


@pytest.fixture
def server(monkeypatch):
    """A mail server that answers with the errors put into it, then accepts."""
    errors = []

    def send_messages(self, letters):
        if errors:
            raise errors.pop(0)
        return sent(self, letters)

    sent = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return errors


def test_what_is_queued_is_sent_once():
    told(make.user())

    assert deliver() == Tally(sent=1)
    assert deliver() == Tally()
    assert len(django_mail.outbox) == 1


def test_a_mail_is_text_and_html_to_one_address():
    user = make.user()
    told(user, link=("overview:home",), subject="A < B")
    deliver()

    (letter,) = django_mail.outbox
    assert (letter.to, letter.subject) == ([user.email], "A < B")
    assert "http://127.0.0.1:8000/kerja/" in letter.body
    assert "A &lt; B" in letter.alternatives[0].content


def test_a_mail_says_that_a_machine_wrote_it():
    told(make.user())
    deliver()

    headers = django_mail.outbox[0].message()
    mail = Mail.objects.get()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Id"] == "Menuju 100 Smart City <pesan.127.0.0.1>"
    assert headers["Message-ID"] == mail.message_id == f"<{mail.token}@127.0.0.1>"


def test_a_mail_is_in_the_language_of_its_reader():
    user = make.user()
    user.language = "en"
    told(user)
    deliver()

    assert "Choose which mail you get" in django_mail.outbox[0].body


@pytest.mark.parametrize("address", ["a@b.id\nBcc: c@d.id", "a@b.id\r\n\r\nbody"])
def test_an_address_with_a_line_break_is_never_mailed(address):
    user = make.user()
    told(user)
    User.objects.filter(pk=user.pk).update(email=address)

    assert deliver() == Tally(given_up=1)
    assert django_mail.outbox == []


def test_an_error_is_tried_again_after_a_pause(server):
    told(make.user())
    server.append(OSError(111, "Connection refused"))

    assert deliver() == Tally(delayed=1)
    assert deliver() == Tally()
    mail = Mail.objects.get()
    assert mail.last_error == "ConnectionRefusedError 111"
    assert mail.due_at > timezone.now() + BACKOFF[0] / 2

    Mail.objects.update(due_at=timezone.now())
    assert deliver() == Tally(sent=1)


def test_a_refused_address_is_given_up_at_once(server):
    told(make.user())
    server.append(
        smtplib.SMTPRecipientsRefused({"x@y.id": (550, b"unknown, key=rahasia")})
    )

    assert deliver() == Tally(given_up=1)
    assert Mail.objects.get().last_error == "SMTPRecipientsRefused 550"


def test_a_wrong_password_is_tried_again_and_not_written_down(server, caplog):
    told(make.user())
    server.append(smtplib.SMTPAuthenticationError(535, b"bad password rahasia"))

    assert deliver() == Tally(delayed=1)
    assert Mail.objects.get().last_error == "SMTPAuthenticationError 535"
    assert "rahasia" not in caplog.text


def test_one_bad_mail_does_not_stop_the_others(server):
    told(make.user(), make.user(name="Agus Salim"))
    server.append(OSError(111, "Connection refused"))

    assert deliver() == Tally(sent=1, delayed=1)


def test_after_the_last_attempt_a_mail_is_given_up(server):
    told(make.user())
    Mail.objects.update(attempts=MOST_ATTEMPTS - 1)
    server.append(OSError(111, "Connection refused"))

    assert deliver() == Tally(given_up=1)


def test_a_mail_given_up_may_be_queued_again():
    told(make.user())
    Mail.objects.update(state="given_up", attempts=MOST_ATTEMPTS)

    assert queue_again() == 1
    assert deliver() == Tally(sent=1)


def test_a_sent_mail_is_not_queued_again():
    told(make.user())
    deliver()

    assert queue_again() == 0
    assert deliver() == Tally()


def test_what_another_worker_holds_is_left_until_its_lease_ends():
    told(make.user())
    Mail.objects.update(state="sending", attempts=1, due_at=timezone.now() + LEASE)
    assert deliver() == Tally()

    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert deliver() == Tally(sent=1)


def test_a_mail_that_kills_every_worker_is_given_up():
    told(make.user())
    Mail.objects.update(state="sending", attempts=MOST_ATTEMPTS, due_at=timezone.now())

    assert deliver() == Tally(given_up=1)
    assert Mail.objects.get().last_error == "WorkerDied"


def test_who_left_in_the_meantime_gets_no_mail():
    user = make.user()
    told(user)
    User.objects.update(is_active=False)

    assert deliver() == Tally(given_up=1)


def test_a_digest_carries_what_is_unread_in_one_mail():
    user = make.user()
    told(user, kind=NEWS, subject="Sesi dibuka")
    (read,) = told(user, kind=NEWS, subject="Sesi ditutup")
    told(user, kind=NEWS, subject="Berita acara terbit")
    mark_read(read)

    assert build_digests(MORNING) == 1
    deliver()

    (letter,) = django_mail.outbox
    assert letter.subject == "2 kabar dari Menuju"
    assert "Sesi dibuka" in letter.body
    assert "Berita acara terbit" in letter.body
    assert "Sesi ditutup" not in letter.body


def test_there_is_one_digest_a_day():
    user = make.user()
    told(user, kind=NEWS)
    assert build_digests(MORNING) == 1
    told(user, kind=NEWS)

    assert build_digests(MORNING + timedelta(hours=3)) == 0
    assert build_digests(MORNING + timedelta(days=1)) == 1


def test_no_digest_is_built_at_night():
    told(make.user(), kind=NEWS)

    assert build_digests(MORNING.replace(hour=6)) == 0


def test_the_command_empties_the_outbox(capsys):
    told(*(make.user(name=f"Orang {n}") for n in range(25)))

    call_command("deliver")

    assert capsys.readouterr().out.startswith("25 sent, 0 delayed, 0 given up")


def test_a_message_of_the_past_is_not_mailed():
    yesterday = timezone.now() - timedelta(days=1)
    date_back(told(make.user()), yesterday)

    assert deliver() == Tally()
    assert Mail.objects.get().sent_at == yesterday
