"""What we know about mentors: who they are, and who cannot be one."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from menuju.accounts.models import Capability, Person, Seat
from menuju.plans.models import Masterplan, Mentorship
from menuju.regions.models import Region
from menuju.rounds.models import Round

MOST_FOUND = 30
"""So many people a search shows."""


def mentorships_of(masterplan: Masterplan) -> QuerySet[Mentorship]:
    """Present and past mentors, the latest first."""
    rows = masterplan.mentorships.select_related("person__institution")
    return rows.order_by("-starts_on", "-pk")


def in_force() -> Q:
    """A condition on mentorships: those that hold today."""
    today = timezone.localdate()
    lasts = Q(ends_on=None) | Q(ends_on__gte=today)
    return Q(starts_on__lte=today) & lasts


def judged_in(person: Person, region: Region) -> list[Round]:
    """The running rounds in which somebody judges or judged this region.

    By assignment, unless it was withdrawn before anything was sent or scored; or by taking
    part in agreeing its levels.
    """
    given = Q(
        participations__assignments__assessor=person,
        participations__assignments__withdrawn_at=None,
    ) | Q(
        participations__assignments__assessor=person,
        participations__assignments__scores__isnull=False,
    )
    agreed = Q(
        participations__moderations__deciders__person=person,
        participations__moderations__deciders__took_part=True,
    )
    running = Round.objects.exclude(phase=Round.Phase.PUBLISHED)
    here = Q(participations__region=region)
    return list(running.filter(here, given | agreed).order_by("year", "pk").distinct())


def writes_here(person: Person, region: Region) -> bool:
    """Whether somebody writes or approves the plans of a region today."""
    seats = Seat.objects.filter(person=person, region=region)
    today = timezone.localdate()
    return any(
        seat.is_held(today)
        and (seat.gives(Capability.WRITE_PLANS) or seat.gives(Capability.APPROVE_PLANS))
        for seat in seats.select_related("capability_set")
    )


def candidates(words: str) -> list[Person]:
    """People by name or institution, those with an account first; none without words."""
    if not words.strip():
        return []
    found = Person.objects.filter(
        Q(name__icontains=words.strip())
        | Q(institution__short_name__icontains=words.strip())
        | Q(institution__name__icontains=words.strip())
    )
    rows = found.select_related("institution", "account").order_by("name", "pk")
    return list(rows[:MOST_FOUND])
