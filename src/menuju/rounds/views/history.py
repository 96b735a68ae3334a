"""The page of how an answer came to be."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from menuju.rounds.access import participation as access
from menuju.rounds.queries.answers import sheet_of
from menuju.rounds.queries.history import change_between, revisions_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.participation import frame

PAGE = 25


@login_required
def history(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """Every version of an answer, who saved it and when, and two of them compared."""
    part = access.open_history(request.user, code, region)
    access.require_item(access.items_shown_to(request.user, part), item)
    line = sheet_of(part, {item}).line(item)
    if line is None:
        raise Http404
    revisions = revisions_of(part, item)
    wanted = (_number(request, "dari"), _number(request, "ke"))
    context = frame(request, part) | {
        "line": line,
        "page": Paginator(revisions, PAGE).get_page(request.GET.get("halaman")),
        "change": change_between(revisions, wanted),
        "is_asked": any(wanted),
    }
    return render(request, "rounds/region/history.html", context)


def _number(request: AuthedRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None  # noqa: PLR2004
