"""What a book is made of, numbered and in its order: pages, PDF and DOCX lay out the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from menuju.plans.queries.blocks import Timeline


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one style. ``note`` is a footnote after them, ``number`` its number in the book."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    number: int = 0


Line: TypeAlias = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class HeadingPart:
    """A heading below the chapter's title, numbered by chapter: 2.1, 2.1.1."""

    anchor: str
    level: Literal[2, 3]
    number: str
    words: Line
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class TextPart:
    """A paragraph. ``is_missing``: it stands for data that are not there."""

    anchor: str
    words: Line
    is_missing: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ListPart:
    anchor: str
    ordered: bool
    items: tuple[Line, ...]
    kind: Literal["list"] = "list"


@dataclass(frozen=True, slots=True)
class TablePart:
    """A numbered table. ``numbers`` are the columns aligned at their right.

    ``head`` is empty where the writer named no columns; ``has_total``: the last row sums up.
    """

    anchor: str
    number: str
    caption: str
    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: tuple[int, ...] = ()
    has_total: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class FigurePart:
    """A numbered picture; ``file`` is the SHA-256 of what is stored."""

    anchor: str
    number: str
    caption: str
    alt: str
    file: str
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """The picture of the roadmap, numbered as a figure and drawn from data."""

    anchor: str
    number: str
    timeline: Timeline
    kind: Literal["timeline"] = "timeline"

    @property
    def caption(self) -> str:
        return self.timeline.caption


Part: TypeAlias = Annotated[
    HeadingPart | TextPart | ListPart | TablePart | FigurePart | TimelinePart,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class BookChapter:
    """A chapter. ``headings`` are all of it, also where its parts are not drawn."""

    number: int
    code: str
    title: str
    parts: tuple[Part, ...]
    headings: tuple[HeadingPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says. ``published`` is None until the version is."""

    region: str
    province: str
    plan: str
    title: str
    years: str
    number: int
    state: str
    published: date | None
    digest: str
    is_final: bool
    is_simulated: bool
    emblem: str = ""


@dataclass(frozen=True, slots=True)
class BookText:
    """A book of a version. ``words`` counts what people wrote, tables of data left out."""

    code: str
    cover: Cover
    chapters: tuple[BookChapter, ...]
    words: int = 0
    files: tuple[str, ...] = field(default=())

    def parts(self) -> Iterator[Part]:
        for chapter in self.chapters:
            yield from chapter.parts

    @property
    def tables(self) -> list[TablePart]:
        return [one for one in self.parts() if isinstance(one, TablePart)]

    @property
    def figures(self) -> list[FigurePart | TimelinePart]:
        return [
            one for one in self.parts() if isinstance(one, FigurePart | TimelinePart)
        ]
