"""Whether the severity of the assessors can be told from the merit of the regions."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

from menuju.accounts.models import Person
from menuju.regions.models import Region
from menuju.scoring.raters.design import blocks

Panels: TypeAlias = Mapping[str, set[int]]


@dataclass(frozen=True, slots=True)
class Linkage:
    """The blocks of assessors that share no region, and the region that would join them.

    ``bridged`` is how many of the blocks that region can join: those with somebody who may
    judge it. Nobody judges yet: no block.
    """

    blocks: list[list[Person]]
    bridge: Region | None = None
    bridged: int = 0

    @property
    def is_apart(self) -> bool:
        return len(self.blocks) > 1

    @property
    def is_enough(self) -> bool:
        """Whether that one region joins them all."""
        return self.bridged == len(self.blocks)


@dataclass(frozen=True, slots=True)
class Able:
    """Who may be given regions, and which pairs (person, region) may not be made."""

    judges: AbstractSet[int]
    barred: AbstractSet[tuple[int, str]]


def blocks_of(panels: Panels) -> list[list[int]]:
    """The blocks of assessors that share no region, always in the same order."""
    return blocks(sorted(panel) for _region, panel in sorted(panels.items()))


def linkage_in(
    panels: Panels,
    people: Mapping[int, Person],
    regions: Mapping[str, Region],
    able: Able,
) -> Linkage:
    """Of panels given as persons by region; the bridge is the region most can judge."""
    found = blocks_of(panels)
    if len(found) <= 1:
        return Linkage([[] for _block in found])
    best: tuple[int, int, Region | None] = (0, 0, None)
    for code in sorted(regions):
        fit = {
            key
            for key in people
            if key in panels.get(code, set())
            or (key in able.judges and (key, code) not in able.barred)
        }
        reach = (sum(not fit.isdisjoint(block) for block in found), len(fit))
        if reach > best[:2]:
            best = (*reach, regions[code])
    named = [sorted((people[key] for key in block), key=str) for block in found]
    return Linkage(named, best[2], best[0])
