"""The workload of the assessors of a round, on a page and to take away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.queries.roster import roster_of
from menuju.rounds.queries.tables import csv_of, workbook_of
from menuju.rounds.queries.workload import (
    HEAD,
    SORTS,
    closes_at,
    days_left,
    load_rows,
    loads_of,
)
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.downloads import csv, workbook

LOOK = (Capability.ASSIGN, Capability.MANAGE_ROUNDS, Capability.VIEW_ROUNDS)


@login_required
@require_safe
def workload(request: AuthedRequest, code: str) -> HttpResponse:
    """Per assessor: given, sent, open, capacity, topics, conflicts."""
    round_ = doors.open_round(request.user, code, *LOOK)
    order = request.GET.get("urut", "")
    order = order if order in SORTS else "nama"
    roster, closes = roster_of(round_), closes_at(round_)
    loads = loads_of(roster, order)
    may_assign = can(request.user, Capability.ASSIGN)
    context = {
        "round": round_,
        "loads": loads,
        "order": order,
        "closes_at": closes,
        "days_left": days_left(closes),
        "given": sum(one.given for one in loads),
        "sent": sum(one.sent for one in loads),
        "linkage": roster.linkage,
        "may_assign": may_assign,
        "may_mend": permits(round_, Act.ASSIGN),
        "is_open": may_assign and permits(round_, Act.ASSIGN),
        "may_remind": may_assign and permits(round_, Act.ASSESS),
    }
    return render(request, "rounds/judging/workload.html", context)


@login_required
@require_safe
def download(request: AuthedRequest, code: str, ending: str) -> HttpResponse:
    """The board as a workbook or CSV, in the order asked for."""
    round_ = doors.open_round(request.user, code, *LOOK)
    rows = load_rows(loads_of(roster_of(round_), request.GET.get("urut", "nama")))
    name = f"beban-asesor-{round_.code}"
    if ending == "csv":
        return csv(csv_of(HEAD, rows), name)
    return workbook(workbook_of("beban", HEAD, rows), name)
