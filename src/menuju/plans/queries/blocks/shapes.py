"""What a block of data is made of: tables and texts that a page, a PDF or a DOCX lays out."""

from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the name of its column, for a page that stacks its rows."""

    label: str
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Every cell is text, figures written in the reader's language with unit and year.

    ``numbers`` are the columns that are aligned at their right. ``has_total``: the last row sums up.
    """

    head: list[str]
    rows: list[list[str]]
    caption: str = ""
    numbers: tuple[int, ...] = ()
    has_total: bool = False

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

    def split(self, most: int) -> "list[Timeline]":
        """Pictures of at most so many programmes each: more would not fit on a page."""
        bars = [(lane, bar) for lane in self.lanes for bar in lane.bars]
        if len(bars) <= most:
            return [self]
        count = -(-len(bars) // most)
        size = -(-len(bars) // count)
        found = []
        for number in range(count):
            chosen = bars[number * size : (number + 1) * size]
            lanes = [
                replace(lane, bars=[bar for own, bar in chosen if own is lane])
                for lane in self.lanes
            ]
            lanes = [lane for lane in lanes if lane.bars]
            caption = _("%(name)s, gambar %(n)s dari %(all)s") % {
                "name": self.caption,
                "n": number + 1,
                "all": count,
            }
            found.append(replace(self, lanes=lanes, caption=caption))
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """Data of a plan under one code. ``empty`` says what is missing and where it is filled."""

    code: str
    title: str
    grids: list[Grid] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    empty: str = ""
    timeline: Timeline | None = None
