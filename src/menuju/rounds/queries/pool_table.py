"""The pool of a round as a table that goes out, is edited, and comes back.

It also lists who could be taken in: a row without a capacity stays out of the pool.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from menuju.rounds.models import Round
from menuju.rounds.queries.pool import elements_of, given_to, members_of, pool
from menuju.rounds.queries.tables import Cells, RowError, whole_number

COLUMNS = ("nomor", "kapasitas", "unsur", "nama", "lembaga", "daerah ditugaskan")
NEEDED = 2
MOST = 999

Rooms = dict[int, tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class PoolReading:
    """Capacity and topics by person, as far as the rows are good; and the bad ones."""

    rooms: Rooms
    errors: list[RowError]


def pool_rows(round_: Round) -> list[list[object]]:
    """Everybody who may assess; those in the pool with their capacity and topics."""
    members = {m.person_id: m for m in members_of(round_) if m.left_at is None}
    given = given_to(round_)
    return [
        [
            person.pk,
            members[person.pk].capacity if person.pk in members else "",
            "; ".join(members[person.pk].topics) if person.pk in members else "",
            person.name,
            person.institution.short_name if person.institution else "",
            given.get(person.pk, 0),
        ]
        for person in pool()
    ]


def read_pool(round_: Round, rows: Sequence[tuple[int, Cells]]) -> PoolReading:
    """Check every row: the person, the capacity against what they have, the topics."""
    known = _Known(
        {person.pk for person in pool()}, set(elements_of(round_)), given_to(round_)
    )
    rooms: Rooms = {}
    errors: list[RowError] = []
    seen: dict[int, int] = {}
    for number, cells in rows:
        wrong = list(known.wrong(number, cells))
        person = whole_number(cells["nomor"]) or 0
        if not wrong and person in seen:
            text = _("Orang yang sama sudah ada pada baris %(row)s.")
            wrong = [RowError(number, "nomor", text % {"row": seen[person]})]
        seen.setdefault(person, number)
        errors += wrong
        if not wrong and cells["kapasitas"]:
            capacity = whole_number(cells["kapasitas"]) or 0
            rooms[person] = (capacity, tuple(_codes(cells)))
    return PoolReading(rooms, errors)


@dataclass(frozen=True, slots=True)
class _Known:
    """Who may assess, which elements there are, and how many regions each has."""

    people: set[int]
    elements: set[str]
    given: dict[int, int]

    def wrong(self, number: int, cells: Cells) -> Iterator[RowError]:
        person = whole_number(cells["nomor"])
        if person is None or person not in self.people:
            text = _("Nomor “%(key)s” bukan asesor saat ini. Pakai nomor dari unduhan.")
            yield RowError(number, "nomor", text % {"key": cells["nomor"]})
            return
        yield from self._wrong_capacity(number, cells, self.given.get(person, 0))
        for code in _codes(cells):
            if code not in self.elements:
                text = _("Unsur “%(code)s” tidak ada. Yang ada: %(codes)s.")
                names = {"code": code, "codes": ", ".join(sorted(self.elements))}
                yield RowError(number, "unsur", text % names)

    def _wrong_capacity(
        self, number: int, cells: Cells, given: int
    ) -> Iterator[RowError]:
        if not cells["kapasitas"]:
            return
        capacity = whole_number(cells["kapasitas"])
        if capacity is None or not 1 <= capacity <= MOST:
            text = _("Tulis kapasitas dari 1 sampai 999 daerah.")
            yield RowError(number, "kapasitas", text)
        elif capacity < given:
            text = _(
                "Sudah ditugaskan untuk %(given)d daerah, jadi kapasitasnya paling sedikit %(given)d."
            )
            yield RowError(number, "kapasitas", text % {"given": given})


def _codes(cells: Cells) -> list[str]:
    return [word for word in re.split(r"[;,\s]+", cells.get("unsur", "")) if word]
