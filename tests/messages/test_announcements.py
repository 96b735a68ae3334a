import pytest

from menuju.audit.models import Entry
from menuju.messages.actions import AudienceChangedError, preview, send
from menuju.messages.models import Mail, Notification
from tests import make
from tests.make.messages import REMINDER, message

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return make.user(name="Sekretariat")


@pytest.fixture
def people():
    return [make.user(name=f"Koordinator {n}") for n in range(3)]


def letters(people, subject="Tenggat dua hari lagi"):
    return [(user, message(subject=subject)) for user in people]


def test_a_preview_tells_nobody(secretary, people):
    shown = preview(REMINDER, letters(people), by=secretary)

    assert [d.recipient for d in shown.drafts.order_by("pk")] == people
    assert Notification.objects.count() == 0


def test_exactly_the_people_shown_are_told(secretary, people):
    shown = preview(REMINDER, letters(people), by=secretary)

    told = send(shown, letters(people), by=secretary)

    assert {n.recipient_id for n in told} == {p.pk for p in people}
    assert Mail.objects.count() == len(people)


def test_sent_twice_tells_once(secretary, people):
    shown = preview(REMINDER, letters(people), by=secretary)
    send(shown, letters(people), by=secretary)

    assert send(shown, letters(people), by=secretary) == []
    assert Notification.objects.count() == len(people)


def test_a_changed_audience_is_refused_with_the_difference(secretary, people):
    came = make.user(name="Pendatang")
    shown = preview(REMINDER, letters(people), by=secretary)

    with pytest.raises(AudienceChangedError) as refusal:
        send(shown, letters([*people[1:], came]), by=secretary)

    assert refusal.value.difference.added == {came.pk}
    assert refusal.value.difference.removed == {people[0].pk}
    assert "1 orang bertambah" in str(refusal.value)
    assert Notification.objects.count() == 0


def test_changed_words_are_refused_too(secretary, people):
    shown = preview(REMINDER, letters(people), by=secretary)

    with pytest.raises(AudienceChangedError) as refusal:
        send(shown, letters(people, subject="Tenggat besok"), by=secretary)

    assert refusal.value.difference.changed == {p.pk for p in people}


def test_a_person_named_twice_gets_one_letter(secretary, people):
    shown = preview(REMINDER, letters([*people, people[0]]), by=secretary)

    assert shown.drafts.count() == len(people)


def test_both_steps_are_in_the_audit_trail(secretary, people):
    shown = preview(REMINDER, letters(people), by=secretary)
    send(shown, letters(people), by=secretary)

    trail = Entry.objects.filter(record=f"menuju_messages.announcement:{shown.pk}")
    assert [(e.verb, e.detail) for e in trail.order_by("pk")] == [
        ("previewed announcement", {"people": 3}),
        ("sent announcement", {"people": 3}),
    ]
