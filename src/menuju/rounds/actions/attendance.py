"""Report who came, confirm it, contest it, and answer the contest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capacity, User
from menuju.audit.actions import record
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import (
    AttendanceObjection,
    AttendanceReport,
    ConfirmedAttendance,
    SessionSlot,
)
from menuju.rounds.queries.attendance import OfficeLine, Register, register_of
from menuju.rounds.queries.freeze import current_freeze

Status = AttendanceReport.Status


@dataclass(frozen=True, slots=True)
class Choice:
    """The report that the committee holds to be right for an office, and why."""

    report: int
    reason: str = ""


@transaction.atomic
def report(slot: SessionSlot, *, by: User, **said: Any) -> AttendanceReport:  # noqa: ANN401 -- a model's fields, typed by its form
    """Add what one source says about one office; ``said`` are the report's fields."""
    held = _hold(slot)
    if held.confirmed_at:
        raise ValidationError(_("Kehadiran ini sudah disahkan."))
    if said["status"] == Status.REPRESENTED and not said.get("rank"):
        raise ValidationError(
            {
                "rank": _(
                    "Pilih jabatan orang yang mewakili. Bobotnya bergantung padanya."
                )
            }
        )
    if said["status"] == Status.PRESENT:
        said["capacity"] = said.get("capacity") or Capacity.DEFINITIVE
    else:
        said["capacity"] = ""
    if said["status"] != Status.REPRESENTED:
        said["rank"] = ""
    made, _created = AttendanceReport.objects.update_or_create(
        slot=held,
        office=said.pop("office"),
        origin=said.pop("origin"),
        source=said.pop("source", ""),
        office_title=said.pop("office_title", ""),
        defaults={**said, "reported_by": by, "reported_at": timezone.now()},
    )
    record("reported attendance", made, by=by, office=made.office)
    return made


@transaction.atomic
def confirm(
    slot: SessionSlot, choices: Mapping[str, Choice], *, by: User
) -> SessionSlot:
    """Confirm the attendance of a turn; from now on the region may object for a while."""
    held = _hold(slot)
    register = _register(held)
    if held.confirmed_at:
        raise ValidationError(_("Kehadiran ini sudah disahkan."))
    if not register.is_complete:
        raise ValidationError(
            _("Belum ada laporan untuk semua unsur. Catat dahulu siapa yang hadir.")
        )
    now = timezone.now()
    for line in register.lines:
        if line.reports:
            _confirm(held, line, choices.get(line.key), by=by)
    held.confirmed_at, held.confirmed_by = now, by
    held.objections_until = now + timedelta(
        hours=held.participation.round.objection_hours
    )
    held.save(update_fields=["confirmed_at", "confirmed_by", "objections_until"])
    record("confirmed attendance", held, by=by, offices=len(choices))
    return held


@transaction.atomic
def object_to(
    slot: SessionSlot, *, office: str, text: str, by: User
) -> AttendanceObjection:
    """Contest what was confirmed for an office, inside the window."""
    held = _hold(slot)
    now = timezone.now()
    if held.objections_until is None:
        raise ValidationError(_("Kehadiran ini belum disahkan."))
    if now >= held.objections_until:
        raise ValidationError(
            _("Masa sanggah sudah berakhir. Hubungi sekretariat bila ada kekeliruan."),
            code="late",
        )
    if office not in {line.key for line in _register(held).lines}:
        raise ValidationError(_("Jabatan ini tidak ada dalam aturan kehadiran."))
    if not text.strip():
        raise ValidationError({"text": _("Tuliskan apa yang keliru dan buktinya.")})
    made = AttendanceObjection.objects.create(
        slot=held, office=office, text=text.strip(), by=by, at=now
    )
    record("objected", made, by=by, office=office)
    return made


@transaction.atomic
def answer_objection(
    objection: AttendanceObjection,
    *,
    upheld: bool,
    answer: str,
    by: User,
    right: Choice | None = None,
) -> AttendanceObjection:
    """Answer it, by somebody else than who confirmed; upheld, the record is corrected."""
    held = _hold(objection.slot)
    contest = AttendanceObjection.objects.select_for_update().get(pk=objection.pk)
    if contest.outcome != AttendanceObjection.Outcome.OPEN:
        raise ValidationError(_("Sanggahan ini sudah dijawab."))
    if by.person_id in {_person(held.confirmed_by), _person(contest.by)}:
        raise PermissionDenied(
            _("Sanggahan dijawab oleh orang lain daripada yang mengesahkan kehadiran.")
        )
    if not answer.strip():
        raise ValidationError({"answer": _("Tuliskan jawaban dan alasannya.")})
    if upheld:
        _correct(held, contest.office, right, by=by)
    outcomes = AttendanceObjection.Outcome
    contest.outcome = outcomes.UPHELD if upheld else outcomes.DISMISSED
    contest.answer, contest.answered_by = answer.strip(), by
    contest.answered_at = timezone.now()
    contest.save()
    record("answered an objection", contest, by=by, outcome=str(contest.outcome))
    return contest


def _hold(slot: SessionSlot) -> SessionSlot:
    """Lock the turn; refuse outside the phases in which attendance is open."""
    held = (
        SessionSlot.objects.select_for_update(of=("self",))
        .select_related(
            "participation__round__instrument_version",
            "participation__region",
            "confirmed_by",
        )
        .get(pk=slot.pk)
    )
    round_ = held.participation.round
    if current_freeze(round_):
        raise PermissionDenied(
            _("Nilai tahap ini sudah diajukan untuk dibekukan atau sudah dibekukan.")
        )
    if not permits(round_, Act.RECORD_ATTENDANCE):
        raise PermissionDenied(
            _("Kehadiran tidak dapat diubah pada fase “%(phase)s”.")
            % {"phase": round_.get_phase_display()}
        )
    return held


def _person(user: User | None) -> int | None:
    return user.person_id if user else None


def _register(slot: SessionSlot) -> Register:
    register = register_of(slot)
    if register is None:
        raise ValidationError(_("Instrumen tahap ini tidak menilai kehadiran."))
    return register


def _confirm(
    slot: SessionSlot, line: OfficeLine, choice: Choice | None, *, by: User
) -> None:
    reports = {row.pk: row for row in line.reports}
    chosen = reports.get(choice.report) if choice else None
    if chosen is None and not line.is_disputed:
        chosen = line.best
    if chosen is None:
        raise ValidationError(
            _("%(office)s: dua sumber tidak sama. Pilih sumber yang dipakai.")
            % {"office": line.title}
        )
    reason = choice.reason.strip() if choice else ""
    if line.is_disputed and not reason:
        raise ValidationError(
            _("%(office)s: dua sumber tidak sama. Tuliskan alasan pilihan Anda.")
            % {"office": line.title}
        )
    ConfirmedAttendance.objects.create(
        slot=slot,
        office=line.key,
        report=chosen,
        reason=reason,
        confirmed_by=by,
        confirmed_at=timezone.now(),
        provenance=chosen.provenance,
        source=chosen.source,
    )


def _correct(slot: SessionSlot, office: str, right: Choice | None, *, by: User) -> None:
    reports = slot.reports.filter(office=office)
    chosen = reports.filter(pk=right.report).first() if right else None
    if chosen is None:
        raise ValidationError(_("Pilih laporan yang benar untuk jabatan ini."))
    ConfirmedAttendance.objects.update_or_create(
        slot=slot,
        office=office,
        defaults={
            "report": chosen,
            "reason": right.reason if right else "",
            "confirmed_by": by,
            "confirmed_at": timezone.now(),
        },
    )
