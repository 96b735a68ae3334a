"""Refusals with a page of their own. The message is shown to the person, so it says what to do."""

from django.core.exceptions import PermissionDenied


class RefusalError(Exception):
    """Something was asked that cannot be done; raised anywhere, answered by the middleware."""

    status = 400


class MethodError(RefusalError):
    """Something was sent to a page that is only there to be read."""

    status = 405


class ConflictError(RefusalError):
    """Somebody else changed the record in the meantime."""

    status = 409


class TooLargeError(RefusalError):
    """What was sent is larger than the limit; the message names it."""

    status = 413


class UnprocessableError(RefusalError):
    """What was sent was understood and is not valid."""

    status = 422


class TooManyError(RefusalError):
    """Too many attempts in a short time."""

    status = 429


class UnavailableError(RefusalError):
    """A part this page needs is away for the moment."""

    status = 503


class ElsewhereError(PermissionDenied):
    """A forbidden act (403) whose page leads to what is allowed instead."""

    def __init__(self, message: str, address: str, label: str) -> None:
        super().__init__(message)
        self.way = (address, label)
