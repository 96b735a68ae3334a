"""Who could judge whom, and a balanced proposal that keeps every rule."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Q
from django.utils import timezone

from menuju.accounts.models import Capability, CapabilitySet, Person
from menuju.rounds.access.conflicts import Conflict, conflicts_between
from menuju.rounds.models import Assignment, Participation, Round

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Panel:
    """A region and those who judge it."""

    participation: Participation
    assignments: list[Assignment]
    conflicts: dict[int, list[Conflict]]
    needed: int

    @property
    def missing(self) -> int:
        """How many more assessors the round asks for."""
        return max(0, self.needed - len(self.assignments))


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


def panels(round_: Round, participations: Sequence[Participation]) -> list[Panel]:
    """The panels of these regions with the conflicts inside them."""
    rows = (
        Assignment.objects.filter(participation__in=participations, withdrawn_at=None)
        .select_related("assessor__institution")
        .order_by("letter")
    )
    members: dict[int, list[Assignment]] = {part.pk: [] for part in participations}
    for row in rows:
        members[row.participation_id].append(row)
    people = {row.assessor_id: row.assessor for row in rows}
    pairs = conflicts_between(people.values(), [p.region_id for p in participations])
    return [
        Panel(
            part,
            members[part.pk],
            {
                row.assessor_id: pairs[row.assessor_id, part.region_id]
                for row in members[part.pk]
                if (row.assessor_id, part.region_id) in pairs
            },
            round_.assessors_per_region,
        )
        for part in participations
    ]


def loads(round_: Round) -> dict[int, int]:
    """How many regions each assessor has in this round."""
    rows = Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
    counted = rows.values_list("assessor").annotate(count=Count("pk"))
    return dict(counted)


def proposal(round_: Round) -> list[tuple[Participation, Person]]:
    """Fill every panel with those who have least to do and no conflict.

    Deterministic: equal loads are broken by the order of the pool, shifted with each
    region so that panels mix and severity can be told from merit later.
    """
    parts = list(
        round_.participations.filter(
            status=Participation.Status.CONFIRMED
        ).select_related("region")
    )
    people = pool()
    pairs = conflicts_between(people, [part.region_id for part in parts])
    held, seated, load = _seated(round_)
    chosen = []
    for turn, part in enumerate(parts):
        free = [
            person
            for person in people
            if person.pk not in held[part.pk]
            and (person.pk, part.region_id) not in pairs
        ]
        free.sort(key=lambda p: (load[p.pk], (people.index(p) - turn) % len(people)))
        missing = max(0, round_.assessors_per_region - seated[part.pk])
        for person in free[:missing]:
            load[person.pk] += 1
            chosen.append((part, person))
    return chosen


def _seated(
    round_: Round,
) -> tuple[dict[int, set[int]], Counter[int], Counter[int]]:
    """Who has or had each region, how many have it now, and each assessor's load."""
    held: dict[int, set[int]] = defaultdict(set)
    seated: Counter[int] = Counter()
    load: Counter[int] = Counter()
    rows = Assignment.objects.filter(participation__round=round_)
    for row in rows.only("participation_id", "assessor_id", "withdrawn_at"):
        held[row.participation_id].add(row.assessor_id)
        if row.withdrawn_at is None:
            seated[row.participation_id] += 1
            load[row.assessor_id] += 1
    return held, seated, load


def free_letters(participation: Participation) -> Iterator[str]:
    """The letters that nobody has or had in this region, in turn: A to Z, AA to ZZ."""
    used = set(participation.assignments.values_list("letter", flat=True))
    pairs = (first + second for first in LETTERS for second in LETTERS)
    return (letter for letter in chain(LETTERS, pairs) if letter not in used)
