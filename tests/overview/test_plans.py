"""What waits on masterplans: for planners, mentors, signatories and those who commit."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability, OfficeHolding
from menuju.overview.queries import tasks_of
from menuju.plans.actions import sessions
from menuju.plans.actions.sessions import Course
from menuju.plans.models import MasterplanVersion, Mentorship, ReviewRound
from menuju.regions.models import Rank
from tests import make

pytestmark = pytest.mark.django_db


def titles(user):
    return [(task.title, task.left) for task in tasks_of(user)]


def reviewed(version, verdict):
    ReviewRound.objects.create(
        plan_version=version,
        number=1,
        asked_at=timezone.now(),
        digest="a" * 64,
        verdict=verdict,
        summary="Perbaiki.",
        content={},
    )
    state = "draft" if verdict == "mend" else "review"
    MasterplanVersion.objects.filter(pk=version.pk).update(state=state)


def test_a_planner_is_told_how_much_blocks_a_draft():
    make.masterplan_version(programmes=1)

    [(title, left)] = titles(make.planner())

    assert title == "Lengkapi masterplan"
    assert left > 18


def test_a_complete_draft_asks_for_its_review():
    make.complete_version()

    assert titles(make.planner()) == [("Minta tinjauan pembimbing", 1)]


def test_a_draft_that_came_back_asks_for_an_answer():
    reviewed(make.complete_version(), "mend")

    assert titles(make.planner()) == [("Tanggapi catatan pembimbing", 1)]


def test_a_version_under_review_leaves_the_planner_nothing():
    reviewed(make.masterplan_version(), "open")

    assert titles(make.planner()) == []


def test_an_approved_version_is_to_be_published():
    make.masterplan_version()
    MasterplanVersion.objects.update(state="approved", digest="a" * 64)

    assert titles(make.planner()) == [("Terbitkan masterplan", 1)]


def test_a_planner_of_another_region_has_nothing_to_do():
    make.masterplan_version()

    assert titles(make.planner(of=make.region("64.72"))) == []


@pytest.mark.parametrize(
    ("verdict", "tasks"), [("ready", [("Sahkan masterplan", 1)]), ("open", [])]
)
def test_a_signatory_approves_what_the_mentor_calls_ready(verdict, tasks):
    reviewed(make.masterplan_version(), verdict)
    signatory = make.user(Capability.APPROVE_PLANS, region=make.region())

    assert titles(signatory) == tasks


@pytest.mark.parametrize(
    ("verdict", "tasks"), [("open", [("Tinjau masterplan", 1)]), ("ready", [])]
)
def test_a_mentor_reviews_what_is_asked(verdict, tasks):
    version = make.masterplan_version()
    reviewed(version, verdict)
    mentor = make.user(Capability.MENTOR)
    Mentorship.objects.create(
        masterplan=version.masterplan, person=mentor.person, starts_on=make.today()
    )

    assert titles(mentor) == tasks


def head():
    user = make.user(name="Kepala Daerah")
    office = make.office(make.region(), Rank.HEAD)
    OfficeHolding.objects.create(person=user.person, office=office)
    return user


def mentor_of(version):
    mentor = make.user(Capability.MENTOR, Capability.VIEW_REGION)
    Mentorship.objects.create(
        masterplan=version.masterplan, person=mentor.person, starts_on=make.today()
    )
    return mentor


def test_a_mentor_closes_a_session_that_took_place():
    version = make.masterplan_version()
    mentor = mentor_of(version)
    course = Course(date(2019, 7, 9), date(2019, 7, 10))
    sessions.write(version.masterplan, 1, course, seen="", by=None)

    assert titles(mentor) == [("Tutup bimtek 1", 1)]


def test_a_mentor_has_nothing_to_close_before_a_session_is_set():
    assert titles(mentor_of(make.masterplan_version())) == []


def test_who_holds_an_office_is_asked_for_its_signature():
    make.sheet(make.masterplan_version())

    assert titles(head()) == [("Tanda tangani lembar komitmen", 1)]


def test_a_signed_sheet_asks_nobody():
    make.sheet(make.masterplan_version(), signed=True)

    assert titles(head()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_planner_takes_few_queries(
    client, rows, django_assert_max_num_queries
):
    for number in range(rows):
        version = make.masterplan_version(first_year=2010 + number)
        make.indicator(make.funded(version, 2019))
        make.sheet(version)
    client.force_login(make.planner())

    with django_assert_max_num_queries(15):
        page = client.get(reverse("overview:home"))

    assert page.content.decode().count("Lengkapi masterplan") == rows
