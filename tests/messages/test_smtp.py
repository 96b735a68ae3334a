"""What a mail server hears, byte for byte."""

import email
import email.policy
import socketserver
import threading

import pytest
from django.core import mail as django_mail

from menuju.accounts.models import User
from menuju.messages.actions import Tally, deliver
from tests import make
from tests.make.messages import told

pytestmark = pytest.mark.django_db
HOSTILE = "Tenggat\r\nBcc: semua@contoh.go.id\r\n\r\n<b>isi</b>"


class Session(socketserver.StreamRequestHandler):
    """Just enough SMTP to take a mail; every line is kept."""

    def handle(self):
        self.say("220 siap")
        while line := self.rfile.readline().decode().strip():
            self.server.heard.append(line)
            if line.upper() == "DATA":
                self.say("354 silakan")
                self.take()
            elif line.upper() == "QUIT":
                self.say("221 selesai")
                return
            elif "ditolak" in line:
                self.say("550 tidak dikenal, sandi=rahasia")
            else:
                self.say("250 baik")

    def take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.letters.append(b"".join(lines))
        self.say("250 diterima")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as listening:
        listening.heard, listening.letters = [], []
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.server_address
        yield listening
        listening.shutdown()


def test_hostile_words_reach_one_person_under_one_subject(server):
    user = make.user()
    told(user, subject=HOSTILE)

    assert deliver() == Tally(sent=1)

    (raw,) = server.letters
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert [line for line in server.heard if line.startswith("rcpt")] == [
        f"rcpt TO:<{user.email}>"
    ]
    assert (letter["To"], letter["Bcc"]) == (user.email, None)
    assert letter["Subject"] == "Tenggat Bcc: semua@contoh.go.id <b>isi</b>"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_refused_address_is_given_up_and_the_next_is_sent(server):
    told(make.user(), make.user(name="Agus Salim", email="ditolak@contoh.go.id"))

    assert deliver() == Tally(sent=1, given_up=1)
    assert len(server.letters) == 1


def test_a_server_that_is_away_delays_the_mail(server):
    told(make.user())
    server.shutdown()
    server.server_close()

    assert deliver() == Tally(delayed=1)


def test_an_address_with_a_line_break_is_never_spoken(server):
    told(make.user())
    User.objects.update(email="a@b.id>\r\nRCPT TO:<c@d.id")

    assert deliver() == Tally(given_up=1)
    assert not any("c@d.id" in line for line in server.heard)
    assert django_mail.outbox == []
