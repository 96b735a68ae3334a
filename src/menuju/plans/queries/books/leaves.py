"""A chapter cut into pages for a browser: none heavier than a page of this site may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from menuju.plans.queries.books.shapes import (
    BookChapter,
    HeadingPart,
    Line,
    ListPart,
    Part,
    TablePart,
    TextPart,
    TimelinePart,
    Words,
)

LEAF = 80_000
"""About so many bytes of HTML on a page, beside its frame."""
TAGS, CELL, BAR, MARKUP = 260, 60, 260, 1.12
"""Bytes around a part, a cell, a bar of the roadmap; how much longer letters become."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a chapter. ``notes`` are the footnotes of its words."""

    parts: list[Part]

    @property
    def notes(self) -> list[Words]:
        return [words for part in self.parts for words in _noted(part)]


def leaves_of(chapter: BookChapter) -> list[Leaf]:
    """The pages of a chapter; one without content has one empty page."""
    leaves: list[list[Part]] = [[]]
    weight = 0.0
    for part in _pieces(chapter.parts):
        own = weight_of(part)
        if leaves[-1] and weight + own > LEAF:
            heading = _last_heading(leaves[-1])
            leaves.append(heading)
            weight = sum(weight_of(one) for one in heading)
        leaves[-1].append(part)
        weight += own
    return [Leaf(parts) for parts in leaves]


def weight_of(part: Part) -> float:
    """About how many bytes of HTML a part takes."""
    if isinstance(part, TablePart):
        names = sum(_length(cell) for cell in part.head)
        rows = sum(_row_weight(row) for row in part.rows)
        return TAGS + names * MARKUP + rows + names * len(part.rows)
    if isinstance(part, TimelinePart):
        bars = sum(len(lane.bars) for lane in part.timeline.lanes)
        return TAGS * 4.0 + BAR * bars
    if isinstance(part, ListPart):
        return TAGS + sum(TAGS / 4 + _length(item) * MARKUP for item in part.items)
    if isinstance(part, TextPart | HeadingPart):
        return TAGS + _length(part.words) * MARKUP
    return TAGS * 2.0


def _pieces(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, a table that no page could hold in several."""
    for part in parts:
        if isinstance(part, TablePart) and weight_of(part) > LEAF / 2:
            yield from _cut(part)
        else:
            yield part


def _cut(part: TablePart) -> Iterator[TablePart]:
    names = sum(_length(cell) for cell in part.head)
    rows: list[tuple[Line, ...]] = []
    weight, number = 0.0, 0
    for row in part.rows:
        own = _row_weight(row) + names
        if rows and weight + own > LEAF / 2:
            yield _piece(part, rows, number)
            rows, weight, number = [], 0.0, number + 1
        rows.append(row)
        weight += own
    last = _piece(part, rows, number)
    yield replace(last, has_total=part.has_total)


def _piece(part: TablePart, rows: Sequence[tuple[Line, ...]], number: int) -> TablePart:
    anchor = f"{part.anchor}-{number + 1}b" if number else part.anchor
    return replace(part, anchor=anchor, rows=tuple(rows), has_total=False)


def _last_heading(parts: list[Part]) -> list[Part]:
    """A heading at the end of a page goes over to the next one."""
    if len(parts) > 1 and isinstance(parts[-1], HeadingPart):
        return [parts.pop()]
    return []


def _row_weight(row: Sequence[Line]) -> float:
    return sum(CELL + _length(cell) * MARKUP for cell in row)


def _length(line: Line) -> int:
    return sum(len(words.text.encode()) + len(words.note.encode()) for words in line)


def _noted(part: Part) -> Iterator[Words]:
    lines: Sequence[Line] = ()
    if isinstance(part, TextPart | HeadingPart):
        lines = (part.words,)
    elif isinstance(part, ListPart):
        lines = part.items
    elif isinstance(part, TablePart):
        lines = [cell for row in (part.head, *part.rows) for cell in row]
    for line in lines:
        yield from (words for words in line if words.note)
