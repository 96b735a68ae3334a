"""How far the writing of several masterplans is: the chapter behind, and the last act."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from menuju.audit.models import Entry
from menuju.plans.models import Chapter, Paragraph
from menuju.plans.models.documents import GuideDocument
from menuju.plans.models.text import content_of, words_in
from menuju.plans.queries.guidance_board import Line, latest_of


@dataclass(frozen=True, slots=True)
class Behind:
    """The first chapter, in the guide's order, that is not ready; ``words`` of ``wanted``.

    ``words`` is None where they were not counted.
    """

    chapter: Chapter
    wanted: int
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """How many chapters are ready, and which is next."""

    ready: int
    chapters: int
    behind: Behind | None


def writing_of(lines: Sequence[Line], *, count: bool = True) -> dict[int, Writing]:
    """By version. One query for the chapters, one more where words are counted."""
    chapters: dict[int, list[Chapter]] = defaultdict(list)
    versions = [line.version for line in lines]
    for row in Chapter.objects.filter(plan_version__in=versions).order_by("order"):
        chapters[row.plan_version_id].append(row)
    found = {line.version: _first(chapters[line.version], line.guide) for line in lines}
    keys = [one.chapter.pk for one in found.values() if one]
    words = _words(keys) if count and keys else None
    return {
        version: _writing(chapters[version], behind, words)
        for version, behind in found.items()
    }


def activity_of(lines: Sequence[Line]) -> dict[int, datetime | None]:
    """When somebody last did anything on each version. Two queries."""
    names = {f"plans.masterplanversion:{one.version}": one.version for one in lines}
    names |= {f"plans.masterplan:{one.masterplan.pk}": one.version for one in lines}
    moments: dict[int, list[datetime | None]] = defaultdict(list)
    acts = Entry.objects.filter(record__in=names).order_by().values("record")
    for row in acts.annotate(last=Max("at")):
        moments[names[row["record"]]].append(row["last"])
    versions = list(names.values())
    texts = Paragraph.objects.filter(chapter__plan_version__in=versions).order_by()
    edited = texts.values("chapter__plan_version").annotate(last=Max("edited_at"))
    for version, last in edited.values_list("chapter__plan_version", "last"):
        moments[version].append(last)
    return {one.version: latest_of(moments[one.version]) for one in lines}


def _first(chapters: Iterable[Chapter], guide: GuideDocument) -> Behind | None:
    places = {
        (book.code, chapter.code): (place, number)
        for place, book in enumerate(guide.books)
        for number, chapter in enumerate(book.chapters)
    }
    undone = [
        one
        for one in chapters
        if one.state != Chapter.State.READY and (one.book, one.code) in places
    ]
    if not undone:
        return None
    first = min(undone, key=lambda one: places[one.book, one.code])
    template = guide.chapter(first.book, first.code)
    return Behind(first, template.words if template else 0)


def _words(chapters: list[int]) -> Mapping[int, int]:
    words: dict[int, int] = defaultdict(int)
    rows = Paragraph.objects.filter(chapter__in=chapters, removed_at=None)
    for chapter, content in rows.order_by().values_list("chapter", "content"):
        words[chapter] += words_in(content_of(content))
    return words


def _writing(
    chapters: Sequence[Chapter], behind: Behind | None, words: Mapping[int, int] | None
) -> Writing:
    ready = sum(one.state == Chapter.State.READY for one in chapters)
    if behind and words is not None:
        count = words.get(behind.chapter.pk, 0)
        behind = Behind(behind.chapter, behind.wanted, count)
    return Writing(ready, len(chapters), behind)
