"""What blocks each round, and which proposals wait for a second person."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.instruments.models import Version
from menuju.overview.access import can
from menuju.overview.queries.blockers import blockers
from menuju.overview.queries.tasks import Closings, Task, address
from menuju.results.models import Decision, Release
from menuju.rounds.models import Freeze, Round

Phase = Round.Phase


def tasks_of(user: User, closes: Closings) -> Iterator[Task]:
    """What the secretariat and the national officials have left."""
    if can(user, Capability.MANAGE_ROUNDS):
        yield from blockers(closes)
    if can(user, Capability.FREEZE):
        yield from _freezes(user)
    if can(user, Capability.DECIDE):
        yield from _decisions(user, closes)


def proposed_versions(user: User) -> list[Version]:
    """Instrument versions that wait for this person to publish them."""
    if not can(user, Capability.PUBLISH_INSTRUMENTS):
        return []
    waiting = Version.objects.filter(status=Version.Status.PROPOSED)
    return list(waiting.exclude(proposed_by=user.pk).select_related("instrument"))


def _freezes(user: User) -> Iterator[Task]:
    waiting = Freeze.objects.filter(
        approved_at=None, withdrawn_at=None, round__phase=Phase.MODERATION
    ).exclude(proposed_by=user.pk)
    for row in waiting.select_related("round").defer("inputs"):
        yield Task(
            title=_("Setujui pembekuan nilai sebagai orang kedua"),
            round=row.round,
            url=address(("rounds:freeze", (row.round.code,))),
            detail=_("Diusulkan orang lain"),
            left=1,
        )


def _decisions(user: User, closes: Closings) -> Iterator[Task]:
    undone = Q(
        releases__published_at=None, releases__decision__decided_at__isnull=False
    )
    rounds = list(Round.objects.filter(Q(phase=Phase.DECISION) | undone).distinct())
    if not rounds:
        return
    releases = Release.objects.filter(round__in=rounds).select_related("decision")
    latest = {each.round_id: each for each in releases.order_by("computed_at")}
    for round_ in rounds:
        release = latest.get(round_.pk)
        found = _next_step(user, release, getattr(release, "decision", None))
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
