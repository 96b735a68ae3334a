"""The alignment as bands from goals to dimensions: where each begins and how thick it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from menuju.plans.queries.alignment import Alignment

HEIGHT = 100.0
AIR = 0.25
"""Share of the height that is left empty between the bars."""
MOST_BARS = 24
"""With more goals than this the picture cannot be read and is left out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A goal on the left or a dimension on the right; in hundredths of the height."""

    label: str
    count: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Band:
    """``path`` is an SVG path in a square of 100; orphans flow from no goal."""

    path: str
    is_orphan: bool


@dataclass(frozen=True, slots=True)
class Flow:
    left: list[Bar]
    right: list[Bar]
    bands: list[Band]


def flow_of(alignment: Alignment) -> Flow | None:
    """The bands between the uppermost goals and the columns; None where there is nothing."""
    names, streams = _streams(alignment)
    if not streams or len(names) > MOST_BARS:
        return None
    lefts = [
        sum(n for (left, _r), n in streams.items() if left == i)
        for i in range(len(names))
    ]
    labels = [label for _code, label in alignment.labels]
    rights = [
        sum(n for (_l, right), n in streams.items() if right == i)
        for i in range(len(labels))
    ]
    left, right = _bars(names, lefts), _bars(labels, rights)
    unit = HEIGHT * (1 - AIR) / sum(lefts)
    return Flow(left, right, _bands(streams, left, right, unit))


def _streams(
    alignment: Alignment,
) -> tuple[list[str], dict[tuple[int, int], int]]:
    """Names on the left, and how many elements flow from each to each column."""
    goals = alignment.below[None]
    names = [f"{goal.code} {goal.text}" for goal in goals]
    sources = [alignment.served_by(goal) for goal in goals]
    if alignment.orphans:
        names.append(_("Tanpa tujuan"))
        sources.append({one.key for one in alignment.orphans})
    streams = {
        (left, right): cell.count
        for left, keys in enumerate(sources)
        for right, cell in enumerate(alignment.cells(keys))
        if cell.count
    }
    return names, streams


def _bars(names: list[str], counts: list[int]) -> list[Bar]:
    air = HEIGHT * AIR / max(len(names) - 1, 1)
    unit = HEIGHT * (1 - AIR) / max(sum(counts), 1)
    bars, top = [], 0.0
    for name, count in zip(names, counts, strict=True):
        bars.append(Bar(name, count, top, count * unit))
        top += count * unit + air
    return bars


def _bands(
    streams: dict[tuple[int, int], int], left: list[Bar], right: list[Bar], unit: float
) -> list[Band]:
    begins = [bar.top for bar in left]
    ends = [bar.top for bar in right]
    orphan = _("Tanpa tujuan")
    bands = []
    for (source, target), count in sorted(streams.items()):
        thick = count * unit
        y, z = begins[source], ends[target]
        begins[source] += thick
        ends[target] += thick
        path = (
            f"M2 {y:.2f}C50 {y:.2f} 50 {z:.2f} 98 {z:.2f}"
            f"L98 {z + thick:.2f}C50 {z + thick:.2f} 50 {y + thick:.2f} 2 {y + thick:.2f}Z"
        )
        bands.append(Band(path, left[source].label == orphan))
    return bands
