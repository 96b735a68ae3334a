"""Work that takes longer than a page may: what it is, how far it is, what came of it.

The queue (django-tasks) only carries the number of a job. All that matters is in the row
here, so the queue may deliver twice or lose one: a job is claimed once, and handed over
again when nobody has begun it or its worker fell silent.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

HANDED_OVER = timedelta(minutes=2)
"""A job that nobody has begun by then is handed to the queue again."""
SILENT = timedelta(seconds=90)
"""A worker says every 20 seconds that it lives; after this it is taken for dead."""


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu giliran")
        RUNNING = "running", _("Sedang dikerjakan")
        DONE = "done", _("Selesai")
        STOPPED = "stopped", _("Berhenti sebelum selesai")

    work = models.CharField(max_length=200)  # dotted path of the function
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=64)  # digest of work, arguments and owner
    label = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)  # unknown until the work says it
    note = models.CharField(max_length=300, blank=True)
    back = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    alive_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=["waiting", "running"]),
                name="the_same_work_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(total=None) | Q(done__lte=F("total")),
                name="no_more_is_done_than_there_is",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, state__in=["waiting", "running"])
                | Q(finished_at__isnull=False, state__in=["done", "stopped"]),
                name="a_job_ends_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="open_jobs",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}
