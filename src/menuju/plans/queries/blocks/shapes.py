"""What a block of data is made of: tables and texts that a page, a PDF or a DOCX lays out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the name of its column, for a page that stacks its rows."""

    label: str
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Every cell is text, figures written in the reader's language with unit and year.

    ``numbers`` are the columns that are aligned at their right.
    """

    head: list[str]
    rows: list[list[str]]
    caption: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def labelled(self) -> list[list[Cell]]:
        """The rows, each cell with the name of its column."""
        return [
            [
                Cell(name, text, at in self.numbers)
                for at, (name, text) in enumerate(zip(self.head, row, strict=True))
            ]
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Bar:
    """A programme on a roadmap, from the first to the last moment of its work in years."""

    code: str
    title: str
    starts: float
    ends: float
    quick_win: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A horizon of a roadmap, with its calendar years and its programmes that have dates."""

    title: str
    first_year: int
    last_year: int
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a picture of the roadmap is drawn from; ``words`` say the same without a picture."""

    first_year: int
    last_year: int
    lanes: list[Lane]
    caption: str
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """Data of a plan under one code. ``empty`` says what is missing and where it is filled."""

    code: str
    title: str
    grids: list[Grid] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    empty: str = ""
    timeline: Timeline | None = None
