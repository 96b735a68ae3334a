"""Published masterplans as the public reads them: books, chapters, files."""

from dataclasses import dataclass

from menuju.plans.models import BookFile, MasterplanVersion
from menuju.plans.models.documents import Book
from menuju.plans.queries.books import BookChapter, BookText
from menuju.plans.queries.books.shelf import final_files
from menuju.plans.queries.documents import guide_of


@dataclass(frozen=True, slots=True)
class PublicBook:
    """A book with the files that were made from what was published."""

    book: Book
    files: list[BookFile]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    version: MasterplanVersion
    books: list[PublicBook]


@dataclass(frozen=True, slots=True)
class Near:
    """A chapter with those before and after it."""

    chapter: BookChapter
    before: BookChapter | None
    after: BookChapter | None


def shelf_of(version: MasterplanVersion) -> PublicPlan:
    """The books of a published version: 1 query."""
    files = final_files(version)
    books = [
        PublicBook(
            one, [file for (code, _form), file in files.items() if code == one.code]
        )
        for one in guide_of(version.masterplan).books
    ]
    return PublicPlan(version, books)


def files_of(version: MasterplanVersion, book: str) -> list[BookFile]:
    """The files of one book that were made from what was published."""
    return [
        file for (code, _form), file in final_files(version).items() if code == book
    ]


def near_of(book: BookText, code: str) -> Near | None:
    """A chapter among the others of its book; None if the book has none of this code."""
    codes = [one.code for one in book.chapters]
    if code not in codes:
        return None
    place = codes.index(code)
    around = (None, *book.chapters, None)
    return Near(book.chapters[place], around[place], around[place + 2])


def canonical_text(version: MasterplanVersion) -> str:
    """What was published, as it was: the JSON whose SHA-256 is the digest."""
    return version.publication.canonical
