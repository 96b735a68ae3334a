"""A region's documents: the list, one document page by page, and the files themselves."""

from dataclasses import replace
from typing import TypeVar
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from menuju.files.queries import has_preview, open_file, page_image
from menuju.rounds.access import evidence as doors
from menuju.rounds.access import participation as access
from menuju.rounds.actions import evidence as actions
from menuju.rounds.forms.evidence import VersionForm
from menuju.rounds.models import EvidenceVersion, Participation
from menuju.rounds.queries.answers import tree_for
from menuju.rounds.queries.evidence import Document, documents_of, page_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.participation import frame
from menuju.web.errors import SERVER, answer, record
from menuju.web.pages import Page

Response = TypeVar("Response", HttpResponse, FileResponse)
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
LOST = Page(
    gettext_lazy("Isi berkas ini tidak dapat dibaca"),
    gettext_lazy(
        "“%(name)s” (versi %(number)s) tercatat dengan sidik jarinya, tetapi isinya tidak terbaca di penyimpanan. Kesalahan ini ada di pihak kami, dan sudah tercatat."
    ),
    gettext_lazy(
        "Sebutkan kode rujukan kepada sekretariat agar isinya dipulihkan dari cadangan. Bila pengisian masih dibuka dan Anda menyimpan berkasnya, unggah sebagai versi baru."
    ),
)


@login_required
def evidence_list(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """All documents of the region in this round, withdrawn ones too."""
    part = access.open_participation(request.user, code, region)
    documents = documents_of(doors.evidence_visible_to(request.user, part))
    context = frame(request, part) | {
        "documents": [(one, _titles(part, one)) for one in documents]
    }
    return render(request, "rounds/region/evidence_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def evidence(
    request: AuthedRequest, code: str, region: str, number: int
) -> HttpResponse:
    """One document: its pages in the browser, its versions, and a newer one."""
    rule = access.may_answer if request.method == "POST" else None
    part = access.open_participation(request.user, code, region, rule=rule)
    changes = request.method == "POST"
    found = doors.open_evidence(request.user, part, number, change=changes)
    form = VersionForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_version(found, form.upload(), by=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            messages.success(request, _("Versi baru tersimpan."))
            return redirect("rounds:evidence", code, region, number)
    (document,) = documents_of(part.evidence.filter(pk=found.pk))
    context = frame(request, part) | _preview(request, document)
    context |= {"form": form, "document": document, "titles": _titles(part, document)}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/region/evidence.html", context, status=status)


@login_required
@require_POST
def withdraw(
    request: AuthedRequest, code: str, region: str, number: int
) -> HttpResponse:
    """Take a document out; it stays in the history."""
    part = access.open_participation(request.user, code, region, rule=access.may_answer)
    found = doors.open_evidence(request.user, part, number, change=True)
    actions.withdraw(found, by=request.user)
    messages.success(request, _("Berkas ditarik. Riwayatnya tetap tersimpan."))
    return redirect("rounds:evidence_list", code, region)


@login_required
def download(
    request: AuthedRequest, code: str, region: str, number: int, version: int
) -> FileResponse | HttpResponse:
    """The file as it was uploaded. Never opened in our own pages."""
    found = _version(request, (code, region), number, version)
    try:
        content = open_file(found.file)
    except OSError:
        return _lost(request, found)
    response = FileResponse(content, content_type="application/octet-stream")
    name = quote(found.file_name)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return _guarded(response)


@login_required
def page_picture(
    request: AuthedRequest, code: str, region: str, number: int, **place: int
) -> HttpResponse:
    """A page as a picture."""
    found = _version(request, (code, region), number, place["version"])
    if not has_preview(found.file) or not 1 <= place["page"] <= (found.file.pages or 1):
        raise Http404
    picture = page_image(found.file, place["page"])
    if picture is None:
        raise Http404
    return _guarded(HttpResponse(picture, content_type="image/jpeg"))


def _lost(request: AuthedRequest, found: EvidenceVersion) -> HttpResponse:
    """The store does not give the bytes: written down with its reference code, and said."""
    record(request, SERVER)
    happened = LOST.happened % {"name": found.file_name, "number": found.number}
    return answer(request, SERVER, replace(LOST, happened=happened))


def _version(
    request: AuthedRequest, place: tuple[str, str], number: int, version: int
) -> EvidenceVersion:
    part = access.open_participation(request.user, *place)
    return doors.open_version(doors.open_evidence(request.user, part, number), version)


def _preview(request: AuthedRequest, document: Document) -> dict[str, object]:
    """The version and page that the address asks for; the newest and first if none."""
    wanted = _number(request, "versi")
    chosen = [one for one in document.versions if one.number == wanted]
    version = chosen[0] if chosen else document.latest
    if version is None or (wanted and not chosen):
        raise Http404
    page = page_of(version, _number(request, "halaman") or 1)
    if page is None and has_preview(version.file):
        raise Http404
    return {"version": version, "page": page}


def _number(request: AuthedRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None  # noqa: PLR2004


def _titles(part: Participation, document: Document) -> list[tuple[str, str]]:
    tree = tree_for(part)
    return [
        (claim.item, str(tree.node(claim.item).title))
        for claim in document.claims
        if claim.item in tree
    ]


def _guarded(response: Response) -> Response:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response
