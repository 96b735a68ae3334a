"""A region's published result, with the way down that the public may go.

From the score to weight, agreed level, the assessors' scores by letter, and the level that
the region claimed. Reasons, narratives, documents and names are not even read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from menuju.instruments.models.tree import Node
from menuju.portal.queries.attempts import Attempt, attempts_of
from menuju.portal.queries.attendance import Sitting, heard_from, sitting_of
from menuju.portal.queries.sources import Sources
from menuju.results.models import RegionResult
from menuju.results.queries.pages import ResultPage, Row, page_of
from menuju.rounds.models import (
    Answer,
    Claim,
    Moderation,
    Participation,
    Score,
)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """One assessor's own level, by letter; None where the evidence was not enough."""

    letter: str
    level: Decimal | None


@dataclass(frozen=True, slots=True)
class Trace:
    """Behind one item. ``scores`` is empty where the policy keeps them back."""

    agreed: Decimal | None
    by_rule: bool
    spread: Decimal | None
    assessors: int
    scores: list[Given]
    claimed: Decimal | None
    meaning: str
    documents: int


@dataclass(frozen=True, slots=True)
class Line:
    """A node of the tree; ``trace`` only where it is an item that was asked."""

    row: Row
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class PublicResult:
    page: ResultPage
    lines: list[Line]
    attempts: list[Attempt]
    sitting: Sitting | None
    sources: list[str]
    note: int | None

    @property
    def has_scores(self) -> bool:
        """Whether single assessors' scores are among what is shown."""
        return any(line.trace and line.trace.scores for line in self.lines)


def public_result(result: RegionResult) -> PublicResult:
    """Everything the public page of a result shows."""
    part, sources = result.participation, Sources()
    page = page_of(result)
    attempts = attempts_of(
        Participation.objects.filter(region=part.region_id).order_by()
    )
    note = sources.number(part.outcome_source)
    return PublicResult(
        page=page,
        lines=_lines(page, part),
        attempts=attempts,
        sitting=_sitting(page, attempts, sources),
        sources=sources.names,
        note=note,
    )


def _sitting(
    page: ResultPage, attempts: list[Attempt], sources: Sources
) -> Sitting | None:
    heard = heard_from(page.confirmed)
    if heard is None:
        return None
    part = page.result.participation
    this = next((each for each in attempts if each.participation == part), None)
    earlier = [each for each in attempts if each.round.year < part.round.year]
    return sitting_of(heard, this, earlier, sources)


def _lines(page: ResultPage, part: Participation) -> list[Line]:
    frozen = page.result.release.freeze.inputs["regions"].get(part.region_id, {})
    behind = _Behind(part, frozen.get("levels") or {})
    return [
        Line(row, behind.trace(row.node) if row.node.item and row.applies else None)
        for row in page.rows
    ]


class _Behind:
    """What lies behind the items of one region, read once: levels and counts only."""

    def __init__(self, part: Participation, agreed: dict[str, str | None]) -> None:
        self.agreed = agreed
        self.are_public = part.round.publish_scores
        rules = Moderation.objects.filter(participation=part)
        self.rules = _by_item(rules.values("item", "by_rule", "spread"))
        claims = Claim.objects.filter(
            evidence__participation=part, evidence__withdrawn_at=None
        )
        self.documents = _by_item(claims.values("item").annotate(n=Count("pk")))
        answers = Answer.objects.filter(
            participation=part, participation__submission__isnull=False
        )
        self.claims = _by_item(answers.values("item", "level"))
        self.scores: dict[str, list[Given]] = {}
        for row in _sent(part):
            given = Given(row["assignment__letter"], row["level"])
            self.scores.setdefault(row["item"], []).append(given)

    def trace(self, node: Node) -> Trace:
        """What is behind an item."""
        level, rule = self.agreed.get(node.code), self.rules.get(node.code, {})
        scores = self.scores.get(node.code, [])
        claimed = self.claims.get(node.code, {}).get("level")
        return Trace(
            agreed=None if level is None else Decimal(level),
            by_rule=rule.get("by_rule", True),
            spread=rule.get("spread"),
            assessors=len(scores),
            scores=scores if self.are_public else [],
            claimed=claimed,
            meaning=_meaning(node, claimed),
            documents=self.documents.get(node.code, {}).get("n", 0),
        )


def _sent(part: Participation) -> Iterable[Values]:
    """The submitted scores of a region: item, letter and level."""
    sent = Score.objects.filter(
        assignment__participation=part,
        assignment__submitted_at__isnull=False,
        assignment__withdrawn_at=None,
    )
    return sent.order_by("assignment__letter").values(
        "item", "assignment__letter", "level"
    )


def _by_item(rows: Iterable[Values]) -> dict[str, Values]:
    return {row["item"]: row for row in rows}


def _meaning(node: Node, level: Decimal | None) -> str:
    """What the instrument says of a level; empty between levels."""
    levels = node.item.levels if node.item else ()
    return next((str(each.descriptor) for each in levels if each.value == level), "")
