"""What a region reads of its result: the tree, what weighed most, earlier attempts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import get_language

from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import (
    AttendanceResult,
    attendance_result,
    tree_of,
)
from menuju.results.models import DecisionLine, RegionResult
from menuju.results.queries.lines import ResultLine, lines_of
from menuju.rounds.models import ConfirmedAttendance, Participation
from menuju.rounds.queries.inputs import presences_of

PLACES = Decimal("0.001")
SAME = 1e-9
"""Parts that differ from their whole by less than this are said to add up to it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A node of a region's tree. ``part`` is its share of the whole score, to add up.

    ``raw`` is the value before the correction for severity, where that is official.
    """

    node: Node
    depth: int
    value: float | None
    weight: float
    applies: bool
    why: str
    part: Decimal | None
    most: float
    filled: float
    lost: float
    raw: float | None = None

    @property
    def is_adjusted(self) -> bool:
        """Whether the correction for severity changed it."""
        return self.raw is not None and self.raw != self.value

    @property
    def label(self) -> str:
        return str(self.node.title)

    @property
    def points(self) -> Decimal | None:
        """Its part, under the name that the chart asks for."""
        return self.part


@dataclass(frozen=True, slots=True)
class ResultPage:
    result: RegionResult
    tree: Tree
    rows: list[Row]
    elements: list[Row]
    adjustment: Decimal | None
    peers: int
    attendance: AttendanceResult | None
    confirmed: list[ConfirmedAttendance]
    line: DecisionLine | None

    @property
    def bars(self) -> list[Row]:
        """The elements that are asked, for the chart that adds up."""
        return [row for row in self.elements if row.applies]

    @property
    def heaviest(self) -> list[Row]:
        """The elements in the order of what they still cost."""
        costly = [row for row in self.elements if row.lost > SAME]
        return sorted(costly, key=lambda row: -row.lost)

    @property
    def total(self) -> Decimal | None:
        """The score as the bars show it."""
        score = self.result.score
        return None if score is None else rounded(score)


def page_of(result: RegionResult) -> ResultPage:
    """Everything the result page of a region shows."""
    round_ = result.release.round
    tree = tree_of(round_.instrument_version)
    rows = list(rows_of(tree, result.nodes, result.score))
    elements = [row for row in rows if row.depth == 1]
    return ResultPage(
        result=result,
        tree=tree,
        rows=rows,
        elements=elements,
        adjustment=_adjustment(result.score, elements),
        peers=result.release.results.exclude(score=None).count(),
        attendance=attendance_of(result, tree),
        confirmed=confirmed_for(result.participation),
        line=_told_line(result),
    )


def _told_line(result: RegionResult) -> DecisionLine | None:
    """What was decided, once it may be told; deciders read it on the board before."""
    if result.release.published_at is None:
        return None
    return DecisionLine.objects.filter(result=result).select_related("decision").first()


def attendance_of(result: RegionResult, tree: Tree) -> AttendanceResult | None:
    """The attendance rule's result, from the presences that were frozen."""
    regions: dict[str, Any] = result.release.freeze.inputs["regions"]
    presences = presences_of(regions.get(result.participation.region_id, {}))
    if tree.attendance is None or not presences:
        return None
    return attendance_result(tree.attendance, presences)


def earlier_results(result: RegionResult) -> list[ResultLine]:
    """The region's published results of earlier rounds, oldest first."""
    this = result.participation
    return lines_of(
        RegionResult.objects.filter(
            participation__region=this.region_id,
            participation__round__year__lt=this.round.year,
            release__published_at__isnull=False,
        )
        .select_related("participation__round__instrument_version__instrument")
        .order_by("participation__round__year")
    )


def rows_of(
    tree: Tree, nodes: dict[str, dict[str, Any]], score: float | None
) -> Iterator[Row]:
    """The tree from its root down, each row with the part it gives to the score."""
    whole = None if score is None else rounded(score)
    yield from _branch(tree.root, nodes, whole, float(tree.scale.max))


def adding_up(parts: Sequence[float], total: Decimal) -> list[Decimal]:
    """The parts to three decimals so that they add up to ``total`` exactly.

    Each is rounded down, and the missing thousandths go to the largest remainders.
    """
    exact = [Decimal(part) for part in parts]
    floors = [part.quantize(PLACES, ROUND_FLOOR) for part in exact]
    missing = int((total - sum(floors, Decimal())) / PLACES)
    order = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    raised = set(order[:missing])
    return [floor + PLACES if i in raised else floor for i, floor in enumerate(floors)]


def rounded(value: float) -> Decimal:
    """To three decimals, for the screen only."""
    return Decimal(value).quantize(PLACES, ROUND_HALF_EVEN)


def _branch(
    node: Node, nodes: dict[str, dict[str, Any]], part: Decimal | None, high: float
) -> Iterator[Row]:
    yield _row(node, nodes[node.code], part, high)
    parts = _parts(node.children, nodes, part)
    for child, own in zip(node.children, parts, strict=True):
        yield from _branch(child, nodes, own, high)


def _row(node: Node, held: dict[str, Any], part: Decimal | None, high: float) -> Row:
    value, weight = held["value"], held["weight"]
    why = held["why"] or {}
    return Row(
        node=node,
        depth=node.depth,
        value=value,
        weight=weight,
        applies=held["applies"],
        why=why.get((get_language() or "id")[:2], ""),
        part=part,
        most=high * weight,
        filled=0.0 if value is None else 100 * value / high,
        lost=0.0 if value is None else (high - value) * weight,
        raw=held.get("raw"),
    )


def _parts(
    children: Sequence[Node], nodes: dict[str, dict[str, Any]], whole: Decimal | None
) -> list[Decimal | None]:
    """What each child gives; made to add up where the parent is a plain weighted mean."""
    exact = [_given(nodes[child.code]) for child in children]
    known = [part for part in exact if part is not None]
    if whole is None or abs(sum(known) - float(whole)) > float(PLACES):
        return [None if part is None else rounded(part) for part in exact]
    shown = iter(adding_up(known, whole))
    return [None if part is None else next(shown) for part in exact]


def _given(held: dict[str, Any]) -> float | None:
    value, weight = held["value"], held["weight"]
    return value * weight if value is not None and weight else None


def _adjustment(score: float | None, elements: Iterable[Row]) -> Decimal | None:
    """What the aggregation adds or takes beyond the weighted parts; None if nothing."""
    if score is None:
        return None
    rest = rounded(score) - sum((row.part or Decimal() for row in elements), Decimal())
    return rest or None


def confirmed_for(participation: Participation) -> list[ConfirmedAttendance]:
    """What the committee confirmed, office by office."""
    return list(
        ConfirmedAttendance.objects.filter(slot__participation=participation)
        .select_related("report", "slot__session")
        .order_by("pk")
    )
