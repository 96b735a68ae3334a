"""Who mentors a region never judges it, and who judges it does not mentor it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability, Seat
from menuju.messages.models import Notification
from menuju.plans.actions import mentors
from menuju.plans.models import Mentorship
from menuju.rounds.access.conflicts import Nearness, unresolved_between
from menuju.rounds.actions.assignments import withdraw
from menuju.rounds.models import Assignment, Round
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db


def assigned(version, person, by=None):
    day = timezone.localdate()
    return mentors.assign(version.masterplan, person, day, by=by or guidance.guide())


def kinds(person):
    return [one.kind for one in unresolved_between(person, make.region())]


def sets():
    make.capability_set(code="pembimbing")


def test_a_mentor_stands_too_near_to_judge_the_region():
    version = make.masterplan_version()

    mentor = guidance.mentor_of(version)

    assert kinds(mentor.person) == [Nearness.MENTOR]


def test_who_mentored_once_never_judges_the_region_again():
    version = make.masterplan_version()
    mentor = guidance.mentor_of(version)

    mentors.end(Mentorship.objects.get(), by=guidance.guide("Lain"))

    assert kinds(mentor.person) == [Nearness.MENTOR]


def test_the_mentor_of_another_region_is_free_to_judge_this_one():
    version = make.masterplan_version(region=make.region("64.72"))

    mentor = guidance.mentor_of(version)

    assert kinds(mentor.person) == []


def test_who_is_assigned_to_judge_the_region_does_not_become_its_mentor():
    sets()
    assessor = make.assessor_of(make.judged_region())

    with pytest.raises(ValidationError, match="tidak membimbingnya"):
        assigned(make.masterplan_version(), assessor.person)

    assert not Mentorship.objects.exists()


def test_who_judges_another_region_becomes_a_mentor_here():
    sets()
    assessor = make.assessor_of(make.judged_region(code="64.72"))

    assert assigned(make.masterplan_version(), assessor.person)


def test_who_gave_the_region_back_unread_becomes_its_mentor():
    sets()
    part = make.judged_region()
    assessor = make.assessor_of(part)
    by = make.somebody(Capability.ASSIGN)
    withdraw(Assignment.objects.get(), reason="Sakit.", by=by)

    assert assigned(make.masterplan_version(), assessor.person)


def test_who_scored_before_giving_the_region_back_does_not_become_its_mentor():
    sets()
    part = make.judged_region()
    assessor = make.assessor_of(part)
    make.score(assessor, part)
    Assignment.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Sakit.")

    with pytest.raises(ValidationError, match="tidak membimbingnya"):
        assigned(make.masterplan_version(), assessor.person)


def test_after_the_results_are_out_a_judge_may_become_a_mentor():
    sets()
    assessor = make.assessor_of(make.judged_region())
    Round.objects.update(phase=Round.Phase.PUBLISHED)

    assert assigned(make.masterplan_version(), assessor.person)


def test_a_planner_of_the_region_does_not_review_what_they_write():
    sets()
    planner = make.planner()

    with pytest.raises(ValidationError, match="meninjaunya"):
        assigned(make.masterplan_version(), planner.person)


def test_nobody_makes_oneself_a_mentor():
    sets()
    guide = guidance.guide()

    with pytest.raises(PermissionDenied, match="diri sendiri"):
        assigned(make.masterplan_version(), guide.person, by=guide)


def test_a_mentor_is_told():
    mentor = guidance.mentor_of(make.masterplan_version())

    assert Notification.objects.get(recipient=mentor).kind == "plans.mentor_assigned"


def test_a_mentor_reads_the_plan_and_after_the_end_no_more(client):
    version = make.masterplan_version()
    mentor = guidance.mentor_of(version)
    client.force_login(mentor)
    url = reverse("plans:guidance", args=[version.pk])
    assert client.get(url).status_code == 200

    mentors.end(Mentorship.objects.get(), by=guidance.guide("Lain"))

    assert client.get(url).status_code == 404
    assert not Seat.objects.get(person=mentor.person).is_held(timezone.localdate())


def test_the_secretariat_finds_and_assigns_a_mentor_in_the_browser(client):
    sets()
    version, person = make.masterplan_version(), make.person("Rini Mentor")
    client.force_login(guidance.guide())
    url = reverse("plans:mentor-assign", args=[version.pk])
    found = client.get(url, {"cari": "rini"}).content.decode()
    assert "Rini Mentor" in found

    day = timezone.localdate().isoformat()
    client.post(url, {"cari": "rini", "person": person.pk, "starts_on": day})

    assert Mentorship.objects.get().person == person


def test_the_reason_stands_on_the_page_and_the_choice_stays(client):
    sets()
    assessor = make.assessor_of(make.judged_region())
    version = make.masterplan_version()
    client.force_login(guidance.guide())
    url = reverse("plans:mentor-assign", args=[version.pk])
    day = timezone.localdate().isoformat()
    sent = {"cari": "Asesor", "person": assessor.person_id, "starts_on": day}

    response = client.post(url, sent)

    assert response.status_code == 422
    assert "tidak membimbingnya" in response.content.decode()
    assert "checked" in response.content.decode()


def test_a_planner_assigns_no_mentor(client):
    version = make.masterplan_version()
    client.force_login(make.planner())

    response = client.get(reverse("plans:mentor-assign", args=[version.pk]))

    assert response.status_code == 403
    assert "sekretariat" in response.content.decode()


def test_a_mentorship_is_ended_in_the_browser(client):
    version = make.masterplan_version()
    guidance.mentor_of(version, days_ago=5)
    client.force_login(guidance.guide("Lain"))
    held = Mentorship.objects.get()

    client.post(reverse("plans:mentor-end", args=[version.pk, held.pk]))

    held.refresh_from_db()
    assert held.ends_on == timezone.localdate() - timedelta(days=1)
