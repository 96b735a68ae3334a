"""Charts as templates: marks placed by CSS custom properties, a sentence and a table beside them.

Numbers for CSS are written with a point whatever the language; numbers for people are not.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext

from menuju.web.components.formats import Number, figure, is_unknown, percent
from menuju.web.components.marks import STATES
from menuju.web.components.parts import read
from menuju.web.components.provinces import TILES

register = template.Library()
FULL = 4
"""The top of the usual scale, 0 to 4."""
BOUNDS = (0, 1, 2, 4, 8)
DELIBERATE = 2


def css(value: Number) -> str:
    """A number as CSS reads it; nothing when unknown."""
    return "" if is_unknown(value) else f"{float(value or 0):.6g}"


def ends(low: Number, high: Number) -> str:
    """A range in words of figures: "3,02–3,22"; beside a minus no dash: a word."""
    if is_unknown(low) or is_unknown(high):
        return ""
    first, last = figure(low), figure(high)
    if "−" in first + last:
        return gettext("%(low)s sampai %(high)s") % {"low": first, "high": last}
    return f"{first}–{last}"


@register.inclusion_tag("web/charts/score_card.html")
def score_card(value: Number, year: int | str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- see docs/components.md
    """A score with its scale, year, instrument version, peers, doubt, and no ranking."""
    known = {"maximum": FULL, "title": gettext("Nilai"), "simulated": False}
    between = ends(more.get("low"), more.get("high"))
    return known | more | {"value": value, "year": str(year), "between": between}


def axis(minimum: float, maximum: float) -> list[str]:
    """Five marks from end to end."""
    step = (maximum - minimum) / 4
    places = 0 if step == int(step) and minimum == int(minimum) else 1
    return [figure(minimum + step * n, places) for n in range(5)]


def dotted(row: Any) -> dict[str, Any]:  # noqa: ANN401 -- a mapping or an object
    """One line of a dot plot: figures for people, positions for CSS, a sentence."""
    names = ("value", "before", "low", "high", "median")
    numbers = {name: read(row, name) for name in names}
    said = [
        (gettext("sebelumnya"), figure(numbers["before"]), numbers["before"]),
        (gettext("selang"), ends(numbers["low"], numbers["high"]), numbers["low"]),
        (gettext("median"), figure(numbers["median"]), numbers["median"]),
    ]
    words = [f"{word} {text}" for word, text, given in said if not is_unknown(given)]
    return {
        "label": read(row, "label"),
        "url": read(row, "url"),
        "value": numbers["value"],
        "at": {name: css(number) for name, number in numbers.items()},
        "between": ends(numbers["low"], numbers["high"]),
        "before": numbers["before"],
        "median": numbers["median"],
        "sentence": "; ".join(words),
    }


@register.inclusion_tag("web/charts/dot_plot.html")
def dot_plot(
    rows: Iterable[Any], minimum: float = 0, maximum: float = FULL
) -> dict[str, Any]:
    """Several figures of one case on a common scale, with last year, range and median."""
    lines = [dotted(row) for row in rows]
    used = ("before", "low", "median")
    shown = {name: any(line["at"][name] for line in lines) for name in used}
    ticks = axis(minimum, maximum)
    scale = {"minimum": css(minimum), "maximum": css(maximum), "ticks": ticks}
    return {"lines": lines, "shown": shown, **scale}


@register.inclusion_tag("web/charts/range_bar.html")
def range_bar(
    value: Number, low: Number, high: Number, **scale: Number
) -> dict[str, Any]:
    """One score with its range, against a threshold (``cut``) if there is one."""
    given: dict[str, Number] = {"minimum": 0, "maximum": FULL, "cut": None} | scale
    places = {"value": value, "low": low, "high": high, **given}
    at = {name: css(number) for name, number in places.items()}
    return {"at": at, "value": value, "between": ends(low, high), "cut": given["cut"]}


@register.inclusion_tag("web/charts/dot_line.html")
def dot_line(
    scores: Mapping[str, Number], own: str = "", *, low: Number = 0, high: Number = 4
) -> dict[str, Any]:
    """Assessors' levels on one line over the item's scale; equal levels share one pill."""
    known = {who: float(level) for who, level in scores.items() if level is not None}
    pills = [
        {
            "at": css(_in_quarters(level, low, high)),
            "who": "".join(sorted(who for who in known if known[who] == level)),
        }
        for level in sorted(set(known.values()))
    ]
    width = max(known.values()) - min(known.values()) if known else 0
    return {
        "pills": [pill | {"own": bool(own) and own in pill["who"]} for pill in pills],
        "low": pills[0]["at"] if pills else "",
        "high": pills[-1]["at"] if pills else "",
        "far": width >= DELIBERATE,
        "sentence": told(scores, own, width),
    }


def _in_quarters(level: float, low: Number, high: Number) -> float:
    """Where a level stands between the ends of its scale, in quarters of the line."""
    start, span = float(low or 0), float(high or 0) - float(low or 0)
    return (level - start) / span * 4 if span else 0.0


def told(scores: Mapping[str, Number], own: str, width: float) -> str:
    """The same line in words."""
    names = {who: gettext("asesor %(letter)s") % {"letter": who} for who in scores}
    if own:
        names[own] = gettext("Anda")
    said = [f"{names[who]} {short(level)}" for who, level in sorted(scores.items())]
    return ", ".join([*said, gettext("selisih %(n)s") % {"n": short(width)}])


def short(level: Number) -> str:
    """A level without needless decimals."""
    if is_unknown(level):
        return gettext("belum ada")
    return figure(level, 0 if float(level or 0).is_integer() else 1)


@register.inclusion_tag("web/charts/histogram.html")
def histogram(values: Sequence[Number], **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- see docs/components.md
    """One dot per region; this region's dot carries its name, its range is tinted."""
    given = {
        "minimum": 0,
        "maximum": FULL,
        "step": 0.25,
        "this": None,
        "name": "",
    } | more
    known = [float(value) for value in values if value is not None]
    bins = binned(known, given)
    above = sum(value > given["this"] for value in known) if given["this"] else 0
    below = sum(value < given["this"] for value in known) if given["this"] else 0
    sizes = {"above": above, "below": below, "all": len(known)}
    between = ends(given.get("low"), given.get("high"))
    flag = next((str(n) for n, one in enumerate(bins) if one["flag"]), "")
    drawn = {"bins": bins, "count": len(bins), "between": between, "flag": flag}
    return given | drawn | sizes


def binned(values: Sequence[float], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The dots of each column, the last column closed on both sides."""
    minimum, maximum, step = (
        float(given[name]) for name in ("minimum", "maximum", "step")
    )
    count = round((maximum - minimum) / step)
    places = 1 if (step * 20).is_integer() or step >= 1 else 2
    columns: list[list[float]] = [[] for _ in range(count)]
    for value in sorted(values):
        place = int((value - minimum) / step + 1e-9)
        columns[min(max(place, 0), count - 1)].append(value)
    return [
        {
            "start": minimum + step * n,
            "end": minimum + step * (n + 1),
            "tick": figure(minimum + step * n, places) if n % 2 == 0 else "",
            "dots": coloured(column, given),
            "size": len(column),
            "flag": mine(column, given),
        }
        for n, column in enumerate(columns)
    ]


def mine(column: Sequence[float], given: Mapping[str, Any]) -> bool:
    return given["this"] is not None and float(given["this"]) in column


def coloured(column: Sequence[float], given: Mapping[str, Any]) -> list[str]:
    """The class of each dot, this region's on top."""
    low, high = given.get("low"), given.get("high")
    low = math.inf if low is None or high is None else float(low)
    high = math.inf if high is None else float(high)
    kinds = ["near" if low <= value <= high else "" for value in column]
    if mine(column, given):
        kinds.pop(list(column).index(float(given["this"])))
        kinds.append("this")
    return kinds


def contribution(row: Any, most: float) -> dict[str, Any]:  # noqa: ANN401 -- a mapping or an object
    """One bar: what was reached of what its weight allows."""
    value, weight = read(row, "value"), float(read(row, "weight") or 0)
    points = read(row, "points")
    if points is None and not is_unknown(value):
        points = float(value) * weight
    return {
        "label": read(row, "label"),
        "url": read(row, "url"),
        "value": value,
        "weight": percent(weight, 0 if round(weight * 100, 6) % 1 == 0 else 1),
        "points": points,
        "share": css(100 * float(points or 0) / most) if most else "0",
        "possible": css(100 * weight * FULL / most) if most else "0",
    }


@register.inclusion_tag("web/charts/contributions.html")
def contributions(rows: Iterable[Any], total: Number = None) -> dict[str, Any]:
    """Where a score comes from: the parts add up to the total on the screen."""
    given = list(rows)
    most = FULL * max((float(read(row, "weight") or 0) for row in given), default=0)
    return {"bars": [contribution(row, most) for row in given], "total": total}


@register.inclusion_tag("web/charts/journey.html")
def journey(steps: Iterable[Any]) -> dict[str, Any]:
    """What happened when; a diamond where the region was not selected yet."""
    names = ("when", "text", "url", "source", "simulated", "date")
    rows = [
        {name: read(step, name) for name in names}
        | {"reached": read(step, "reached", default=True)}
        for step in steps
    ]
    return {"steps": rows}


@register.inclusion_tag("web/charts/tile_map.html")
def tile_map(
    counts: Mapping[str, int],
    this: str = "",
    unit: str = "",
    bounds: Sequence[int] = BOUNDS,
) -> dict[str, Any]:
    """One tile per province, darker for more.

    A known zero is white and says 0; a province that ``counts`` does not hold is hatched.
    """
    tiles = [
        {
            "tile": tile,
            "count": counts.get(code),
            "place": f"{tile.row}/{tile.column}",
            "kind": shade(counts.get(code), bounds),
            "this": code == this,
        }
        for code, tile in TILES.items()
    ]
    kinds = Counter(tile["kind"] for tile in tiles)
    return {
        "tiles": tiles,
        "classes": classes(bounds),
        "zeros": kinds["zero"],
        "unknown": kinds["none"],
        "filled": len(tiles) - kinds["zero"] - kinds["none"],
        "unit": unit or gettext("daerah"),
    }


def shade(count: int | None, bounds: Sequence[int]) -> str:
    """The class of a tile; what is not known never looks like nought."""
    if count is None:
        return "none"
    return f"step-{step(count, bounds)}" if count else "zero"


def step(count: int, bounds: Sequence[int]) -> int:
    return sum(count > bound for bound in bounds)


def classes(bounds: Sequence[int]) -> list[tuple[str, str]]:
    """The key of the map: class and range of each shade."""
    upper = [*bounds[1:], None]
    return [
        (f"step-{n}", span(low + 1, high))
        for n, (low, high) in enumerate(zip(bounds, upper, strict=True), start=1)
    ]


def span(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}+"
    return f"{low}" if low == high else f"{low}–{high}"


@register.inclusion_tag("web/charts/attendance_glyphs.html")
def attendance_glyphs(presences: Iterable[Any]) -> dict[str, Any]:
    """Who came, one small square per office; solid, half, outline or dashed."""
    rows = [
        {name: str(read(one, name)) for name in ("letter", "office", "status")}
        for one in presences
    ]
    said = [f"{row['office']} {str(STATES[row['status']][1]).lower()}" for row in rows]
    return {"rows": rows, "sentence": ", ".join(said)}
