"""Answer an error: its page or its JSON, its reference code, its line in the log."""

import logging
from dataclasses import replace

from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.template import loader
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path

from menuju.web.exceptions import RefusalError
from menuju.web.pages import ONLY_FORMS, PAGES, Page

log = logging.getLogger("menuju.errors")
NOT_FOUND, ONLY_READ, SERVER, UNAVAILABLE = 404, 405, 500, 503
RETRY_SECONDS = {429: 300, UNAVAILABLE: 60}
"""When to come back, by status; 429 as long as ACCOUNT_RATE_LIMITS remembers."""


LOSES_INPUT = {403, 404, 409}
"""Somebody else removed, closed or changed what a form was about while it was filled in."""


def typed_in(request: HttpRequest) -> list[str]:
    """The sentences in a form that came to nothing, to be copied; never a password or a key.

    Only of a form of this site: one without its key is another site's, and not repeated.
    """
    is_ours = getattr(request, "csrf_processing_done", False)
    if request.method != "POST" or not is_ours:
        return []
    texts = (
        value.strip()
        for name, values in request.POST.lists()
        for value in values
        if "password" not in name
    )
    return [text for text in texts if " " in text]


def is_away(error: BaseException | None) -> bool:
    """Whether the database did not answer."""
    return isinstance(error, OperationalError | InterfaceError)


def answer(request: HttpRequest, status: int, page: Page) -> HttpResponse:
    """The page of an error, or JSON for a script that asked for it; never cached."""
    reference = getattr(request, "reference", "–")
    seen = {"page": page, "status": status, "reference": reference, "request": request}
    if status in LOSES_INPUT:
        seen["typed"] = typed_in(request)
    quiet = status >= SERVER  # no request context: it would ask the database
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json"):
        said = {"error": str(page.happened), "reference": reference}
        response = JsonResponse(said, status=status)
    else:
        html = loader.render_to_string(
            "web/error.html", seen, None if quiet else request
        )
        response = HttpResponse(html, status=status)
    if status in RETRY_SECONDS:
        response["Retry-After"] = str(RETRY_SECONDS[status])
    patch_cache_control(response, no_store=True)
    return response


def record(request: HttpRequest, status: int) -> None:
    """Write the reference code beside the exception, so that the two can be matched."""
    level = logging.ERROR if status >= SERVER else logging.WARNING
    if status == NOT_FOUND:
        level = logging.INFO
    reference = getattr(request, "reference", "–")
    line = "%s: reference %s, %s %s"
    trace = status >= SERVER
    path = escape_uri_path(request.path)  # one line, whatever was asked for
    log.log(level, line, status, reference, request.method, path, exc_info=trace)


def refused(request: HttpRequest, error: RefusalError) -> HttpResponse:
    """A refusal of the project; its message says what happened."""
    page = PAGES[error.status]
    if str(error):
        page = replace(page, happened=str(error))
    record(request, error.status)
    response = answer(request, error.status, page)
    if error.status == ONLY_READ:
        response["Allow"] = "GET, HEAD"
    return response


def not_taken(request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
    """The page of Django's empty refusal of a method: many an address only takes forms."""
    record(request, ONLY_READ)
    reads = request.method in {"GET", "HEAD"}
    response = answer(request, ONLY_READ, ONLY_FORMS if reads else PAGES[ONLY_READ])
    response["Allow"] = refusal["Allow"]
    return response


def failed(request: HttpRequest, error: BaseException | None) -> HttpResponse:
    """An error of ours; a database that does not answer is said to be away."""
    status = UNAVAILABLE if is_away(error) else SERVER
    record(request, status)
    return answer(request, status, PAGES[status])
