"""A region takes up an invitation or withdraws; and the lock that all its acts share."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.access.participation import is_open, is_submitted, why_bound
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Participation

Status = Participation.Status


def hold(participation: Participation) -> Participation:
    """Lock a participation until the transaction ends, as it is now."""
    return (
        Participation.objects.select_for_update(of=("self",))
        .select_related("submission", "round__instrument_version", "region__province")
        .get(pk=participation.pk)
    )


def hold_open(participation: Participation) -> Participation:
    """Lock a participation; refuse if its answers can no longer change."""
    held = hold(participation)
    if is_submitted(held):
        raise PermissionDenied(
            _(
                "Penilaian mandiri ini sudah dikirim, jadi isian dan buktinya tidak dapat diubah lagi."
            )
        )
    if not is_open(held):
        raise PermissionDenied(_("Tahap ini sedang tidak dibuka untuk pengisian."))
    return held


@transaction.atomic
def reply(
    participation: Participation, *, accepts: bool, reason: str = "", by: User
) -> Participation:
    """Confirm that the region takes part, or withdraw it with a reason."""
    held = hold(participation)
    if not accepts and (bound := why_bound(held)):
        raise PermissionDenied(bound)
    if is_submitted(held) or not permits(held.round, Act.INVITE):
        raise PermissionDenied(_("Jawaban undangan tidak dapat diubah lagi."))
    if not accepts and not reason.strip():
        raise ValidationError(_("Tuliskan alasan daerah tidak ikut serta."))
    held.status = Status.CONFIRMED if accepts else Status.WITHDRAWN
    held.answered_at = timezone.now()
    held.reply_reason = "" if accepts else reason.strip()
    held.save(update_fields=["status", "answered_at", "reply_reason"])
    record(held.status, held, by=by)
    return held
