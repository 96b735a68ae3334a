"""Who sees a job: whoever started it."""

from django.db.models import QuerySet
from django.http import Http404

from menuju.jobs.models import Job


def jobs_of(user_id: int) -> QuerySet[Job]:
    """The jobs somebody started, the latest first."""
    return Job.objects.filter(owner=user_id).order_by("-pk")


def open_job(user_id: int, pk: int) -> Job:
    """One's own job; that of another is missing (404)."""
    job = jobs_of(user_id).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job
