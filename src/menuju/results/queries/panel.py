"""What the assessors of a round leave open: chance differences, and the one furthest off."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import FloatField
from django.db.models.functions import Cast

from menuju.instruments.models.tree import Tree
from menuju.results.queries.severity import Levels, Strictness, strictness_of
from menuju.rounds.models import Round, Score

ENOUGH = 3
"""With fewer assessors nobody can be said to differ from the others."""


@dataclass(frozen=True)
class Panel:
    """Errors of the mean levels, and what they would be with one assessor less.

    ``errors`` is (cases, nodes), the standard error of each agreed level on the tree's
    scale, 0 where none is known; ``without`` maps a (case, node) to the change of its mean
    when the assessor who is furthest from the panel is left out. Where severity can be
    told, the errors are what is left to chance without it.
    """

    levels: Levels
    errors: list[list[float]]
    without: dict[tuple[int, int], float]
    ends: tuple[float, float]
    strictness: Strictness | None = None

    def lifted(self, leaves: Any) -> list[list[float]]:  # noqa: ANN401 -- an array of scoring
        """The leaves with one assessor less, kept within the scale."""
        rows: list[list[float]] = [list(row) for row in leaves.tolist()]
        low, high = self.ends
        for (case, node), change in self.without.items():
            rows[case][node] = min(max(rows[case][node] + change, low), high)
        return rows


def panel_of(
    round_: Round, tree: Tree, codes: Sequence[str], *, is_adjusted: bool = False
) -> Panel | None:
    """The panel of a round; None if no assessor sent a score.

    ``is_adjusted``: the agreed levels are those without severity.
    """
    levels = _levels(round_, tree)
    if not levels:
        return None
    strictness = strictness_of(levels)
    even = strictness.lifted(levels) if strictness else levels
    spread = _spread(even, len(strictness.points) - 1 if strictness else 0)
    at = {node.code: place for place, node in enumerate(tree.nodes)}
    errors = [[0.0] * len(tree.nodes) for _ in codes]
    without: dict[tuple[int, int], float] = {}
    for case, code in enumerate(codes):
        for item, given in levels.get(code, {}).items():
            errors[case][at[item]] = spread[item] / sqrt(len(given))
        means = (even if is_adjusted else levels).get(code, {})
        for item, change in _without_furthest(means).items():
            without[case, at[item]] = change
    ends = (float(tree.scale.min), float(tree.scale.max))
    return Panel(levels, errors, without, ends, strictness)


def _levels(round_: Round, tree: Tree) -> Levels:
    """Every sent level, as a float on the tree's scale, in one query."""
    rows = Score.objects.filter(
        assignment__participation__round=round_,
        assignment__submitted_at__isnull=False,
        assignment__withdrawn_at=None,
        level__isnull=False,
    ).annotate(known=Cast("level", FloatField()))
    span, low = float(tree.scale.span), float(tree.scale.min)
    scales = {
        node.code: (float(node.scale.min), float(node.scale.span))
        for node in tree.items
    }
    found: dict[str, dict[str, dict[int, float]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for code, item, who, level in rows.order_by("pk").values_list(
        "assignment__participation__region", "item", "assignment__assessor", "known"
    ):
        if item in scales:
            start, own = scales[item]
            found[code][item][who] = low + (level - start) / own * span
    return found


def _spread(levels: Levels, estimated: int) -> dict[str, float]:
    """The standard deviation of assessors within a region, pooled for each item.

    ``estimated`` is how many severities the levels were freed of: so many differences
    less are left to chance, and the items share that loss.
    """
    squares: dict[str, float] = defaultdict(float)
    freedom: dict[str, int] = defaultdict(int)
    for items in levels.values():
        for item, given in items.items():
            mean = sum(given.values()) / len(given)
            squares[item] += sum((level - mean) ** 2 for level in given.values())
            freedom[item] += len(given) - 1
    total = sum(freedom.values())
    kept = (total - estimated) / total if total > estimated else 1.0
    return {
        item: sqrt(squares[item] / (max(1, freedom[item]) * kept)) for item in squares
    }


def _without_furthest(items: Mapping[str, Mapping[int, float]]) -> dict[str, float]:
    """By how much each item's mean changes without the assessor furthest from the others."""
    off: dict[int, list[float]] = defaultdict(list)
    for given in items.values():
        mean = sum(given.values()) / len(given)
        for who, level in given.items():
            off[who].append(level - mean)
    if len(off) < ENOUGH:
        return {}
    furthest = max(sorted(off), key=lambda who: abs(sum(off[who]) / len(off[who])))
    changes = {}
    for item, given in items.items():
        if furthest in given and len(given) > 1:
            mean = sum(given.values()) / len(given)
            changes[item] = (mean - given[furthest]) / (len(given) - 1)
    return changes
