"""Everybody and everything in the panels of a round, read once for pages that show it all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from menuju.accounts.models import Person
from menuju.rounds.access.conflicts import Pairs, conflicts_between
from menuju.rounds.models import Assignment, Participation, PoolMember, Round
from menuju.rounds.queries.assignments import Panel, panel_of
from menuju.rounds.queries.linkage import Able, Linkage, linkage_in
from menuju.rounds.queries.pool import members_of


@dataclass(frozen=True, slots=True)
class Roster:
    """The confirmed regions by name, their assignments, the pool, and all conflicts."""

    round: Round
    parts: list[Participation]
    rows: list[Assignment]
    members: dict[int, PoolMember]
    people: dict[int, Person]
    conflicts: Pairs

    @property
    def linkage(self) -> Linkage:
        """Whether severity can be told from merit. Without a pool, whoever judges may."""
        panels: dict[str, set[int]] = defaultdict(set)
        for row in self.rows:
            panels[row.participation.region_id].add(row.assessor_id)
        judging = {row.assessor_id: row.assessor for row in self.rows}
        available = {
            key for key, one in self.members.items() if one.left_at is None
        } or set(judging)
        regions = {part.region_id: part.region for part in self.parts}
        able = Able(available, self.conflicts.keys())
        return linkage_in(panels, judging, regions, able)

    def panels(self, parts: Iterable[Participation]) -> list[Panel]:
        """The panels of some regions, in their order."""
        rows: dict[int, list[Assignment]] = defaultdict(list)
        for row in self.rows:
            rows[row.participation_id].append(row)
        return [
            panel_of(self.round, part, rows[part.pk], self.conflicts) for part in parts
        ]


def roster_of(round_: Round) -> Roster:
    """Six queries, however many regions and assessors."""
    confirmed = round_.participations.filter(status=Participation.Status.CONFIRMED)
    parts = list(confirmed.select_related("region__province").order_by("region__name"))
    rows = list(
        Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
        .select_related("assessor__institution", "participation__region__province")
        .order_by("letter")
    )
    members = {one.person_id: one for one in members_of(round_)}
    people = {row.assessor_id: row.assessor for row in rows}
    people |= {key: one.person for key, one in members.items()}
    codes = {part.region_id for part in parts}
    codes |= {row.participation.region_id for row in rows}
    near = conflicts_between(people.values(), codes)
    return Roster(round_, parts, rows, members, people, near)
