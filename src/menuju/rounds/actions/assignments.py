"""Give regions to assessors, and take them back. An unresolved conflict blocks."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Person, User
from menuju.audit.actions import record
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.actions.pool import require_assigning
from menuju.rounds.actions.proposals import tell
from menuju.rounds.models import Assignment, Participation, PoolMember, Round
from menuju.rounds.models.kinds import ASSIGNED, REASSIGNED
from menuju.rounds.queries.assignments import free_letters
from menuju.rounds.queries.pool import given_to, judges_of, pool


@transaction.atomic
def assign(participation: Participation, assessor: Person, *, by: User) -> Assignment:
    """Let ``assessor`` judge a region under the next free letter."""
    part = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("round", "region")
        .get(pk=participation.pk)
    )
    require_assigning(part.round)
    if part.status != Participation.Status.CONFIRMED:
        raise ValidationError(_("Daerah ini belum menyatakan ikut serta."))
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
    _require_room(part.round, assessor)
    made = Assignment.objects.create(
        participation=part,
        assessor=assessor,
        letter=next(free_letters(part)),
        assigned_at=timezone.now(),
    )
    record("assigned", made, by=by, letter=made.letter)
    tell(part.round, {assessor.pk}, ASSIGNED)
    return made


@transaction.atomic
def mark_anchor(participation: Participation, *, is_anchor: bool, by: User) -> None:
    """Let everybody of the pool judge a region, or only its panel from now on.

    Nobody is assigned or taken back by this: the next proposal fills an anchor.
    """
    part = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("round")
        .get(pk=participation.pk)
    )
    require_assigning(part.round)
    if is_anchor and part.status != Participation.Status.CONFIRMED:
        raise ValidationError(_("Daerah ini belum menyatakan ikut serta."))
    part.is_anchor = is_anchor
    part.save(update_fields=["is_anchor"])
    record("marked an anchor" if is_anchor else "unmarked an anchor", part, by=by)


@transaction.atomic
def withdraw(assignment: Assignment, *, reason: str, by: User) -> None:
    """Take a region from an assessor. What was scored stays on record."""
    require_assigning(assignment.participation.round)
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
    tell(assignment.participation.round, {held.assessor_id}, REASSIGNED)


def _require_room(round_: Round, assessor: Person) -> None:
    """Refuse who is not available: not in the pool, or with no room left in it."""
    rows = PoolMember.objects.filter(round=round_, person=assessor)
    list(rows.select_for_update())  # of two who assign at once, one waits
    judges = {one.person.pk: one for one in judges_of(round_)}
    if assessor.pk not in judges:
        if assessor in pool():
            raise ValidationError(
                _("%(who)s tidak ada dalam kumpulan asesor tahap ini.")
                % {"who": assessor}
            )
        raise ValidationError(_("Orang ini tidak memegang tugas asesor saat ini."))
    capacity = judges[assessor.pk].capacity
    if capacity is not None and given_to(round_).get(assessor.pk, 0) >= capacity:
        raise ValidationError(
            _(
                "%(who)s sudah mendapat %(capacity)d daerah, sebanyak kapasitasnya. Naikkan kapasitasnya atau pilih asesor lain."
            )
            % {"who": assessor, "capacity": capacity}
        )
