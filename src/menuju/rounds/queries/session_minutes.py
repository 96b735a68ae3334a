"""Minutes of an assessment session: who attended by office, by which source, as confirmed."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.models import Capacity
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import Presence, attendance_result, tree_of
from menuju.regions.models import Agency
from menuju.rounds.models import (
    AttendanceObjection,
    AttendanceReport,
    ConfirmedAttendance,
    Session,
    SessionSlot,
)
from menuju.rounds.queries.attendance import titles_from
from menuju.rounds.queries.minutes import Minutes, Part, Section, blank
from menuju.rounds.queries.replies import status_words
from menuju.web.components.formats import moment, written
from menuju.web.documents import Signature

Origin = AttendanceReport.Origin
DASH = "–"


def session_minutes(session: Session) -> Minutes:
    """The minutes of a session, in the language that is active."""
    round_, slots = session.round, slots_of(session)
    node = tree_of(round_.instrument_version).attendance
    known = [slot.confirmed_at for slot in slots if slot.confirmed_at]
    number = round_.sessions.filter(starts_at__lte=session.starts_at).count()
    return Minutes(
        title=_("Berita acara sesi asesmen"),
        number=f"BA-SESI-{number}/{round_.code}",
        about=f"{session.title}, {round_.title}",
        round=round_,
        facts=_facts(session, slots),
        sections=list(_sections(session, slots, node)),
        signs=_signs(slots),
        held_at=max([session.ends_at, *known]),
        place=session.place,
        is_draft=not is_closed(slots),
        is_simulated=session.is_simulated or any(one.is_simulated for one in slots),
        name=f"berita-acara-sesi-{number}-{round_.code}",
    )


def slots_of(session: Session) -> list[SessionSlot]:
    """The turns of a session with all that is known of their attendance; five queries."""
    confirmed = ConfirmedAttendance.objects.select_related("report")
    rows = session.slots.select_related(
        "participation__region__province", "confirmed_by__person__institution"
    ).prefetch_related(
        Prefetch("reports", AttendanceReport.objects.order_by("pk")),
        Prefetch("confirmed", confirmed),
        Prefetch("objections", AttendanceObjection.objects.order_by("at")),
    )
    return list(rows.order_by("starts_at", "participation__region__name"))


def is_closed(slots: list[SessionSlot]) -> bool:
    """Whether every turn is confirmed, and none can be contested or waits for an answer."""
    now = timezone.now()
    return bool(slots) and all(
        slot.objections_until is not None
        and slot.objections_until <= now
        and all(one.outcome != "open" for one in slot.objections.all())
        for slot in slots
    )


def _facts(session: Session, slots: list[SessionSlot]) -> list[tuple[str, str]]:
    zone = session.time_zone
    confirmed = sum(bool(slot.confirmed_at) for slot in slots)
    where = ", ".join(text for text in (session.venue, session.place) if text)
    return [
        (_("Tahap"), session.round.title),
        (
            _("Waktu"),
            f"{moment(session.starts_at, zone)} – {moment(session.ends_at, zone)}",
        ),
        (_("Tempat"), where or DASH),
        (_("Cara"), session.get_mode_display()),
        (
            _("Daerah"),
            ngettext("%(n)d daerah", "%(n)d daerah", len(slots)) % {"n": len(slots)}
            + ", "
            + _("%(n)d disahkan") % {"n": confirmed},
        ),
    ]


def _rule(node: Node) -> str:
    rule = node.attendance
    clauses = rule.clauses if rule else ()
    said = "; ".join(
        _("%(title)s, %(points)s poin")
        % {"title": clause.title, "points": written(clause.points, 0)}
        for clause in clauses
    )
    return _("Syarat kehadiran instrumen: %(clauses)s.") % {"clauses": said}


def _sections(
    session: Session, slots: list[SessionSlot], node: Node | None
) -> Iterator[Section]:
    """All regions in one table; in full only where sources differ or somebody objected."""
    if node is None:
        return
    offices = list(titles_from(node, {}).items())
    yield Section(
        _("Kehadiran menurut jabatan, sebagaimana disahkan"),
        texts=[_rule(node)],
        head=[_("Daerah"), *(title for _key, title in offices), _("Sumber"), _("Poin")],
        rows=[_summary(slot, [key for key, _title in offices], node) for slot in slots],
        widths=[5, *(4 for _ in offices), 4, 0],
        numbers=[len(offices) + 2],
    )
    told = [slot for slot in slots if _is_told(slot)]
    none = _("Sumber-sumbernya sama dan tidak ada sanggahan.")
    yield Section(
        _("Sumber yang berbeda, sanggahan, dan yang belum disahkan"),
        texts=[] if told else [none],
        parts=list(_parts(session, told, node)),
    )


def _summary(slot: SessionSlot, offices: list[str], node: Node) -> list[str]:
    held = {one.office: one.report for one in slot.confirmed.all()}
    points = _points(slot, node)
    sources = {str(one.get_origin_display()).lower() for one in slot.reports.all()}
    return [
        slot.participation.region.name,
        *(_brief(held.get(office)) for office in offices),
        ", ".join(sorted(sources)) or DASH,
        DASH if points is None else written(points, 1),
    ]


def _brief(report: AttendanceReport | None) -> str:
    if report is None:
        return DASH
    is_plain = report.status == "present" and report.capacity == Capacity.DEFINITIVE
    return _("hadir") if is_plain else report_words(report)


def _is_told(slot: SessionSlot) -> bool:
    """Whether the region needs its own table."""
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in slot.reports.all():
        said[one.office].add((one.status, one.rank))
    differs = any(len(words) > 1 for words in said.values())
    return differs or slot.confirmed_at is None or bool(slot.objections.all())


def _points(slot: SessionSlot, node: Node) -> float | None:
    came = [_presence(one.report) for one in slot.confirmed.all()]
    return attendance_result(node, came).points if came else None


def _parts(session: Session, slots: list[SessionSlot], node: Node) -> Iterator[Part]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    regions = [slot.participation.region_id for slot in slots]
    agencies = Agency.objects.filter(region__in=regions, valid_to=None)
    for code, kind, name in agencies.values_list("region", "kind", "short_name"):
        names[code][kind] = name
    for slot in slots:
        region = slot.participation.region
        titles = titles_from(node, names[region.pk])
        yield Part(
            region.name,
            texts=[_standing(session, slot, node)],
            head=[
                _("Jabatan"),
                _("Menurut panitia"),
                _("Menurut daerah"),
                _("Menurut pemberitaan"),
                _("Disahkan"),
                _("Sanggahan"),
            ],
            rows=[_row(slot, key, title) for key, title in titles.items()],
            widths=[5, 4, 4, 4, 5, 5],
        )


def _standing(session: Session, slot: SessionSlot, node: Node) -> str:
    zone, points = session.time_zone, _points(slot, node)
    said = [_("Giliran %(at)s.") % {"at": moment(slot.starts_at, zone)}]
    if slot.confirmed_at is None:
        return " ".join([*said, _("Kehadiran belum disahkan.")])
    said.append(_("Disahkan %(at)s.") % {"at": moment(slot.confirmed_at, zone)})
    if points is not None and node.attendance:
        said.append(
            _("Nilai kehadiran %(points)s dari %(full)s poin.")
            % {
                "points": written(points, 1),
                "full": written(node.attendance.points, 0),
            }
        )
    return " ".join(said)


def _presence(report: AttendanceReport) -> Presence:
    return Presence(report.office, report.status, report.capacity, report.rank)


def _row(slot: SessionSlot, office: str, title: str) -> list[str]:
    reports = [one for one in slot.reports.all() if one.office == office]
    held = [one for one in slot.confirmed.all() if one.office == office]
    contests = [one for one in slot.objections.all() if one.office == office]
    confirmed = ""
    if held:
        reason = f" ({held[0].reason})" if held[0].reason else ""
        confirmed = report_words(held[0].report) + reason
    return [
        title,
        *(_said(reports, origin) for origin in Origin),
        confirmed or _("belum disahkan"),
        "; ".join(_contest(one) for one in contests) or DASH,
    ]


def _said(reports: list[AttendanceReport], origin: str) -> str:
    words = [report_words(one) for one in reports if one.origin == origin]
    return "; ".join(dict.fromkeys(words)) or DASH


def report_words(report: AttendanceReport) -> str:
    """A report in words: by office and capacity, never by name."""
    if report.shown_status == "unmentioned":
        return _("tidak disebut")
    detail = report.capacity if report.status == "present" else report.rank
    return status_words(report.status, detail)


def _contest(objection: AttendanceObjection) -> str:
    outcome = objection.get_outcome_display().lower()
    answer = f": {objection.answer}" if objection.answer else ""
    return f"“{objection.text}” – {outcome}{answer}"


def _signs(slots: list[SessionSlot]) -> list[Signature]:
    people = {
        slot.confirmed_by.person for slot in slots if slot.confirmed_by is not None
    }
    signs = [
        Signature(
            office=_("Panitia asesmen"),
            name=person.name,
            institution=person.institution.name if person.institution else "",
        )
        for person in sorted(people, key=lambda one: one.name)
    ]
    return [
        *(signs or [blank(_("Panitia asesmen"))]),
        blank(_("Sekretariat program")),
    ]
