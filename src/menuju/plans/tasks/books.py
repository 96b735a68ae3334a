"""Set books as files, one after the other. Twice is once: the second replaces the first."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.jobs.actions import Progress, job
from menuju.plans.access.books import version_of_job
from menuju.plans.actions import books as actions
from menuju.plans.queries.books import book_in_guide


@job()
def make_books(
    progress: Progress, version_id: int, wanted: Sequence[Sequence[str]], by_id: int
) -> str:
    """Set each of ``wanted`` (code of a book, form); the page of the books.

    A job may run long after it was asked for: it asks again whether the person still may.
    """
    by = User.objects.get(pk=by_id)
    version = version_of_job(by, version_id)
    if version is None:
        raise PermissionDenied(_("Anda tidak lagi membaca masterplan ini."))
    total = actions.STEPS * len(wanted)
    for number, (code, form) in enumerate(wanted):
        book = book_in_guide(version, code)
        if book is None:
            raise PermissionDenied(_("Panduan masterplan ini tidak punya buku itu."))
        title = str(book.title)

        def tell(done: int, words: str, first: int = number, name: str = title) -> None:
            progress(first * actions.STEPS + done, total, f"{name}: {words.lower()}")

        actions.make(version, book, form, by=by, tell=tell)
    return reverse("plans:books", args=[version.pk])
