"""Replies to published results: those that wait for an answer, and drafts still unsent."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.overview.access import can, own_regions
from menuju.overview.queries.tasks import Task, address
from menuju.results.models import Release
from menuju.rounds.models import Participation, Reply, Round
from menuju.rounds.queries.replies import closes_at


def tasks_of(user: User) -> Iterator[Task]:
    """What those who answer, and the regions that object, have left."""
    if can(user, Capability.ANSWER_REPLIES):
        yield from _unanswered()
    if regions := own_regions(user, Capability.OBJECT):
        yield from _unsent(regions)


def _unanswered() -> Iterator[Task]:
    waits = Q(participations__replies__state=Reply.State.OPEN)
    rounds = Round.objects.filter(waits)
    for round_ in rounds.annotate(waiting=Count("participations__replies")):
        yield Task(
            title=_("Jawab sanggahan daerah"),
            round=round_,
            url=address(("results:replies-board", (round_.code,))),
            detail=_("Yang ikut menilai butirnya tidak menjawab"),
            left=round_.waiting,
        )


def _unsent(regions: set[str]) -> Iterator[Task]:
    """Drafts that can still be sent; a late one is kept but no longer a task."""
    parts = (
        Participation.objects.filter(
            region__in=regions,
            reply_drafts__isnull=False,
            round__phase=Round.Phase.PUBLISHED,
        )
        .annotate(drafts=Count("reply_drafts"))
        .select_related("round", "region")
    )
    for part in parts:
        releases = Release.objects.filter(
            round=part.round_id, published_at__isnull=False
        )
        opened = releases.values_list("published_at", flat=True).first()
        closes = closes_at(part.round, part.region, opened) if opened else None
        if closes and closes > timezone.now():
            yield Task(
                title=_("Kirim draf sanggahan"),
                round=part.round,
                url=address(("results:replies", (part.round.code, part.region_id))),
                left=part.drafts,
                deadline=closes,
            )
