"""The selection board, its simulation, and its downloads."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from menuju.instruments.queries import tree_of
from menuju.results import access
from menuju.results.access.selection import reads_proposals, require_simulator
from menuju.results.models import Release
from menuju.results.queries import board_exports
from menuju.results.queries.board import Board, Zone, board_of
from menuju.results.queries.bump import bump_of
from menuju.results.queries.preflight import checks_of, url_of
from menuju.results.queries.releases import approved_freeze
from menuju.results.queries.sealing import is_sealed
from menuju.results.queries.selection import province_names, series_of, terms_of
from menuju.results.views import AuthedRequest
from menuju.results.views.decisions import begin_simulation

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def board(request: AuthedRequest, round_code: str) -> HttpResponse:
    """The board; the zones open where they lie, the order is the alphabet unless asked."""
    round_ = access.open_round(request.user, round_code)
    opened = access.release_of(round_)
    if opened is None:
        return render(
            request,
            "results/selection/no_board.html",
            {"round": round_, "freeze": approved_freeze(round_)},
        )
    made = _board(request, opened)
    return render(request, "results/selection/board.html", _page(request, made))


@login_required
@require_POST
def simulate(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Draw the doubt anew; the page of the job shows how far it is."""
    opened = access.open_release(request.user, round_code)
    require_simulator(request.user, opened)
    job = begin_simulation(request, opened)
    return redirect("jobs:job", job.pk)


@login_required
def export(request: AuthedRequest, round_code: str, kind: str) -> HttpResponse:
    """The whole board as CSV or XLSX."""
    made = _board(request, access.open_release(request.user, round_code))
    writers = {
        "csv": (board_exports.as_csv, "text/csv; charset=utf-8"),
        "xlsx": (board_exports.as_xlsx, XLSX),
    }
    if kind not in writers:
        raise Http404
    write, content_type = writers[kind]
    name = f"papan-seleksi-{round_code}.{kind}"
    return HttpResponse(
        write(made),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _board(request: AuthedRequest, opened: Release) -> Board:
    scale = tree_of(opened.round.instrument_version).scale
    return board_of(
        opened,
        terms_of(opened.round),
        (float(scale.min), float(scale.max)),
        is_told=reads_proposals(request.user, opened),
    )


def _page(request: AuthedRequest, made: Board) -> dict[str, object]:
    by_score = request.GET.get("urut") == "nilai"
    zone = request.GET.get("zona", "")
    opened = made.release
    return {
        "board": made,
        "round": opened.round,
        "release": opened,
        "inside": _sorted(made, within=True, by_score=by_score),
        "outside": _sorted(made, within=False, by_score=by_score),
        "by_score": by_score,
        "zone": zone if zone in set(Zone) else "",
        "zone_page": _zone_page(request, made, zone, by_score=by_score),
        "bump": bump_of(made, (get_language() or "id")[:2]),
        "checks": checks_of(made),
        "series": series_of(opened.round, made.terms),
        "provinces": province_names() if made.terms.minima else {},
        "letters": url_of("results:letters", opened.round.code),
        "minutes": url_of("results:decision-minutes", opened.round.code),
        "may_decide": access.may_decide(request.user),
        "is_sealed": is_sealed(made.decision),
    }


def _sorted(made: Board, *, within: bool, by_score: bool) -> list[object]:
    """The rows near the line: by score if asked, else by name."""
    rows = made.shown(within=within)
    if not by_score:
        rows.sort(key=lambda row: row.place.result.participation.region.short_name)
    return list(rows)


def _zone_page(
    request: AuthedRequest, made: Board, zone: str, *, by_score: bool
) -> object | None:
    """One page of the zone that somebody opened."""
    if zone not in set(Zone):
        return None
    rows = [
        row
        for within in (True, False)
        for row in made.side(within=within)
        if row.zone == zone
    ]
    if not by_score:
        rows.sort(key=lambda row: row.place.result.participation.region.short_name)
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
