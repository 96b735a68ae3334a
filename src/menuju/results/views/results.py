"""A region's result, its lineage and its files."""

import csv

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

from menuju.instruments.queries import tree_of
from menuju.results import access
from menuju.results.access.letters import desks_open_to, letter_about
from menuju.results.access.replies import boards_open_to
from menuju.results.models import RegionResult
from menuju.results.queries import exports
from menuju.results.queries.lineage import lineage_of
from menuju.results.queries.lines import lines_of
from menuju.results.queries.pages import earlier_results, page_of
from menuju.results.queries.releases import round_lines
from menuju.results.queries.why import why_behind
from menuju.results.views import AuthedRequest, replies


@login_required
def overview(request: AuthedRequest) -> HttpResponse:
    desks = desks_open_to(request.user)
    if not (desks or access.has_results(request.user)):
        raise Http404
    return render(
        request,
        "results/list.html",
        {
            "rounds": round_lines() if access.carries(request.user) else [],
            "results": lines_of(access.open_results(request.user)),
            "boards": boards_open_to(request.user),
            "desks": desks,
        },
    )


@login_required
def result(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    opened = access.open_result(request.user, round_code, region_code)
    shown = page_of(opened)
    return render(
        request,
        "results/result.html",
        {
            "page": shown,
            "earlier": earlier_results(opened),
            "why": why_behind(opened, shown.line),
            "letter": letter_about(request.user, opened),
            **_names(opened),
            **replies.card(request, opened, shown.line),
        },
    )


@login_required
def lineage(
    request: AuthedRequest, round_code: str, region_code: str, node: str
) -> HttpResponse:
    opened = access.open_result(request.user, round_code, region_code)
    tree = tree_of(opened.release.round.instrument_version)
    if node not in tree:
        raise Http404
    return render(
        request,
        "results/lineage.html",
        {
            "tree": tree,
            "node": tree.node(node),
            "lineage": lineage_of(opened, tree.node(node)),
            **_names(opened),
        },
    )


@login_required
def result_csv(
    request: AuthedRequest, round_code: str, region_code: str
) -> HttpResponse:
    opened = access.open_result(request.user, round_code, region_code)
    name = f"hasil-{round_code}-{region_code}.csv"
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.DictWriter(response, exports.COLUMNS)
    writer.writeheader()
    writer.writerows(exports.rows(page_of(opened)))
    return response


@login_required
def result_json(
    request: AuthedRequest, round_code: str, region_code: str
) -> HttpResponse:
    opened = access.open_result(request.user, round_code, region_code)
    return JsonResponse(exports.document(page_of(opened)))


def _names(opened: RegionResult) -> dict[str, object]:
    part = opened.participation
    return {"result": opened, "round": part.round, "region": part.region}
