"""What became of each element between two snapshots: added, removed, changed, moved.

An element is the same one where its key is, or, where it has none, what identifies it: the
year and origin of a budget, the goal of a link, the kind of a legal act.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from menuju.plans.queries.differences import rising
from menuju.plans.queries.snapshots import PARTS, Snapshot, walk

Kind: TypeAlias = Literal["added", "removed", "changed", "moved"]
HEAD = "head"
"""The part that stands for the masterplan and the version as wholes."""
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "goal_links": ("element", "key", "goal"),
    "budgets": ("year", "origin"),
    "legal_acts": ("kind",),
    "chapters": ("book", "code"),
}
"""What tells elements without a key of their own apart."""
OF_ITS_PARENT = {"budgets"}
"""Elements that are told apart within the one they stand in."""
UNORDERED = {"goal_links", "budgets", "legal_acts", "bodies"}
"""Parts whose order follows from what they say."""
FOLDED = "partners"
"""Agencies that take part in a programme: shown as one field of it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value before and after, as the snapshots hold it; None where it was not there."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Row:
    """An element of a snapshot. ``above`` is the one it stands in."""

    part: str
    identity: str
    values: Snapshot
    above: "Row | None" = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an element. ``places`` counts from 1 where it was moved."""

    kind: Kind
    row: Row
    fields: list[Field]
    places: tuple[int, int] | None = None

    @property
    def part(self) -> str:
        return self.row.part


def compare(old: Snapshot, new: Snapshot) -> list[Change]:
    """Every difference, part by part: what is there now in its order, then what is gone."""
    before, after = _rows(old), _rows(new)
    moved = _moved(before, after)
    found = []
    for identity, row in after.items():
        was = before.get(identity)
        fields = _fields(was, row)
        places = moved.get(identity)
        if was is None:
            found.append(Change("added", row, fields))
        elif fields or places:
            found.append(Change("changed" if fields else "moved", row, fields, places))
    gone = [row for identity, row in before.items() if identity not in after]
    found += [Change("removed", row, _fields(row, None)) for row in gone]
    order = [HEAD, *PARTS]
    return sorted(found, key=lambda one: order.index(one.part))


def keyed(old: Snapshot, new: Snapshot) -> dict[str, Row]:
    """Elements that links name, by their key: as they are now, else as they were."""
    rows = [*_rows(old).values(), *_rows(new).values()]
    linked = {"targets", "strategies", "action_plans", "programmes"}
    return {row.values["key"]: row for row in rows if row.part in linked}


def _rows(snapshot: Snapshot) -> dict[str, Row]:
    """The elements by identity; the second of the same identity gets a number."""
    found = {HEAD: Row(HEAD, HEAD, _head(snapshot))}
    tops: dict[int, Row] = {}
    for part, values, above in walk(snapshot):
        if part == FOLDED:
            continue
        parent = tops[id(above)] if above is not None else None
        row = Row(part, _identity(part, values, parent), _own(part, values), parent)
        number = 2
        while row.identity in found:
            again = f"{_identity(part, values, parent)}#{number}"
            row, number = Row(part, again, row.values, parent), number + 1
        found[row.identity] = tops[id(values)] = row
    return found


def _head(snapshot: Snapshot) -> Snapshot:
    aside = {"region", "provenance", "source"}
    plan: Snapshot = snapshot["masterplan"]
    kept = {name: value for name, value in plan.items() if name not in aside}
    return {"key": HEAD, **kept, **snapshot["version"]}


def _own(part: str, values: Snapshot) -> Snapshot:
    """The values without the elements below; partners as a list of names."""
    below = {name for name, how in PARTS.items() if how.into == part}
    own = {name: value for name, value in values.items() if name not in below}
    if FOLDED in below:
        own[FOLDED] = [one["agency"] for one in values.get(FOLDED, [])]
    return own


def _identity(part: str, values: Snapshot, above: Row | None) -> str:
    names = IDENTITY.get(part, ("key",))
    said = ":".join(str(values.get(name)) for name in names)
    inside = f"{above.identity}/" if above and part in OF_ITS_PARENT else ""
    return f"{inside}{part}:{said}"


def _fields(old: Row | None, new: Row | None) -> list[Field]:
    """The values that differ; of an element that came or went, all that say something."""
    before = old.values if old else {}
    after = new.values if new else {}
    found = [
        Field(name, before.get(name), after.get(name))
        for name in {**after, **before}
        if name != "key" and _said(before.get(name)) != _said(after.get(name))
    ]
    if old is None or new is None:
        return [one for one in found if one.name != "provenance"]
    if _parent(old) != _parent(new):
        found.append(Field("above", old.above, new.above))
    return found


def _said(value: object) -> object:
    """A value, or None where nothing is said."""
    return None if value in ("", [], False) else value


def _parent(row: Row) -> str:
    return row.above.identity if row.above else ""


def _moved(
    before: Mapping[str, Row], after: Mapping[str, Row]
) -> dict[str, tuple[int, int]]:
    """Elements whose place among those that stayed is another: the fewest that explain it."""
    found: dict[str, tuple[int, int]] = {}
    was, now = _places(before), _places(after)
    for group, places in was.items():
        both = [one for one in places if one in now.get(group, {})]
        pairs = [(places[one], now[group][one]) for one in both]
        kept = {first for first, _second in rising(pairs)}
        found |= {
            one: (first + 1, second + 1)
            for one, (first, second) in zip(both, pairs, strict=True)
            if first not in kept
        }
    return found


def _places(rows: Mapping[str, Row]) -> dict[tuple[str, str], dict[str, int]]:
    """The place of each element among its siblings."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for identity, row in _ordered(rows):
        places = found[(row.part, _parent(row))]
        places[identity] = len(places)
    return found


def _ordered(rows: Mapping[str, Row]) -> Iterator[tuple[str, Row]]:
    aside = {HEAD, *UNORDERED}
    yield from ((key, row) for key, row in rows.items() if row.part not in aside)
