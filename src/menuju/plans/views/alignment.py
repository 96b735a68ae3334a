"""The matrix of goals and dimensions, and its files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from menuju.plans.access import masterplans
from menuju.plans.models import GoalLink
from menuju.plans.queries.alignment import SLUGS, alignment_of, strays_of
from menuju.plans.queries.alignment_tables import head, rows_of
from menuju.plans.queries.documents import framework_of
from menuju.plans.queries.flows import flow_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of
from menuju.rounds.queries.tables import csv_of, workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = next(iter(SLUGS))


@login_required
def matrix(request: AuthedRequest, pk: int) -> HttpResponse:
    """Counts of elements by goal and dimension; ``unsur`` and ``dimensi`` filter."""
    version = masterplans.open_version(request.user, pk)
    slug = request.GET.get("unsur", "")
    slug = slug if slug in SLUGS else FIRST
    dimensions = framework_of(version.masterplan).dimensions
    chosen = request.GET.get("dimensi", "")
    chosen = chosen if chosen in {one.code for one in dimensions} else ""
    found = alignment_of(version, SLUGS[slug], chosen)
    labels = dict(GoalLink.Element.choices)
    context = page_of(request, version) | {
        "alignment": found,
        "slug": slug,
        "kind": labels[SLUGS[slug]],
        "kinds": [(one, labels[kind]) for one, kind in SLUGS.items()],
        "chosen": chosen,
        "strays": strays_of(version),
        "flow": flow_of(found),
    }
    return render(request, "plans/alignment/matrix.html", context)


@login_required
def download(request: AuthedRequest, pk: int, form: str) -> HttpResponse:
    """Every link, and what has none, as XLSX or CSV."""
    version = masterplans.open_version(request.user, pk)
    if form not in {"xlsx", "csv"}:
        raise Http404
    rows, is_book = rows_of(version), form == "xlsx"
    content = (
        workbook_of("Keselarasan", head(), rows) if is_book else csv_of(head(), rows)
    )
    plan = version.masterplan
    name = f"keselarasan-{plan.region_id}-{plan.first_year}-v{version.number}.{form}"
    return HttpResponse(
        content,
        content_type=XLSX if is_book else "text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
