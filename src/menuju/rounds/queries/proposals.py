"""A proposal of who judges whom: from what it is computed, and what came of it.

Everything is told by codes of regions and keys of persons, so that it can be stored as
it was shown, and compared with what it would be computed from now.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from menuju.accounts.models import Person
from menuju.regions.models import Region
from menuju.rounds.access.conflicts import Pairs, conflicts_between
from menuju.rounds.models import Assignment, Participation, Round
from menuju.rounds.queries.pool import Judge, elements_of, judges_of
from menuju.scoring.raters.completion import Completion, Wishes, complete

Json: TypeAlias = dict[str, Any]
Pair: TypeAlias = tuple[str, int]
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a proposal. ``anchors``: how many more; None: the fewest needed."""

    seed: int = 1
    anchors: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that a proposal is computed from, read in eight queries."""

    round: Round
    parts: list[Participation]
    judges: dict[int, Judge]
    panels: dict[str, set[int]]
    sent: set[Pair]
    former: set[Pair]
    conflicts: Pairs
    people: dict[int, Person] = field(default_factory=dict)

    @property
    def basis(self) -> Json:
        """As it is stored beside a proposal."""
        return {
            "size": self.round.assessors_per_region,
            "anchors": sorted(p.region_id for p in self.parts if p.is_anchor),
            "panels": {
                part.region_id: sorted(self.panels[part.region_id])
                for part in self.parts
            },
            "judges": {
                str(key): [one.capacity, list(one.topics)]
                for key, one in sorted(self.judges.items())
            },
            "former": sorted(map(list, self.former)),
            "conflicts": sorted([region, key] for key, region in self.conflicts),
        }


def ground_of(round_: Round) -> Ground:
    """What a proposal would be computed from now."""
    parts = list(
        round_.participations.filter(status=Participation.Status.CONFIRMED)
        .select_related("region__province")
        .order_by("region")
    )
    judges = {one.person.pk: one for one in judges_of(round_)}
    panels: dict[str, set[int]] = defaultdict(set)
    sent, former = set(), set()
    rows = Assignment.objects.filter(participation__round=round_).select_related(
        "participation", "assessor__institution"
    )
    people = {key: one.person for key, one in judges.items()}
    for row in rows:
        pair = (row.participation.region_id, row.assessor_id)
        if row.withdrawn_at:
            former.add(pair)
            continue
        people[row.assessor_id] = row.assessor
        panels[pair[0]].add(row.assessor_id)
        if row.submitted_at:
            sent.add(pair)
    near = conflicts_between(
        [one.person for one in judges.values()], [part.region_id for part in parts]
    )
    return Ground(round_, parts, judges, panels, sent, former, near, people)


def filled(ground: Ground, ask: Ask) -> Json:
    """Fill every panel; those who judge already stay."""
    sizes = [ground.round.assessors_per_region] * len(ground.parts)
    return _content(ground, ask, sizes, [])


def redistributed(ground: Ground, leaver: int, ask: Ask) -> Json:
    """Give the regions that a leaver has not sent to others; nothing else changes."""
    unsent = [
        (region, leaver)
        for region, panel in sorted(ground.panels.items())
        if leaver in panel and (region, leaver) not in ground.sent
    ]
    lost = {region for region, _person in unsent}
    sizes = [
        ground.round.assessors_per_region if part.region_id in lost else 0
        for part in ground.parts
    ]
    rest = Ground(
        ground.round,
        ground.parts,
        {key: one for key, one in ground.judges.items() if key != leaver},
        {
            region: panel - {leaver} if region in lost else panel
            for region, panel in ground.panels.items()
        },
        ground.sent,
        ground.former,
        ground.conflicts,
        ground.people,
    )
    return _content(rest, Ask(ask.seed, 0), sizes, unsent, joined=lost)


def _content(
    ground: Ground,
    ask: Ask,
    sizes: list[int],
    withdrawn: list[Pair],
    joined: Collection[str] | None = None,
) -> Json:
    """Solve, and tell what changes. ``joined`` limits which anchors everybody joins."""
    people = sorted(
        {*ground.judges, *(p for panel in ground.panels.values() for p in panel)}
    )
    regions = [part.region_id for part in ground.parts]
    anchors = [
        place
        for place, part in enumerate(ground.parts)
        if part.is_anchor and (joined is None or part.region_id in joined)
    ]
    done = _solved(ground, ask, people, sizes, anchors)
    panels = zip(regions, done.panels, strict=True)
    marked = (p for p in done.anchors if not ground.parts[p].is_anchor)
    return {
        "seed": ask.seed,
        "anchors": [regions[place] for place in marked],
        "added": [
            [region, people[place]]
            for region, panel in panels
            for place in panel
            if people[place] not in ground.panels.get(region, ())
        ],
        "withdrawn": [list(pair) for pair in withdrawn],
        "short": {r: n for r, n in zip(regions, done.short.tolist(), strict=True) if n},
    }


def _solved(
    ground: Ground, ask: Ask, people: list[int], sizes: list[int], anchors: list[int]
) -> Completion:
    """The panels completed; persons and regions are told by their places."""
    regions = [part.region_id for part in ground.parts]
    return complete(
        [[p in ground.panels.get(r, ()) for p in people] for r in regions],
        sizes,
        ask.seed,
        barred=[[_is_barred(ground, r, p) for p in people] for r in regions],
        capacity=[_room(ground, p) for p in people],
        anchors=anchors,
        more_anchors=None if ask.anchors is None else min(ask.anchors, _spare(ground)),
        wishes=_wishes(ground, people),
    )


def _spare(ground: Ground) -> int:
    return sum(not part.is_anchor for part in ground.parts)


def _is_barred(ground: Ground, region: str, person: int) -> bool:
    """Who is no judge any more, stands too near, or gave the region back."""
    return (
        person not in ground.judges
        or (person, region) in ground.conflicts
        or (region, person) in ground.former
    )


def _room(ground: Ground, person: int) -> int:
    capacity = ground.judges[person].capacity if person in ground.judges else 0
    return len(ground.parts) if capacity is None else capacity


def _wishes(ground: Ground, people: list[int]) -> Wishes:
    """Institutions, topics and islands. Who names no topic knows them all."""
    elements = list(elements_of(ground.round))
    topics = {p: ground.judges[p].topics if p in ground.judges else () for p in people}
    return Wishes(
        # who belongs to no institution is a body of their own
        bodies=[ground.people[p].institution_id or f"person {p}" for p in people],
        skills=[
            [not topics[p] or code in topics[p] for code in elements] for p in people
        ],
        areas=[part.region.province.island_group for part in ground.parts],
    )


def digest_of(basis: Json, content: Json) -> str:
    """SHA-256 of what was shown and what it rests on."""
    text = json.dumps([basis, content], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two grounds: the regions and the persons concerned."""

    regions: list[str]
    people: list[int]
    is_size_changed: bool

    def __bool__(self) -> bool:
        return bool(self.regions or self.people or self.is_size_changed)


def difference_of(then: Json, now: Json, more: Iterable[str] = ()) -> Difference:
    """Compare the basis of a proposal with that of now; ``more`` regions changed too."""
    regions = {*more, *_changed(then["panels"], now["panels"])}
    regions |= set(then["anchors"]) ^ set(now["anchors"])
    people = {int(key) for key in _changed(then["judges"], now["judges"])}
    for name in ("former", "conflicts"):
        pairs = {tuple(p) for p in then[name]} ^ {tuple(p) for p in now[name]}
        regions |= {region for region, _person in pairs}
        people |= {person for _region, person in pairs}
    return Difference(sorted(regions), sorted(people), then["size"] != now["size"])


def named(difference: Difference) -> tuple[list[str], list[str]]:
    """The names of the first regions and persons of a difference."""
    regions = Region.objects.filter(code__in=difference.regions[:MOST_SHOWN])
    people = Person.objects.filter(pk__in=difference.people[:MOST_SHOWN])
    return (
        list(regions.order_by("name").values_list("name", flat=True)),
        list(people.order_by("name").values_list("name", flat=True)),
    )


def _changed(then: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    return {key for key in {*then, *now} if then.get(key, ...) != now.get(key, ...)}
