from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.messages.actions import AudienceChangedError
from menuju.messages.models import Announcement, Notification
from menuju.rounds.actions import assignments
from menuju.rounds.actions import reminders as actions
from menuju.rounds.models import PhaseWindow, Round
from menuju.rounds.queries.reminders import Due, audience_of, reminders_sent
from tests import make
from tests.rounds.pages import of_round

pytestmark = pytest.mark.django_db


def names(audience):
    return [user.person.name for user, _message in audience.letters]


def judged(size=2):
    part = make.judged_region()
    return part, make.panel(part, size)


def test_only_assessors_with_unsent_regions_are_reminded_and_told_which():
    part, users = judged()
    make.sent(users["A"], part, 2, 2)

    made = actions.prepare(part.round, Due.SCORES, by=make.manager())

    draft = made.drafts.get()
    assert draft.recipient == users["B"]
    assert part.region.name in draft.body
    assert not Notification.objects.exists()


def test_exactly_those_of_the_preview_are_reminded_once():
    part, users = judged()
    by = make.manager()
    made = actions.prepare(part.round, Due.SCORES, by=by)

    sent = actions.remind(part.round, made, by=by)
    made.refresh_from_db()

    assert {one.recipient for one in sent} == set(users.values())
    assert actions.remind(part.round, made, by=by) == []
    assert [one.kind for one in reminders_sent(part.round)] == ["rounds.scores_due"] * 2


def test_a_preview_that_no_longer_fits_is_not_sent():
    part, users = judged()
    made = actions.prepare(part.round, Due.SCORES, by=make.manager())
    make.sent(users["A"], part, 2, 2)

    with pytest.raises(AudienceChangedError, match="1 berkurang"):
        actions.remind(part.round, made, by=make.manager())
    assert not Notification.objects.exists()


def test_nobody_is_reminded_again_within_a_day():
    part, _users = judged()
    by = make.manager()
    made = actions.prepare(part.round, Due.SCORES, by=by)
    actions.remind(part.round, made, by=by)

    audience = audience_of(part.round, Due.SCORES)
    assert (names(audience), len(audience.recent)) == ([], 2)
    with pytest.raises(ValidationError, match="Tidak ada yang perlu"):
        actions.prepare(part.round, Due.SCORES, by=by)
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert len(names(audience_of(part.round, Due.SCORES))) == 2


def test_a_reminder_of_another_round_does_not_count():
    part, users = judged(1)
    other = make.judged_region(code="35.71")
    assignments.assign(other, users["A"].person, by=make.manager())
    made = actions.prepare(other.round, Due.SCORES, by=make.manager())
    actions.remind(other.round, made, by=make.manager())

    assert len(names(audience_of(part.round, Due.SCORES))) == 1


def test_who_has_no_account_is_named_instead():
    part, users = judged()
    users["A"].delete()

    audience = audience_of(part.round, Due.SCORES)

    assert names(audience) == ["Asesor B"]
    assert audience.unreachable == ["Asesor A"]


def test_nobody_is_reminded_of_a_region_that_a_conflict_closes_to_them():
    part, users = judged()
    users["A"].person.home_region = part.region
    users["A"].person.save()

    audience = audience_of(part.round, Due.SCORES)

    assert names(audience) == ["Asesor B"]
    assert (audience.waiting, audience.closed) == (1, 1)


def test_the_words_are_in_the_language_of_each():
    part, users = judged()
    users["B"].language = "en"
    users["B"].save()
    PhaseWindow.objects.create(
        round=part.round,
        phase=Round.Phase.ASSESSMENT,
        opens_at=timezone.now(),
        closes_at=timezone.now() + timedelta(days=3),
    )

    made = actions.prepare(part.round, Due.SCORES, by=make.manager())

    words = {one.language: one.body for one in made.drafts.all()}
    assert "Penilaian ditutup pada" in words["id"]
    assert "Assessment closes on" in words["en"]


def test_regions_that_have_not_sent_are_reminded_through_who_may_sign():
    part = make.participation()
    user = make.coordinator(part.region)
    make.agency_officer(make.agency(part.region))
    make.participation(of=part.round, region=make.region("35.71"))

    audience = audience_of(part.round, Due.ANSWERS)

    assert names(audience) == [user.person.name]
    assert audience.unreachable == ["Kota Kediri"]
    assert audience.waiting == 2


def test_a_region_that_sent_or_withdrew_is_not_reminded():
    part = make.submitted()
    make.coordinator(part.region)
    gone = make.region("35.71")
    make.participation(of=part.round, region=gone, status="withdrawn")
    make.coordinator(gone, name="Mundur")

    assert names(audience_of(part.round, Due.ANSWERS)) == []


def test_nobody_is_reminded_of_what_the_phase_does_not_permit():
    part, _users = judged()
    made = actions.prepare(part.round, Due.SCORES, by=make.manager())

    with pytest.raises(PermissionDenied, match="Penilaian asesor"):
        actions.prepare(part.round, Due.ANSWERS, by=make.manager())
    late = make.in_phase(part, Round.Phase.MODERATION).round
    with pytest.raises(PermissionDenied, match="Musyawarah"):
        actions.remind(late, made, by=make.manager())


# --- its pages


def test_a_reminder_is_previewed_sent_and_seen_in_the_log(client):
    part, _users = judged()
    client.force_login(make.manager())
    place = of_round("reminders", part.round)

    preview = client.post(place, {"due": "nilai"}).url
    assert "tepat 2 orang" in client.get(preview).text
    assert not Notification.objects.exists()
    client.post(preview)

    assert Notification.objects.count() == 2
    log = client.get(place).text
    assert "Asesor A" in log
    assert "baru saja diingatkan" in log
    assert "sudah dikirim" in client.get(preview).text


def test_a_changed_audience_is_refused_on_the_page(client):
    part, users = judged()
    client.force_login(make.manager())
    preview = client.post(of_round("reminders", part.round), {"due": "nilai"}).url
    make.sent(users["A"], part, 2, 2)

    page = client.post(preview)

    assert page.status_code == 409
    assert "Buat pratinjau baru" in page.text
    assert not Notification.objects.exists()


def test_a_preview_of_another_round_is_not_found(client):
    part, _users = judged(1)
    client.force_login(make.manager())
    client.post(of_round("reminders", part.round), {"due": "nilai"})
    other = make.open_round()

    key = Announcement.objects.get().pk
    assert client.get(of_round("reminder", other, key)).status_code == 404
