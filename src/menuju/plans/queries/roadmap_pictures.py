"""Where everything stands in the picture of a roadmap, in units of the picture."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from menuju.plans.models import PlannedProgramme
from menuju.plans.queries.roadmap import Group, Line, Scale, Stripe

WIDTH, LEFT, RIGHT = 1200, 400, 1170
"""The whole picture; bars stand between the two others."""
TOP, GROUP, LINE, FOOT = 150, 36, 28, 90
"""Heights: above the bars, of a heading, of a line, below the bars."""
LONGEST = 52
"""The most letters of a name beside its bar; the whole of it is in the bar's title."""


@dataclass(frozen=True, slots=True)
class Heading:
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A bar with its name; ``whole`` is what a reader of the picture is told."""

    y: int
    x: float
    width: float
    name: str
    whole: str
    quick_win: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A horizon behind the bars."""

    x: float
    width: float
    title: str
    years: str
    number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A roadmap with the place of everything. ``bottom`` is where the bars end."""

    headings: list[Heading]
    strokes: list[Stroke]
    areas: list[Area]
    years: list[tuple[float, int]]
    now: float | None
    bottom: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP

    @property
    def height(self) -> int:
        return self.bottom + FOOT


def picture_of(
    groups: Sequence[Group],
    scale: Scale,
    stripes: Sequence[Stripe],
    now: float | None,
) -> Picture:
    """Lay groups of lines out from the top down."""
    headings, strokes, y = [], [], TOP
    for group in groups:
        headings.append(Heading(y + 24, plain(group.title)))
        y += GROUP
        for line in group.lines:
            strokes.append(_stroke(line, y))
            y += LINE
    return Picture(
        headings,
        strokes,
        [_area(stripe) for stripe in stripes],
        [(_x(left), year) for year, left in scale.years],
        None if now is None else _x(now),
        y,
    )


def plain(text: str) -> str:
    """A text without signs that a picture's file may not hold."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")


def _stroke(line: Line, y: int) -> Stroke:
    row, span = line.programme, line.span
    left, right = (span.left, span.right) if span else (0.0, 0.0)
    x = _x(left)
    return Stroke(
        y,
        x,
        max(3.0, round(_x(right) - x, 1)),
        shortened(plain(f"{row.code} {row.title}")),
        plain(_told(row)),
        row.quick_win,
    )


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _told(row: PlannedProgramme) -> str:
    days = [f"{day:%d/%m/%Y}" for day in (row.starts_on, row.ends_on) if day]
    told = [f"{row.code} {row.title}", "–".join(days)]
    if row.agency:
        told.append(row.agency.short_name)
    return ", ".join(told)


def _area(stripe: Stripe) -> Area:
    x = _x(stripe.span.left)
    width = round(_x(stripe.span.right) - x, 1)
    return Area(x, width, stripe.band.title, stripe.band.years, stripe.number)


def _x(percent: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * percent / 100, 1)
