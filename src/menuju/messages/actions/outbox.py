"""Send what waits in the outbox: claimed by one worker, retried, given up in the end.

A worker that dies between the mail server's "accepted" and our commit leaves a mail that
is sent a second time after the lease, under the same Message-ID: rather twice than never.
"""

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from menuju.messages.models import (
    BACKOFF,
    LEASE,
    MOST_ATTEMPTS,
    Mail,
    Notification,
    Way,
)
from menuju.messages.queries import letter_of

log = logging.getLogger("menuju.mail")
BATCH = 20
REFUSED_FOR_GOOD = 500
DIGEST_HOUR = 7


@dataclass(frozen=True)
class Tally:
    """What became of the mails of one round."""

    sent: int = 0
    delayed: int = 0
    given_up: int = 0


def deliver(size: int = BATCH) -> Tally:
    """Send up to ``size`` mails that are due. Safe beside other workers, and to repeat."""
    if not _due(timezone.now()).exists():  # without taking the write lock
        return Tally()
    mails = _claim(size)
    connection = get_connection()
    try:
        ends = [_send(mail, connection) for mail in mails]
    finally:
        connection.close()
    return Tally(
        ends.count(Mail.State.SENT),
        ends.count(Mail.State.DELAYED),
        ends.count(Mail.State.GIVEN_UP),
    )


@transaction.atomic
def build_digests(now: datetime | None = None) -> int:
    """Queue one mail for each person with unread messages that wait for the day's digest.

    From seven in the morning in the installation's time; how many were queued.
    """
    here = timezone.localtime(now)
    if here.hour < DIGEST_HOUR:
        return 0
    waiting = Notification.objects.filter(
        way=Way.DIGEST, mail=None, read_at=None, recipient__is_active=True
    )
    had_one = Mail.objects.filter(digest_of=here.date()).values("recipient")
    people = waiting.exclude(recipient__in=had_one).order_by()
    built = 0
    for recipient in set(people.values_list("recipient", flat=True)):
        built += _digest(recipient, here)
    return built


def queue_again() -> int:
    """Try all mails that were given up once more, from the beginning; how many."""
    given_up = Mail.objects.filter(state=Mail.State.GIVEN_UP)
    return given_up.update(state=Mail.State.QUEUED, attempts=0, due_at=timezone.now())


def _digest(recipient: int, here: datetime) -> int:
    mail, is_new = Mail.objects.get_or_create(
        recipient_id=recipient, digest_of=here.date(), defaults={"due_at": here}
    )
    if not is_new:
        return 0
    carried = Notification.objects.filter(
        recipient=recipient, way=Way.DIGEST, mail=None, read_at=None
    ).update(mail=mail)
    if not carried:  # read in this very moment
        mail.delete()
    return int(carried > 0)


def _due(now: datetime) -> QuerySet[Mail]:
    return Mail.objects.filter(state__in=Mail.OPEN, due_at__lte=now)


@transaction.atomic
def _claim(size: int) -> list[Mail]:
    """Mails that are now this worker's until the lease ends."""
    now = timezone.now()
    due = _due(now).select_for_update(skip_locked=True).order_by("due_at", "pk")
    mails = list(due[:size])
    for mail in mails:
        mail.state, mail.due_at = Mail.State.SENDING, now + LEASE
        mail.attempts += 1
    Mail.objects.bulk_update(mails, ["state", "due_at", "attempts"])
    return _with_recipients(mails)


def _with_recipients(mails: Iterable[Mail]) -> list[Mail]:
    keys = [mail.pk for mail in mails]
    return list(Mail.objects.filter(pk__in=keys).select_related("recipient"))


def _send(mail: Mail, connection: BaseEmailBackend) -> Mail.State:
    if mail.attempts > MOST_ATTEMPTS:
        return _keep(mail, Mail.State.GIVEN_UP, "WorkerDied")
    if not mail.recipient.is_active:
        return _keep(mail, Mail.State.GIVEN_UP, "AccountClosed")
    try:
        letter = letter_of(mail)
        letter.connection = connection
        letter.send()
    except Exception as error:  # noqa: BLE001 -- one bad mail must not stop the others
        return _failed(mail, error)
    return _keep(mail, Mail.State.SENT, message_id=letter.extra_headers["Message-ID"])


def _failed(mail: Mail, error: Exception) -> Mail.State:
    """Only the kind of the error and its number: a server's words may repeat secrets."""
    said = f"{type(error).__name__} {_code(error) or ''}".strip()
    is_last = mail.attempts >= MOST_ATTEMPTS or _is_for_good(error)
    state = Mail.State.GIVEN_UP if is_last else Mail.State.DELAYED
    log.warning("Mail %s, attempt %s: %s, %s", mail.pk, mail.attempts, said, state)
    return _keep(mail, state, said)


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _said in error.recipients.values()), default=None)
    return getattr(error, "smtp_code", None) or getattr(error, "errno", None)


def _is_for_good(error: Exception) -> bool:
    """Whether trying again cannot help: this address or this text is refused."""
    if isinstance(error, ValueError):  # a header or an address with a line break
        return True
    refused = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return refused and (_code(error) or 0) >= REFUSED_FOR_GOOD


def _keep(
    mail: Mail, state: Mail.State, error: str = "", message_id: str = ""
) -> Mail.State:
    """Note the end of this attempt, unless the lease is over and another has the mail."""
    now = timezone.now()
    wait = BACKOFF[min(mail.attempts, len(BACKOFF)) - 1]
    Mail.objects.filter(
        pk=mail.pk, state=Mail.State.SENDING, attempts=mail.attempts
    ).update(
        state=state,
        last_error=error[:200],
        address=mail.recipient.email,
        message_id=message_id,
        due_at=now + wait if state == Mail.State.DELAYED else now,
        sent_at=now if state == Mail.State.SENT else None,
    )
    return state
