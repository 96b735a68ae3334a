"""Published masterplans: their editions, their books on the screen and as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from menuju.files.queries import open_file
from menuju.plans.models import BookFile, PublishedBook
from menuju.plans.queries.books.leaves import leaves_of
from menuju.plans.queries.books.published import read_back
from menuju.plans.queries.books.shelf import TYPES, name_of
from menuju.portal import access
from menuju.portal.access import only_read
from menuju.portal.queries.masterplans import (
    Edition,
    canonical_text,
    edition_among,
    files_of,
    near_of,
    newest_of,
    shelf_of,
)
from menuju.regions.models import Region

MOST_PLANS = 4
"""Masterplans of a region on one page: forty years of them."""
JSON = "application/json"


@only_read
def masterplans(request: HttpRequest, slug: str) -> HttpResponse:
    """The published masterplans of a region, each with its books."""
    found = _region(slug)
    if found.slug != slug:
        return redirect("portal:masterplans", slug=found.slug, permanent=False)
    plans = access.published_masterplans(found)[:MOST_PLANS]
    shelves = [shelf_of(newest_of(versions)) for versions in plans]
    context = {"region": found, "plans": shelves}
    return render(request, "portal/masterplans.html", context)


@only_read
def masterplan(request: HttpRequest, slug: str, edition: str) -> HttpResponse:
    """One masterplan: its newest version, or the one that the address names."""
    found = _edition(slug, edition)
    context = _page(found) | {"plan": shelf_of(found)}
    return render(request, "portal/masterplan.html", context)


@only_read
def masterplan_json(_request: HttpRequest, slug: str, edition: str) -> HttpResponse:
    """The content that was published: the SHA-256 of these bytes is the digest of it."""
    version = _edition(slug, edition).version
    return HttpResponse(canonical_text(version).encode(), content_type=JSON)


@only_read
def book(request: HttpRequest, slug: str, edition: str, book: str) -> HttpResponse:
    """A book of a published masterplan: contents, and its files."""
    found = _edition(slug, edition)
    context = _page(found) | {
        "book": read_back(_book(found, book), chapter=""),
        "files": files_of(found.version, book),
    }
    return render(request, "portal/book.html", context)


@only_read
def book_chapter(
    request: HttpRequest, slug: str, edition: str, book: str, chapter: str
) -> HttpResponse:
    """A chapter of a book, page by page."""
    found = _edition(slug, edition)
    text = read_back(_book(found, book), chapter=chapter)
    here = near_of(text, chapter)
    if here is None:
        raise Http404
    page = Paginator(leaves_of(here.chapter), 1).get_page(request.GET.get("halaman"))
    context = _page(found) | {"book": text, "near": here, "page": page}
    context["leaf"] = page.object_list[0]
    return render(request, "portal/chapter.html", context)


@only_read
def book_json(
    _request: HttpRequest, slug: str, edition: str, book: str
) -> HttpResponse:
    """The words of a book that its pages and files are drawn from, with their digest."""
    row = _book(_edition(slug, edition), book)
    return HttpResponse(row.text.encode(), content_type=JSON)


@only_read
def book_file(
    _request: HttpRequest, slug: str, edition: str, book: str, form: str
) -> HttpResponseBase:
    """A book as a file, made from exactly what was published; 404 before it was made."""
    version = _edition(slug, edition).version
    found = next((one for one in files_of(version, book) if one.form == form), None)
    if found is None:
        raise Http404
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=name_of(version, found),
        content_type=TYPES[BookFile.Form(found.form)],
    )


def _page(edition: Edition) -> dict[str, Any]:
    """What every page of an edition shows."""
    version = edition.version
    return {
        "edition": edition,
        "version": version,
        "masterplan": version.masterplan,
        "region": version.masterplan.region,
    }


def _edition(slug: str, name: str) -> Edition:
    found = edition_among(access.published_masterplans(_region(slug)), name)
    if found is None:
        raise Http404
    return found


def _book(edition: Edition, code: str) -> PublishedBook:
    return get_object_or_404(edition.version.published_books, book=code)


def _region(slug: str) -> Region:
    found = access.open_region(slug)
    if found is None:
        raise Http404
    return found
