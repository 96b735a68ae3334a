"""What stands between each round and its next phase, in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from menuju.overview.queries.panel import without_agreement
from menuju.overview.queries.tasks import Closings, Task, address
from menuju.rounds.models import (
    Assignment,
    ConflictDeclaration,
    Freeze,
    Participation,
    Round,
    SessionSlot,
)
from menuju.rounds.queries.extensions import waiting

Phase = Round.Phase
Blocker = tuple[str, int, str]
"""What is missing, how much of it, and the page to mend it."""


def blockers(closes: Closings) -> Iterator[Task]:
    """Each thing that keeps a round from its next phase."""
    rounds = list(Round.objects.exclude(phase=Phase.PUBLISHED))
    for round_id, found in _found(rounds).items():
        round_ = next(each for each in rounds if each.pk == round_id)
        for title, left, page in found:
            yield Task(
                title=title,
                round=round_,
                url=address((page, (round_.code,)), ("rounds:detail", (round_.code,))),
                detail=_("Menahan tahap ini ke fase berikutnya"),
                left=left,
                deadline=closes.get((round_.pk, round_.phase)),
            )


def _found(rounds: list[Round]) -> dict[int, list[Blocker]]:
    by_phase: dict[str, list[int]] = {}
    for round_ in rounds:
        by_phase.setdefault(round_.phase, []).append(round_.pk)
    found: dict[int, list[Blocker]] = {round_.pk: [] for round_ in rounds}
    for title, counts, page in [
        *_before_assessment(by_phase),
        *_before_moderation(by_phase),
        *_before_decision(by_phase),
    ]:
        for pk, left in counts.items():
            if left:
                found[pk].append((title, left, page))
    return found


Counts = tuple[str, dict[int, int], str]


def _before_assessment(by_phase: dict[str, list[int]]) -> Iterator[Counts]:
    early = [
        *by_phase.get(Phase.PREPARATION, []),
        *by_phase.get(Phase.SELF_ASSESSMENT, []),
    ]
    if not early:
        return
    status = Participation.Status
    unsent_ = Q(status=status.CONFIRMED, submission=None)
    asked = Exists(waiting().filter(participation=OuterRef("pk")))
    rows = Participation.objects.filter(round__in=early).values("round")
    counted = rows.order_by("round").annotate(
        invited=Count("pk", filter=Q(status=status.INVITED)),
        unsent=Count("pk", filter=unsent_),
        asking=Count("pk", filter=unsent_ & Q(asked)),
    )
    invited = {row["round"]: row["invited"] for row in counted}
    filling = by_phase.get(Phase.SELF_ASSESSMENT, [])
    unsent = {row["round"]: row["unsent"] for row in counted if row["round"] in filling}
    yield _("Undangan belum dijawab"), invited, "rounds:detail"
    yield _("Penilaian mandiri belum dikirim"), unsent, "rounds:detail"
    asking = {row["round"]: row["asking"] for row in counted}
    yield _("Putuskan permintaan perpanjangan"), asking, "rounds:extensions"


def _before_moderation(by_phase: dict[str, list[int]]) -> Iterator[Counts]:
    judging = by_phase.get(Phase.ASSESSMENT, [])
    gathering = [*judging, *by_phase.get(Phase.MODERATION, [])]
    if judging:
        unsent = Assignment.objects.filter(
            participation__round__in=judging, submitted_at=None, withdrawn_at=None
        ).values_list("participation__round", flat=True)
        yield _("Penugasan asesor belum dikirim"), Counter(unsent), "rounds:assignments"
        conflicts = (
            ConflictDeclaration.objects.filter(
                resolved_at=None,
                region__participations__round__in=judging,
                person__assignments__participation__round__in=judging,
            )
            .values_list("region__participations__round", "pk")
            .distinct()
        )
        open_ = Counter(pk for pk, _row in conflicts if pk in judging)
        yield _("Konflik kepentingan belum diselesaikan"), open_, "rounds:assignments"
    if gathering:
        slots = SessionSlot.objects.filter(
            participation__round__in=gathering, confirmed_at=None
        ).values_list("participation__round", flat=True)
        yield _("Kehadiran belum disahkan"), Counter(slots), "rounds:attendance_list"


def _before_decision(by_phase: dict[str, list[int]]) -> Iterator[Counts]:
    agreeing = by_phase.get(Phase.MODERATION, [])
    if not agreeing:
        return
    left = without_agreement(agreeing)
    frozen = Freeze.objects.filter(round__in=agreeing, withdrawn_at=None)
    rows = dict(frozen.values_list("round", "approved_at"))
    ready = {pk: 1 for pk in agreeing if not left[pk] and pk not in rows}
    agreed = {pk: 1 for pk in agreeing if rows.get(pk)}
    yield _("Butir belum disepakati"), left, "rounds:moderation"
    yield _("Usulkan pembekuan nilai"), ready, "rounds:freeze"
    yield _("Buka fase keputusan"), agreed, "rounds:detail"
