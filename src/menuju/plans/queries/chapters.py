"""How far the books are: chapter by chapter, and who may answer for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from menuju.accounts.models import Capability, Seat, User
from menuju.plans.models import Chapter, MasterplanVersion
from menuju.plans.models.documents import ChapterTemplate
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.paragraphs import WrittenChapter, read
from menuju.plans.queries.remarks import open_counts
from menuju.regions.models import Region


@dataclass(frozen=True, slots=True)
class Line:
    """A chapter in the outline. ``target`` is about how many words the guide expects."""

    chapter: Chapter
    words: int
    target: int
    remarks: int
    edited_at: datetime | None
    edited_by: str
    writers: list[str]


@dataclass(frozen=True, slots=True)
class BookOutline:
    """A book with its chapters."""

    title: str
    lines: list[Line]

    @property
    def words(self) -> int:
        return sum(line.words for line in self.lines)

    @property
    def target(self) -> int:
        return sum(line.target for line in self.lines)

    @property
    def ready(self) -> int:
        return sum(line.chapter.state == Chapter.State.READY for line in self.lines)


def outline_of(version: MasterplanVersion) -> list[BookOutline]:
    """The books of the guide with what is written in each: 4 queries."""
    guide = guide_of(version.masterplan)
    remarks = open_counts(version)
    found: dict[str, list[Line]] = {}
    for one in read(version):
        template = guide.chapter(one.chapter.book, one.chapter.code)
        line = _line(one, template, remarks.get(one.chapter.pk, 0))
        found.setdefault(one.chapter.book, []).append(line)
    titles = {book.code: str(book.title) for book in guide.books}
    return [BookOutline(titles.get(code, code), lines) for code, lines in found.items()]


def planners_of(region: Region) -> list[User]:
    """Who writes the plans of a region today, by name."""
    seats = Seat.objects.filter(region=region, person__account__is_active=True)
    today = timezone.localdate()
    found = {
        seat.person.account.pk: seat.person.account
        for seat in seats.select_related("capability_set", "person__account__person")
        if seat.is_held(today) and seat.gives(Capability.WRITE_PLANS)
    }
    return sorted(found.values(), key=lambda one: (one.person.name, one.pk))


def _line(one: WrittenChapter, template: ChapterTemplate | None, remarks: int) -> Line:
    rows = [each.paragraph for each in one.paragraphs]
    edits = [row for row in rows if row.edited_by_id]
    latest = max(edits, key=lambda row: row.edited_at, default=None)
    writer = latest.edited_by if latest else None
    return Line(
        chapter=one.chapter,
        words=one.words,
        target=template.words if template else 0,
        remarks=remarks,
        edited_at=latest.edited_at if latest else None,
        edited_by=writer.person.name if writer else "",
        writers=_names(row.locked_by for row in rows),
    )


def _names(users: Iterable[User | None]) -> list[str]:
    return sorted({one.person.name for one in users if one})
