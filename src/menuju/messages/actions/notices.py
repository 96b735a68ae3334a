"""Write notifications, and queue the mail that carries them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from menuju.messages.models import USUAL, Group, Mail, Notification, Way
from menuju.messages.queries import Message, written
from menuju.messages.queries.ways import chosen_for

if TYPE_CHECKING:
    from menuju.accounts.models import User

BATCH = 500


@transaction.atomic
def notify(to: "Iterable[User]", message: Message) -> list[Notification]:
    """Write the message to each of these people, once, in their language.

    In the caller's transaction: a rollback takes the messages back, and no mail leaves
    before the commit. Who was told under the same ``dedupe`` is left out; who has closed
    their account finds it in the inbox, without mail. Returns what was written.
    """
    people = _untold({user.pk: user for user in to}, message.dedupe)
    texts = {each: written(message, each) for each in {u.language for u in people}}
    notifications = [
        Notification(
            recipient_id=user.pk,
            language=user.language,
            subject=texts[user.language].subject,
            body=texts[user.language].body,
            path=texts[user.language].path,
            about=message.record,
            dedupe=message.dedupe,
            kind=message.kind.code,
            group=message.kind.group,
        )
        for user in people
    ]
    return queue(notifications, message.kind.group, people)


def queue(
    notifications: Sequence[Notification], group: Group, people: "Sequence[User]"
) -> list[Notification]:
    """Store notifications, with a mail for each of those who want it at once."""
    chosen = chosen_for(group, [user.pk for user in people])
    reachable = {user.pk for user in people if user.is_active and user.email}
    for each in notifications:
        each.way = chosen.get(each.recipient_id, USUAL[group])
    mailed = [
        each
        for each in notifications
        if each.way == Way.MAIL and each.recipient_id in reachable
    ]
    now = timezone.now()
    mails = Mail.objects.bulk_create(
        [Mail(recipient_id=each.recipient_id, due_at=now) for each in mailed], BATCH
    )
    for each, mail in zip(mailed, mails, strict=True):
        each.mail = mail
    return Notification.objects.bulk_create(notifications, BATCH)


def _untold(people: "dict[int, User]", dedupe: str) -> "list[User]":
    if not dedupe:
        return list(people.values())
    told = set(
        Notification.objects.filter(dedupe=dedupe, recipient__in=people).values_list(
            "recipient", flat=True
        )
    )
    return [user for pk, user in people.items() if pk not in told]
