"""The public pages. They read published snapshots and change nothing."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from menuju.instruments.queries import tree_of
from menuju.portal import access
from menuju.portal.access import only_read
from menuju.portal.forms import RegionFilter
from menuju.portal.queries import data as open_data
from menuju.portal.queries import method as methods
from menuju.portal.queries.letters import confirmed
from menuju.portal.queries.profile import closest, profile_of
from menuju.portal.queries.regions import listing, spread
from menuju.portal.queries.result import public_result
from menuju.portal.queries.rounds import (
    open_lines,
    release_of,
    round_cards,
    selected_in,
)
from menuju.regions.models import Region
from menuju.results.models import PublishedResult
from menuju.results.queries import exports
from menuju.results.queries.pages import page_of
from menuju.results.queries.sealing import is_open, sealed_text
from menuju.results.queries.texts import numeral
from menuju.rounds.queries.tables import inert

SHOWN = 20
"""Moved deadlines on the page of a round; all of them have a page of their own."""
DATASETS = {"seleksi": open_data.outcomes, "nilai": open_data.figures}


@only_read
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/home.html",
        {"front": methods.front(), "spread": spread()},
    )


@only_read
def regions(request: HttpRequest) -> HttpResponse:
    form = RegionFilter(request.GET)
    return render(
        request,
        "portal/regions.html",
        {
            "form": form,
            "listing": listing(form.wanted),
            "spread": spread(),
        },
    )


@only_read
def region(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.open_region(slug)
    if found is None:
        near = closest(slug)
        return render(
            request, "portal/no_region.html", {"slug": slug, "near": near}, status=404
        )
    if found.slug != slug:
        return redirect("portal:region", slug=found.slug, permanent=False)
    return render(
        request,
        "portal/region.html",
        {
            "region": found,
            "profile": profile_of(found),
            "masterplans": access.published_masterplans(found),
            "moved": access.extensions_at_work(found),
        },
    )


@only_read
def region_csv(_request: HttpRequest, slug: str) -> HttpResponse:
    found = _region(slug)
    rows = open_data.of_region(profile_of(found))
    flat = [
        {"kind": kind, **dict.fromkeys(_columns(rows), ""), **row}
        for kind, part in rows.items()
        for row in part
    ]
    return _csv(f"{found.slug}.csv", flat)


@only_read
def region_json(_request: HttpRequest, slug: str) -> HttpResponse:
    found = _region(slug)
    rows = open_data.of_region(profile_of(found))
    return JsonResponse(
        {
            "region": {"code": found.code, "name": found.name},
            "licence": open_data.LICENCE,
            **rows,
        }
    )


@only_read
def result(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A region's published result in a round, with the public part of its lineage."""
    found = _region(slug)
    opened = access.open_result(found, code)
    if found.slug != slug:
        return redirect("portal:result", slug=found.slug, code=code, permanent=False)
    return render(
        request,
        "portal/result.html",
        {
            "region": found,
            "round": opened.release.round,
            "result": opened,
            "public": public_result(opened),
        },
    )


@only_read
def result_csv(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    opened = access.open_result(_region(slug), code)
    return _csv(f"hasil-{code}-{slug}.csv", exports.rows(page_of(opened)))


@only_read
def result_json(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    opened = access.open_result(_region(slug), code)
    held = exports.document(page_of(opened))
    return JsonResponse({"licence": open_data.LICENCE, **held})


@only_read
def results(request: HttpRequest) -> HttpResponse:
    figures = PublishedResult.objects.select_related("region__province")
    return render(
        request,
        "portal/results.html",
        {
            "rounds": round_cards(),
            "figures": figures.order_by("region__short_name", "year", "pk"),
        },
    )


@only_read
def round_(request: HttpRequest, code: str) -> HttpResponse:
    opened = access.open_round(code)
    cards = {card.round.pk: card for card in round_cards()}
    return render(
        request,
        "portal/round.html",
        {
            "round": opened,
            "card": cards[opened.pk],
            "numeral": numeral(opened),
            "release": release_of(opened),
            "selected": selected_in(opened),
            "moved": access.public_extensions().filter(round=opened)[:SHOWN],
        },
    )


@only_read
@never_cache
def selection(request: HttpRequest, code: str) -> HttpResponse:
    """The seal of a decided list and when it opens; afterwards the list itself."""
    decision = access.open_decision(code)
    is_told = is_open(decision.release)
    context = {
        "decision": decision,
        "round": decision.release.round,
        "numeral": numeral(decision.release.round),
        "is_open": is_told,
        "lines": open_lines(decision) if is_told else [],
    }
    return render(request, "portal/selection.html", context)


@only_read
@never_cache
def sealed(_request: HttpRequest, code: str) -> HttpResponse:
    """The bytes that were sealed, once they are open: their SHA-256 is the seal."""
    text = sealed_text(access.open_list(code))
    return HttpResponse(text.encode(), content_type="application/json")


@only_read
def method(request: HttpRequest) -> HttpResponse:
    versions = [
        {"version": version, "tree": tree_of(version)}
        for version in methods.published_versions()
    ]
    return render(request, "portal/method.html", {"versions": versions})


@only_read
def instrument(request: HttpRequest, code: str, label: str) -> HttpResponse:
    version = access.open_version(code, label)
    tree = tree_of(version)
    return render(
        request,
        "portal/instrument.html",
        {"version": version, "tree": tree, "lines": methods.lines(tree)},
    )


@only_read
def data(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/data.html",
        {
            "licence": open_data.LICENCE,
            "outcome": open_data.OUTCOME,
            "figure": open_data.FIGURE,
        },
    )


@only_read
def dataset_csv(_request: HttpRequest, name: str) -> HttpResponse:
    return _csv(f"{name}.csv", _dataset(name))


@only_read
def dataset_json(_request: HttpRequest, name: str) -> HttpResponse:
    return JsonResponse({"licence": open_data.LICENCE, "rows": _dataset(name)})


@only_read
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@only_read
def help_(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@only_read
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@only_read
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


def _region(slug: str) -> Region:
    found = access.open_region(slug)
    if found is None:
        raise Http404
    return found


def _dataset(name: str) -> list[dict[str, Any]]:
    if name not in DATASETS:
        raise Http404
    return DATASETS[name]()


def _columns(rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    named = (column for part in rows.values() for row in part for column in row)
    return list(dict.fromkeys(named))


def _csv(name: str, rows: list[dict[str, Any]]) -> HttpResponse:
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    response.write("\ufeff")
    if rows:
        writer = csv.DictWriter(response, rows[0])
        writer.writeheader()
        writer.writerows(
            {column: inert(cell) for column, cell in row.items()} for row in rows
        )
    return response


@only_read
def letters(request: HttpRequest) -> HttpResponse:
    """The form that takes a letter's code; a code in it goes to the letter's page."""
    asked = request.GET.get("kode", "").strip()
    found = confirmed(asked) if asked else None
    if found:
        return redirect("portal:letter", found.code)
    status = 404 if asked else 200
    return render(request, "portal/letters.html", {"asked": asked}, status=status)


@only_read
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a letter is genuine and stands; the same answer for every unknown code."""
    found = confirmed(code)
    if found is None:
        return render(request, "portal/letters.html", {"asked": code}, status=404)
    return render(request, "portal/letter.html", {"letter": found})
