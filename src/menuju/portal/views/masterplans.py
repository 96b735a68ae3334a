"""Published masterplans: their books on the screen and as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from menuju.files.queries import open_file
from menuju.plans.models import BookFile, MasterplanVersion
from menuju.plans.queries.books import book_in_guide, book_of
from menuju.plans.queries.books.leaves import leaves_of
from menuju.plans.queries.books.shelf import TYPES, name_of
from menuju.portal import access
from menuju.portal.access import only_read
from menuju.portal.queries.masterplans import (
    canonical_text,
    files_of,
    near_of,
    shelf_of,
)
from menuju.regions.models import Region

MOST_PLANS = 4
"""Masterplans of a region on one page: forty years of them."""


@only_read
def masterplans(request: HttpRequest, slug: str) -> HttpResponse:
    """The published masterplans of a region, each with its books."""
    found = _region(slug)
    if found.slug != slug:
        return redirect("portal:masterplans", slug=found.slug, permanent=False)
    versions = [
        access.open_masterplan(found, one.masterplan.first_year)
        for one in access.published_masterplans(found)[:MOST_PLANS]
    ]
    context = {"region": found, "plans": [shelf_of(one) for one in versions]}
    return render(request, "portal/masterplans.html", context)


@only_read
def masterplan_json(_request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The content that was published: the SHA-256 of these bytes is the digest of it."""
    version = access.open_masterplan(_region(slug), year)
    text = canonical_text(version)
    return HttpResponse(text.encode(), content_type="application/json")


@only_read
def book(request: HttpRequest, slug: str, year: int, book: str) -> HttpResponse:
    """A book of a published masterplan: contents, and its files."""
    version = access.open_masterplan(_region(slug), year)
    context = _book(version, book, chapter="")
    context["files"] = files_of(version, book)
    return render(request, "portal/book.html", context)


@only_read
def book_chapter(
    request: HttpRequest, slug: str, year: int, book: str, chapter: str
) -> HttpResponse:
    """A chapter of a book, page by page."""
    version = access.open_masterplan(_region(slug), year)
    context = _book(version, book, chapter=chapter)
    here = near_of(context["book"], chapter)
    if here is None:
        raise Http404
    page = Paginator(leaves_of(here.chapter), 1).get_page(request.GET.get("halaman"))
    context |= {"near": here, "page": page, "leaf": page.object_list[0]}
    return render(request, "portal/chapter.html", context)


@only_read
def book_file(
    _request: HttpRequest, slug: str, year: int, book: str, form: str
) -> HttpResponseBase:
    """A book as a file, made from exactly what was published; 404 before it was made."""
    version = access.open_masterplan(_region(slug), year)
    found = next((one for one in files_of(version, book) if one.form == form), None)
    if found is None:
        raise Http404
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=name_of(version, found),
        content_type=TYPES[BookFile.Form(found.form)],
    )


def _book(version: MasterplanVersion, code: str, *, chapter: str) -> dict[str, Any]:
    """What the pages of a book show; 404 if the guide has none of this code."""
    named = book_in_guide(version, code)
    if named is None:
        raise Http404
    return {
        "region": version.masterplan.region,
        "version": version,
        "masterplan": version.masterplan,
        "book": book_of(version, named, version.digest, chapter=chapter),
    }


def _region(slug: str) -> Region:
    found = access.open_region(slug)
    if found is None:
        raise Http404
    return found
