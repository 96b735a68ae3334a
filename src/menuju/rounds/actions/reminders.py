"""Remind people of what is due: shown first to exactly whom, then sent to exactly those."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.messages.actions import preview, send
from menuju.messages.models import Announcement, Notification
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Round
from menuju.rounds.queries.reminders import KINDS, Due, audience_of

ACTS = {Due.SCORES: Act.ASSESS, Due.ANSWERS: Act.SUBMIT}
"""What must be possible now, or there is nothing to remind of."""


def prepare(round_: Round, due: Due, *, by: User) -> Announcement:
    """Keep who would be reminded in which words. Nobody is told yet."""
    require_due(round_, due)
    audience = audience_of(round_, due)
    if not audience.letters:
        raise ValidationError(_("Tidak ada yang perlu atau dapat diingatkan saat ini."))
    return preview(KINDS[due], audience.letters, by=by)


@transaction.atomic
def remind(
    round_: Round, announcement: Announcement, *, by: User
) -> list[Notification]:
    """Send what the preview shows.

    AudienceChangedError if anybody came or went since, or would read something else.
    """
    due = due_of(announcement)
    if announcement.sent_at:
        return []
    require_due(round_, due)
    held = Round.objects.select_for_update().get(pk=round_.pk)
    return send(announcement, audience_of(held, due).letters, by=by)


def due_of(announcement: Announcement) -> Due:
    """What an announcement reminds of."""
    return next(
        Due(due) for due, kind in KINDS.items() if kind.code == announcement.kind
    )


def require_due(round_: Round, due: Due) -> None:
    """Refuse (403) a reminder of what cannot be done in this phase."""
    if not permits(round_, ACTS[due]):
        raise PermissionDenied(
            _("Fase “%(phase)s” tidak mengizinkan tindakan ini.")
            % {"phase": round_.get_phase_display()}
        )
