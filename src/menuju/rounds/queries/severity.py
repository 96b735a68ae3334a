"""How strict each assessor was, and the agreed levels as if all were equally strict.

Severity is estimated from the regions that assessors share. If they fall into groups that
share none, it cannot be told from the merit of the regions, and there is no correction.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from menuju.instruments.models.document import Scale, plain
from menuju.instruments.models.tree import Tree
from menuju.rounds.models import Assignment, Moderation, Round, Score, SeverityReport
from menuju.rounds.queries.scores import agreed_level
from menuju.scoring.blas import one_thread
from menuju.scoring.raters import additive, design
from menuju.scoring.raters.ratings import Ratings, rated

MODEL = "additive"
FEWEST = 2
SIX = Decimal("0.000001")
"""Severity is cut to six places, so that no machine's last digit moves a fourth one."""


class Sent(NamedTuple):
    """One score that was sent; ``level`` is None where the evidence was insufficient."""

    participation: int
    region: str
    item: str
    assessor: int
    level: Decimal | None


def sent_scores(round_: Round) -> list[Sent]:
    """Every score that was sent and stands, in one query, in a fixed order."""
    rows = Score.objects.filter(
        assignment__participation__round=round_,
        assignment__submitted_at__isnull=False,
        assignment__withdrawn_at=None,
    ).order_by("assignment__participation__region", "item", "assignment__assessor")
    return [
        Sent(*row)
        for row in rows.values_list(
            "assignment__participation",
            "assignment__participation__region",
            "item",
            "assignment__assessor",
            "level",
        )
    ]


def digest_of_scores(rows: Iterable[Sent]) -> str:
    """The SHA-256 of the sent scores, in hex."""
    said = [
        [
            row.region,
            row.item,
            row.assessor,
            None if row.level is None else plain(row.level),
        ]
        for row in rows
    ]
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def ratings_of(rows: Sequence[Sent], tree: Tree) -> Ratings:
    """The known levels on the tree's scale, by codes of regions and keys of assessors."""
    known = [row for row in rows if row.level is not None]
    return rated(
        [row.region for row in known],
        [row.item for row in known],
        [str(row.assessor) for row in known],
        [_on_tree(tree, row) for row in known],
    )


def severities(rows: Sequence[Sent], tree: Tree) -> dict[int, Decimal] | None:
    """By how many points of the tree's scale each assessor is strict; they sum to zero.

    None if it cannot be told: fewer than two assessors, or groups that share no region.
    """
    ratings = ratings_of(rows, tree)
    found = fitted(ratings)
    if found is None:
        return None
    return {
        int(name): Decimal(value).quantize(SIX)
        for name, value in zip(ratings.raters, found.severity.tolist(), strict=True)
    }


def fitted(ratings: Ratings) -> additive.Additive | None:
    """The severities with their errors; None if they cannot be told."""
    if len(ratings.raters) < FEWEST:
        return None
    try:
        with one_thread():  # as large as the assessors: more threads only spin
            return additive.fit(ratings)
    except ValueError:  # unlinked assessors, or items that nothing links
        return None


def adjusted_levels(round_: Round, tree: Tree) -> dict[int, dict[str, str]] | None:
    """The agreed levels by participation and item, without the assessors' severity.

    Only what was agreed by rule is adjusted: a person who decided with a reason has
    looked at the evidence, not at a mean. None if severity cannot be told.
    """
    rows = sent_scores(round_)
    severity = severities(rows, tree)
    if severity is None:
        return None
    given: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        if row.level is not None:
            scale = tree.node(row.item).scale
            step = severity[row.assessor] * scale.span / tree.scale.span
            given[row.participation, row.item].append(row.level + step)
    found: dict[int, dict[str, str]] = defaultdict(dict)
    agreed = Moderation.objects.filter(participation__round=round_)
    for part, item, level, by_rule in agreed.values_list(
        "participation", "item", "level", "by_rule"
    ):
        levels = given.get((part, item))
        if by_rule and levels:
            level = _within(agreed_level(levels, round_), tree.node(item).scale)  # noqa: PLW2901
        if level is not None:
            found[part][item] = plain(level)
    return dict(found)


def blocks_of(round_: Round) -> list[list[int]]:
    """The assessors in groups that can be compared, by key; more than one is a warning."""
    panels: dict[int, list[int]] = defaultdict(list)
    rows = Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
    for part, person in rows.order_by("pk").values_list("participation", "assessor"):
        panels[part].append(person)
    return design.blocks(panels.values())


def sent_assignments(round_: Round) -> int:
    """How many assessors have sent the scores of a region: then rules stand still."""
    return Assignment.objects.filter(
        participation__round=round_, submitted_at__isnull=False
    ).count()


def latest_report(round_: Round) -> SeverityReport | None:
    """The newest report of a round."""
    return round_.severity_reports.first()


def _on_tree(tree: Tree, row: Sent) -> float:
    scale = tree.node(row.item).scale
    share = (Decimal(row.level or 0) - scale.min) / scale.span
    return float(tree.scale.min + share * tree.scale.span)


def _within(level: Decimal, scale: Scale) -> Decimal:
    return min(max(level, scale.min), scale.max)
