"""The progress board as the reader asked for it: filtered, sorted, by assessor, as a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from menuju.accounts.models import Person
from menuju.rounds.access.conflicts import conflicts_between
from menuju.rounds.models import Assignment, Participation, Round
from menuju.rounds.queries.progress import Hold, Line

SORTS = ("nama", "provinsi", "hambatan", "selisih", "bukti")
HELD = "ada"
"""The value of the filter that keeps every region with something in its way."""


@dataclass(slots=True)
class Desk:
    """One assessor in a round: regions given, sent, begun; and who still waits for them."""

    person: Person
    given: int = 0
    sent: int = 0
    begun: int = 0
    waiting: list[Participation] = field(default_factory=list)
    conflicts: list[Participation] = field(default_factory=list)

    @property
    def todo(self) -> str:
        """The next step in words; nothing if there is none."""
        if self.conflicts:
            return _("Selesaikan konflik atau tarik penugasannya")
        return _("Ingatkan untuk mengirim nilai") if self.waiting else ""


def chosen_of(lines: Sequence[Line], chosen: Mapping[str, str]) -> list[Line]:
    """The lines that fit ``kata``, ``provinsi`` and ``hambatan``, sorted by ``urut``."""
    words, hold = chosen.get("kata", "").casefold(), chosen.get("hambatan", "")
    province = chosen.get("provinsi", "")
    found = [
        line
        for line in lines
        if words in line.part.region.name.casefold()
        and province in ("", line.part.region.province_id)
        and (not hold or (line.holds if hold == HELD else hold in line.holds))
    ]
    return _sorted(found, chosen.get("urut", ""))


def counts_of(lines: Sequence[Line]) -> list[tuple[Hold, int]]:
    """How many regions each thing keeps back; those that keep back nobody are left out."""
    counted = [(hold, sum(hold in line.holds for line in lines)) for hold in Hold]
    return [(hold, count) for hold, count in counted if count]


def desks_of(round_: Round) -> list[Desk]:
    """Every assessor of a round by name, in four queries."""
    rows = (
        Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
        .select_related("assessor__institution", "participation__region")
        .annotate(drafts=Count("scores"))
        .order_by("assessor__name", "assessor", "participation__region__name")
    )
    found: dict[int, Desk] = {}
    seats: dict[int, list[Participation]] = defaultdict(list)
    for row in rows:
        desk = found.setdefault(row.assessor_id, Desk(row.assessor))
        seats[row.assessor_id].append(row.participation)
        desk.given += 1
        desk.sent += row.submitted_at is not None
        desk.begun += row.submitted_at is None and row.drafts > 0
        if row.submitted_at is None:
            desk.waiting.append(row.participation)
    codes = {part.region_id for parts in seats.values() for part in parts}
    pairs = conflicts_between([desk.person for desk in found.values()], codes)
    for key, desk in found.items():
        desk.conflicts = [p for p in seats[key] if (key, p.region_id) in pairs]
    return list(found.values())


def region_table(lines: Sequence[Line]) -> tuple[list[str], list[list[object]]]:
    """The board by region as head and rows; what may not be told is empty, not 0."""
    head = [
        _("Kode"),
        _("Daerah"),
        _("Provinsi"),
        _("Status"),
        _("Penilaian mandiri terkirim"),
        _("Butir tanpa bukti yang diwajibkan"),
        _("Asesor"),
        _("Asesor diperlukan"),
        _("Nilai terkirim"),
        _("Di luar toleransi sejauh ini"),
        _("Menunggu musyawarah"),
        _("Kehadiran disahkan"),
        _("Sumber kehadiran berbeda"),
        _("Sanggahan terbuka"),
        _("Langkah berikutnya"),
    ]
    return head, [_region_row(line) for line in lines]


def desk_table(desks: Sequence[Desk]) -> tuple[list[str], list[list[object]]]:
    """The board by assessor as head and rows."""
    head = [
        _("Asesor"),
        _("Lembaga"),
        _("Daerah ditugaskan"),
        _("Nilai terkirim"),
        _("Sedang dinilai"),
        _("Belum terkirim"),
        _("Konflik belum selesai"),
        _("Langkah berikutnya"),
    ]
    return head, [
        [
            desk.person.name,
            desk.person.institution.name if desk.person.institution else "",
            desk.given,
            desk.sent,
            desk.begun,
            len(desk.waiting),
            len(desk.conflicts),
            desk.todo,
        ]
        for desk in desks
    ]


def _region_row(line: Line) -> list[object]:
    apart = line.apart if line.is_compared else None
    return [
        line.part.region_id,
        line.part.region.name,
        line.part.region.province.name,
        str(line.part.get_status_display()),
        _("ya") if line.is_sent else _("tidak"),
        line.lacking,
        line.panel,
        line.needed,
        line.scored,
        None if apart is None else apart.so_far,
        None if apart is None else apart.open,
        _("ya") if line.is_attended else _("tidak"),
        line.disputes,
        line.objections,
        line.todo,
    ]


def _sorted(lines: list[Line], order: str) -> list[Line]:
    """By name unless asked; what is unknown stands last."""
    if order == "provinsi":
        return sorted(lines, key=lambda line: line.part.region.province.name)
    if order == "hambatan":
        return sorted(lines, key=lambda line: -len(line.holds))
    if order == "bukti":
        return sorted(lines, key=lambda line: -line.lacking)
    if order == "selisih":
        return sorted(
            lines,
            key=lambda line: (
                -line.apart.so_far if line.apart and line.is_compared else 1
            ),
        )
    return lines
