"""Take an instrument over from a file: first a dry run, then apply what it showed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.instruments import access, actions
from menuju.instruments.actions import StaleEdition
from menuju.instruments.forms.versions import FileForm
from menuju.instruments.models import Version
from menuju.instruments.models.document import Document
from menuju.instruments.queries import document_of
from menuju.instruments.queries.difference import difference
from menuju.instruments.views import AuthedRequest

READ = "instrument_read"
"""Session key of what the last dry run read, until it is applied."""


@login_required
@require_http_methods(["GET", "POST"])
def new(request: AuthedRequest) -> HttpResponse:
    """A new draft from a file."""
    access.require_author(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        document, context["errors"] = form.read()
        if document and not context["errors"]:
            try:
                made = actions.create_draft(document, by=request.user)
            except ValidationError as refusal:
                context["errors"] = refusal.messages
            else:
                messages.success(request, gettext("Draf %s sudah dibuat.") % made)
                return redirect("instruments:detail", document.code, made.label)
    status = 422 if form.errors or context.get("errors") else 200
    return render(request, "instruments/import.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def into(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Try a file on a draft: show every error, or what would change."""
    rule = access.may_edit
    version = access.open_version(request.user, code, label, rule=rule)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "version": version}
    if request.method == "POST" and form.is_valid():
        document, context["errors"] = form.read()
        if document and (document.code, document.version) != (code, label):
            context["errors"] = [_foreign(document, version)]
        if document and not context["errors"]:
            request.session[READ] = [version.pk, version.edition, document.content]
            context |= {"read": document, "changes": _changes(version, document)}
    status = 422 if form.errors or context.get("errors") else 200
    return render(request, "instruments/import.html", context, status=status)


@login_required
@require_POST
def apply(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Save what the dry run read, if the draft is still the one it was tried on."""
    rule = access.may_edit
    version = access.open_version(request.user, code, label, rule=rule)
    pk, edition, content = request.session.get(READ) or (None, 0, None)
    if pk != version.pk:
        messages.error(request, gettext("Unggah berkasnya sekali lagi."))
        return redirect("instruments:import", code, label)
    document = Document.model_validate(content)
    try:
        actions.save_draft(version, document, edition=edition, by=request.user)
    except StaleEdition as stale:
        context = {"version": stale.held}
        return render(request, "instruments/conflict.html", context, status=409)
    del request.session[READ]
    messages.success(request, gettext("Isi berkas sudah menjadi isi draf."))
    return redirect("instruments:detail", code, label)


def _changes(version: Version, document: Document) -> list[Any]:
    """Only the nodes that differ."""
    changes = difference(document_of(version), document)
    return [change for change in changes if change.kind != "equal" or change.details]


def _foreign(document: Document, version: Version) -> str:
    return gettext(
        "Berkas ini milik %(code)s %(label)s, bukan %(version)s. "
        "Perbaiki code dan version di berkas, atau buka draf yang benar."
    ) % {"code": document.code, "label": document.version, "version": version}
