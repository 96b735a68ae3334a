"""The places around the line in a few scenarios, as lines of a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from menuju.results.queries.board import Board, Row, order


@dataclass(frozen=True, slots=True)
class Track:
    """A region's way through the scenarios: its points, and its places in words."""

    name: str
    path: str
    start: float
    end: float
    first: int
    last: int
    moves: bool
    places: list[tuple[int, bool]]
    """In each scenario: the place, and whether it is on the other side."""


@dataclass(frozen=True, slots=True)
class Bump:
    """The places around the line in a few scenarios, as lines of a picture."""

    titles: list[str]
    tracks: list[Track]
    line: float
    all_titles: int


COLUMNS, BESIDE = 5, 5


def bump_of(board: Board, language: str) -> Bump | None:
    """The rows nearest the line in the official order and the four that move most."""
    made = board.simulation
    if made is None or len(made.scenarios) < 2:  # noqa: PLR2004
        return None
    inner, outer = board.by_order(within=True), board.by_order(within=False)
    rows = [*inner[-BESIDE:], *outer[:BESIDE]]
    rows = sorted((row for row in rows if row.place.result.position), key=order)
    keys = _telling(made.scenarios)
    top = min((row.place.result.position or 0 for row in rows), default=1)
    inside = sum(row.place.within for row in rows)
    tracks = [_track(row, made.scenarios, keys, (top, len(rows))) for row in rows]
    titles = [made.scenarios[key]["title"][language] for key in keys]
    return Bump(titles, tracks, 100 * inside / max(1, len(rows)), board.scenarios)


def _telling(scenarios: Mapping[str, Any]) -> list[str]:
    """The official order first, then the scenarios in which most change sides."""
    official = set(scenarios["official"]["selected"])
    others = [key for key in scenarios if key != "official"]
    others.sort(key=lambda key: -len(official ^ set(scenarios[key]["selected"])))
    chosen = set(others[: COLUMNS - 1])
    return ["official", *(key for key in scenarios if key in chosen)]


def _track(
    row: Row,
    scenarios: Mapping[str, Any],
    keys: Sequence[str],
    window: tuple[int, int],
) -> Track:
    code, (top, size) = row.place.code, window
    at = [scenarios[key]["positions"].get(code) or 0 for key in keys]
    home = code in scenarios["official"]["selected"]
    across = [(code in scenarios[key]["selected"]) != home for key in keys]
    heights = [
        100 * min(max(place - top + 0.5, 0.1), size - 0.1) / size for place in at
    ]
    step = 100 / (len(keys) - 1)
    points = [f"{step * n:.1f} {height:.1f}" for n, height in enumerate(heights)]
    return Track(
        name=row.place.result.participation.region.short_name,
        path="M" + " L".join(points),
        start=heights[0],
        end=heights[-1],
        first=at[0],
        last=at[-1],
        moves=any(across),
        places=list(zip(at, across, strict=True)),
    )
