"""The roadmap of a book as a picture in a page: where everything stands, in its units."""

from dataclasses import dataclass

from menuju.plans.queries.blocks import Timeline

WIDTH, NAMES = 960, 330
"""The whole picture; the years begin where the names end."""
HEAD, TITLE, ROW = 30, 30, 22
LONGEST = 46
"""The most letters of a name beside its bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; ``text`` is where the foot of its name stands."""

    x: int
    y: int
    text: int
    width: int
    name: str
    quick_win: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A horizon: its title, and the area of its years behind the bars."""

    title: str
    text: int
    x: int
    y: int
    width: int
    height: int
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Drawing:
    height: int
    years: list[tuple[int, int]]
    lanes: list[Lane]
    width: int = WIDTH


def drawing_of(timeline: Timeline) -> Drawing:
    """Where everything stands; nothing of the data is left out of ``words``."""
    count = timeline.last_year - timeline.first_year + 1

    def at(year: float) -> int:
        """Where a moment lies from left to right."""
        share = (year - timeline.first_year) / count
        return round(NAMES + share * (WIDTH - NAMES))

    lanes, y = [], HEAD
    for lane in timeline.lanes:
        top = y + TITLE
        bars = [
            Bar(
                at(bar.starts),
                top + number * ROW + 5,
                top + number * ROW + 16,
                max(at(bar.ends) - at(bar.starts), 4),
                _shortened(f"{bar.code} {bar.title}"),
                bar.quick_win,
            )
            for number, bar in enumerate(lane.bars)
        ]
        first = max(lane.first_year, timeline.first_year)
        last = min(lane.last_year, timeline.last_year) + 1
        height = ROW * len(bars)
        title = f"{lane.title}, {lane.first_year}–{lane.last_year}"
        area = (at(first), top, max(at(last) - at(first), 0), height)
        lanes.append(Lane(title, y + 21, *area, bars))
        y = top + height
    step = 5 if count > 16 else 1  # noqa: PLR2004 -- more would touch each other
    years = range(timeline.first_year, timeline.last_year + 1, step)
    return Drawing(y + 8, [(at(year), year) for year in years], lanes)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
