"""What a framework and a guide are made of, as they are read from their files.

A document is checked when it is loaded and read back through these classes: nothing in the
slice is coded to six dimensions, three books or four sessions.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from menuju.instruments.models.document import Text

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=40)]
Relation = Literal["equal", "reworded", "narrower", "wider", "dropped"]
LONGEST_PLAN = 50
"""The most years a horizon may count."""


class Piece(BaseModel):
    """A part of a document: unknown keys are errors, texts are trimmed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True
    )


class Part(Piece):
    """A sub-dimension. ``confidence`` says how sure the source of its name is."""

    code: Code
    title: Text
    confidence: Literal["S+", "S", "G", "A"] = "S"
    aliases: tuple[str, ...] = ()


class Dimension(Part):
    parts: tuple[Part, ...] = ()


class Pair(Piece):
    """What became of one code in another framework; ``to`` is None where it was dropped."""

    from_: Code = Field(alias="from")
    to: Code | None
    relation: Relation


class Crosswalk(Piece):
    """Into which framework this one is carried over, code by code."""

    to: Code
    edition: str
    status: Literal["proposed", "confirmed"] = "proposed"
    pairs: tuple[Pair, ...]


class Head(Piece):
    """How every document names itself and its source."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    edition: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$", max_length=20)]
    title: Text
    source: str = Field(min_length=1, max_length=300)
    status: Literal["proposed", "confirmed"] = "confirmed"

    @property
    def is_proposed(self) -> bool:
        return self.status == "proposed"

    @property
    def content(self) -> dict[str, object]:
        """Plain data, as it is stored."""
        return self.model_dump(mode="json", by_alias=True)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return digest_of(self.content)


class FrameworkDocument(Head):
    """Dimensions, each with its parts. What a plan writes along are the ``leaves``."""

    dimensions: tuple[Dimension, ...] = Field(min_length=1)
    crosswalk: Crosswalk | None = None

    def leaves(self) -> Iterator[Part]:
        """The parts; a dimension without parts stands for itself."""
        for dimension in self.dimensions:
            yield from dimension.parts or (dimension,)

    def leaves_of(self, dimension: str) -> tuple[Part, ...]:
        """The leaves of the dimension of this code; none if there is no such dimension."""
        found = next((one for one in self.dimensions if one.code == dimension), None)
        return (found.parts or (found,)) if found else ()

    def dimension_of(self, code: str) -> Dimension | None:
        """The dimension that a code of a part, or of a dimension, belongs to."""
        for dimension in self.dimensions:
            if code in {dimension.code, *(part.code for part in dimension.parts)}:
                return dimension
        return None

    def named(self, code: str) -> str:
        """The name of a code in the reader's language; the code itself if unknown."""
        for dimension in self.dimensions:
            for part in (dimension, *dimension.parts):
                if part.code == code:
                    return str(part.title)
        return code

    def find(self, words: str) -> str | None:
        """The code that somebody means by a code, a name or an alias; None if unknown."""
        wanted = " ".join(words.split()).casefold()
        for dimension in self.dimensions:
            for part in (dimension, *dimension.parts):
                names = (part.code, part.title.id, part.title.en, *part.aliases)
                if wanted in (name.casefold() for name in names):
                    return part.code
        return None


class Horizon(Piece):
    """When a programme is finished: years of a plan, 1 is its first, both ends included.

    Horizons are bands that follow each other. A programme may begin in an earlier band.
    """

    code: Code
    title: Text
    first_year: int = Field(ge=1, le=LONGEST_PLAN)
    last_year: int = Field(ge=1, le=LONGEST_PLAN)

    def years(self, first: int) -> range:
        """The calendar years of this horizon in a plan that begins in ``first``."""
        return range(first + self.first_year - 1, first + self.last_year)


class ChapterTemplate(Piece):
    """A chapter of a book: what to write, about how many words, and which data it shows."""

    code: Code
    title: Text
    guidance: Text
    words: int = Field(ge=0, le=100_000)
    blocks: tuple[Code, ...] = ()


class Book(Piece):
    code: Code
    title: Text
    chapters: tuple[ChapterTemplate, ...] = Field(min_length=1)


class Lines(Piece):
    """Points in both languages; ``str`` joins the reader's with line breaks."""

    id: tuple[str, ...]
    en: tuple[str, ...]

    def __str__(self) -> str:
        return str(Text(id="\n".join(self.id), en="\n".join(self.en)))


class Output(Piece):
    code: Code
    title: Text


class Session(Piece):
    """A guidance session (bimtek): its agenda and what it expects."""

    number: int = Field(ge=1, le=20)
    title: Text
    agenda: Lines
    outputs: tuple[Output, ...] = ()


class Rule(Piece):
    """A rule of completeness; ``blocks``: publication waits for it."""

    code: Code
    blocks: bool


class GuideDocument(Head):
    """Horizons, books with their chapters, sessions, and the rules of completeness."""

    horizons: tuple[Horizon, ...] = Field(min_length=1)
    quick_win_months: int = Field(ge=1, le=36)
    books: tuple[Book, ...] = Field(min_length=1)
    sessions: tuple[Session, ...] = ()
    rules: tuple[Rule, ...] = ()

    def horizon(self, code: str) -> Horizon | None:
        return next((one for one in self.horizons if one.code == code), None)

    def chapter(self, book: str, code: str) -> ChapterTemplate | None:
        """The template of a chapter; None where the guide has none of that code."""
        return next(
            (
                chapter
                for one in self.books
                if one.code == book
                for chapter in one.chapters
                if chapter.code == code
            ),
            None,
        )

    def blocks(self, rule: str) -> bool:
        """Whether publication waits for this rule."""
        return any(one.code == rule and one.blocks for one in self.rules)


def canonical_of(content: object) -> str:
    """Plain data as JSON with sorted keys and no spaces: the same data, the same bytes."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def digest_of(content: object) -> str:
    """SHA-256 of the canonical JSON of plain data, in hex."""
    return hashlib.sha256(canonical_of(content).encode()).hexdigest()
