"""What was asked for and given, who is told of it, and whose names stay out of it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, OfficeHolding, Person, Seat, User
from menuju.rounds.access.extensions import why_closed
from menuju.rounds.models import Extension, ExtensionRequest, Participation, Round
from menuju.rounds.queries.deadlines import Deadline

State = ExtensionRequest.State
STILL_ASKED = timedelta(days=7)
"""So long after its deadline a region may still ask, while the phase lasts."""
SHORTEST_REASON = 30
FULL_NAME = 2
"""So many words make a name that cannot be mistaken for a common word."""


def why_fixed(part: Participation, deadline: Deadline | None, now: datetime) -> str:
    """Why the deadline of a region cannot move now, by whomever; empty if it can."""
    if reason := why_closed(part):
        return reason
    if deadline is None:
        return _(
            "Tahap ini tidak menetapkan tenggat, jadi tidak ada yang diperpanjang."
        )
    if now < deadline.opens_at:
        return _("Penilaian mandiri belum dibuka, jadi belum ada yang diperpanjang.")
    return ""


def why_not_asked(part: Participation, deadline: Deadline | None, now: datetime) -> str:
    """Why a region cannot ask now; empty if it can."""
    if reason := why_fixed(part, deadline, now):
        return reason
    if deadline and now >= deadline.closes_at + STILL_ASKED:
        return _(
            "Perpanjangan dapat diminta sampai %(days)d hari setelah tenggat, dan itu sudah lewat. Hubungi sekretariat."
        ) % {"days": STILL_ASKED.days}
    return ""


def waiting() -> QuerySet[ExtensionRequest]:
    """Requests that still wait for somebody: their region takes part and has not sent."""
    return ExtensionRequest.objects.filter(
        state=State.OPEN,
        participation__status=Participation.Status.CONFIRMED,
        participation__submission=None,
        participation__round__phase=Round.Phase.SELF_ASSESSMENT,
    )


def requests_of(round_: Round) -> QuerySet[ExtensionRequest]:
    """What regions of a round asked for, the oldest first."""
    rows = ExtensionRequest.objects.filter(participation__round=round_)
    return rows.select_related(
        "participation__region__province", "by__person", "decided_by__person"
    ).order_by("at", "pk")


def extensions_of(round_: Round) -> QuerySet[Extension]:
    """Every extension of a round, the latest first."""
    return round_.extensions.select_related(
        "participation__region__province", "by__person"
    ).order_by("-at", "-pk")


def reaching(participation: Participation) -> QuerySet[Extension]:
    """Every extension that reached a region, the latest first.

    What all were given after this region had sent was not given to it.
    """
    own, every = Q(participation=participation), Q(participation=None)
    if sent := getattr(participation, "submission", None):
        every &= Q(at__lt=sent.submitted_at)
    rows = Extension.objects.filter(own | every, round=participation.round_id)
    return rows.order_by("-at", "-pk")


def open_request_of(participation: Participation) -> ExtensionRequest | None:
    """What this region asked for and nobody decided yet."""
    return participation.extension_requests.filter(state=State.OPEN).first()


def people_of(regions: Iterable[str]) -> list[User]:
    """Whoever fills in or sends for one of these regions today."""
    seats = Seat.objects.filter(region__in=list(regions))
    return _accounts(seats, Capability.SUBMIT, Capability.ANSWER)


def deciders() -> list[User]:
    """Whoever looks after rounds for the nation today."""
    national = Seat.objects.filter(region=None, province=None, agency=None)
    return _accounts(national, Capability.MANAGE_ROUNDS)


def named_in(text: str, participation: Participation) -> str:
    """The name of somebody of the region that a text for the public gives; empty if none."""
    region = participation.region_id
    today = timezone.localdate()
    holding = OfficeHolding.objects.filter(office__region=region)
    held = holding.exclude(held_to__lt=today).values("person")
    of_region = Q(pk__in=held) | Q(seats__region=region)
    people = Person.objects.filter(of_region).distinct()
    for name in people.values_list("name", flat=True):
        is_full = len(name.split()) >= FULL_NAME
        if is_full and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            return name
    return ""


def _accounts(seats: QuerySet[Seat], *capabilities: Capability) -> list[User]:
    today = timezone.localdate()
    rows = seats.filter(person__account__is_active=True)
    found = {
        seat.person.account.pk: seat.person.account
        for seat in rows.select_related("capability_set", "person__account__person")
        if seat.is_held(today) and any(seat.gives(one) for one in capabilities)
    }
    return list(found.values())
