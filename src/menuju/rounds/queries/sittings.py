"""Sittings of the panel: who sat, what was decided there and by whom."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from menuju.accounts.models import Capability, CapabilitySet, Person, User
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import tree_of
from menuju.rounds.models import Decider, Moderation, Round, Sitting, SittingMember


@dataclass(frozen=True, slots=True)
class Decided:
    """A level that was agreed at a sitting, with its item."""

    moderation: Moderation
    node: Node


def sittings_of(round_: Round) -> QuerySet[Sitting]:
    """The sittings of a round, newest first, with how many sat and how much was decided."""
    return round_.sittings.annotate(
        sat=Count("members", distinct=True),
        decided=Count("moderations", distinct=True),
    ).order_by("-held_at", "-pk")


def members_of(sitting: Sitting) -> list[SittingMember]:
    """Chair, members and recorder, with their institutions."""
    rows = sitting.members.select_related("person__institution", "sitting__round")
    return sorted(
        rows, key=lambda one: (RANK[SittingMember.Role(one.role)], one.person.name)
    )


RANK = {
    SittingMember.Role.CHAIR: 0,
    SittingMember.Role.MEMBER: 1,
    SittingMember.Role.RECORDER: 2,
}


def rulings_of(sitting: Sitting, hidden: Collection[int] = ()) -> list[Decided]:
    """What was decided there, in the order it was decided.

    ``hidden`` are participations whose scores the reader may not see yet.
    """
    tree = tree_of(sitting.round.instrument_version)
    who = Decider.objects.select_related("person")
    rows = (
        sitting.moderations.exclude(participation__in=hidden)
        .select_related("participation__region")
        .prefetch_related(Prefetch("deciders", who))
        .order_by("decided_at", "pk")
    )
    return [Decided(row, tree.node(row.item)) for row in rows]


def open_sittings_of(user: User, round_: Round) -> list[Sitting]:
    """The open sittings at which this user sits, newest first."""
    rows = round_.sittings.filter(closed_at=None, members__person=user.person_id)
    return list(rows.order_by("-held_at"))


def candidates(sitting: Sitting) -> QuerySet[Person]:
    """Whoever moderates or judges today and does not sit there yet, by name."""
    wanted = (Capability.MODERATE, Capability.ASSESS)
    sets = [
        one.pk
        for one in CapabilitySet.objects.all()
        if any(capability in one.capabilities for capability in wanted)
    ]
    today = timezone.localdate()
    held = (
        Q(seats__capability_set__in=sets)
        & (Q(seats__held_from=None) | Q(seats__held_from__lte=today))
        & (Q(seats__held_to=None) | Q(seats__held_to__gte=today))
    )
    seated = sitting.members.values("person")
    people = Person.objects.filter(held).exclude(pk__in=seated).distinct()
    return people.select_related("institution").order_by("name", "pk")
