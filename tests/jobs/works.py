"""Works for the tests. What they do is kept in ``DONE``."""

from django.core.exceptions import ValidationError

from menuju.jobs.actions import job

DONE: list[object] = []
TROUBLE: list[Exception] = []


@job()
def count(progress, upto):
    for n in range(upto):
        progress(n + 1, upto, f"langkah {n + 1}")
        DONE.append(n)
    return "/kerja/"


@job(max_attempts=2, backoff=10)
def stumble(progress, what):
    progress(1, 3)
    if TROUBLE:
        raise TROUBLE.pop()
    DONE.append(what)


@job()
def refuse(progress):
    progress(1, 2)
    raise ValidationError("Tahap ini sudah dibekukan. Buka tahap lain.")
