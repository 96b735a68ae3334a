"""Where a round stands: counts, what blocks the next phase, and its regions."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.instruments.queries import tree_of
from menuju.rounds.models import (
    Assignment,
    AttendanceObjection,
    Participation,
    Round,
    SessionSlot,
)
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.moderation import standing_of

Phase = Round.Phase
ORDER = [
    Phase.PREPARATION,
    Phase.SELF_ASSESSMENT,
    Phase.ASSESSMENT,
    Phase.MODERATION,
    Phase.DECISION,
    Phase.PUBLISHED,
]


@dataclass(frozen=True, slots=True)
class Need:
    """A precondition in words, whether it holds, and the page to mend it."""

    text: str
    holds: bool
    page: str = ""


def next_phase(round_: Round) -> str | None:
    """The phase after the present one; None at the end."""
    place = ORDER.index(Phase(round_.phase)) + 1
    return ORDER[place] if place < len(ORDER) else None


def needs_of(round_: Round) -> list[Need]:
    """What the next phase asks for, each with its count."""
    return {
        Phase.PREPARATION: _before_self_assessment,
        Phase.SELF_ASSESSMENT: _before_assessment,
        Phase.ASSESSMENT: _before_moderation,
        Phase.MODERATION: _before_decision,
        Phase.DECISION: _before_publication,
        Phase.PUBLISHED: lambda _round: [],
    }[Phase(round_.phase)](round_)


def freeze_needs(round_: Round) -> list[Need]:
    """What must hold before the inputs can be fixed."""
    standing = standing_of(round_)
    waiting = _objections(round_)
    needs = [
        _none_left(
            len(standing.queue),
            _("Semua selisih di luar toleransi sudah dimusyawarahkan"),
            ngettext(
                "%(n)s selisih belum dimusyawarahkan",
                "%(n)s selisih belum dimusyawarahkan",
                len(standing.queue),
            ),
            "rounds:moderation",
        ),
        _none_left(
            len(standing.by_rule),
            _("Nilai dalam toleransi sudah disepakati menurut aturan"),
            ngettext(
                "%(n)s nilai dalam toleransi belum disepakati menurut aturan",
                "%(n)s nilai dalam toleransi belum disepakati menurut aturan",
                len(standing.by_rule),
            ),
            "rounds:moderation",
        ),
        _none_left(
            waiting,
            _("Semua sanggahan kehadiran sudah dijawab"),
            ngettext(
                "%(n)s sanggahan kehadiran belum dijawab",
                "%(n)s sanggahan kehadiran belum dijawab",
                waiting,
            ),
            "rounds:attendance_list",
        ),
    ]
    return [*needs, _attendance_need(round_)]


def board_of(round_: Round, chosen: dict[str, str]) -> QuerySet[Participation]:
    """The regions of a round with their counts, by name of province and region.

    ``chosen`` may hold ``status``, ``province`` and ``kata`` (part of the name).
    """
    parts = round_.participations.select_related("region__province", "submission")
    if status := chosen.get("status"):
        parts = parts.filter(status=status)
    if province := chosen.get("province"):
        parts = parts.filter(region__province=province)
    if words := chosen.get("kata"):
        parts = parts.filter(region__name__icontains=words)
    active = Q(assignments__withdrawn_at=None)
    sent = Q(assignments__submitted_at__isnull=False) & active
    return parts.annotate(
        assessors=Count("assignments", filter=active),
        sent=Count("assignments", filter=sent),
        has_confirmed_attendance=Exists(
            SessionSlot.objects.filter(
                participation=OuterRef("pk"), confirmed_at__isnull=False
            )
        ),
    ).order_by("region__province__name", "region__name")


def counts_of(round_: Round) -> dict[str, Any]:
    """The key figures of the board."""
    parts = round_.participations.filter(status=Participation.Status.CONFIRMED)
    return {
        "invited": round_.participations.count(),
        "confirmed": parts.count(),
        "submitted": parts.filter(submission__isnull=False).count(),
        **Assignment.objects.filter(
            participation__round=round_, withdrawn_at=None
        ).aggregate(
            assignments=Count("pk"),
            sent=Count("pk", filter=Q(submitted_at__isnull=False)),
        ),
    }


def _before_self_assessment(round_: Round) -> list[Need]:
    invited = round_.participations.count()
    version = round_.instrument_version
    windows = round_.windows.filter(phase=Phase.SELF_ASSESSMENT).exists()
    return [
        Need(
            _("Instrumen %(version)s sudah terbit") % {"version": version},
            bool(version.content_hash),
        ),
        Need(
            _("%(n)s daerah diundang") % {"n": invited},
            invited >= round_.quota,
            "rounds:invite",
        ),
        Need(_("Jadwal penilaian mandiri ditetapkan"), windows, "rounds:edit"),
    ]


def _before_assessment(round_: Round) -> list[Need]:
    taking_part = round_.participations.filter(status=Participation.Status.CONFIRMED)
    unsent = taking_part.filter(submission=None).count()
    unanswered = round_.participations.filter(
        status=Participation.Status.INVITED
    ).count()
    short = (
        taking_part.annotate(
            panel=Count("assignments", filter=Q(assignments__withdrawn_at=None))
        )
        .filter(panel__lt=F("round__assessors_per_region"))
        .count()
    )
    return [
        _none_left(
            unanswered,
            _("Semua undangan sudah dijawab"),
            _("%(n)s undangan belum dijawab"),
            "rounds:detail",
        ),
        _none_left(
            unsent,
            _("Semua daerah peserta sudah mengirim penilaian mandiri"),
            _("%(n)s daerah belum mengirim penilaian mandiri"),
            "rounds:detail",
        ),
        _none_left(
            short,
            _("Setiap daerah punya cukup asesor"),
            _("%(n)s daerah belum punya cukup asesor"),
            "rounds:assignments",
        ),
    ]


def _before_moderation(round_: Round) -> list[Need]:
    unsent = Assignment.objects.filter(
        participation__round=round_, withdrawn_at=None, submitted_at=None
    ).count()
    return [
        _none_left(
            unsent,
            _("Semua asesor sudah mengirim nilai"),
            _("%(n)s penugasan asesor belum dikirim"),
            "rounds:assignments",
        ),
        _attendance_need(round_),
    ]


def _before_decision(round_: Round) -> list[Need]:
    freeze = current_freeze(round_)
    approved = bool(freeze and freeze.approved_at)
    frozen = Need(
        _("Nilai dibekukan dan disetujui orang kedua"), approved, "rounds:freeze"
    )
    return [frozen] if approved else [*freeze_needs(round_), frozen]


def _before_publication(round_: Round) -> list[Need]:
    undecided = round_.participations.filter(
        status=Participation.Status.CONFIRMED, outcome=""
    ).count()
    return [
        _none_left(
            undecided,
            _("Keputusan sudah diambil untuk setiap daerah"),
            _("%(n)s daerah belum diputuskan"),
            "results:decision",
        ),
    ]


def _attendance_need(round_: Round) -> Need:
    if tree_of(round_.instrument_version).attendance is None:
        return Need(_("Instrumen ini tidak menilai kehadiran"), holds=True)
    taking_part = round_.participations.filter(status=Participation.Status.CONFIRMED)
    open_ = taking_part.filter(slot__confirmed_at=None).count()
    return _none_left(
        open_,
        _("Kehadiran semua daerah sudah disahkan"),
        _("Kehadiran %(n)s daerah belum disahkan"),
        "rounds:attendance_list",
    )


def _objections(round_: Round) -> int:
    return AttendanceObjection.objects.filter(
        slot__participation__round=round_, outcome=AttendanceObjection.Outcome.OPEN
    ).count()


def _none_left(count: int, done: str, left: str, page: str) -> Need:
    return Need(left % {"n": count} if count else done, holds=not count, page=page)
