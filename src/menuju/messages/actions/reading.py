"""What people do with their messages."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from menuju.messages.access import inbox_of
from menuju.messages.models import Group, Notification, Preference, Way

if TYPE_CHECKING:
    from menuju.accounts.models import User


def mark_read(message: Notification) -> None:
    """Note the first time it was read."""
    unread = Notification.objects.filter(pk=message.pk, read_at=None)
    unread.update(read_at=timezone.now())


def mark_all_read(user: "User") -> int:
    """How many were unread."""
    return inbox_of(user).filter(read_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose_ways(user: "User", ways: Mapping[Group, Way]) -> None:
    """Keep how somebody wants each group; official letters are always mailed at once."""
    for group, way in ways.items():
        if group != Group.OFFICIAL:
            Preference.objects.update_or_create(
                user_id=user.pk, group=group, defaults={"way": way}
            )
