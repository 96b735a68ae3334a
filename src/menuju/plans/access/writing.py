"""The doors to chapters, paragraphs and the figures in them."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from menuju.accounts.models import User
from menuju.files.models import StoredFile
from menuju.plans.access import masterplans
from menuju.plans.models import Chapter, MasterplanVersion, Paragraph

LONGEST_KEY = 18
"""So many digits always fit into a key of 64 bits, which ends at 9,223,372,036,854,775,807:
what is longer is no paragraph, and PostgreSQL would refuse to look for it."""


def open_chapter(user: User, pk: int, chapter: int) -> Chapter:
    """A chapter of a version to read, or 404."""
    return _in(masterplans.open_version(user, pk), chapter)


def open_chapter_to_write(user: User, pk: int, chapter: int) -> Chapter:
    """A chapter to write in: 404 if hidden, 403 with the reason if it may not be written."""
    return _in(masterplans.open_draft(user, pk), chapter)


def paragraph_of(chapter: Chapter, pk: str) -> Paragraph:
    """A paragraph of a chapter, removed or not, by its number; or 404."""
    rows = chapter.paragraphs.select_related("locked_by__person")
    if not (pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_KEY):
        raise Http404
    found = get_object_or_404(rows, pk=pk)
    found.chapter = chapter
    return found


def keyed(chapter: Chapter, key: str) -> Paragraph | None:
    """A paragraph of a chapter by its anchor; None if the chapter has none of it."""
    try:
        found = chapter.paragraphs.filter(key=UUID(key)).first()
    except ValueError:
        return None
    if found:
        found.chapter = chapter
    return found


def open_figure(user: User | AnonymousUser, pk: int, sha256: str) -> StoredFile:
    """A picture that a version shows: for its readers, for everybody once it is published.

    Readers of the version also get what an earlier wording of a paragraph showed.
    """
    here = Q(chapter__plan_version=pk)
    shown = here & Q(content__file=sha256)
    if isinstance(user, AnonymousUser) or masterplans.published().filter(pk=pk):
        versions = masterplans.published()
        get_object_or_404(versions, pk=pk)
        rows = Paragraph.objects.filter(shown, removed_at=None)
    else:
        masterplans.open_version(user, pk)
        rows = Paragraph.objects.filter(
            shown | here & Q(revisions__content__file=sha256)
        )
    if not rows.exists():
        raise Http404
    return get_object_or_404(StoredFile, pk=sha256)


def _in(version: MasterplanVersion, chapter: int) -> Chapter:
    found = get_object_or_404(
        version.chapters.select_related("owner__person"), pk=chapter
    )
    found.plan_version = version
    return found
