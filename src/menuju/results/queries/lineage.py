"""From a number down to the page it rests on: weight, agreed level, scores, claims."""

from dataclasses import dataclass

from django.db.models import Prefetch

from menuju.instruments.models.tree import Node
from menuju.instruments.queries import AttendanceResult, tree_of
from menuju.results.models import RegionResult
from menuju.results.queries.pages import Row, attendance_of, confirmed_for, rows_of
from menuju.rounds.models import (
    Answer,
    Assignment,
    Citation,
    Claim,
    ConfirmedAttendance,
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
    confirmed: list[ConfirmedAttendance]


def lineage_of(result: RegionResult, node: Node) -> Lineage:
    """Everything behind ``node`` of a region's result."""
    tree = tree_of(result.release.round.instrument_version)
    rows = {row.node.code: row for row in rows_of(tree, result.nodes, result.score)}
    taking_part = result.participation
    return Lineage(
        row=rows[node.code],
        path=[rows[step.code] for step in tree.path(node.code)],
        children=[rows[child.code] for child in node.children],
        answer=Answer.objects.filter(participation=taking_part, item=node.code).first(),
        moderation=_agreed(taking_part, node),
        judgements=judgements(taking_part, node.code) if node.item else [],
        claims=claims(taking_part, node.code) if node.item else [],
        attendance=attendance_of(result, tree) if node.attendance else None,
        confirmed=confirmed_for(taking_part) if node.attendance else [],
    )


def _agreed(participation: Participation, node: Node) -> Moderation | None:
    rows = Moderation.objects.filter(participation=participation, item=node.code)
    return rows.first()


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
