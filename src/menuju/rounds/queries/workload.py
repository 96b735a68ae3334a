"""Who has how much to do in a round: given, sent, open, and what stands in the way."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from menuju.accounts.models import Person
from menuju.instruments.models.tree import Node
from menuju.regions.models import IslandGroup
from menuju.rounds.models import PoolMember, Round
from menuju.rounds.queries.pool import elements_of, pool
from menuju.rounds.queries.roster import Roster

HEAD = (
    *("nomor", "nama", "lembaga", "daerah", "terkirim", "belum terkirim"),
    *("kapasitas", "sisa kapasitas", "unsur", "kelompok pulau"),
    *("konflik pada tugas", "daerah tertutup karena konflik", "keluar"),
)


@dataclass(slots=True)
class Load:
    """One assessor's regions in a round. Without a pool the capacity is unknown."""

    person: Person
    member: PoolMember | None
    topics: list[Node]
    is_seated: bool
    given: int = 0
    sent: int = 0
    islands: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    closed: int = 0

    @property
    def open(self) -> int:
        """Regions not sent."""
        return self.given - self.sent

    @property
    def capacity(self) -> int | None:
        return self.member.capacity if self.member else None

    @property
    def room(self) -> int | None:
        """How many regions more; negative where somebody has too many."""
        return None if self.capacity is None else self.capacity - self.given

    @property
    def has_left(self) -> bool:
        return bool(self.member and self.member.left_at)

    @property
    def island_names(self) -> list[str]:
        return [str(IslandGroup(name).label) for name in sorted(self.islands)]


SORTS = {
    "nama": lambda one: one.person.name,
    "daerah": lambda one: (-one.given, one.person.name),
    "terkirim": lambda one: (-one.sent, one.person.name),
    "belum": lambda one: (-one.open, one.person.name),
    "sisa": lambda one: (one.room is None, -(one.room or 0), one.person.name),
    "konflik": lambda one: (-one.conflicts, -one.closed, one.person.name),
}
"""The orders of the board, by what its address says."""


def loads_of(roster: Roster, order: str = "nama") -> list[Load]:
    """Everybody of the pool, or who has a region; two queries beside the roster."""
    elements = elements_of(roster.round)
    seated = {person.pk: person for person in pool()}
    people = roster.people if roster.members else roster.people | seated
    found = {
        key: Load(
            person,
            roster.members.get(key),
            _named(elements, roster.members.get(key)),
            key in seated,
        )
        for key, person in people.items()
    }
    given: set[tuple[int, str]] = set()
    for row in roster.rows:
        load, region = found[row.assessor_id], row.participation.region
        load.given += 1
        load.sent += bool(row.submitted_at)
        load.islands[region.province.island_group] += 1
        given.add((row.assessor_id, region.pk))
    for pair in roster.conflicts:
        found[pair[0]].closed += 1
        found[pair[0]].conflicts += pair in given
    return sorted(found.values(), key=SORTS.get(order, SORTS["nama"]))


def load_rows(loads: Iterable[Load]) -> list[list[object]]:
    """The board as a table to take away."""
    return [
        [
            one.person.pk,
            one.person.name,
            one.person.institution.short_name if one.person.institution else "",
            one.given,
            one.sent,
            one.open,
            one.capacity,
            one.room,
            "; ".join(str(node.title) for node in one.topics),
            "; ".join(one.island_names),
            one.conflicts,
            one.closed,
            one.member.left_reason if one.member and one.has_left else "",
        ]
        for one in loads
    ]


def closes_at(round_: Round, phase: str = Round.Phase.ASSESSMENT) -> datetime | None:
    """When a phase closes, if that was said."""
    window = round_.windows.filter(phase=phase).first()
    return window.closes_at if window else None


def days_left(closes: datetime | None) -> int | None:
    """Whole days until then, rounded down; negative when it has passed."""
    return None if closes is None else (closes - timezone.now()).days


def _named(elements: dict[str, Node], member: PoolMember | None) -> list[Node]:
    topics = member.topics if member else []
    return [elements[code] for code in topics if code in elements]
