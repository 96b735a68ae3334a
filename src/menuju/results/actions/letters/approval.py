"""Approve a letter: by a person who wrote neither its last words nor its head."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.actions.letters.editing import refuse_names
from menuju.results.actions.letters.holding import hold
from menuju.results.models import Letter, Letterhead
from menuju.results.queries.letters.approvers import head_over, why_no_approver
from menuju.results.queries.letters.state import (
    Status,
    data_digest,
    data_of,
    digest_of,
    head_of,
    status_of,
)
from menuju.results.queries.why import whys_of


@transaction.atomic
def leave_as_written(letter: Letter, by: User, *, version: int) -> Letter:
    """Say that a draft was read and is left as it was written."""
    held = hold(letter, version)
    held.read_by, held.read_at = by, timezone.now()
    held.save(update_fields=["read_by", "read_at"])
    record("read letter", held, by=by, version=held.version)
    return held


@transaction.atomic
def approve(letter: Letter, by: User, *, version: int) -> Letter:
    """Approve the letter as it stands: number, data, words and head, under one digest."""
    held = hold(letter, version)
    above = head_over(held)
    if refusal := why_no_approver(held, above, by):
        raise PermissionDenied(refusal)
    head = _said(above)
    if found := problems(today_of(held, head)):
        raise ValidationError(found)
    refuse_names(held, held.text)
    held.head, held.state = head, Letter.State.APPROVED
    held.approved_digest = digest_of(held, head)
    held.approved_by, held.approved_at = by, timezone.now()
    held.save()
    record("approved letter", held, by=by, digest=held.approved_digest)
    return held


def today_of(letter: Letter, head: dict[str, object] | None) -> Status:
    """How a letter stands against the data as they read now."""
    read = whys_of(letter.decision, [letter.participation.region_id], paths=False)
    now = [data_digest(data_of(why)) for why in read]
    return status_of(letter, now[0] if now else "", head)


def problems(status: Status) -> list[str]:
    """What must be mended before a letter can be approved, each with the way out."""
    found = []
    if status.is_stale:
        found.append(
            _(
                "Data berubah sejak surat dibuat. Baca bedanya, lalu susun ulang suratnya atau "
                "pertahankan dengan alasan."
            )
        )
    if status.needs_reading:
        found.append(
            _(
                "Keputusan untuk daerah ini tipis atau belum diketahui ketidakpastiannya. Sunting suratnya, atau "
                "nyatakan sudah dibaca dan dibiarkan."
            )
        )
    return found


def _said(head: Letterhead | None) -> dict[str, object]:
    if head is None:
        raise ValidationError(_("Isi kepala surat dahulu, lalu setujui suratnya."))
    return head_of(head)
