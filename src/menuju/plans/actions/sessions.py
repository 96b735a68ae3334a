"""What happens to a guidance session: its days, who came, what was delivered, its closing.

A session belongs to the masterplan and not to a version: it goes on being written while a
version is frozen.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.audit.models import Provenance
from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import (
    GuidanceSession,
    Masterplan,
    SessionAttendee,
    SessionOutput,
)
from menuju.plans.models.documents import Session
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.sessions import Stage, mark_of, stage_of

LONGEST = timedelta(days=30)
"""A session lasts no longer; regions were guided for two days at a time."""
YEARS_BEFORE = 2
"""Guidance begins at most so many years before the plan does."""


class StaleSessionError(SavedMeanwhileError[GuidanceSession]):
    """Somebody else changed the session in the meantime; ``saved`` is theirs."""


@dataclass(frozen=True, slots=True)
class Course:
    """When and where a session is, what about, and what came of it. None is unknown.

    ``source`` says where the days come from when they were taken over from elsewhere.
    """

    first_day: date | None = None
    last_day: date | None = None
    place: str = ""
    agenda: str = ""
    notes: str = ""
    source: str = ""
    provenance: str = Provenance.ENTERED


@dataclass(frozen=True, slots=True)
class Delegation:
    """People who came: of which group, from which office, how many."""

    group: str
    office: str = ""
    name: str = ""
    people: int = 1


@transaction.atomic
def write(
    masterplan: Masterplan, number: int, course: Course, *, seen: str, by: User | None
) -> GuidanceSession:
    """Write the course of a session upon ``seen`` (``queries.sessions.mark_of``).

    ValidationError by field if its days do not fit: they end before they begin, or the
    sessions would not follow each other. StaleSessionError if somebody saved meanwhile.
    """
    plan = _hold(masterplan)
    row = plan.sessions.filter(number=number).first()
    _require_open(row)
    if row and mark_of(row) != seen:
        raise StaleSessionError(row)
    _check_days(plan, number, course)
    row = row or GuidanceSession(masterplan=plan, number=_template(plan, number).number)
    for name in ("first_day", "last_day", "place", "agenda", "notes", "source"):
        setattr(row, name, getattr(course, name))
    row.provenance = course.provenance
    row.save()
    days = [str(day) if day else "" for day in (row.first_day, row.last_day)]
    record("wrote a session", plan, by=by, number=number, days=days)
    return row


@transaction.atomic
def add_attendees(
    masterplan: Masterplan, number: int, who: Delegation, *, by: User | None
) -> SessionAttendee:
    """Note who came. Refused once the session is closed."""
    row = _begun(_hold(masterplan), number)
    _require_open(row)
    made = SessionAttendee.objects.create(
        session=row,
        group=who.group,
        office=who.office,
        name=who.name,
        people=who.people,
        provenance=row.provenance,
    )
    record("noted attendance", masterplan, by=by, number=number, people=who.people)
    return made


@transaction.atomic
def remove_attendees(attendee: SessionAttendee, *, by: User) -> None:
    """Take a line of attendance back. Refused once the session is closed."""
    plan, number = attendee.session.masterplan, attendee.session.number
    _hold(plan)
    _require_open(GuidanceSession.objects.get(pk=attendee.session_id))
    SessionAttendee.objects.filter(pk=attendee.pk).delete()
    record("took attendance back", plan, by=by, number=number, people=attendee.people)


@transaction.atomic
def deliver(
    masterplan: Masterplan, output: tuple[int, str], *, note: str, by: User | None
) -> SessionOutput:
    """Say that an output (number of its session, code) is delivered, and where it is.

    Also when the session is closed: what comes late still comes.
    """
    plan = _hold(masterplan)
    number, code = output
    row = _begun(plan, number)
    if code not in {one.code for one in _template(plan, number).outputs}:
        raise ValidationError(_("Keluaran ini tidak ada pada panduan."))
    made, _is_new = SessionOutput.objects.get_or_create(session=row, code=code)
    if made.delivered_at:
        raise ValidationError(_("Keluaran ini sudah diserahkan."))
    made.delivered_at, made.delivered_by, made.note = timezone.now(), by, note.strip()
    made.provenance = row.provenance
    made.save()
    record("delivered", plan, by=by, number=number, output=code)
    return made


@transaction.atomic
def take_back(output: SessionOutput, *, reason: str, by: User) -> None:
    """Say that an output was not delivered after all, and why."""
    plan = _hold(output.session.masterplan)
    if not reason.strip():
        text = _("Tulis mengapa keluaran ini belum dapat diterima.")
        raise ValidationError({"note": text})
    held = SessionOutput.objects.get(pk=output.pk)
    held.delivered_at, held.delivered_by, held.note = None, None, reason.strip()
    held.save(update_fields=["delivered_at", "delivered_by", "note"])
    number = output.session.number
    record("took a delivery back", plan, by=by, number=number, output=held.code)


@transaction.atomic
def close(masterplan: Masterplan, number: int, *, by: User | None) -> GuidanceSession:
    """Close a session: its course and attendance stay as they are.

    A session of the past whose days nobody knows may be closed; they stay unknown.
    """
    plan = _hold(masterplan)
    row = _begun(plan, number)
    _require_open(row)
    if stage_of(row, timezone.localdate()) in {Stage.PLANNED, Stage.UNDER_WAY}:
        text = _("Bimtek ini belum selesai. Tutup setelah hari terakhirnya lewat.")
        raise ValidationError(text)
    if not row.attendees.exists() and not row.notes:
        text = _("Tulis siapa yang hadir atau catatannya dahulu, lalu tutup bimtek.")
        raise ValidationError(text)
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])
    record("closed a session", plan, by=by, number=number)
    return row


@transaction.atomic
def reopen(masterplan: Masterplan, number: int, *, by: User) -> None:
    """Open a closed session again, to mend what was written."""
    plan = _hold(masterplan)
    plan.sessions.filter(number=number).update(closed_at=None)
    record("reopened a session", plan, by=by, number=number)


def _hold(masterplan: Masterplan) -> Masterplan:
    """The masterplan, locked: the days of its sessions depend on each other."""
    rows = Masterplan.objects.select_for_update(of=("self",)).select_related("guide")
    return rows.get(pk=masterplan.pk)


def _template(plan: Masterplan, number: int) -> Session:
    for one in guide_of(plan).sessions:
        if one.number == number:
            return one
    raise ValidationError(_("Bimtek ini tidak ada pada panduan."))


def _begun(plan: Masterplan, number: int) -> GuidanceSession:
    """The row of a session; it begins with the agenda of the guide."""
    template = _template(plan, number)
    row, _is_new = plan.sessions.get_or_create(
        number=number, defaults={"agenda": "\n".join(template.agenda.id)}
    )
    return row


def _require_open(row: GuidanceSession | None) -> None:
    if row and row.closed_at:
        text = _("Bimtek ini sudah ditutup. Minta sekretariat membukanya kembali.")
        raise PermissionDenied(text)


def _check_days(plan: Masterplan, number: int, course: Course) -> None:
    first, last = course.first_day, course.last_day
    if last and not first:
        raise ValidationError({"first_day": _("Tulis juga hari pertamanya.")})
    if first is None:
        return
    if last and last < first:
        text = _("Hari terakhir harus sama dengan atau setelah hari pertama.")
        raise ValidationError({"last_day": text})
    if last and last - first > LONGEST:
        text = _("Bimtek paling lama %(days)s hari. Periksa tanggalnya.")
        raise ValidationError({"last_day": text % {"days": LONGEST.days}})
    if not plan.first_year - YEARS_BEFORE <= first.year <= plan.last_year:
        text = _("Tahun ini jauh di luar masa masterplan %(first)s–%(last)s.")
        words = {"first": plan.first_year, "last": plan.last_year}
        raise ValidationError({"first_day": text % words})
    _check_order(plan, number, first, last or first)


def _check_order(plan: Masterplan, number: int, first: date, last: date) -> None:
    """Sessions follow each other; those of unknown days say nothing."""
    for other in plan.sessions.exclude(number=number).exclude(first_day=None):
        begins = other.first_day
        ends = other.last_day or begins
        if begins is None or ends is None:
            continue
        if other.number < number and first < ends:
            text = _(
                "Bimtek %(number)s berlangsung sampai %(day)s. Pilih hari setelahnya."
            )
            words = {"number": other.number, "day": ends.strftime("%d/%m/%Y")}
            raise ValidationError({"first_day": text % words})
        if other.number > number and begins < last:
            text = _("Bimtek %(number)s sudah mulai %(day)s. Pilih hari sebelumnya.")
            words = {"number": other.number, "day": begins.strftime("%d/%m/%Y")}
            field = "last_day" if last > first else "first_day"
            raise ValidationError({field: text % words})
