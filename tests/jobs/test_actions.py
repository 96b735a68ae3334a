from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from menuju.jobs.actions import Progress, forget_old, hand_over_again, start
from menuju.jobs.models import HANDED_OVER, SILENT, Job
from tests import make
from tests.jobs import works

pytestmark = pytest.mark.django_db


def started(work=works.count, by=None, **arguments):
    return start(work, arguments, label="Menghitung ulang", by=by or make.user())


def test_work_is_done_and_leads_to_its_result():
    job = started(upto=3)

    assert works.DONE == [0, 1, 2]
    assert (job.state, job.done, job.total, job.result) == ("done", 3, 3, "/kerja/")


@pytest.mark.usefixtures("queue")
def test_work_waits_for_a_worker():
    job = started(upto=3)
    assert (job.state, works.DONE) == ("waiting", [])

    call_command("work", "--once")

    job.refresh_from_db()
    assert (job.state, works.DONE) == ("done", [0, 1, 2])


@pytest.mark.usefixtures("queue")
def test_a_worker_whose_server_has_ended_does_nothing_more():
    job = started(upto=3)

    call_command("work", "--once", beside=1)  # not the process that began this one

    job.refresh_from_db()
    assert (job.state, works.DONE) == ("waiting", [])


@pytest.mark.usefixtures("queue")
def test_a_rollback_takes_the_work_back():
    with transaction.atomic():
        started(upto=3)
        transaction.set_rollback(True)

    call_command("work", "--once")

    assert works.DONE == []


@pytest.mark.usefixtures("queue")
def test_the_same_work_is_open_once():
    user = make.user()

    assert started(upto=3, by=user) == started(upto=3, by=user)
    assert started(upto=4, by=user) != started(upto=3, by=user)


def test_work_that_is_over_may_be_started_again():
    user = make.user()

    assert started(upto=3, by=user) != started(upto=3, by=user)


@pytest.mark.usefixtures("queue")
def test_a_job_delivered_twice_is_done_once():
    job = started(upto=2)
    DBTaskResult.objects.create(
        **{
            field: getattr(DBTaskResult.objects.get(), field)
            for field in ("args_kwargs", "task_path", "backend_name", "run_after")
        }
    )
    call_command("work", "--once")

    job.refresh_from_db()
    assert (job.attempts, works.DONE) == (1, [0, 1])


@pytest.mark.usefixtures("queue")
def test_work_runs_in_the_language_in_which_it_was_asked_for():
    with translation.override("en"):
        job = started(upto=1)

    assert job.language == "en"


def test_an_error_is_tried_again_later():
    works.TROUBLE.append(OSError("penyimpanan tidak terjangkau"))
    job = started(works.stumble, what="rekap")
    assert (job.state, job.done, works.DONE) == ("waiting", 0, [])
    assert job.due_at > timezone.now() + timedelta(seconds=7)

    Job.objects.update(due_at=timezone.now())
    hand_over_again()

    job.refresh_from_db()
    assert (job.state, job.attempts, works.DONE) == ("done", 2, ["rekap"])


def test_after_the_last_attempt_a_reference_code_remains(caplog):
    works.TROUBLE.extend([OSError("pertama"), OSError("kedua")])
    job = started(works.stumble, what="rekap")
    Job.objects.update(due_at=timezone.now())
    hand_over_again()

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("stopped", 2)
    assert job.reference in caplog.text


def test_a_refusal_is_told_and_not_tried_again():
    job = started(works.refuse)

    assert (job.state, job.attempts, job.reference) == ("stopped", 1, "")
    assert job.note == "Tahap ini sudah dibekukan. Buka tahap lain."


@pytest.mark.usefixtures("queue")
def test_work_that_no_longer_exists_stops_with_a_code():
    job = started(upto=1)
    Job.objects.update(work="menuju.rounds.tasks.gone")
    call_command("work", "--once")

    job.refresh_from_db()
    assert job.state == "stopped"
    assert job.reference


@pytest.mark.usefixtures("queue")
def test_a_job_whose_worker_died_is_begun_anew():
    job = started(upto=2)
    dead = timezone.now() - SILENT - timedelta(seconds=1)
    DBTaskResult.objects.all().delete()
    Job.objects.update(state="running", attempts=1, alive_at=dead)
    call_command("work", "--once")

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


@pytest.mark.usefixtures("queue")
def test_a_job_whose_worker_lives_is_left_alone():
    started(upto=2)
    Job.objects.update(state="running", attempts=1, alive_at=timezone.now())

    assert hand_over_again() == 0


@pytest.mark.usefixtures("queue")
def test_a_job_lost_in_the_queue_is_handed_over_again():
    started(upto=2)
    DBTaskResult.objects.all().delete()
    Job.objects.update(due_at=timezone.now())

    assert hand_over_again() == 1
    assert Job.objects.get().due_at > timezone.now() + HANDED_OVER / 2


@pytest.mark.usefixtures("queue")
def test_what_kills_every_worker_stops_in_the_end():
    started(upto=2)
    dead = timezone.now() - SILENT
    Job.objects.update(state="running", attempts=10, alive_at=dead)

    assert hand_over_again() == 0
    assert Job.objects.get().state == "stopped"


@pytest.mark.usefixtures("queue")
def test_a_worker_that_was_given_up_changes_nothing():
    job = started(upto=2)
    Job.objects.update(state="running", attempts=1)
    job.refresh_from_db()
    Job.objects.update(attempts=2)

    Progress(job)(1, 2)

    assert Job.objects.get().done == 0


@pytest.mark.usefixtures("queue")
def test_the_queue_forgets_after_a_week_and_the_job_stays():
    started(upto=1)
    call_command("work", "--once")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=8))

    forget_old()

    assert (DBTaskResult.objects.count(), Job.objects.count()) == (0, 1)
