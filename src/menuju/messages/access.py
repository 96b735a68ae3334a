"""Who reads a message: the person it was written to, nobody else."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from menuju.messages.models import Notification

if TYPE_CHECKING:
    from menuju.accounts.models import User


def inbox_of(user: "User") -> QuerySet[Notification]:
    """Everything somebody was told, the latest first."""
    return Notification.objects.filter(recipient=user.pk).order_by("-pk")


def open_message(user: "User", pk: int) -> Notification:
    """One's own message; that of another is missing (404)."""
    message = inbox_of(user).filter(pk=pk).first()
    if message is None:
        raise Http404
    return message


def inbox_context(request: HttpRequest) -> dict[str, Any]:
    """``unread`` for the header, which came with the account: it costs no query."""
    return {"unread": SimpleLazyObject(lambda: getattr(request.user, "unread", 0))}
