"""The books of a masterplan version, as its guide names them: three, four, or another number."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils import translation

from menuju.plans.models import MasterplanVersion
from menuju.plans.models.documents import Book, digest_of
from menuju.plans.models.text import DataBlock, Figure
from menuju.plans.queries.blocks import chosen_blocks
from menuju.plans.queries.books.numbering import Notes, Numbering
from menuju.plans.queries.books.shapes import (
    BookChapter,
    BookText,
    Cover,
    FigurePart,
    HeadingPart,
    Line,
    ListPart,
    Part,
    TablePart,
    TextPart,
    TimelinePart,
    Words,
)
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.paragraphs import WrittenChapter, read
from menuju.plans.queries.snapshots import snapshot_of
from menuju.web.components.formats import placed

__all__ = [
    "LANGUAGE",
    "BookChapter",
    "BookText",
    "Cover",
    "FigurePart",
    "HeadingPart",
    "Line",
    "ListPart",
    "Part",
    "TablePart",
    "TextPart",
    "TimelinePart",
    "Words",
    "book_in_guide",
    "book_of",
    "content_digest",
    "made_of",
]
LANGUAGE = "id"
"""Books are official documents of a region: they are in Indonesian, whoever reads."""
LAYOUT = 1
"""Counted up when the layout changes, so that files made before are known as out of date."""


def book_in_guide(version: MasterplanVersion, code: str) -> Book | None:
    """A book of the guide that the masterplan follows; None if it has none of this code."""
    books = guide_of(version.masterplan).books
    return next((one for one in books if one.code == code), None)


def content_digest(version: MasterplanVersion) -> str:
    """SHA-256 of the content of a version: what was approved, or what it is now."""
    return version.digest or digest_of(snapshot_of(version))


def made_of(version: MasterplanVersion, digest: str) -> str:
    """SHA-256 of all that a file of a book depends on; another value makes it out of date."""
    is_final = version.state == MasterplanVersion.State.PUBLISHED
    return digest_of([digest, is_final, version.number, LAYOUT])


def book_of(
    version: MasterplanVersion,
    book: Book,
    digest: str,
    *,
    chapter: str | None = None,
) -> BookText:
    """A book in Indonesian: cover, chapters, parts, numbers. At most 20 queries.

    With ``chapter`` (a code, or "" for none) only that chapter has its parts; numbers are
    the same as in the whole book, and only the data that the chapter shows are read.
    """
    is_final = version.state == MasterplanVersion.State.PUBLISHED
    with translation.override(LANGUAGE):
        written = read(version, book.code)
        wanted = [one for one in written if chapter in (None, one.chapter.code)]
        blocks = chosen_blocks(version, _blocks_in(wanted))
        notes = Notes()
        chapters = []
        for number, one in enumerate(written, 1):
            counted = Numbering(number, notes, blocks, is_final).read(one)
            parts = counted if one in wanted else ()
            title = one.chapter.title
            heads = tuple(part for part in counted if isinstance(part, HeadingPart))
            code = one.chapter.code
            chapters.append(BookChapter(number, code, title, parts, heads))
        return BookText(
            book.code,
            _cover(version, str(book.title), digest),
            tuple(chapters),
            sum(one.words for one in written),
            tuple(dict.fromkeys(_files_in(wanted))),
        )


def _cover(version: MasterplanVersion, title: str, digest: str) -> Cover:
    plan, region = version.masterplan, version.masterplan.region
    published = version.published_at
    return Cover(
        region=region.name,
        province=region.province.name,
        plan=plan.title,
        title=title,
        years=f"{plan.first_year}–{plan.last_year}",
        number=version.number,
        state=str(version.get_state_display()),
        published=placed(published, region.time_zone).date() if published else None,
        digest=digest,
        is_final=version.state == version.State.PUBLISHED,
        is_simulated=version.is_simulated or plan.is_simulated,
        emblem=version.emblem_id or "",
    )


def _blocks_in(
    chapters: Sequence[WrittenChapter],
) -> Iterator[tuple[str, UUID | None]]:
    for chapter in chapters:
        for one in chapter.paragraphs:
            if isinstance(one.content, DataBlock):
                yield one.content.code, one.content.key


def _files_in(chapters: Sequence[WrittenChapter]) -> Iterator[str]:
    for chapter in chapters:
        for one in chapter.paragraphs:
            if isinstance(one.content, Figure):
                yield one.content.file
