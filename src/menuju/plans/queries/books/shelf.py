"""The books of a version with their files: what there is, from what, and what is out of date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from menuju.jobs.models import Job
from menuju.plans.models import BookFile, Chapter, MasterplanVersion
from menuju.plans.models.documents import Book
from menuju.plans.queries.books import content_digest, made_of
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.paragraphs import WrittenChapter, read

TYPES = {
    BookFile.Form.PDF: "application/pdf",
    BookFile.Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WORK = "menuju.plans.tasks.books.make_books"


@dataclass(frozen=True, slots=True)
class Slot:
    """A form in which a book can be had. ``file`` is None where it was never made.

    ``job`` is the person's own, still open or stopped without having made the file.
    """

    form: str
    label: str
    file: BookFile | None
    is_stale: bool
    job: Job | None

    @property
    def is_settled(self) -> bool:
        """Whether the file is there for good: what was published is not set again."""
        return bool(self.file and self.file.is_final)

    @property
    def is_underway(self) -> bool:
        return bool(self.job and self.job.is_open)


@dataclass(frozen=True, slots=True)
class Shelved:
    book: Book
    chapters: int
    ready: int
    words: int
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every book of the guide, and the digest of the content as it is now."""

    books: list[Shelved]
    digest: str
    is_final: bool

    @property
    def is_complete(self) -> bool:
        """Whether every book can be had as the content is now: as PDF, once final in every form."""
        slots = [slot for one in self.books for slot in one.slots]
        wanted = BookFile.Form.values if self.is_final else [BookFile.Form.PDF]
        return all(
            slot.file and not slot.is_stale for slot in slots if slot.form in wanted
        )


def shelf_of(version: MasterplanVersion, jobs: Iterable[Job] = ()) -> Shelf:
    """Everything that the page of the books shows: 4 queries, 7 beside a drafted RPJMD.

    ``jobs`` are those of the reader, the latest first.
    """
    digest = content_digest(version)
    current = made_of(version, digest)
    files = {
        (one.book, one.form): one
        for one in version.book_files.select_related("file").all()
    }
    mine = [job for job in jobs if job.work == WORK]
    written = read(version)
    found = []
    for book in guide_of(version.masterplan).books:
        slots = []
        for form, label in BookFile.Form.choices:
            file = files.get((book.code, form))
            job = _job_of(mine, version.pk, [book.code, form])
            if job and not job.is_open and not _is_newer(job, file):
                job = None
            is_stale = bool(file and not file.is_final and file.made_of != current)
            slots.append(Slot(form, label, file, is_stale, job))
        found.append(_shelved(book, written, slots))
    is_final = version.state == MasterplanVersion.State.PUBLISHED
    return Shelf(found, digest, is_final)


def name_of(version: MasterplanVersion, file: BookFile) -> str:
    """What the file of a book is called when it is saved."""
    plan = version.masterplan
    words = (plan.region.slug, plan.first_year, file.book, f"v{version.number}")
    return "-".join(str(word) for word in words) + f".{file.form}"


def final_files(version: MasterplanVersion) -> dict[tuple[str, str], BookFile]:
    """The files that were made from exactly what was published, by book and form."""
    rows = version.book_files.filter(is_final=True, digest=version.digest)
    rows = rows.select_related("file")
    return {(one.book, one.form): one for one in rows.order_by("book", "-form")}


def _shelved(
    book: Book, written: Sequence[WrittenChapter], slots: list[Slot]
) -> Shelved:
    own = [one for one in written if one.chapter.book == book.code]
    ready = sum(one.chapter.state == Chapter.State.READY for one in own)
    return Shelved(book, len(own), ready, sum(one.words for one in own), slots)


def _job_of(jobs: Sequence[Job], version: int, wanted: list[str]) -> Job | None:
    for job in jobs:
        told = job.arguments
        if told.get("version_id") == version and wanted in told.get("wanted", []):
            return job
    return None


def _is_newer(job: Job, file: BookFile | None) -> bool:
    """Whether a job stopped after the file was made: then its failure is still news."""
    if job.state != Job.State.STOPPED or job.finished_at is None:
        return False
    return file is None or job.finished_at > file.made_at
