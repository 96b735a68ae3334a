"""Where a region comes from and what came of it: splits, mergers and new names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from menuju.regions.models import Region, Succession


@dataclass(frozen=True, slots=True)
class Change:
    """One legal act as a region sees it.

    ``side`` is ``from`` where the region came of ``others``, ``into`` where they came of
    it, and ``name`` where it only changed its name from ``former_name``.
    """

    side: str
    kind: str
    on: date
    legal_act: str
    former_name: str = ""
    others: list[Region] = field(default_factory=list)

    @property
    def breaks(self) -> bool:
        """Whether figures before and after it are about different regions."""
        return self.kind != Succession.Kind.RENAME


def changes_of(region: Region) -> list[Change]:
    """What happened to a region, the latest act first. One query."""
    rows = Succession.objects.filter(
        Q(predecessor=region) | Q(successor=region)
    ).select_related("predecessor", "successor")
    found: dict[tuple[str, str, date, str], Change] = {}
    for row in rows.order_by("-on", "pk"):
        side, other = _seen_from(region, row)
        key = (side, row.kind, row.on, row.legal_act)
        change = found.setdefault(key, Change(*key, former_name=row.former_name))
        if other:
            change.others.append(other)
    return list(found.values())


def is_broken(changes: Iterable[Change], first: int, last: int) -> bool:
    """Whether a split or merger lies in or between two years: no line joins them."""
    return any(each.breaks and first <= each.on.year <= last for each in changes)


def _seen_from(region: Region, row: Succession) -> tuple[str, Region | None]:
    if row.predecessor_id == row.successor_id:
        return "name", None
    if row.successor_id == region.pk:
        return "from", row.predecessor
    return "into", row.successor
