"""Messages of the past, for a world that is built at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from menuju.messages.models import Mail, Notification


@transaction.atomic
def date_back(
    notifications: Iterable[Notification],
    moment: datetime,
    read_at: datetime | None = None,
) -> None:
    """Say that these were written, and mailed if at all, at a moment in the past.

    Only for simulated people: no mail leaves.
    """
    keys = [each.pk for each in notifications]
    told = Notification.objects.filter(pk__in=keys)
    told.update(created_at=moment, read_at=read_at)
    Mail.objects.filter(notifications__in=keys, state=Mail.State.QUEUED).update(
        state=Mail.State.SENT, attempts=1, created_at=moment, sent_at=moment
    )
