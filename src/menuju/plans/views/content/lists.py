"""The content of a version as a whole, and each kind as a list."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from menuju.plans.access import masterplans
from menuju.plans.queries.content.kinds import GOAL_SLUGS, KINDS, NEW, TITLES
from menuju.plans.queries.content.lists import (
    listing_of,
    strategies_of,
)
from menuju.plans.queries.content.overview import beside_of, sections_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

STRATEGIES = "strategi"


@login_required
def overview(request: AuthedRequest, pk: int) -> HttpResponse:
    """Every kind of content: how much there is, what is missing, and the next step."""
    version = masterplans.open_version(request.user, pk)
    context = page_of(request, version) | {
        "sections": sections_of(version),
        "beside": beside_of(version),
    }
    return render(request, "plans/content/overview.html", context)


@login_required
def listing(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """The elements of a kind; ``kelompok`` shows one group of them alone."""
    version = masterplans.open_version(request.user, pk)
    context = page_of(request, version) | kind_page(kind)
    if kind == STRATEGIES:
        context["strategies"] = strategies_of(version)
    else:
        chosen, page = request.GET.get("kelompok", ""), request.GET.get("halaman")
        found = listing_of(version, KINDS[kind], chosen=chosen, page=page)
        context["listing"] = found
    return render(request, f"plans/content/{kind}.html", context)


def kind_page(kind: str) -> dict[str, Any]:
    """What every page of a kind names: its word in the address and its title."""
    return {
        "kind": kind,
        "kind_title": TITLES[kind],
        "kind_titles": TITLES.items(),
        "new_words": NEW.get(kind, ""),
        "goal_slug": GOAL_SLUGS.get(KINDS[kind]),
    }
