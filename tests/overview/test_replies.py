"""What waits for somebody because of replies: answers, and drafts still in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from menuju.overview.queries import tasks_of
from menuju.results.queries.replies import point_for
from menuju.rounds.actions import replies as rounds
from menuju.rounds.actions.replies import Contest
from tests import make

pytestmark = pytest.mark.django_db


def titles(user):
    return {task.title: task.left for task in tasks_of(user)}


def test_who_answers_sees_how_many_replies_wait():
    result = make.contested_result()
    make.contested(result)
    make.contested(result, "sdm-2")
    make.answered(result, make.contested(result, "paparan"), by=make.answerer("Lain"))

    assert titles(make.answerer())["Jawab sanggahan daerah"] == 2


def test_without_replies_nothing_waits():
    make.contested_result()

    assert "Jawab sanggahan daerah" not in titles(make.answerer())


def drafted(result):
    user = make.contester()
    point = point_for(result, "item", "sdm-1")
    rounds.save_draft(result.participation, point, Contest("Belum", ""), by=user)
    return user


def test_a_draft_is_a_task_until_the_clock_ends():
    user = drafted(make.contested_result())

    (task,) = [one for one in tasks_of(user) if one.title == "Kirim draf sanggahan"]

    assert task.left == 1
    assert task.deadline > timezone.now()


def test_a_late_draft_is_no_task():
    result = make.contested_result()
    user = drafted(result)
    make.opened_at(result.release, timezone.now() - timedelta(days=40))

    assert "Kirim draf sanggahan" not in titles(user)
