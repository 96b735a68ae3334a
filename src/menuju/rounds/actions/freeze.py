"""Fix the inputs of a round's results: proposed by one person, approved by another."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.accounts.queries import is_brought_in
from menuju.audit.actions import record
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Freeze, Round
from menuju.rounds.queries.freeze import current_freeze, digest_of, inputs_of
from menuju.rounds.queries.rounds import freeze_needs


@transaction.atomic
def propose(round_: Round, *, by: User) -> Freeze:
    """Take the inputs as they are now, with their hash."""
    held = _hold(round_)
    if current_freeze(held):
        raise ValidationError(_("Nilai tahap ini sudah diajukan atau dibekukan."))
    if open_ := [need.text for need in freeze_needs(held) if not need.holds]:
        raise ValidationError(open_)
    inputs = inputs_of(held)
    made = Freeze.objects.create(
        round=held,
        inputs=inputs,
        digest=digest_of(inputs),
        proposed_by=by,
        proposed_at=timezone.now(),
        provenance=held.provenance,
    )
    record("proposed the freeze", made, by=by, digest=made.digest)
    return made


@transaction.atomic
def approve(freeze: Freeze, *, by: User) -> Freeze:
    """Approve as a second person. Refused if anything changed since it was proposed."""
    held = _hold(freeze.round)
    waiting = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if waiting.approved_at or waiting.withdrawn_at:
        raise ValidationError(_("Pengajuan ini sudah disetujui atau ditarik."))
    _check_second(waiting.proposed_by, by)
    if open_ := [need.text for need in freeze_needs(held) if not need.holds]:
        raise ValidationError(open_)
    if digest_of(inputs_of(held)) != waiting.digest:
        raise ValidationError(
            _("Data berubah sejak diajukan. Tarik pengajuan ini dan ajukan lagi.")
        )
    waiting.approved_by, waiting.approved_at = by, timezone.now()
    waiting.save(update_fields=["approved_by", "approved_at"])
    record("approved the freeze", waiting, by=by, digest=waiting.digest)
    return waiting


@transaction.atomic
def withdraw(freeze: Freeze, *, by: User) -> Freeze:
    """Take a proposal back before it is approved."""
    _hold(freeze.round)
    waiting = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if waiting.approved_at:
        raise PermissionDenied(_("Nilai yang sudah dibekukan tidak dapat dibuka lagi."))
    if waiting.withdrawn_at:
        raise ValidationError(_("Pengajuan ini sudah disetujui atau ditarik."))
    waiting.withdrawn_at = timezone.now()
    waiting.save(update_fields=["withdrawn_at"])
    record("withdrew the freeze", waiting, by=by)
    return waiting


def _check_second(first: User | None, by: User) -> None:
    """Refuse (403) the proposer, and whoever is not surely another person."""
    if first is None:
        return
    if first.person_id == by.person_id:
        raise PermissionDenied(
            _("Pembekuan disetujui oleh orang lain daripada yang mengajukan.")
        )
    if is_brought_in(first, by):
        raise PermissionDenied(
            _(
                "Salah satu dari Anda dan pengaju pembekuan ini membuka akun yang lain lewat undangan, jadi keduanya tidak dihitung sebagai dua orang yang lepas. Minta orang lain menyetujuinya."
            )
        )


def _hold(round_: Round) -> Round:
    held = (
        Round.objects.select_for_update(of=("self",))
        .select_related("instrument_version")
        .get(pk=round_.pk)
    )
    if not permits(held, Act.FREEZE):
        raise PermissionDenied(
            _("Pembekuan tidak dibuka pada fase “%(phase)s”.")
            % {"phase": held.get_phase_display()}
        )
    return held
