"""Books of a published version: written down once, read back by every page and file."""

import hashlib
import json

from pydantic import TypeAdapter

from menuju.plans.models import MasterplanVersion, PublishedBook
from menuju.plans.models.documents import Book, canonical_of
from menuju.plans.queries.books import book_of, content_digest
from menuju.plans.queries.books.shapes import BookText
from menuju.plans.queries.documents import guide_of

State = MasterplanVersion.State
_TEXT = TypeAdapter(BookText)


def written_down(version: MasterplanVersion) -> list[PublishedBook]:
    """Every book of the guide as it reads now, not stored yet."""
    books = guide_of(version.masterplan).books
    return [_page(version, order, one) for order, one in enumerate(books)]


def reading_of(
    version: MasterplanVersion, book: Book, *, chapter: str | None = None
) -> BookText:
    """A book as a person reads it: what was published, else what is written now.

    ``chapter`` as in ``book_of``. PublishedBook.DoesNotExist for a book that was not
    among those published.
    """
    if version.state == State.PUBLISHED:
        row = version.published_books.get(book=book.code)
        return read_back(row, chapter=chapter)
    digest = content_digest(version) if chapter is None else version.digest
    return book_of(version, book, digest, chapter=chapter)


def read_back(row: PublishedBook, *, chapter: str | None = None) -> BookText:
    """A book as it was published; with ``chapter`` only that one has its parts."""
    plain = json.loads(row.text)
    for one in plain["chapters"]:
        if chapter not in {None, one["code"]}:
            one["parts"] = []
    return _TEXT.validate_python(plain)


def _page(version: MasterplanVersion, order: int, book: Book) -> PublishedBook:
    read = book_of(version, book, version.digest)
    text = canonical_of(_TEXT.dump_python(read, mode="json"))
    return PublishedBook(
        plan_version=version,
        order=order,
        book=book.code,
        title=book.title.id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
