"""A mail as it leaves, made of what was written when it was queued."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override

from menuju.messages.models import Mail, Notification
from menuju.messages.queries.texts import one_line


def letter_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as text and simple HTML, in the language of its (first) message.

    Django refuses a header with a line break; the only header that carries words of
    people is the subject, which is one line already. No name stands in the address.
    """
    notifications = list(mail.notifications.order_by("pk"))
    with override(notifications[0].language):
        subject, context = _content(mail, notifications)
        plain = get_template("messages/mail/message.txt").template  # type: ignore[attr-defined]
        text = str(plain.render(Context(context, autoescape=False)))
        html = render_to_string("messages/mail/message.html", context)
    letter = EmailMultiAlternatives(
        subject, text, None, [mail.recipient.email], headers=_headers(mail)
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _content(
    mail: Mail, notifications: Sequence[Notification]
) -> tuple[str, dict[str, object]]:
    subject = notifications[0].subject
    if mail.digest_of:
        text = ngettext(
            "%(n)d kabar dari Menuju", "%(n)d kabar dari Menuju", len(notifications)
        )
        subject = text % {"n": len(notifications)}
    entries = [(each, _address(each.path)) for each in notifications]
    return one_line(subject), {
        "subject": subject,
        "entries": entries,
        "is_digest": bool(mail.digest_of),
        "language": notifications[0].language,
        "preferences": _address(reverse("messages:preferences")),
    }


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}" if path else ""


def _headers(mail: Mail) -> dict[str, str]:
    """The same mail has the same Message-ID on every attempt, so a double is recognised."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<{mail.token}@{host}>",
        "List-Id": f"Menuju 100 Smart City <pesan.{host}>",
        "Auto-Submitted": "auto-generated",
    }
