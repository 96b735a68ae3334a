"""Give regions to assessors, and take them back. An unresolved conflict blocks."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Person, User
from menuju.audit.actions import record
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Assignment, Participation, Round
from menuju.rounds.queries.assignments import free_letters, pool, proposal


@transaction.atomic
def assign(participation: Participation, assessor: Person, *, by: User) -> Assignment:
    """Let ``assessor`` judge a region under the next free letter."""
    part = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("round", "region")
        .get(pk=participation.pk)
    )
    _require_phase(part.round)
    if part.status != Participation.Status.CONFIRMED:
        raise ValidationError(_("Daerah ini belum menyatakan ikut serta."))
    if assessor not in pool():
        raise ValidationError(_("Orang ini tidak memegang tugas asesor saat ini."))
    if near := unresolved_between(assessor, part.region):
        reasons = ", ".join(str(one.kind.label) for one in near)
        raise ValidationError(
            _("%(who)s %(reasons)s. Selesaikan konflik ini atau pilih asesor lain.")
            % {"who": assessor, "reasons": reasons}
        )
    if part.assignments.filter(assessor=assessor).exists():
        raise ValidationError(
            _("%(who)s sudah atau pernah menilai daerah ini pada tahap ini.")
            % {"who": assessor}
        )
    made = Assignment.objects.create(
        participation=part,
        assessor=assessor,
        letter=next(free_letters(part)),
        assigned_at=timezone.now(),
    )
    record("assigned", made, by=by, letter=made.letter)
    return made


@transaction.atomic
def assign_proposed(round_: Round, *, by: User) -> int:
    """Fill every panel by the balanced proposal; how many were assigned."""
    _require_phase(round_)
    Round.objects.select_for_update().get(pk=round_.pk)
    letters: dict[int, Iterator[str]] = {}
    now = timezone.now()
    made = [
        Assignment(
            participation=part,
            assessor=person,
            letter=next(letters.setdefault(part.pk, free_letters(part))),
            assigned_at=now,
        )
        for part, person in proposal(round_)
    ]
    Assignment.objects.bulk_create(made)
    record("assigned by proposal", round_, by=by, assignments=len(made))
    return len(made)


@transaction.atomic
def withdraw(assignment: Assignment, *, reason: str, by: User) -> None:
    """Take a region from an assessor. What was scored stays on record."""
    _require_phase(assignment.participation.round)
    if not reason.strip():
        raise ValidationError(_("Tuliskan alasan penarikan tugas ini."))
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.submitted_at:
        raise ValidationError(
            _("Nilai asesor ini sudah dikirim dan tetap berlaku; tugasnya selesai.")
        )
    if held.withdrawn_at:
        raise ValidationError(_("Tugas ini sudah ditarik."))
    held.withdrawn_at = timezone.now()
    held.withdrawn_reason = reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("withdrew the assignment", held, by=by)


def _require_phase(round_: Round) -> None:
    if not permits(round_, Act.ASSIGN):
        raise PermissionDenied(
            _("Penugasan asesor tidak dibuka pada fase “%(phase)s”.")
            % {"phase": round_.get_phase_display()}
        )
