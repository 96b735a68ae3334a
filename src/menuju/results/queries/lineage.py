"""From a number down to the page it rests on: weight, agreed level, scores, claims."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from menuju.instruments.models.tree import Node
from menuju.instruments.queries import AttendanceResult, tree_of
from menuju.results.models import RegionResult
from menuju.results.queries.pages import Row, attendance_of, rows_of
from menuju.rounds.models import (
    Answer,
    Assignment,
    Citation,
    Claim,
    EvidenceVersion,
    Moderation,
    Participation,
    Score,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One assessor's own score, known by a letter only."""

    letter: str
    score: Score
    citations: list[Citation]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where the value of one node comes from."""

    row: Row
    path: list[Row]
    children: list[Row]
    answer: Answer | None
    moderation: Moderation | None
    judgements: list[Judgement]
    claims: list[Claim]
    attendance: AttendanceResult | None

    @property
    def mean(self) -> Decimal | None:
        """The plain mean of the assessors' levels, for comparison with the agreed one."""
        levels = [
            each.score.level for each in self.judgements if each.score.level is not None
        ]
        return sum(levels, Decimal()) / len(levels) if levels else None


def lineage_of(result: RegionResult, node: Node) -> Lineage:
    """Everything behind ``node`` of a region's result."""
    tree = tree_of(result.release.round.instrument_version)
    rows = {row.node.code: row for row in rows_of(tree, result.nodes, result.score)}
    item = node.code if node.kind == "item" else ""
    taking_part = result.participation
    return Lineage(
        row=rows[node.code],
        path=[rows[step.code] for step in tree.path(node.code)],
        children=[rows[child.code] for child in node.children],
        answer=Answer.objects.filter(participation=taking_part, item=item).first(),
        moderation=Moderation.objects.filter(
            participation=taking_part, item=item
        ).first(),
        judgements=judgements(taking_part, item) if item else [],
        claims=claims(taking_part, item) if item else [],
        attendance=attendance_of(result, tree) if node.kind == "attendance" else None,
    )


def judgements(participation: Participation, item: str) -> list[Judgement]:
    """The submitted scores of an item as A, B, C; names are not read at all."""
    cited = Citation.objects.select_related("evidence_version__evidence")
    scores = (
        Score.objects.filter(
            item=item,
            assignment__in=Assignment.objects.filter(
                participation=participation,
                submitted_at__isnull=False,
                withdrawn_at=None,
            ),
        )
        .select_related("assignment")
        .prefetch_related(Prefetch("citations", queryset=cited))
        .order_by("assignment__letter")
    )
    return [
        Judgement(score.assignment.letter, score, list(score.citations.all()))
        for score in scores
    ]


def claims(participation: Participation, item: str) -> list[Claim]:
    """What the region offered as proof of an item, with the versions of each file."""
    versions = EvidenceVersion.objects.select_related("file").order_by("-number")
    return list(
        Claim.objects.filter(evidence__participation=participation, item=item)
        .select_related("evidence")
        .prefetch_related(Prefetch("evidence__versions", queryset=versions))
        .order_by("evidence__number")
    )
