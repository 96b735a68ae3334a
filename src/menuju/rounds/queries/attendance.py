"""Who came, by which source; what the committee confirmed; what the rule makes of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from menuju.instruments.models.document import Clause
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import (
    AttendanceResult,
    Presence,
    attendance_result,
    tree_of,
)
from menuju.regions.models import Agency, Rank
from menuju.rounds.models import (
    AttendanceObjection,
    AttendanceReport,
    ConfirmedAttendance,
    Participation,
    Round,
    SessionSlot,
)

Row = TypeVar("Row", AttendanceReport, AttendanceObjection)


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One required office: what the sources say, and what was confirmed."""

    key: str
    title: str
    reports: list[AttendanceReport]
    confirmed: ConfirmedAttendance | None
    objections: list[AttendanceObjection]

    @property
    def is_disputed(self) -> bool:
        """Whether two sources say different things about it."""
        said = defaultdict(set)
        for report in self.reports:
            said[report.origin, report.source].add((report.status, report.rank))
        return len({frozenset(words) for words in said.values()}) > 1

    @property
    def best(self) -> AttendanceReport:
        """The report that counts most among those that agree: in person, then by rank."""
        ranks, states = list(Rank.values), list(AttendanceReport.Status.values)
        return min(
            self.reports,
            key=lambda one: (
                states.index(one.status),
                ranks.index(one.rank) if one.rank else 0,
            ),
        )

    @property
    def status(self) -> str:
        """The confirmed status; ``unconfirmed`` while there is none."""
        return self.confirmed.report.shown_status if self.confirmed else "unconfirmed"

    @property
    def letter(self) -> str:
        """The letter of the office in the row of glyphs."""
        return self.title[:1].upper()


@dataclass(frozen=True, slots=True)
class Register:
    """The attendance of one region in its session."""

    slot: SessionSlot
    node: Node
    lines: list[OfficeLine]
    result: AttendanceResult
    expected: AttendanceResult

    @property
    def is_complete(self) -> bool:
        """Whether every clause has a report about one of its offices."""
        known = {line.key for line in self.lines if line.reports}
        rule = self.node.attendance
        return bool(rule) and all(
            known & set(clause.any_of) for clause in (rule.clauses if rule else ())
        )


def register_of(slot: SessionSlot) -> Register | None:
    """The register; None if the round's instrument has no attendance rule."""
    round_ = slot.participation.round
    node = tree_of(round_.instrument_version).attendance
    if node is None or node.attendance is None:
        return None
    reports = _by_office(
        slot.reports.select_related("proof__evidence", "reported_by__person")
    )
    confirmed = {row.office: row for row in slot.confirmed.select_related("report")}
    objections = _by_office(slot.objections.select_related("answered_by__person"))
    titles = office_titles(slot.participation.region_id, node)
    lines = [
        OfficeLine(key, title, reports[key], confirmed.get(key), objections[key])
        for key, title in titles.items()
    ]
    return Register(
        slot,
        node,
        lines,
        attendance_result(node, [_presence(row.report) for row in confirmed.values()]),
        attendance_result(
            node, [_presence(line.best) for line in lines if line.reports]
        ),
    )


def attendance_of(participation: Participation) -> AttendanceResult | None:
    """What the rule makes of the confirmed attendance; None if none is confirmed."""
    node = tree_of(participation.round.instrument_version).attendance
    rows = ConfirmedAttendance.objects.filter(
        slot__participation=participation, slot__confirmed_at__isnull=False
    ).select_related("report")
    presences = [_presence(row.report) for row in rows]
    return attendance_result(node, presences) if node and presences else None


def office_titles(region: str, node: Node) -> dict[str, str]:
    """The offices of the rule in order, in this region's own words."""
    names = dict(
        Agency.objects.filter(region=region, valid_to=None).values_list(
            "kind", "short_name"
        )
    )
    return titles_from(node, names)


def titles_from(node: Node, names: Mapping[str, str]) -> dict[str, str]:
    """The same, where the short names of the region's agencies by kind are at hand."""
    clauses = node.attendance.clauses if node.attendance else ()
    return {
        office: _title(office, clause, names)
        for clause in clauses
        for office in clause.any_of
    }


def _title(office: str, clause: Clause, names: Mapping[str, str]) -> str:
    own = {
        "head": _("Kepala daerah"),
        "deputy": _("Wakil kepala daerah"),
        "secretary": _("Sekretaris daerah"),
    }
    if office in own:
        return own[office]
    kind = office.partition(":")[2]
    if kind in names:
        return _("Kepala %(agency)s") % {"agency": names[kind]}
    return str(clause.title) or office


def _presence(report: AttendanceReport) -> Presence:
    return Presence(report.office, report.status, report.capacity, report.rank)


def _by_office(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.office].append(row)
    return found


def slots_of(round_: Round) -> QuerySet[SessionSlot]:
    """The turns of a round, each with its counts: reports, sources, open objections."""
    open_ = Q(objections__outcome=AttendanceObjection.Outcome.OPEN)
    return (
        SessionSlot.objects.filter(participation__round=round_)
        .select_related("participation__region", "session")
        .annotate(
            told=Count("reports", distinct=True),
            contested=Count("objections", filter=open_, distinct=True),
        )
        .order_by("confirmed_at", "starts_at")
    )
