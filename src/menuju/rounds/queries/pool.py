"""The pool of a round: who is available, for how many regions, and for which topics."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from menuju.accounts.models import Capability, CapabilitySet, Person
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import tree_of
from menuju.rounds.models import Assignment, PoolMember, Round


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who may be given regions; without a pool nobody said how many."""

    person: Person
    capacity: int | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the pool, as its page shows it."""

    member: PoolMember
    topics: list[Node]
    given: int
    is_seated: bool

    @property
    def may_leave(self) -> bool:
        """Whoever left is gone already."""
        return self.member.left_at is None


def pool() -> list[Person]:
    """Everybody who holds a seat to assess today."""
    sets = [
        one.pk
        for one in CapabilitySet.objects.all()
        if Capability.ASSESS in one.capabilities
    ]
    today = timezone.localdate()
    held = (
        Q(seats__capability_set__in=sets)
        & (Q(seats__held_from=None) | Q(seats__held_from__lte=today))
        & (Q(seats__held_to=None) | Q(seats__held_to__gte=today))
    )
    people = Person.objects.filter(held).select_related("institution")
    return list(people.distinct().order_by("name", "pk"))


def members_of(round_: Round) -> list[PoolMember]:
    """The pool by name, also those who left."""
    rows = round_.pool_members.select_related("person__institution")
    return list(rows.order_by("person__name", "person"))


def judges_of(round_: Round) -> list[Judge]:
    """Who may be given regions: the pool, or everybody who assesses if there is none."""
    seated = pool()
    members = {one.person_id: one for one in members_of(round_)}
    if not members:
        return [Judge(person, None, ()) for person in seated]
    return [
        Judge(person, member.capacity, tuple(member.topics))
        for person in seated
        if (member := members.get(person.pk)) and member.left_at is None
    ]


def newcomers_of(round_: Round) -> list[Person]:
    """Who may assess and is not in the pool; those who left may come back."""
    active = set(
        round_.pool_members.filter(left_at=None).values_list("person", flat=True)
    )
    return [person for person in pool() if person.pk not in active]


def elements_of(round_: Round) -> dict[str, Node]:
    """The elements of the instrument, by code: what somebody may be expert in."""
    root = tree_of(round_.instrument_version).root
    return {node.code: node for node in root.children}


def given_to(round_: Round) -> dict[int, int]:
    """How many regions each assessor has, by person."""
    rows = Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
    given: dict[int, int] = {}
    for person in rows.values_list("assessor", flat=True):
        given[person] = given.get(person, 0) + 1
    return given


def places_in(round_: Round) -> list[Place]:
    """The pool as a list, with how many regions each has; who left stands last."""
    elements, given = elements_of(round_), given_to(round_)
    seated = {person.pk for person in pool()}
    found = [
        Place(
            member,
            [elements[code] for code in member.topics if code in elements],
            given.get(member.person_id, 0),
            member.person_id in seated,
        )
        for member in members_of(round_)
    ]
    return sorted(found, key=lambda one: one.member.left_at is not None)
