"""Turns paragraphs into the parts of a book, with numbers for headings, tables, figures, notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from django.utils.translation import gettext as _

from menuju.plans.models.text import (
    Content,
    Figure,
    Heading,
    Points,
    Run,
    RunningText,
    Runs,
    TableOf,
)
from menuju.plans.queries.blocks import Block, Grid
from menuju.plans.queries.books.shapes import (
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
from menuju.plans.queries.paragraphs import WrittenChapter

MOST_BARS = 40
"""Programmes in one picture of a roadmap: what a page holds."""
VISION = "vision"
"""The block whose words stand out: one sentence that everything else serves."""
Blocks = Mapping[tuple[str, UUID | None], Block]


@dataclass
class Notes:
    """Footnotes count through the whole book."""

    count: int = 0

    def line(self, runs: Runs) -> Line:
        return tuple(words for run in runs for words in self._words(run))

    def _words(self, run: Run) -> Iterator[Words]:
        """The mark of a note stands at its word: a space after the word follows the mark."""
        if not run.note:
            if run.text:
                yield Words(run.text, run.bold, run.italic)
            return
        self.count += 1
        text = run.text.rstrip()
        yield Words(text, run.bold, run.italic, run.note, self.count)
        if space := run.text[len(text) :]:
            yield Words(space)


@dataclass
class Numbering:
    """The counters of one chapter. ``is_final``: gaps are told to a reader, not to a writer."""

    chapter: int
    notes: Notes
    blocks: Blocks
    is_final: bool
    section: int = 0
    below: int = 0
    tables: int = 0
    figures: int = 0
    parts: list[Part] = field(default_factory=list)

    def read(self, chapter: WrittenChapter) -> tuple[Part, ...]:
        """The parts of a chapter in their order."""
        for one in chapter.paragraphs:
            anchor = f"p-{one.paragraph.key}"
            self.parts.extend(self._parts(one.content, anchor))
        if not self.parts:
            words = (Words(_("Bab ini belum ditulis."), italic=True),)
            self.parts.append(TextPart(f"bab-{self.chapter}", words, is_missing=True))
        return tuple(self.parts)

    def _parts(self, content: Content, anchor: str) -> Iterator[Part]:
        if isinstance(content, RunningText | Points):
            yield from self._text(content, anchor)
        elif isinstance(content, Heading):
            yield from self._heading(content, anchor)
        elif isinstance(content, TableOf):
            yield self._table(content, anchor)
        elif isinstance(content, Figure):
            number = self._figure_number()
            yield FigurePart(anchor, number, content.caption, content.alt, content.file)
        elif block := self.blocks.get((content.code, content.key)):
            yield from self._drawn(block, anchor)

    def _text(self, content: RunningText | Points, anchor: str) -> Iterator[Part]:
        """What is empty is left out: an empty paragraph would be a gap on paper."""
        if isinstance(content, Points):
            items = tuple(self.notes.line(item) for item in content.items)
            if items:
                yield ListPart(anchor, content.ordered, items)
        elif line := self.notes.line(content.runs):
            yield TextPart(anchor, line)

    def _heading(self, content: Heading, anchor: str) -> Iterator[Part]:
        """A third level without a second would skip one, which a tagged PDF may not."""
        line = self.notes.line(content.runs)
        if not "".join(words.text for words in line).strip():
            return
        if content.level == 2 or not self.section:  # noqa: PLR2004 -- the level's name
            self.section, self.below = self.section + 1, 0
            number = f"{self.chapter}.{self.section}"
            yield HeadingPart(anchor, 2, number, line)
        else:
            self.below += 1
            number = f"{self.chapter}.{self.section}.{self.below}"
            yield HeadingPart(anchor, 3, number, line)

    def _table(self, content: TableOf, anchor: str) -> TablePart:
        rows = tuple(
            tuple(self.notes.line(cell) for cell in row) for row in content.rows
        )
        head = rows[0] if content.has_head and len(rows) > 1 else ()
        caption = content.caption or _("Tanpa judul")
        body = rows[1:] if head else rows
        return TablePart(anchor, self._table_number(), caption, head, body)

    def _drawn(self, block: Block, anchor: str) -> Iterator[Part]:
        """A block: what is missing, its sentences, its picture, its tables."""
        places = _anchors(anchor)
        if block.empty:
            words = _("Belum ada data untuk bagian ini.")
            words = words if self.is_final else block.empty
            yield TextPart(next(places), (Words(words, italic=True),), is_missing=True)
        for text in block.texts:
            said = Words(text, bold=block.code == VISION)
            yield TextPart(next(places), (said,))
        for drawn in block.timeline.split(MOST_BARS) if block.timeline else ():
            yield TimelinePart(next(places), self._figure_number(), drawn)
        for grid in block.grids:
            yield self._grid(grid, next(places))

    def _grid(self, grid: Grid, anchor: str) -> TablePart:
        head = tuple((Words(name),) for name in grid.head)
        rows = tuple(tuple((Words(cell),) for cell in row) for row in grid.rows)
        number = self._table_number()
        return TablePart(
            anchor, number, grid.caption, head, rows, grid.numbers, grid.has_total
        )

    def _table_number(self) -> str:
        self.tables += 1
        return f"{self.chapter}.{self.tables}"

    def _figure_number(self) -> str:
        self.figures += 1
        return f"{self.chapter}.{self.figures}"


def _anchors(first: str) -> Iterator[str]:
    """The anchor of a block for its first part, and ones below it for the others."""
    yield first
    yield from (f"{first}-{number}" for number in count(2))
