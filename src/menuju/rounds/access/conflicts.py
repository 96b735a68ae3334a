"""Conflicts of interest: computed on persons, institutions and regions; and declared.

A person stands too near to a region if they live there, hold or held an office there, have
or had a seat there, mentor or mentored it, belong to the institution of somebody who
mentors it, or say so themselves. Each nearness blocks until another person resolves it
with a reason; mentoring cannot be resolved.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Capability, OfficeHolding, Person, Seat
from menuju.regions.models import Region
from menuju.rounds.models import ConflictDeclaration


class Nearness(TextChoices):
    """In which way somebody stands too near to a region."""

    DECLARED = "declared", _("dinyatakan sendiri")
    HOME = "home", _("berdomisili di daerah ini")
    OFFICE = "office", _("memegang atau pernah memegang jabatan di daerah ini")
    SEAT = "seat", _("bertugas atau pernah bertugas untuk daerah ini")
    MENTOR = "mentor", _("membimbing atau pernah membimbing daerah ini")
    INSTITUTION = "institution", _("lembaganya membimbing daerah ini")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A nearness of a person to a region that nobody resolved."""

    person: int
    region: str
    kind: Nearness

    @property
    def can_be_resolved(self) -> bool:
        """Whether a reason can lift it; a mentor never judges the same region."""
        return self.kind != Nearness.MENTOR


Pairs = dict[tuple[int, str], list[Conflict]]


def conflicts_between(people: Iterable[Person], regions: Iterable[str]) -> Pairs:
    """The unresolved conflicts of each pair that has any, in three queries."""
    people, codes = list(people), set(regions)
    keys = [person.pk for person in people]
    found: set[tuple[int, str, Nearness]] = {
        (person.pk, person.home_region_id, Nearness.HOME)
        for person in people
        if person.home_region_id in codes
    }
    declared, resolved = _declarations(keys, codes)
    found |= _offices(keys, codes) | _seats(people, codes) | declared
    pairs: Pairs = defaultdict(list)
    for person, region, kind in sorted(found - resolved):
        pairs[person, region].append(Conflict(person, region, kind))
    return dict(pairs)


def unresolved_between(person: Person, region: Region) -> list[Conflict]:
    """The unresolved conflicts of one person with one region."""
    pairs = conflicts_between([person], [region.pk])
    return pairs.get((person.pk, region.pk), [])


def _offices(keys: list[int], codes: set[str]) -> set[tuple[int, str, Nearness]]:
    held = OfficeHolding.objects.filter(person__in=keys, office__region__in=codes)
    rows = held.values_list("person", "office__region")
    return {(person, region, Nearness.OFFICE) for person, region in rows}


def _seats(people: list[Person], codes: set[str]) -> set[tuple[int, str, Nearness]]:
    """Seats there, also ended ones; and whose institution mentors or mentored a region."""
    keys, members = {person.pk for person in people}, defaultdict(set)
    for person in people:
        if person.institution_id:
            members[person.institution_id].add(person.pk)
    seats = Seat.objects.filter(
        Q(region__in=codes) | Q(agency__region__in=codes),
        Q(person__in=keys) | Q(person__institution__in=members),
    ).select_related("capability_set", "agency", "person")
    found = set()
    for seat in seats:
        region, kind = _region_of(seat), _kind_of(seat)
        if seat.person_id in keys:
            found.add((seat.person_id, region, kind))
        if kind == Nearness.MENTOR and seat.person.institution_id:
            others = members[seat.person.institution_id] - {seat.person_id}
            found |= {(one, region, Nearness.INSTITUTION) for one in others}
    return found


def _region_of(seat: Seat) -> str:
    return seat.agency.region_id if seat.agency else str(seat.region_id)


def _kind_of(seat: Seat) -> Nearness:
    return Nearness.MENTOR if seat.gives(Capability.MENTOR) else Nearness.SEAT


def _declarations(
    keys: list[int], codes: set[str]
) -> tuple[set[tuple[int, str, Nearness]], set[tuple[int, str, Nearness]]]:
    """What was declared and is open; what was resolved and can be."""
    declared, resolved = set(), set()
    for row in ConflictDeclaration.objects.filter(person__in=keys, region__in=codes):
        place = (row.person_id, row.region_id, Nearness(row.kind))
        if row.resolved_at is None and row.kind == Nearness.DECLARED:
            declared.add(place)
        elif row.resolved_at and row.kind not in {Nearness.MENTOR, Nearness.DECLARED}:
            resolved.add(place)
    return declared, resolved
