"""A chapter as it is read and written on one page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils import timezone

from menuju.plans.models import Chapter, Paragraph
from menuju.plans.models.documents import ChapterTemplate
from menuju.plans.models.text import (
    Content,
    DataBlock,
    Points,
    Run,
    Runs,
    TableOf,
    content_of,
    runs_of,
    words_in,
)
from menuju.plans.queries.blocks import Block, chosen_blocks
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.paragraphs import Lock, lock_of

MOST_ROWS = 5
"""So many rows of a table of data are shown among the text; the book has all of them."""


class Word(NamedTuple):
    """A run, with the number of its footnote in the chapter; 0 if it has none."""

    run: Run
    number: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as it is drawn: ``rows`` of cells of words, whatever its kind."""

    paragraph: Paragraph
    content: Content
    rows: list[list[list[Word]]]
    notes: list[tuple[int, str]]
    lock: Lock | None
    block: Block | None = None
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """The chapters before and after this one in its book."""

    before: Chapter | None
    after: Chapter | None


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """Everything that the page of a chapter shows."""

    chapter: Chapter
    book: str
    template: ChapterTemplate | None
    paragraphs: list[Shown]
    removed: list[Paragraph]
    words: int
    near: Near

    @property
    def has_text(self) -> bool:
        """Whether people wrote anything, besides the data that is drawn."""
        return any(not isinstance(one.content, DataBlock) for one in self.paragraphs)


def page_of_chapter(chapter: Chapter, *, is_edited: bool = False) -> ChapterPage:
    """The page: 2 queries, and those of the data that it draws.

    One with an editor leads nowhere else: who follows a link has saved before.
    """
    guide = guide_of(chapter.plan_version.masterplan)
    rows = list(
        chapter.paragraphs.select_related("edited_by__person", "locked_by__person")
    )
    here = [row for row in rows if row.removed_at is None]
    shown = [*drawn(here)]
    titles = {book.code: str(book.title) for book in guide.books}
    return ChapterPage(
        chapter=chapter,
        book=titles.get(chapter.book, chapter.book),
        template=guide.chapter(chapter.book, chapter.code),
        paragraphs=_with_data(chapter, shown),
        removed=sorted(
            (row for row in rows if row.removed_at),
            key=lambda row: row.removed_at or timezone.now(),
            reverse=True,
        ),
        words=sum(words_in(one.content) for one in shown),
        near=Near(None, None) if is_edited else _near(chapter),
    )


def drawn(paragraphs: list[Paragraph], first: int = 1) -> Iterator[Shown]:
    """Paragraphs with their footnotes numbered from ``first``."""
    number = first
    for paragraph in paragraphs:
        content = content_of(paragraph.content)
        notes = [run.note for run in runs_of(content) if run.note]
        rows = _numbered(content, number)
        listed = [*enumerate(notes, start=number)]
        number += len(notes)
        yield Shown(paragraph, content, rows, listed, lock_of(paragraph))


def _numbered(content: Content, number: int) -> list[list[list[Word]]]:
    rows: list[list[list[Word]]] = []
    for row in _cells(content):
        cells = []
        for cell in row:
            words = []
            for run in cell:
                words.append(Word(run, number if run.note else 0))
                number += bool(run.note)
            cells.append(words)
        rows.append(cells)
    return rows


def _cells(content: Content) -> list[tuple[Runs, ...]]:
    if isinstance(content, TableOf):
        return list(content.rows)
    if isinstance(content, Points):
        return [(item,) for item in content.items]
    runs = tuple(runs_of(content))
    return [(runs,)] if runs else []


def _with_data(chapter: Chapter, shown: list[Shown]) -> list[Shown]:
    wanted = {
        one.paragraph.pk: (one.content.code, one.content.key)
        for one in shown
        if isinstance(one.content, DataBlock)
    }
    if not wanted:
        return shown
    blocks = chosen_blocks(chapter.plan_version, wanted.values())
    return [
        _cut(one, blocks[wanted[one.paragraph.pk]])
        if one.paragraph.pk in wanted
        else one
        for one in shown
    ]


def _cut(shown: Shown, block: Block) -> Shown:
    """The beginning of the data, and how many rows are left out here."""
    hidden = sum(max(0, len(grid.rows) - MOST_ROWS) for grid in block.grids[:1])
    hidden += sum(len(grid.rows) for grid in block.grids[1:])
    grids = [replace(grid, rows=grid.rows[:MOST_ROWS]) for grid in block.grids[:1]]
    return replace(shown, block=replace(block, grids=grids), hidden_rows=hidden)


def _near(chapter: Chapter) -> Near:
    rows = [*chapter.plan_version.chapters.filter(book=chapter.book)]
    places = [row.pk for row in rows]
    place = places.index(chapter.pk)
    return Near(
        rows[place - 1] if place else None,
        rows[place + 1] if place + 1 < len(rows) else None,
    )
