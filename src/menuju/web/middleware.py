"""Reference codes and pages for refusals; and no copy of what somebody signed in saw."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers

from menuju.web.errors import failed, is_away, not_taken, refused
from menuju.web.exceptions import RefusalError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""Without the letters and digits that are mistaken for each other on the telephone."""


def new_reference() -> str:
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{code[:4]}-{code[4:]}"


class Refusals:
    """Refusals and an unreachable database become pages, and so does an empty 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = new_reference()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return not_taken(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Refuse the character NUL, which no text has and PostgreSQL cannot even be asked for."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refused(request, RefusalError())
        return None

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        if isinstance(error, RefusalError):
            return refused(request, error)
        if is_away(error):
            return failed(request, error)
        return None


class PrivatePages:
    """No cache keeps an answer to a session, in the browser or on the way to it.

    Otherwise a shared computer shows the last person's pages to the next one, and a cache
    in front of the house one region's pages to another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            add_never_cache_headers(response)
        return response
