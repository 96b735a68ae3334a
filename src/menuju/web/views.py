"""Error pages, one per kind, and the style guide."""

import sys
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from menuju.web import specimens
from menuju.web.errors import NOT_FOUND, answer, failed, record
from menuju.web.exceptions import ElsewhereError
from menuju.web.forms import SpecimenForm
from menuju.web.pages import EXPIRED_FORM, PAGES


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    record(request, status)
    return answer(request, status, PAGES[status])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reason is told when the rule that refused has given one."""
    page = PAGES[403]
    if str(exception):
        page = replace(page, happened=str(exception))
    if isinstance(exception, ElsewhereError):
        page = replace(page, way=exception.way)
    record(request, 403)
    return answer(request, 403, page)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    record(request, NOT_FOUND)
    return answer(request, NOT_FOUND, PAGES[NOT_FOUND])


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- allauth's signature
    record(request, 429)
    return answer(request, 429, PAGES[429])


def server_error(request: HttpRequest) -> HttpResponse:
    return failed(request, sys.exc_info()[1])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Explain a form that was sent without its key."""
    record(request, 403)
    return answer(request, 403, EXPIRED_FORM)


def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component on one page; only where the product is built or shown."""
    if not (settings.DEBUG or settings.DEMO or settings.TESTING):
        raise Http404
    form = SpecimenForm(request.POST) if request.method == "POST" else None
    status = 422 if form and not form.is_valid() else 200
    shown = specimens.everything() | {"form": form or SpecimenForm()}
    return render(request, "web/style_guide.html", shown, status=status)
