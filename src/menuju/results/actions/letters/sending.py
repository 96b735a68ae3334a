"""Send approved letters to their regions, and withdraw one that was wrong."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capability, User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.models import Group, Kind
from menuju.messages.queries import Message
from menuju.results.actions.letters.approval import today_of
from menuju.results.actions.letters.holding import locked
from menuju.results.models import Letter
from menuju.results.queries.letters.state import digest_of, head_of
from menuju.results.queries.replies import people_with

SENT = Kind("results", "letter_sent", Group.OFFICIAL)
WITHDRAWN = Kind("results", "letter_withdrawn", Group.OFFICIAL)


@transaction.atomic
def send(letter: Letter, by: User) -> Letter:
    """Give an approved letter to its region. Twice is once.

    Only once the result is open to all, only as it was approved, and only on data that
    still read the same (or that somebody kept it against, with a reason).
    """
    held = locked(letter)
    if held.state == Letter.State.SENT:
        return held
    if found := refusals(held):
        raise ValidationError(found)
    held.state, held.sent_at = Letter.State.SENT, timezone.now()
    held.save(update_fields=["state", "sent_at"])
    record("sent letter", held, by=by, digest=held.approved_digest)
    _tell(held, SENT)
    return held


def refusals(letter: Letter) -> list[str]:
    """Why a letter cannot be sent now, each with the way out."""
    if letter.state != Letter.State.APPROVED:
        return [_("Surat dikirim setelah disetujui. Minta persetujuannya dahulu.")]
    if letter.decision.release.published_at is None:
        return [_("Surat dikirim setelah hasil dibuka untuk semua daerah sekaligus.")]
    head = getattr(letter.participation.round, "letterhead", None)
    status = today_of(letter, head_of(head) if head else letter.head)
    if status.is_amended or digest_of(letter, letter.head) != letter.approved_digest:
        return [_("Surat berubah setelah disetujui. Minta persetujuan baru.")]
    if status.is_stale:
        return [
            _(
                "Data berubah sejak surat dibuat. Baca bedanya, lalu susun ulang suratnya atau "
                "pertahankan dengan alasan."
            )
        ]
    return []


@transaction.atomic
def withdraw(letter: Letter, by: User, *, reason: str) -> Letter:
    """Take a letter out of force. It stays with its number, and its code says so."""
    held = locked(letter)
    if held.state == Letter.State.WITHDRAWN:
        raise PermissionDenied(_("Surat ini sudah ditarik."))
    if not reason.strip():
        raise ValidationError(_("Tuliskan mengapa surat ini ditarik."))
    was_sent = held.state == Letter.State.SENT
    held.state, held.withdrawn_reason = Letter.State.WITHDRAWN, reason.strip()
    held.withdrawn_by, held.withdrawn_at = by, timezone.now()
    held.save()
    record("withdrew letter", held, by=by, number=held.number)
    if was_sent:
        _tell(held, WITHDRAWN)
    return held


def _tell(letter: Letter, kind: Kind) -> None:
    part = letter.participation
    notify(
        people_with(part.region_id, Capability.VIEW_REGION),
        Message(
            kind,
            {"letter": letter, "round": part.round, "region": part.region},
            link=("results:letter", part.round.code, part.region_id),
            about=letter,
            dedupe=f"{kind.code}:{letter.pk}",
        ),
    )
