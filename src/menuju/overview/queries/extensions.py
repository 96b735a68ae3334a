"""Regions that ask for more time and wait for the secretariat."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.overview.access import can
from menuju.overview.queries.tasks import Task, address
from menuju.rounds.models import Round
from menuju.rounds.queries.extensions import waiting


def tasks_of(user: User) -> Iterator[Task]:
    """One task per round; it is due when the first of those regions may no longer send."""
    if not can(user, Capability.MANAGE_ROUNDS):
        return
    asked = "participations__extension_requests"
    rounds = Round.objects.filter(**{f"{asked}__in": waiting()})
    for round_ in rounds.annotate(
        waiting=Count(asked), first=Min(f"{asked}__deadline")
    ):
        yield Task(
            title=_("Putuskan permintaan perpanjangan"),
            round=round_,
            url=address(("rounds:extensions", (round_.code,))),
            detail=_("Daerah menunggu jawaban sebelum tenggatnya lewat"),
            left=round_.waiting,
            deadline=round_.first,
        )
