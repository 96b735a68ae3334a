"""Hand a job to the queue, and again when it was lost on the way."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks_db.models import DBTaskResult

from menuju.jobs.actions.running import Work, run
from menuju.jobs.models import HANDED_OVER, SILENT, Job

if TYPE_CHECKING:
    from menuju.accounts.models import User

KEPT = timedelta(days=7)
MOST_ATTEMPTS = 10
OPEN = (Job.State.WAITING, Job.State.RUNNING)


@transaction.atomic
def start(
    work: Work,
    arguments: Mapping[str, object],
    *,
    label: str,
    by: "User | None",
    back: str = "",
) -> Job:
    """Put work in the queue, in the caller's transaction; a worker begins after commit.

    ``arguments`` are JSON: numbers and codes of records, never the records. ``label`` is
    what the person reads, ``back`` the page to return to. The same work with the same
    arguments that this person still has open is returned instead of a second one.
    """
    owner = by.pk if by else None
    named = [work.path, dict(arguments), owner]
    key = hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()
    job, is_new = Job.objects.get_or_create(
        key=key,
        state__in=OPEN,
        defaults={
            "work": work.path,
            "arguments": dict(arguments),
            "label": label[:200],
            "owner_id": owner,
            "language": get_language() or "id",
            "back": back,
            "due_at": timezone.now() + HANDED_OVER,
            "state": Job.State.WAITING,
        },
    )
    if is_new:
        run.enqueue(job.pk)
        job.refresh_from_db()  # tests run it at once
    return job


def hand_over_again() -> int:
    """Jobs lost in the queue, due for another attempt, or left by a dead worker; how many.

    A worker that died counts as an attempt: what kills every worker stops in the end.
    """
    now = timezone.now()
    lost = Q(state=Job.State.WAITING, due_at__lte=now)
    left = Q(state=Job.State.RUNNING, alive_at__lte=now - SILENT)
    return sum(_hand_over(job) for job in Job.objects.filter(lost | left))


@transaction.atomic
def _hand_over(job: Job) -> int:
    """Only one of several workers that see the same row changes it."""
    now = timezone.now()
    seen = Job.objects.filter(
        pk=job.pk, state=job.state, attempts=job.attempts, due_at=job.due_at
    )
    if job.attempts >= MOST_ATTEMPTS:
        seen.update(state=Job.State.STOPPED, finished_at=now)
        return 0
    taken = seen.update(state=Job.State.WAITING, due_at=now + HANDED_OVER)
    if taken:
        run.enqueue(job.pk)
    return taken


def forget_old() -> int:
    """Empty the queue's own table of what is over; the jobs themselves stay."""
    old = DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
