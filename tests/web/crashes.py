"""Addresses that fail, each in its own way; the root of the error page tests."""

from collections.abc import Callable

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from menuju.web.exceptions import (
    ConflictError,
    MethodError,
    TooLargeError,
    TooManyError,
    UnavailableError,
    UnprocessableError,
)

ERRORS: dict[str, Exception] = {
    "400": SuspiciousOperation("bad bytes"),
    "403": PermissionDenied(),
    "404": Http404("No Region matches the given query."),
    "405": MethodError(),
    "409": ConflictError("Rani menyimpan perubahan pukul 14.30"),
    "413": TooLargeError('"SK-tim.pdf" berukuran 14 MB. Batasnya 10 MB'),
    "413-django": RequestDataTooBig("too big"),
    "422": UnprocessableError(),
    "429": TooManyError(),
    "500": RuntimeError("a secret detail"),
    "503": OperationalError("connection refused"),
    "503-busy": UnavailableError("Perhitungan sedang berjalan"),
    "reason": PermissionDenied("Anda menyatakan konflik kepentingan"),
}


@require_POST
def form_only(_request: HttpRequest) -> HttpResponse:
    """Take a form, and only a form."""
    return HttpResponse("diterima")


def fall(_request: HttpRequest, kind: str) -> HttpResponse:
    raise ERRORS[kind]


def without_database(
    _get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that needs the database, and does not find it."""

    def answer(_request: HttpRequest) -> HttpResponse:
        raise ERRORS["503"]

    return answer


urlpatterns = [path("formulir/", form_only), path("jatuh/<kind>/", fall)]
handler400 = "menuju.web.views.bad_request"
handler403 = "menuju.web.views.forbidden"
handler404 = "menuju.web.views.not_found"
handler429 = "menuju.web.views.too_many"
handler500 = "menuju.web.views.server_error"
