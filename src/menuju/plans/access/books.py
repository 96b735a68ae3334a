"""The doors to books: what is set from a version, and the coat of arms on it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from menuju.accounts.models import User
from menuju.plans import access
from menuju.plans.access import masterplans
from menuju.plans.models import BookFile, MasterplanVersion


def open_book_file(version: MasterplanVersion, book: str, form: str) -> BookFile:
    """The file of a book of a version that was opened, or 404."""
    rows = BookFile.objects.select_related("file")
    return get_object_or_404(rows, plan_version=version, book=book, form=form)


def may_adorn(user: User, version: MasterplanVersion) -> bool:
    """Whether a page offers to change the coat of arms: whoever writes plans of the region."""
    return access.may_write(user, version.masterplan.region)


def open_to_adorn(user: User, pk: int) -> MasterplanVersion:
    """A version whose coat of arms is changed: 404 if hidden, 403 with the reason."""
    version = masterplans.open_version(user, pk)
    access.require_writer(user, version.masterplan.region)
    return version


def version_of_job(user: User, pk: int) -> MasterplanVersion | None:
    """The version that a job is about, if the person still reads it."""
    try:
        return masterplans.open_version(user, pk)
    except Http404:
        return None
