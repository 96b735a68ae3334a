"""Books: the list with its files, setting one, reading one before it is printed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from menuju.files.queries import open_file, page_image
from menuju.jobs.access import jobs_of
from menuju.jobs.actions import start
from menuju.jobs.models import Job
from menuju.plans.access import books as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import books as actions
from menuju.plans.forms.books import EmblemForm
from menuju.plans.models import BookFile, MasterplanVersion
from menuju.plans.models.documents import Book
from menuju.plans.queries.books import book_in_guide
from menuju.plans.queries.books.leaves import leaves_of
from menuju.plans.queries.books.published import reading_of
from menuju.plans.queries.books.shelf import TYPES, name_of, shelf_of
from menuju.plans.queries.documents import guide_of
from menuju.plans.tasks.books import make_books
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

LATEST = 30
"""Jobs of the reader among which those of these books are looked for."""


@login_required
def shelf(request: AuthedRequest, pk: int) -> HttpResponse:
    """Every book with its files: from which content, when, and whether it is out of date."""
    version = masterplans.open_version(request.user, pk)
    return _shelf(request, version, EmblemForm())


@login_required
@require_POST
def make(request: AuthedRequest, pk: int) -> HttpResponse:
    """Set one book in one form, or all as PDF, as a job."""
    version = masterplans.open_version(request.user, pk)
    asked = request.POST.get("buku", "")
    job = order(request, version, _wanted(version, asked) if asked else None)
    return redirect("jobs:job", job.pk)


def order(
    request: AuthedRequest,
    version: MasterplanVersion,
    wanted: list[list[str]] | None = None,
) -> Job:
    """Start a job that sets ``wanted`` (code of a book, form).

    None is every book as PDF; of a published version, which is set once, in every form.
    """
    if wanted is None:
        is_final = version.state == version.State.PUBLISHED
        forms = BookFile.Form.values if is_final else [BookFile.Form.PDF.value]
        books = guide_of(version.masterplan).books
        wanted = [[one.code, form] for one in books for form in forms]
    return start(
        make_books,
        {"version_id": version.pk, "wanted": wanted, "by_id": request.user.pk},
        label=_("Menyusun buku %(region)s")
        % {"region": version.masterplan.region.name},
        by=request.user,
        back=reverse("plans:books", args=[version.pk]),
    )


@login_required
def download(request: AuthedRequest, pk: int, book: str, form: str) -> HttpResponseBase:
    """The file of a book as it was made last."""
    version = masterplans.open_version(request.user, pk)
    found = doors.open_book_file(version, book, form)
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=name_of(version, found),
        content_type=TYPES[BookFile.Form(found.form)],
    )


@login_required
def read(request: AuthedRequest, pk: int, book: str) -> HttpResponse:
    """A book on the screen: its chapters with their headings."""
    version = masterplans.open_version(request.user, pk)
    found = reading_of(version, _book(version, book), chapter="")
    context = page_of(request, version) | {"book": found}
    return render(request, "plans/books/book.html", context)


@login_required
def chapter(request: AuthedRequest, pk: int, book: str, code: str) -> HttpResponse:
    """A chapter of a book as it will be printed, page by page."""
    version = masterplans.open_version(request.user, pk)
    found = reading_of(version, _book(version, book), chapter=code)
    here = next((one for one in found.chapters if one.code == code), None)
    if here is None:
        raise Http404
    page = Paginator(leaves_of(here), 1).get_page(request.GET.get("halaman"))
    context = page_of(request, version) | {
        "book": found,
        "chapter": here,
        "page": page,
        "leaf": page.object_list[0],
    }
    return render(request, "plans/books/chapter.html", context)


@login_required
@require_POST
def emblem(request: AuthedRequest, pk: int) -> HttpResponse:
    """Put a coat of arms on the covers, or take it away."""
    version = masterplans.open_draft(request.user, pk)
    if "hapus" in request.POST:
        actions.remove_emblem(version, by=request.user)
        messages.success(request, _("Lambang dihapus dari sampul."))
        return redirect("plans:books", pk)
    form = EmblemForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.put_emblem(version, file, file.name, by=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            messages.success(request, _("Lambang tersimpan. Susun ulang bukunya."))
            return redirect("plans:books", pk)
    return _shelf(request, version, form, status=422)


@login_required
def emblem_image(request: AuthedRequest, pk: int) -> HttpResponse:
    """The coat of arms as it was uploaded, drawn anew for the screen."""
    version = masterplans.open_version(request.user, pk)
    stored = version.emblem
    picture = page_image(stored, 1) if stored else None
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/jpeg")


def _shelf(
    request: AuthedRequest,
    version: MasterplanVersion,
    form: EmblemForm,
    status: int = 200,
) -> HttpResponse:
    jobs = jobs_of(request.user.pk)[:LATEST]
    context = page_of(request, version) | {
        "shelf": shelf_of(version, jobs),
        "form": form,
    }
    return render(request, "plans/books/shelf.html", context, status=status)


def _wanted(version: MasterplanVersion, asked: str) -> list[list[str]]:
    """One book in one form (``buku-1.pdf``); 404 if there is no such book or form."""
    code, _dot, form = asked.rpartition(".")
    if form not in BookFile.Form.values:
        raise Http404
    return [[_book(version, code).code, form]]


def _book(version: MasterplanVersion, code: str) -> Book:
    found = book_in_guide(version, code)
    if found is None:
        raise Http404
    return found
