"""Remind planners of outputs that are late: shown first to exactly whom, then sent so."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.messages.actions import preview, send
from menuju.messages.models import Announcement, Notification
from menuju.plans.models import Masterplan
from menuju.plans.models.kinds import GUIDANCE_DUE
from menuju.plans.queries.guidance_board import Wanted
from menuju.plans.queries.guidance_reminders import audience_of


def prepare(
    masterplans: QuerySet[Masterplan], wanted: Wanted, *, by: User
) -> Announcement:
    """Keep who would be reminded in which words. Nobody is told yet."""
    audience = audience_of(masterplans, wanted)
    if not audience.letters:
        raise ValidationError(_("Tidak ada yang perlu atau dapat diingatkan saat ini."))
    return preview(GUIDANCE_DUE, audience.letters, by=by)


@transaction.atomic
def remind(
    announcement: Announcement,
    masterplans: QuerySet[Masterplan],
    wanted: Wanted,
    *,
    by: User,
) -> list[Notification]:
    """Send what the preview shows.

    AudienceChangedError if anybody came or went since, or would read something else.
    """
    if announcement.sent_at:
        return []
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    return send(held, audience_of(masterplans, wanted).letters, by=by)
