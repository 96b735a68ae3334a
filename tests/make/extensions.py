"""More time for a region: asked for, given, and the moments around a deadline."""

from datetime import timedelta

from django.utils import timezone

from menuju.rounds.actions import extensions
from menuju.rounds.actions.extensions import More
from menuju.rounds.models import Extension, PhaseWindow, Round
from menuju.rounds.queries.deadlines import deadline_of
from tests.make.judging import manager
from tests.make.rounds import coordinator, open_round, participation

WHY = "Listrik dan jaringan kantor padam sejak Senin pagi."
PUBLIC = "Gangguan jaringan di wilayah ini selama tiga hari."


def closing(*, days=2, region=None, then=timedelta(days=14), **more):
    """A region whose deadline is so many days away, and the assessment that follows."""
    round_ = open_round(closes_in=timedelta(days=days, **more))
    closes = round_.windows.get().closes_at
    PhaseWindow.objects.create(
        round=round_,
        phase=Round.Phase.ASSESSMENT,
        opens_at=closes,
        closes_at=closes + then,
    )
    return participation(of=round_, region=region)


def later(part, **time):
    """So long after the deadline that holds for a region."""
    return deadline_of(part).closes_at + timedelta(**time)


def asked(part, *, by=None, days=3, reason=WHY):
    """What a region asks for."""
    more = More(later(part, days=days), reason)
    return extensions.ask(part, more, by=by or coordinator(part.region))


def granted(part, *, days=3, by=None):
    """More time that a region asked for and has."""
    request = asked(part, days=days)
    return extensions.grant(request, More(request.until, PUBLIC), by=by or manager())


def ran_out(part, **time):
    """An extension whose end is so long ago: no act writes one of these."""
    ended = timezone.now() - timedelta(**time)
    return Extension.objects.create(
        round=part.round,
        participation=part,
        deadline=ended - timedelta(days=1),
        until=ended,
        reason=PUBLIC,
        at=ended - timedelta(days=1),
    )
