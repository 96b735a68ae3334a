"""What waits on the guidance of all regions: for the secretariat."""

from datetime import date

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.overview.queries import tasks_of
from menuju.plans.actions import sessions
from menuju.plans.actions.sessions import Course
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db
ALONE = "Tugaskan pembimbing"
UNCLOSED = "Periksa bimtek yang sudah lewat dan belum ditutup"


def titles(user):
    return {task.title: task.left for task in tasks_of(user)}


def late(version):
    course = Course(date(2019, 7, 9))
    sessions.write(version.masterplan, 1, course, seen="", by=None)


def test_the_secretariat_is_told_whom_nobody_mentors():
    make.masterplan_version()

    assert titles(guidance.guide()) == {ALONE: 1}


def test_the_secretariat_is_told_which_sessions_are_not_closed():
    version = make.masterplan_version()
    guidance.mentor_of(version)
    late(version)

    assert titles(guidance.guide("Lain")) == {UNCLOSED: 1}


def test_who_does_not_guide_is_told_neither():
    late(make.masterplan_version())

    assert titles(make.user(Capability.AUDIT)) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_secretariat_takes_few_queries(
    client, django_assert_max_num_queries, rows
):
    make.open_round()
    for code in ("64.71", "64.72", "35.71")[:rows]:
        late(make.masterplan_version(region=make.region(code)))
    needed = (
        Capability.MANAGE_ROUNDS,
        Capability.FREEZE,
        Capability.DECIDE,
        Capability.GUIDE_PLANS,
        Capability.INVITE_PEOPLE,
    )
    client.force_login(make.official("Rina", *needed))
    client.get(reverse("overview:home"))

    with django_assert_max_num_queries(15):
        page = client.get(reverse("overview:home")).content.decode()

    assert reverse("plans:board") in page
    assert "Semua daerah" in page
