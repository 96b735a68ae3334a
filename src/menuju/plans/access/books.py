"""The doors to books: what is set from a version."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from menuju.accounts.models import User
from menuju.plans.access import masterplans
from menuju.plans.models import BookFile, MasterplanVersion


def open_book_file(version: MasterplanVersion, book: str, form: str) -> BookFile:
    """The file of a book of a version that was opened, or 404."""
    rows = BookFile.objects.select_related("file")
    return get_object_or_404(rows, plan_version=version, book=book, form=form)


def version_of_job(user: User, pk: int) -> MasterplanVersion | None:
    """The version that a job is about, if the person still reads it."""
    try:
        return masterplans.open_version(user, pk)
    except Http404:
        return None
