"""The panels of a round as a table that goes out, is edited, and comes back.

A region that is in the file gets exactly the panel of the file; one that is not is left
alone. A row without a person stands for an empty panel.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from menuju.rounds.models import Assignment, Participation, Round
from menuju.rounds.queries.proposals import Ground, Pair
from menuju.rounds.queries.tables import (
    Cells,
    RowError,
    region_code,
    whole_number,
)

COLUMNS = ("kode", "nomor", "daerah", "nama", "lembaga", "huruf", "status")
NEEDED = 2


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """What a table would change: pairs of region and person; or every wrong row."""

    added: list[Pair]
    withdrawn: list[Pair]
    unchanged: int
    errors: list[RowError]

    @property
    def changes(self) -> int:
        return len(self.added) + len(self.withdrawn)


def panel_rows(round_: Round) -> list[list[object]]:
    """One row for each assignment, and one for each region without any."""
    rows = (
        Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
        .select_related("assessor__institution")
        .order_by("letter")
    )
    panels: dict[int, list[Assignment]] = {}
    for row in rows:
        panels.setdefault(row.participation_id, []).append(row)
    parts = (
        round_.participations.filter(status=Participation.Status.CONFIRMED)
        .select_related("region")
        .order_by("region__name")
    )
    return [cells for part in parts for cells in _cells(part, panels.get(part.pk, []))]


def _cells(part: Participation, panel: list[Assignment]) -> Iterator[list[object]]:
    code, name = part.region_id, part.region.name
    if not panel:
        yield [code, "", name, "", "", "", ""]
    for row in panel:
        body = row.assessor.institution
        sent = _("terkirim") if row.submitted_at else _("belum terkirim")
        yield [
            code,
            row.assessor_id,
            name,
            row.assessor.name,
            body.short_name if body else "",
            row.letter,
            sent,
        ]


def compare(ground: Ground, rows: Sequence[tuple[int, Cells]]) -> Rearrangement:
    """What the rows would change, checked as by hand: phase, conflict, capacity, sent."""
    reading = _Reading(ground, {}, {}, [])
    for number, cells in rows:
        reading.take(number, cells)
    wanted = set(reading.places)
    present = {
        (code, person) for code in reading.first for person in ground.panels[code]
    }
    added, withdrawn = wanted - present, present - wanted
    errors = [
        *reading.errors,
        *(error for pair in sorted(added) for error in reading.wrong(pair)),
        *(reading.kept(pair) for pair in sorted(withdrawn & ground.sent)),
        *reading.crowded(added, withdrawn),
    ]
    return Rearrangement(
        sorted(added),
        sorted(withdrawn),
        len(wanted & present),
        sorted(errors, key=lambda one: (one.row, one.column)),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where each pair stands in the file, where each region first does, what is wrong."""

    ground: Ground
    places: dict[Pair, int]
    first: dict[str, int]
    errors: list[RowError]

    def take(self, number: int, cells: Cells) -> None:
        code = region_code(cells["kode"])
        if code not in {part.region_id for part in self.ground.parts}:
            text = _("Daerah “%(code)s” tidak ikut serta pada tahap ini.")
            return self._refuse(number, "kode", text % {"code": cells["kode"]})
        self.first.setdefault(code, number)
        if not cells["nomor"]:
            return None
        person = whole_number(cells["nomor"])
        if person is None or person not in self.ground.people:
            text = _(
                "Asesor nomor “%(key)s” tidak ada dalam kumpulan asesor. Pakai nomor dari unduhan."
            )
            return self._refuse(number, "nomor", text % {"key": cells["nomor"]})
        if (code, person) in self.places:
            text = _("Orang yang sama sudah ada pada baris %(row)s untuk daerah ini.")
            wrong = text % {"row": self.places[code, person]}
            return self._refuse(number, "nomor", wrong)
        self.places[code, person] = number
        return None

    def wrong(self, pair: Pair) -> Iterator[RowError]:
        """Why somebody may not be added to a region."""
        code, person = pair
        name = {"who": self.ground.people[person]}
        if person not in self.ground.judges:
            text = _("%(who)s tidak dapat ditugaskan lagi pada tahap ini.") % name
        elif pair in self.ground.former:
            text = _("%(who)s sudah atau pernah menilai daerah ini pada tahap ini.")
            text %= name
        elif near := self.ground.conflicts.get((person, code)):
            reasons = ", ".join(str(one.kind.label) for one in near)
            text = _(
                "%(who)s %(reasons)s. Selesaikan konflik ini atau pilih asesor lain."
            ) % (name | {"reasons": reasons})
        else:
            return
        yield RowError(self.places[pair], "nomor", text)

    def kept(self, pair: Pair) -> RowError:
        """What was sent cannot be taken away by leaving out its row."""
        code, person = pair
        text = _(
            "%(who)s sudah mengirim nilai untuk daerah ini, jadi barisnya harus tetap ada."
        )
        who = {"who": self.ground.people[person]}
        return RowError(self.first[code], "nomor", text % who)

    def crowded(self, added: set[Pair], withdrawn: set[Pair]) -> Iterator[RowError]:
        """Whoever would have more regions than their capacity, at the last of their rows."""
        loads = Counter(p for panel in self.ground.panels.values() for p in panel)
        loads.update(person for _code, person in added)
        loads.subtract(person for _code, person in withdrawn)
        for person in sorted({person for _code, person in added}):
            judge = self.ground.judges.get(person)
            if judge is None or judge.capacity is None:
                continue
            if loads[person] > judge.capacity:
                last = max(self.places[pair] for pair in added if pair[1] == person)
                text = _(
                    "%(who)s akan mendapat %(load)d daerah, melebihi kapasitasnya %(capacity)d."
                )
                numbers = {"load": loads[person], "capacity": judge.capacity}
                yield RowError(last, "nomor", text % (numbers | {"who": judge.person}))

    def _refuse(self, number: int, column: str, text: str) -> None:
        self.errors.append(RowError(number, column, text))
