"""The panels of a round: who judges which region, with the conflicts inside them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from menuju.rounds.access.conflicts import Conflict, Pairs, conflicts_between
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
    return [panel_of(round_, part, members[part.pk], pairs) for part in participations]


def panel_of(
    round_: Round, part: Participation, rows: list[Assignment], pairs: Pairs
) -> Panel:
    """One region's panel, with those conflicts that are inside it."""
    near = {
        row.assessor_id: pairs[row.assessor_id, part.region_id]
        for row in rows
        if (row.assessor_id, part.region_id) in pairs
    }
    return Panel(part, rows, near, round_.assessors_per_region)


def free_letters(participation: Participation) -> Iterator[str]:
    """The letters that nobody has or had in this region, in turn: A to Z, AA to ZZ."""
    return _letters_but(set(participation.assignments.values_list("letter", flat=True)))


def letters_of(round_: Round) -> dict[int, Iterator[str]]:
    """The free letters of every region of a round, by participation, in one query."""
    used: dict[int, set[str]] = defaultdict(set)
    rows = Assignment.objects.filter(participation__round=round_)
    for part, letter in rows.values_list("participation", "letter"):
        used[part].add(letter)
    parts = round_.participations.values_list("pk", flat=True)
    return {part: _letters_but(used[part]) for part in parts}


def _letters_but(used: Collection[str]) -> Iterator[str]:
    pairs = (first + second for first in LETTERS for second in LETTERS)
    return (letter for letter in chain(LETTERS, pairs) if letter not in used)
