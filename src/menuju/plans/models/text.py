"""What a paragraph of a book is made of: a small document, never HTML.

Six kinds: running text, a heading, a list, a table, a figure, and a structured block that
is drawn from the data of the plan. Words are runs; a footnote hangs on the run before it.
What is stored in ``Paragraph.content`` is read back through ``content_of``.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID

from pydantic import Field, TypeAdapter, model_validator

from menuju.plans.models.documents import Code, Piece

LONGEST = 20_000
"""The most characters of one paragraph, footnotes included."""
MOST_ROWS, MOST_COLUMNS, MOST_POINTS = 200, 12, 200
NOT_A_RECTANGLE = "a table has the same number of cells in each row"

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Run(Piece):
    """Words in one style. ``note`` is a footnote after them."""

    model_config = Piece.model_config | {"str_strip_whitespace": False}

    text: str = Field(max_length=LONGEST)
    bold: bool = False
    italic: bool = False
    note: str = Field(default="", max_length=LONGEST)


Runs: TypeAlias = tuple[Run, ...]


class RunningText(Piece):
    type: Literal["text"] = "text"
    runs: Runs


class Heading(Piece):
    """A heading inside a chapter; the chapter's own title is level 1."""

    type: Literal["heading"] = "heading"
    level: Literal[2, 3] = 2
    runs: Runs


class Points(Piece):
    type: Literal["list"] = "list"
    ordered: bool = False
    items: tuple[Runs, ...] = Field(max_length=MOST_POINTS)


class TableOf(Piece):
    """A rectangle of cells; with ``has_head`` the first row names the columns."""

    type: Literal["table"] = "table"
    caption: str = Field(default="", max_length=300)
    has_head: bool = True
    rows: tuple[tuple[Runs, ...], ...] = Field(min_length=1, max_length=MOST_ROWS)

    @model_validator(mode="after")
    def _is_a_rectangle(self) -> "TableOf":
        widths = {len(row) for row in self.rows}
        if len(widths) != 1 or not 1 <= max(widths) <= MOST_COLUMNS:
            raise ValueError(NOT_A_RECTANGLE)
        return self


class Figure(Piece):
    """A stored picture. ``alt`` says to those who cannot see it what it shows."""

    type: Literal["figure"] = "figure"
    file: Sha256
    caption: str = Field(max_length=300)
    alt: str = Field(max_length=600)


class DataBlock(Piece):
    """A place where data of the plan is drawn: ``code`` says which, ``key`` which one of it."""

    type: Literal["block"] = "block"
    code: Code
    key: UUID | None = None


Content: TypeAlias = Annotated[
    RunningText | Heading | Points | TableOf | Figure | DataBlock,
    Field(discriminator="type"),
]
_ADAPTER: TypeAdapter[Content] = TypeAdapter(Content)


def content_of(stored: Any) -> Content:  # noqa: ANN401 -- JSON as it was stored
    """The document of a paragraph; pydantic's ValidationError if it is none."""
    return _ADAPTER.validate_python(stored)


def runs_of(content: Content) -> Iterator[Run]:
    """All words that people wrote, in their order."""
    if isinstance(content, RunningText | Heading):
        yield from content.runs
    elif isinstance(content, Points):
        for item in content.items:
            yield from item
    elif isinstance(content, TableOf):
        for row in content.rows:
            for cell in row:
                yield from cell


def plain_of(content: Content) -> str:
    """The words without style: points and rows on lines of their own, cells by tabs."""
    if isinstance(content, Points):
        return "\n".join(_joined(item) for item in content.items)
    if isinstance(content, TableOf):
        rows = ("\t".join(_joined(cell) for cell in row) for row in content.rows)
        return "\n".join([*filter(None, [content.caption]), *rows])
    if isinstance(content, Figure):
        return content.caption
    if isinstance(content, DataBlock):
        return ""
    return _joined(content.runs)


def words_in(content: Content) -> int:
    """How many words people wrote here, footnotes not counted; a block of data has none."""
    return len(plain_of(content).split())


def _joined(runs: Runs) -> str:
    return "".join(run.text for run in runs)
