"""Sign and send a self-assessment: once, in time, with a receipt.

Everything happens in one transaction: the deadline by the clock of the database, the lock
on the region's participation, the receipt with a hash for each file, and the audit leaf.
An attempt that is not accepted leaves a receipt of its own.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.models import OfficeHolding, User
from menuju.audit.actions import record
from menuju.rounds.access.participation import is_submitted
from menuju.rounds.access.phases import Act, is_within, permits
from menuju.rounds.actions.participation import hold
from menuju.rounds.models import AttemptReceipt, Participation, Submission
from menuju.rounds.queries.answers import sheet_of
from menuju.rounds.queries.deadlines import deadline_of
from menuju.rounds.queries.submission import content_of, database_time, digest_of


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and the key of the form: the same key is the same act."""

    holding: OfficeHolding
    key: str


def submit(
    participation: Participation, signature: Signature, *, by: User
) -> Submission:
    """Accept the self-assessment and return its receipt.

    Sending the same form again returns the first receipt. ValidationError with the code
    ``late`` or ``incomplete`` if it is not accepted; the content stays as a draft.
    """
    try:
        return _accept(participation, signature, by)
    except ValidationError as refusal:
        _note_attempt(participation, str(refusal.code), by)
        raise


@transaction.atomic
def _accept(participation: Participation, signature: Signature, by: User) -> Submission:
    now = database_time()
    held = hold(participation)
    if is_submitted(held):
        if held.submission.key == signature.key:
            return held.submission
        raise PermissionDenied(
            _("Penilaian mandiri ini sudah dikirim. Buka tanda terimanya.")
        )
    _require_open(held, now)
    _require_complete(held)
    signer = signature.holding
    receipt = content_of(held) | {
        "submitted_at": now.isoformat(),
        "signatory": {"name": signer.person.name, "office": signer.office.title},
    }
    digest = digest_of(receipt)
    entry = record("submitted", held, by=by, digest=digest, key=signature.key)
    return Submission.objects.create(
        participation=held,
        key=signature.key,
        signed_by=signer.person,
        signatory_name=signer.person.name,
        signatory_office=signer.office.title,
        submitted_by=by,
        submitted_at=now,
        receipt=receipt,
        digest=digest,
        leaf=entry.leaf,
    )


def _require_open(held: Participation, now: datetime) -> None:
    if not permits(held.round, Act.SUBMIT):
        raise ValidationError(
            _(
                "Fase “%(phase)s” tidak lagi menerima penilaian mandiri. Isian Anda tetap tersimpan sebagai draf. Hubungi sekretariat."
            )
            % {"phase": held.round.get_phase_display()},
            code="late",
        )
    if not is_within(deadline_of(held), now):
        raise ValidationError(
            _(
                "Tenggat sudah lewat, jadi penilaian mandiri belum diterima. Isian Anda tetap tersimpan sebagai draf. Minta perpanjangan dari halaman ini; setelah dikabulkan, kirim lagi."
            ),
            code="late",
        )


def _require_complete(participation: Participation) -> None:
    missing = len(sheet_of(participation).missing)
    if missing:
        raise ValidationError(
            ngettext(
                "%(count)s butir belum selesai. Lengkapi, lalu kirim lagi.",
                "%(count)s butir belum selesai. Lengkapi, lalu kirim lagi.",
                missing,
            ),
            code="incomplete",
            params={"count": missing},
        )


@transaction.atomic
def _note_attempt(participation: Participation, reason: str, by: User) -> None:
    at = database_time()
    digest = digest_of(content_of(participation) | {"attempted_at": at.isoformat()})
    entry = record("not_accepted", participation, by=by, digest=digest, reason=reason)
    AttemptReceipt.objects.create(
        participation=participation,
        at=at,
        by=by,
        reason=reason,
        digest=digest,
        leaf=entry.leaf,
    )
