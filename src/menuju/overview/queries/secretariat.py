"""What blocks each round, and which proposals wait for a second person."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.instruments.models import Version
from menuju.overview.access import can
from menuju.overview.queries.panel import items_without_agreement
from menuju.overview.queries.tasks import Task, address, closings
from menuju.results.models import Decision, Release
from menuju.rounds.models import (
    Assignment,
    ConflictDeclaration,
    Freeze,
    Participation,
    Round,
    SessionSlot,
)

Phase = Round.Phase
Closings = dict[tuple[int, str], datetime]


def tasks_of(user: User) -> Iterator[Task]:
    """What the secretariat and the national officials have left."""
    if can(user, Capability.MANAGE_ROUNDS):
        yield from _blockers()
    if can(user, Capability.FREEZE):
        yield from _freezes(user)
    if can(user, Capability.DECIDE):
        yield from _decisions(user)


def proposed_versions(user: User) -> list[Version]:
    """Instrument versions that wait for this person to publish them."""
    if not can(user, Capability.PUBLISH_INSTRUMENTS):
        return []
    waiting = Version.objects.filter(status=Version.Status.PROPOSED)
    return list(waiting.exclude(proposed_by=user.pk).select_related("instrument"))


def _blockers() -> Iterator[Task]:
    closes = closings()
    for round_ in Round.objects.exclude(phase=Phase.PUBLISHED).annotate(**_counts()):
        for detail, left in _blocking(round_):
            if left:
                yield Task(
                    title=detail,
                    round=round_,
                    url=address(("rounds:detail", (round_.code,)), ("rounds:list", ())),
                    detail=_("Menahan tahap ini ke fase berikutnya"),
                    left=left,
                    deadline=closes.get((round_.pk, round_.phase)),
                )


def _counts() -> dict[str, Count]:
    confirmed = Q(participations__status=Participation.Status.CONFIRMED)
    invited = Q(participations__status=Participation.Status.INVITED)
    silent = Q(participations__submission=None)
    return {
        "unsent": Count("participations", filter=confirmed & silent, distinct=True),
        "unanswered": Count("participations", filter=invited, distinct=True),
    }


def _blocking(round_: Round) -> list[tuple[str, int]]:
    """What stands between a round and its next phase, each with how much of it."""
    match round_.phase:
        case Phase.PREPARATION:
            return [(_("Undangan belum dijawab"), vars(round_)["unanswered"])]
        case Phase.SELF_ASSESSMENT:
            return [
                (_("Undangan belum dijawab"), vars(round_)["unanswered"]),
                (_("Penilaian mandiri belum dikirim"), vars(round_)["unsent"]),
            ]
        case Phase.ASSESSMENT:
            return [
                (_("Penugasan asesor belum dikirim"), _unsent(round_)),
                (_("Kehadiran belum disahkan"), _unconfirmed(round_)),
                (_("Konflik kepentingan belum diselesaikan"), _conflicts(round_)),
            ]
        case Phase.MODERATION:
            return [
                (_("Butir belum disepakati"), items_without_agreement(round_)),
                (_("Kehadiran belum disahkan"), _unconfirmed(round_)),
            ]
    return []


def _unsent(round_: Round) -> int:
    return Assignment.objects.filter(
        participation__round=round_, submitted_at=None, withdrawn_at=None
    ).count()


def _unconfirmed(round_: Round) -> int:
    return SessionSlot.objects.filter(
        participation__round=round_, confirmed_at=None
    ).count()


def _conflicts(round_: Round) -> int:
    return ConflictDeclaration.objects.filter(
        resolved_at=None, region__participations__round=round_
    ).count()


def _freezes(user: User) -> Iterator[Task]:
    waiting = Freeze.objects.filter(
        approved_at=None, withdrawn_at=None, round__phase=Phase.MODERATION
    ).exclude(proposed_by=user.pk)
    for row in waiting.select_related("round"):
        yield Task(
            title=_("Setujui pembekuan nilai sebagai orang kedua"),
            round=row.round,
            url=address(("rounds:freeze", (row.round.code,))),
            detail=_("Diusulkan orang lain"),
            left=1,
        )


def _decisions(user: User) -> Iterator[Task]:
    closes = closings()
    for round_ in Round.objects.filter(phase=Phase.DECISION):
        release = Release.objects.filter(round=round_).first()
        decision = Decision.objects.filter(release=release).first()
        found = _next_step(user, release, decision)
        if found:
            title, page = found
            yield Task(
                title=title,
                round=round_,
                url=address((page, (round_.code,))),
                left=1,
                deadline=closes.get((round_.pk, Phase.DECISION)),
            )


def _next_step(
    user: User, release: Release | None, decision: Decision | None
) -> tuple[str, str] | None:
    if release is None:
        return _("Hitung nilai dari pembekuan yang disetujui"), "results:release"
    if decision is None:
        return _("Usulkan daerah terpilih"), "results:decision"
    if decision.decided_at is None:
        if decision.proposed_by_id == user.pk:
            return None
        return _("Tetapkan usulan keputusan sebagai orang kedua"), "results:decision"
    if release.published_at is None:
        return _("Terbitkan hasil"), "results:release"
    return None
