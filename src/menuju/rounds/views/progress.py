"""The progress board of a round, and the same as a file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.models import Round
from menuju.rounds.queries.board import (
    HELD,
    chosen_of,
    counts_of,
    desk_table,
    desks_of,
    region_table,
)
from menuju.rounds.queries.progress import Hold, Line, lines_of
from menuju.rounds.queries.rounds import needs_of, next_phase
from menuju.rounds.queries.tables import csv_of, workbook_of
from menuju.rounds.views import AuthedRequest, downloads

LOOK = (
    Capability.VIEW_ROUNDS,
    Capability.MANAGE_ROUNDS,
    Capability.ASSIGN,
    Capability.MODERATE,
)
KEYS = ("kata", "provinsi", "hambatan", "urut")
PAGE = 50
ASSESSORS = "asesor"


@login_required
@require_safe
def progress(request: AuthedRequest, code: str) -> HttpResponse:
    """What keeps the next phase back, by region or by assessor."""
    round_ = doors.open_round(request.user, code, *LOOK)
    by_assessor = request.GET.get("lihat") == ASSESSORS
    after = next_phase(round_)
    context: dict[str, object] = {
        "round": round_,
        "needs": needs_of(round_),
        "next": Round.Phase(after).label if after else "",
        "pages": _pages(request),
        "by_assessor": by_assessor,
        "query": request.GET.urlencode(),
    }
    rows = _desks(round_, context) if by_assessor else _lines(request, round_, context)
    context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    return render(request, "rounds/judging/progress.html", context)


@login_required
@require_safe
def download(request: AuthedRequest, code: str, ending: str) -> HttpResponse:
    """The board as it is filtered and sorted, every row of it."""
    round_ = doors.open_round(request.user, code, *LOOK)
    if request.GET.get("lihat") == ASSESSORS:
        head, rows = desk_table(desks_of(round_))
    else:
        hidden = doors.still_judging(request.user, round_)
        lines = chosen_of(lines_of(round_, hidden), _chosen(request))
        head, rows = region_table(lines)
    name = f"kemajuan-{code}"
    if ending == "csv":
        return downloads.csv(csv_of(head, rows), name)
    if ending == "xlsx":
        return downloads.workbook(workbook_of("Kemajuan", head, rows), name)
    raise Http404


def _lines(
    request: AuthedRequest, round_: Round, context: dict[str, object]
) -> list[Line]:
    every = lines_of(round_, doors.still_judging(request.user, round_))
    chosen = _chosen(request)
    provinces = {line.part.region.province for line in every}
    context |= {
        "counts": counts_of(every),
        "regions": len(every),
        "chosen": chosen,
        "holds": Hold.choices,
        "held": HELD,
        "provinces": sorted(provinces, key=lambda one: one.name),
    }
    return chosen_of(every, chosen)


def _desks(round_: Round, context: dict[str, object]) -> list[object]:
    desks = desks_of(round_)
    context |= {
        "given": sum(desk.given for desk in desks),
        "sent": sum(desk.sent for desk in desks),
    }
    return list(desks)


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {key: request.GET.get(key, "")[:60] for key in KEYS}


def _pages(request: AuthedRequest) -> set[str]:
    """The pages that a next step may lead this reader to."""
    pages = doors.pages_open_to(request.user) | {"rounds:attendance"}
    if can(request.user, Capability.ASSIGN):
        pages |= {"rounds:panel", "rounds:reminders"}
    return pages
