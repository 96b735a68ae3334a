"""Published masterplans as the public reads them: editions, books, chapters, files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from menuju.plans.models import BookFile, MasterplanVersion, PublishedBook
from menuju.plans.queries.books import BookChapter, BookText
from menuju.plans.queries.books.shelf import final_files


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version among those of its masterplan, the newest first.

    ``slug`` names it in addresses: 2019 is always the newest, 2019-v1 stays the first.
    """

    version: MasterplanVersion
    versions: Sequence[MasterplanVersion]
    slug: str

    @property
    def plain(self) -> str:
        """The slug of whichever version is the newest."""
        return str(self.version.masterplan.first_year)

    @property
    def newest(self) -> MasterplanVersion:
        return self.versions[0]

    @property
    def successor(self) -> MasterplanVersion | None:
        """The version that replaced this one."""
        later = [one for one in self.versions if one.number > self.version.number]
        return later[-1] if later else None

    @property
    def every(self) -> list["Edition"]:
        """All published versions, each under its own address."""
        return [
            Edition(one, self.versions, f"{self.plain}-v{one.number}")
            for one in self.versions
        ]


@dataclass(frozen=True, slots=True)
class PublicBook:
    """A book with the files that were made from what was published."""

    book: PublishedBook
    files: list[BookFile]


@dataclass(frozen=True, slots=True)
class PublicPlan:
    edition: Edition
    books: list[PublicBook]


@dataclass(frozen=True, slots=True)
class Near:
    """A chapter with those before and after it."""

    chapter: BookChapter
    before: BookChapter | None
    after: BookChapter | None


def newest_of(versions: Sequence[MasterplanVersion]) -> Edition:
    """The newest of the published versions of a masterplan, at the plain address."""
    return Edition(versions[0], versions, str(versions[0].masterplan.first_year))


def edition_among(
    plans: Iterable[Sequence[MasterplanVersion]], slug: str
) -> Edition | None:
    """What an address names; None if nothing of this name was published."""
    newest = [newest_of(versions) for versions in plans]
    every = [edition for one in newest for edition in (one, *one.every)]
    return next((one for one in every if one.slug == slug), None)


def shelf_of(edition: Edition) -> PublicPlan:
    """The books of an edition with their files: 2 queries."""
    files = final_files(edition.version)
    books = [
        PublicBook(
            one, [file for (code, _form), file in files.items() if code == one.book]
        )
        for one in books_of(edition.version)
    ]
    return PublicPlan(edition, books)


def books_of(version: MasterplanVersion) -> QuerySet[PublishedBook]:
    """What was published, without the words."""
    return version.published_books.defer("text")


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
