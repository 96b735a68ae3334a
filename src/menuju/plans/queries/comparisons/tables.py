"""A comparison as it is shown on a page and written into a file."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from menuju.plans.queries.comparisons.changes import Change, Field
from menuju.plans.queries.comparisons.names import FIELDS, GROUPS, KINDS, PARTS
from menuju.plans.queries.comparisons.sides import Comparison
from menuju.plans.queries.comparisons.words import WORDS, Reader
from menuju.plans.queries.differences import Piece, excerpt, pieces_of


@dataclass(frozen=True, slots=True)
class ShownField:
    """A value before and after; ``pieces`` instead where its words are compared."""

    label: str
    old: str
    new: str
    pieces: list[Piece]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What became of an element, in words."""

    identity: str
    kind: str
    kind_label: str
    part_label: str
    name: str
    fields: list[ShownField]
    places: tuple[int, int] | None

    @property
    def is_cut(self) -> bool:
        return any(one.is_cut for one in self.fields)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many changes a group or kind has."""

    slug: str
    label: str
    count: int


def chosen(
    changes: Iterable[Change], group: str = "", kind: str = "", identity: str = ""
) -> list[Change]:
    """The changes of a group, of a kind, of one element."""
    parts = GROUPS[group][1] if group in GROUPS else None
    return [
        one
        for one in changes
        if (parts is None or one.part in parts)
        and (kind not in KINDS or one.kind == kind)
        and (not identity or one.row.identity == identity)
    ]


def tallies_of(changes: Iterable[Change]) -> tuple[list[Tally], list[Tally]]:
    """How many changes each group and each kind has; groups without any are left out."""
    listed = list(changes)
    parts = Counter(one.part for one in listed)
    kinds = Counter(str(one.kind) for one in listed)
    groups = [
        Tally(slug, str(label), sum(parts[part] for part in inside))
        for slug, (label, inside) in GROUPS.items()
    ]
    return (
        [one for one in groups if one.count],
        [Tally(kind, str(label), kinds[kind]) for kind, label in KINDS.items()],
    )


def shown(change: Change, reader: Reader, *, whole: bool = False) -> ShownChange:
    """A change in words; long texts are cut to what changed, unless ``whole``."""
    return ShownChange(
        identity=change.row.identity,
        kind=change.kind,
        kind_label=str(KINDS[change.kind]),
        part_label=str(PARTS[change.part]),
        name=reader.name_of(change.row),
        fields=[_field(change, one, reader, whole=whole) for one in change.fields],
        places=change.places,
    )


def head() -> list[str]:
    """The names of the columns of a file."""
    return [
        _("Bagian"),
        _("Unsur"),
        _("Perubahan"),
        _("Isian"),
        _("Semula"),
        _("Menjadi"),
    ]


def rows_of(comparison: Comparison, changes: Iterable[Change]) -> Iterator[list[str]]:
    """One line for each value that differs, in full."""
    reader = comparison.reader
    for change in changes:
        start = [
            str(PARTS[change.part]),
            reader.name_of(change.row),
            str(KINDS[change.kind]),
        ]
        if change.places:
            yield [*start, _("Urutan"), *map(str, change.places)]
        for one in change.fields:
            values = (
                reader.value(change.part, one.name, v) for v in (one.old, one.new)
            )
            yield [*start, str(FIELDS[one.name]), *values]


def _field(change: Change, field: Field, reader: Reader, *, whole: bool) -> ShownField:
    old, new = (
        reader.value(change.part, field.name, one) for one in (field.old, field.new)
    )
    label = str(FIELDS[field.name])
    if field.name not in WORDS or not (old or new):
        return ShownField(label, old, new, [], is_cut=False)
    pieces, is_cut = pieces_of(old, new), False
    if not whole:
        pieces, is_cut = excerpt(pieces)
    return ShownField(label, old, new, pieces, is_cut)
