"""Compare a version with another one, or with what the mentor reviewed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from menuju.plans.access import masterplans
from menuju.plans.queries.comparisons.sides import (
    Comparison,
    chosen_side,
    comparison_of,
    sides_of,
)
from menuju.plans.queries.comparisons.tables import (
    chosen,
    head,
    rows_of,
    shown,
    tallies_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of
from menuju.rounds.queries.tables import csv_of, workbook_of

PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def page(request: AuthedRequest, pk: int) -> HttpResponse:
    """What changed; ``dengan`` says since what, ``bagian``, ``jenis``, ``unsur`` filter."""
    version = masterplans.open_version(request.user, pk)
    sides = sides_of(version)
    side = chosen_side(version, sides, request.GET.get("dengan", ""))
    context = page_of(request, version) | {"sides": sides, "side": side}
    if side:
        context |= _changes(request, comparison_of(version, side))
    return render(request, "plans/compare/page.html", context)


@login_required
@require_GET
def download(request: AuthedRequest, pk: int, form: str) -> HttpResponse:
    """The changes that the same filters show, each value on a line, as XLSX or CSV."""
    version = masterplans.open_version(request.user, pk)
    side = chosen_side(version, sides_of(version), request.GET.get("dengan", ""))
    if form not in {"xlsx", "csv"} or side is None:
        raise Http404
    comparison = comparison_of(version, side)
    found = chosen(comparison.changes, *_filters(request))
    rows, is_book = rows_of(comparison, found), form == "xlsx"
    content = (
        workbook_of("Perbandingan", head(), rows) if is_book else csv_of(head(), rows)
    )
    plan = version.masterplan
    name = f"perbandingan-{plan.region_id}-{plan.first_year}-v{version.number}.{form}"
    return HttpResponse(
        content,
        content_type=XLSX if is_book else "text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _changes(request: AuthedRequest, comparison: Comparison) -> dict[str, Any]:
    group, kind, identity = _filters(request)
    groups, kinds = tallies_of(comparison.changes)
    found = chosen(comparison.changes, group, kind, identity)
    page = Paginator(found, PAGE).get_page(request.GET.get("halaman"))
    return {
        "comparison": comparison,
        "groups": groups,
        "kinds": kinds,
        "group": group,
        "kind": kind,
        "identity": identity,
        "page": page,
        "rows": [shown(one, comparison.reader, whole=bool(identity)) for one in page],
    }


def _filters(request: AuthedRequest) -> tuple[str, str, str]:
    group, kind, identity = (
        request.GET.get(one, "") for one in ("bagian", "jenis", "unsur")
    )
    return group, kind, identity
