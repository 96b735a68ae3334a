"""Do a job: claim it, tell how far it is, and keep what came of it."""

import functools
import logging
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django_tasks import task

from menuju.jobs.models import Job
from menuju.web.exceptions import RefusalError
from menuju.web.middleware import new_reference

log = logging.getLogger("menuju.jobs")
BEAT_SECONDS = 20


class Progress:
    """How far a job is; told outside of a transaction, or nobody sees it before its end."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """``done`` of ``total`` steps; ``note`` says in words what comes next."""
        _held(self._job).update(
            done=min(done, total), total=total, note=note[:300], alive_at=timezone.now()
        )


@dataclass(frozen=True)
class Work:
    """A function that runs as a job: ``function(progress, **arguments)``.

    It may begin anew after a crash, so it must be safe to run twice. It returns the path
    of the page that shows the result, or nothing.
    """

    function: Callable[..., str | None]
    max_attempts: int
    backoff: int

    @property
    def path(self) -> str:
        """Where a worker finds it."""
        return f"{self.function.__module__}.{self.function.__qualname__}"


def job(
    *, max_attempts: int = 3, backoff: int = 10
) -> Callable[[Callable[..., str | None]], Work]:
    """Make a module's function a job; ``backoff`` is in seconds and doubles each time."""
    return functools.partial(Work, max_attempts=max_attempts, backoff=backoff)


@task()
def run(pk: int) -> None:
    """Do a job, unless somebody has it already. What goes wrong is kept in its row."""
    claimed = _claim(pk)
    if claimed is None:
        return
    with translation.override(claimed.language), _beating(claimed):
        try:
            work: Work = import_string(claimed.work)
        except ImportError as error:
            _break(claimed, error)
        else:
            _do(claimed, work)


def _claim(pk: int) -> Job | None:
    now = timezone.now()
    waiting = Job.objects.filter(pk=pk, state=Job.State.WAITING)
    taken = waiting.update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, alive_at=now
    )
    return Job.objects.get(pk=pk) if taken else None


def _held(claimed: Job) -> QuerySet[Job]:
    """The row while this attempt has it: a worker that was given up changes nothing."""
    return Job.objects.filter(
        pk=claimed.pk, state=Job.State.RUNNING, attempts=claimed.attempts
    )


def _do(claimed: Job, work: Work) -> None:
    try:
        result = work.function(Progress(claimed), **claimed.arguments)
    except (RefusalError, PermissionDenied, ValidationError) as refusal:
        _end(claimed, Job.State.STOPPED, note=_words(refusal))
    except Exception as error:  # noqa: BLE001 -- or it would say "running" for ever
        _break(claimed, error, work)
    else:
        _end(claimed, Job.State.DONE, result=result or "")


def _break(claimed: Job, error: Exception, work: Work | None = None) -> None:
    """Try again later, or stop; the log has the reference code beside the error."""
    reference = new_reference()
    line = "Job %s (%s): reference %s"
    log.error(line, claimed.pk, claimed.work, reference, exc_info=error)
    if work is None or claimed.attempts >= work.max_attempts:
        _end(claimed, Job.State.STOPPED, reference=reference)
        return
    spread = random.uniform(0.8, 1.2)  # noqa: S311 -- no secret, only apart
    wait = timedelta(seconds=work.backoff * 2 ** (claimed.attempts - 1) * spread)
    _held(claimed).update(
        state=Job.State.WAITING,
        due_at=timezone.now() + wait,
        done=0,
        reference=reference,
        note=gettext("Terhenti di tengah jalan dan akan dicoba lagi."),
    )


def _end(claimed: Job, state: Job.State, **told: str) -> None:
    changes = {"note": "", "reference": "", **told}
    done = Coalesce("total", "done") if state == Job.State.DONE else F("done")
    now = timezone.now()
    _held(claimed).update(state=state, done=done, finished_at=now, **changes)


def _words(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)[:300]
    return str(refusal)[:300] or gettext("Langkah ini di luar wewenang Anda.")


@contextmanager
def _beating(claimed: Job) -> Iterator[None]:
    """Say every few seconds that the worker lives, also while it only computes."""
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(claimed, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()


def _beat(claimed: Job, over: threading.Event) -> None:
    while not over.wait(BEAT_SECONDS):
        try:
            _held(claimed).update(alive_at=timezone.now())
        except DatabaseError:  # a busy database; the next beat may pass
            log.info("Job %s: a beat was missed", claimed.pk)
        finally:
            connection.close()
