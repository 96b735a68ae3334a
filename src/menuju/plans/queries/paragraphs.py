"""What is written: chapters with their paragraphs, and who is writing now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from menuju.accounts.models import User
from menuju.plans.models import Chapter, MasterplanVersion, Paragraph
from menuju.plans.models.text import Content, content_of, words_in
from menuju.plans.queries.documents import guide_of

LOCK = timedelta(minutes=15)
"""How long a lock stands without a sign of its holder."""


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph with its content read."""

    paragraph: Paragraph
    content: Content


@dataclass(frozen=True, slots=True)
class WrittenChapter:
    """A chapter with its paragraphs in their order."""

    chapter: Chapter
    paragraphs: list[Written]

    @property
    def words(self) -> int:
        return sum(words_in(one.content) for one in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Lock:
    """Somebody is writing a paragraph; ``is_fresh``: others wait for it."""

    holder: User
    since: datetime
    is_fresh: bool


def read(version: MasterplanVersion, book: str | None = None) -> list[WrittenChapter]:
    """The chapters of a version, or of one book, in the guide's order: 2 queries."""
    rows = Paragraph.objects.filter(removed_at=None).select_related(
        "edited_by__person", "locked_by__person"
    )
    chapters = version.chapters.select_related("owner__person")
    if book is not None:
        chapters = chapters.filter(book=book)
    books = [one.code for one in guide_of(version.masterplan).books]
    places = {code: place for place, code in enumerate(books)}
    found = sorted(
        chapters.prefetch_related(Prefetch("paragraphs", rows)),
        key=lambda one: (places.get(one.book, len(books)), one.order, one.pk),
    )
    return [WrittenChapter(one, written(one.paragraphs.all())) for one in found]


def written(paragraphs: Iterable[Paragraph]) -> list[Written]:
    """Paragraphs with their content read."""
    return [Written(one, content_of(one.content)) for one in paragraphs]


def lock_of(paragraph: Paragraph) -> Lock | None:
    """Who holds the paragraph, if anybody."""
    if paragraph.locked_by is None or paragraph.locked_at is None:
        return None
    is_fresh = timezone.now() - paragraph.locked_at < LOCK
    return Lock(paragraph.locked_by, paragraph.locked_at, is_fresh)
