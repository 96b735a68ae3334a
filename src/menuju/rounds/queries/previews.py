"""A stored proposal as people read it: by region, by assessor, and what it means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from menuju.accounts.models import Person
from menuju.instruments.models.tree import Node
from menuju.regions.models import IslandGroup
from menuju.rounds.models import PanelProposal, Participation
from menuju.rounds.queries.linkage import Able, Linkage, blocks_of, linkage_in
from menuju.rounds.queries.pool import elements_of
from menuju.rounds.queries.proposals import Difference, difference_of, ground_of


@dataclass(frozen=True, slots=True)
class RegionChange:
    """A region's panel before and after, and what of the wishes it misses."""

    participation: Participation
    kept: list[Person]
    added: list[Person]
    withdrawn: list[Person]
    short: int
    becomes_anchor: bool
    same_bodies: list[str]
    uncovered: list[Node]

    @property
    def is_changed(self) -> bool:
        return bool(self.added or self.withdrawn or self.short or self.becomes_anchor)


@dataclass(frozen=True, slots=True)
class LoadChange:
    """An assessor's number of regions before and after, and where they lie."""

    person: Person
    before: int
    after: int
    capacity: int | None
    islands: list[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """All of a proposal.

    ``before`` counts the blocks of assessors that are connected now; ``avoided`` are the
    pairs left out because of a conflict.
    """

    regions: list[RegionChange]
    loads: list[LoadChange]
    before: int
    after: Linkage
    avoided: list[tuple[str, str]]
    added: int
    withdrawn: int
    anchors: int

    @property
    def changed(self) -> list[RegionChange]:
        return [one for one in self.regions if one.is_changed]

    @property
    def short(self) -> int:
        """Places for which nobody was left."""
        return sum(one.short for one in self.regions)

    @property
    def mixed(self) -> int:
        """Panels in which two persons come from one institution."""
        return sum(bool(one.same_bodies) for one in self.regions)

    @property
    def uncovered(self) -> int:
        """Panels in which nobody knows one of the elements."""
        return sum(bool(one.uncovered) for one in self.regions)


@dataclass
class _Reading:
    """A proposal's keys, and the records behind them."""

    proposal: PanelProposal
    parts: dict[str, Participation]
    people: dict[int, Person]
    before: dict[str, set[int]]
    after: dict[str, set[int]] = field(default_factory=dict)


def preview_of(proposal: PanelProposal) -> Preview:
    """Read a stored proposal with today's names. Four queries, however many regions."""
    reading = _read(proposal)
    content = proposal.content
    return Preview(
        regions=_regions(reading),
        loads=_loads(reading),
        before=len(blocks_of(reading.before)),
        after=_linkage(reading),
        avoided=_avoided(reading),
        added=len(content["added"]),
        withdrawn=len(content["withdrawn"]),
        anchors=len(content["anchors"]),
    )


def outdated_by(proposal: PanelProposal) -> Difference:
    """What changed since it was computed; nothing if it still fits.

    A score that a leaver sent in the meantime is theirs for ever.
    """
    ground = ground_of(proposal.round)
    given_back = {(code, person) for code, person in proposal.content["withdrawn"]}
    kept = sorted(code for code, _person in given_back & ground.sent)
    return difference_of(proposal.basis, ground.basis, kept)


def _read(proposal: PanelProposal) -> _Reading:
    basis, content = proposal.basis, proposal.content
    before = {code: set(panel) for code, panel in basis["panels"].items()}
    after = {code: set(panel) for code, panel in before.items()}
    for code, person in content["withdrawn"]:
        after[code].discard(person)
    for code, person in content["added"]:
        after[code].add(person)
    parts = proposal.round.participations.filter(region__in=before)
    keys = {int(key) for key in basis["judges"]}
    keys |= {key for panel in (*before.values(), *after.values()) for key in panel}
    people = Person.objects.filter(pk__in=keys).select_related("institution")
    return _Reading(
        proposal,
        {p.region_id: p for p in parts.select_related("region__province")},
        {one.pk: one for one in people},
        before,
        after,
    )


def _regions(reading: _Reading) -> list[RegionChange]:
    content = reading.proposal.content
    elements = elements_of(reading.proposal.round)
    judges = reading.proposal.basis["judges"]
    topics = {int(key): set(row[1]) for key, row in judges.items()}
    added, withdrawn = _by_region(content["added"]), _by_region(content["withdrawn"])

    def named(keys: Iterable[int]) -> list[Person]:
        return sorted((reading.people[key] for key in keys), key=lambda one: one.name)

    return [
        RegionChange(
            part,
            named(reading.after[code] - added[code]),
            named(added[code]),
            named(withdrawn[code]),
            content["short"].get(code, 0),
            code in content["anchors"],
            _same_bodies(part, code in content["anchors"], named(reading.after[code])),
            _uncovered(
                elements, [topics.get(key, set()) for key in reading.after[code]]
            ),
        )
        for code, part in sorted(reading.parts.items(), key=lambda p: p[1].region.name)
    ]


def _linkage(reading: _Reading) -> Linkage:
    basis = reading.proposal.basis
    barred = {(person, code) for code, person in basis["conflicts"] + basis["former"]}
    judges = {int(key) for key in basis["judges"]}
    judges.discard(reading.proposal.leaver_id or 0)
    regions = {code: part.region for code, part in reading.parts.items()}
    return linkage_in(reading.after, reading.people, regions, Able(judges, barred))


def _same_bodies(part: Participation, becomes: bool, panel: list[Person]) -> list[str]:  # noqa: FBT001
    """The institutions that a panel holds twice; an anchor is judged by all of them."""
    if part.is_anchor or becomes:
        return []
    bodies = Counter(
        one.institution.short_name for one in panel if one.institution is not None
    )
    return [name for name, count in bodies.items() if count > 1]


def _uncovered(elements: Mapping[str, Node], topics: list[set[str]]) -> list[Node]:
    """The elements that nobody of a panel named; who names none knows them all."""
    if not topics or any(not known for known in topics):
        return []
    return [node for code, node in elements.items() if code not in set().union(*topics)]


def _loads(reading: _Reading) -> list[LoadChange]:
    before, after = _count(reading.before), _count(reading.after)
    islands: dict[int, Counter[str]] = defaultdict(Counter)
    for code, panel in reading.after.items():
        if part := reading.parts.get(code):
            group = part.region.province.island_group
            for person in panel:
                islands[person][group] += 1
    judges = reading.proposal.basis["judges"]
    found = [
        LoadChange(
            one,
            before[key],
            after[key],
            judges.get(str(key), [None])[0],
            [str(IslandGroup(name).label) for name, _n in islands[key].most_common()],
        )
        for key, one in reading.people.items()
    ]
    return sorted(found, key=lambda one: (-one.after, one.person.name))


def _avoided(reading: _Reading) -> list[tuple[str, str]]:
    pairs = [
        (reading.people[person].name, reading.parts[code].region.name)
        for code, person in reading.proposal.basis["conflicts"]
        if code in reading.parts and person in reading.people
    ]
    return sorted(pairs)


def _by_region(pairs: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for code, person in pairs:
        found[code].add(person)
    return found


def _count(panels: Mapping[str, set[int]]) -> Counter[int]:
    return Counter(person for panel in panels.values() for person in panel)
