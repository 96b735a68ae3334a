"""The roadmap of a masterplan: on the page, as a picture, and as a table."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from menuju.plans.access import masterplans
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.alignment import alignment_of
from menuju.plans.queries.programme_lists import linked_keys
from menuju.plans.queries.programmes import money_of
from menuju.plans.queries.roadmap import (
    Sorter,
    by_agency,
    by_dimension,
    by_horizon,
    groups_of,
    scale_of,
    undrawn,
)
from menuju.plans.queries.roadmap_pictures import picture_of, plain
from menuju.plans.queries.roadmap_tables import head, rows_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of
from menuju.plans.views.programmes import listed
from menuju.rounds.queries.tables import csv_of, workbook_of

PAGE, TABLE_PAGE = 200, 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GROUPINGS = (
    ("dimensi", gettext_lazy("Dimensi")),
    ("jangka", gettext_lazy("Jangka")),
    ("opd", gettext_lazy("Perangkat daerah")),
)
"""How the lines are grouped, by the word in the address; the first unless asked."""
TABLE = "tabel"
AREAS_FROM = 88
"""Where the stripes of the picture begin, from its top."""


@login_required
def roadmap(request: AuthedRequest, pk: int) -> HttpResponse:
    """Bars by year, or with ``?tampilan=tabel`` the same as a table; ``kelompok`` groups."""
    version = masterplans.open_version(request.user, pk)
    aligned = alignment_of(version)
    found = listed(request, version, aligned.linked)
    is_table = request.GET.get("tampilan") == TABLE
    pages = Paginator(found["rows"], TABLE_PAGE if is_table else PAGE)
    page = pages.get_page(request.GET.get("halaman"))
    context = page_of(request, version) | found | _drawn(request, version, found, page)
    context |= {
        "page": page,
        "is_table": is_table,
        "aligned": aligned,
        "money": money_of(found["every"]),
        "quick_wins": sum(row.quick_win for row in found["every"]),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/roadmap/roadmap.html", context)


def _drawn(
    request: AuthedRequest,
    version: MasterplanVersion,
    found: dict[str, Any],
    page: Any,  # noqa: ANN401 -- Django's page, or a list
) -> dict[str, Any]:
    """Everything that places bars: on the page and in the picture."""
    scale = scale_of(version)
    word = request.GET.get("kelompok", "")
    rows = list(page)
    zone = ZoneInfo(version.masterplan.region.time_zone)
    today = timezone.localdate(timezone=zone)
    return {
        "groups": groups_of(rows, found["every"], scale, _sorter(word, found)),
        "undrawn": list(undrawn(rows, scale)),
        "scale": scale,
        "stripes": scale.stripes(found["bands"]),
        "now": scale.now(today),
        "today": today,
        "grouping": word,
        "groupings": GROUPINGS,
    }


def _sorter(word: str, found: dict[str, Any]) -> Sorter:
    if word == "jangka":
        return by_horizon(found["bands"])
    return by_agency if word == "opd" else by_dimension(found["framework"])


@login_required
def picture(request: AuthedRequest, pk: int) -> HttpResponse:
    """The bars that the address asks for as an SVG file that stands alone."""
    version = masterplans.open_version(request.user, pk)
    found = listed(request, version, linked_keys(version))
    drawn = _drawn(request, version, found, found["rows"])
    laid = picture_of(drawn["groups"], drawn["scale"], drawn["stripes"], drawn["now"])
    text = render_to_string(
        "plans/roadmap/picture.svg",
        {
            "picture": laid,
            "area_height": laid.bottom - AREAS_FROM,
            "language": get_language(),
            **_said(version, drawn, len(found["every"])),
        },
    )
    return _file(version, text.encode(), "svg", "image/svg+xml")


def _said(
    version: MasterplanVersion, drawn: dict[str, Any], every: int
) -> dict[str, Any]:
    """The words of the picture, so that it says by itself what it shows."""
    scale = drawn["scale"]
    count = sum(len(group.lines) for group in drawn["groups"])
    years = f"{scale.first}–{scale.last}"
    told = _("%(drawn)s dari %(every)s program digambar sebagai batang %(years)s.")
    day = date_format(drawn["today"], "j F Y")
    words = {
        "programme": _("Program"),
        "quick_win": _("Quick win"),
        "now": _("Posisi data %s") % day,
        "source": _("Dibuat %s.") % day,
    }
    if version.is_simulated:
        words["source"] += " " + _("Isi simulasi.")
    return {
        "title": _("Peta jalan %s") % years,
        "about": plain(_about(version)),
        "told": told % {"drawn": count, "every": every, "years": years},
        "words": words,
    }


def _about(version: MasterplanVersion) -> str:
    plan = version.masterplan
    return _("%(plan)s, %(region)s, versi %(number)s (%(state)s)") % {
        "plan": plan.title,
        "region": plan.region.name,
        "number": version.number,
        "state": version.get_state_display().lower(),
    }


@login_required
def download(request: AuthedRequest, pk: int, form: str) -> HttpResponse:
    """The programmes that the address asks for as XLSX or CSV."""
    version = masterplans.open_version(request.user, pk)
    if form not in {"xlsx", "csv"}:
        raise Http404
    found = listed(request, version, linked_keys(version))
    scale = scale_of(version)
    names = head(scale)
    rows = rows_of(found["rows"], scale, found["framework"], found["bands"])
    if form == "csv":
        return _file(version, csv_of(names, rows), form, "text/csv; charset=utf-8")
    return _file(version, workbook_of(_("Peta jalan"), names, rows), form, XLSX)


def _file(
    version: MasterplanVersion, content: bytes, form: str, kind: str
) -> HttpResponse:
    plan = version.masterplan
    name = f"peta-jalan-{plan.region_id}-{plan.first_year}-v{version.number}.{form}"
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
