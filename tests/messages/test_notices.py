from pathlib import Path

import pytest
from django.db import transaction

from menuju.messages.actions import choose_ways, notify
from menuju.messages.models import Group, Kind, Mail, Notification, Way
from menuju.messages.queries import Message
from tests import make
from tests.make.messages import NEWS, OFFICIAL, REMINDER, message, told

pytestmark = pytest.mark.django_db
KIND = Kind("tests", "plain", Group.TASKS)


@pytest.fixture
def templates(settings):
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [folder]}]


def test_a_message_lies_in_the_inbox_with_its_mail_queued():
    (note,) = told(make.user())

    assert (note.subject, note.read_at) == ("Tenggat dua hari lagi", None)
    assert note.mail.state == Mail.State.QUEUED


@pytest.mark.usefixtures("templates")
def test_words_are_plain_text_in_the_language_of_each():
    reader, visitor = make.user(), make.user(name="Ann Lee")
    visitor.language = "en"
    notify([reader, visitor], Message(KIND, {"name": "P&K"}, link=("overview:home",)))

    words = {n.language: n.words for n in Notification.objects.all()}
    assert words["id"] == ("Kotak pesan: P&K", "Kotak pesan <P&K> & P&K", "/kerja/")
    assert words["en"] == ("Inbox: P&K", "Inbox <P&K> & P&K", "/en/kerja/")


def test_a_rollback_takes_the_message_back():
    user = make.user()
    with transaction.atomic():
        told(user)
        transaction.set_rollback(True)

    assert (Notification.objects.count(), Mail.objects.count()) == (0, 0)


def test_nobody_is_told_the_same_twice():
    first, second = make.user(), make.user(name="Agus Salim")
    told(first, dedupe="tenggat-3")

    written = told(first, second, dedupe="tenggat-3")

    assert [note.recipient_id for note in written] == [second.pk]


def test_without_a_key_a_message_may_be_repeated():
    user = make.user()

    assert told(user)
    assert told(user)


def test_a_message_names_what_it_is_about():
    user = make.user()

    assert told(user, about=user)[0].about == f"accounts.user:{user.pk}"


def test_a_subject_is_one_line_whatever_the_data_hold():
    hostile = "Tenggat\r\nBcc: semua@contoh.go.id\n\n<script>\x07"
    (note,) = told(make.user(), subject=hostile)

    assert note.subject == "Tenggat Bcc: semua@contoh.go.id <script>"


@pytest.mark.parametrize(
    ("kind", "way"), [(OFFICIAL, "mail"), (REMINDER, "mail"), (NEWS, "digest")]
)
def test_without_a_choice_each_group_has_its_usual_way(kind, way):
    (note,) = told(make.user(), kind=kind)

    assert (note.way, note.mail is not None) == (way, way == "mail")


def test_a_choice_is_followed():
    user = make.user()
    choose_ways(user, {Group.REMINDERS: Way.INBOX, Group.NEWS: Way.MAIL})

    assert told(user, kind=REMINDER)[0].mail is None
    assert told(user, kind=NEWS)[0].mail is not None


def test_official_letters_are_mailed_whatever_was_chosen():
    user = make.user()
    choose_ways(user, {Group.OFFICIAL: Way.INBOX})

    assert told(user, kind=OFFICIAL)[0].way == Way.MAIL


def test_a_closed_account_gets_no_mail():
    user = make.user()
    user.is_active = False

    assert told(user)[0].mail is None


@pytest.mark.parametrize("people", [1, 3])
def test_telling_many_takes_as_many_queries_as_telling_one(
    people, django_assert_max_num_queries
):
    users = [make.user(name=f"Orang {n}") for n in range(people)]

    with django_assert_max_num_queries(6):
        notify(users, message(dedupe="sekali"))
