"""Programmes as a workbook: download, try a file, apply what the trial showed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import masterplans
from menuju.plans.actions import programme_files as actions
from menuju.plans.forms.plan_files import WorkbookForm
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.programme_files import (
    compare,
    read_programmes,
    template_of,
    workbook_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = "programmes_read"
"""Session key of what the last trial read, until it is applied."""
SHOWN = 100
"""The most errors, and the most differing rows, that a page shows."""


@login_required
def download(request: AuthedRequest, pk: int) -> HttpResponse:
    """All programmes of a version."""
    version = masterplans.open_version(request.user, pk)
    return _file(version, "program", workbook_of(version))


@login_required
def template(request: AuthedRequest, pk: int) -> HttpResponse:
    """An empty workbook with what fits into its columns."""
    version = masterplans.open_version(request.user, pk)
    return _file(version, "templat-program", template_of(version))


@login_required
@require_http_methods(["GET", "POST"])
def try_file(request: AuthedRequest, pk: int) -> HttpResponse:
    """Try a file: every error by its cell, or what it would change row by row."""
    version = masterplans.open_draft(request.user, pk)
    sent = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if sent else WorkbookForm()
    context: dict[str, Any] = page_of(request, version) | {"form": form}
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        reading = read_programmes(file.name or "", file, version)
        context |= {
            "errors": reading.errors[:SHOWN],
            "count": len(reading.errors),
        }
        if not reading.errors:
            found = compare(version, reading.content)
            request.session[READ] = [version.pk, found.mark, reading.content]
            context |= {"found": found, "lines": found.differing[:SHOWN]}
    status = 422 if form.errors or context.get("errors") else 200
    return render(request, "plans/programmes/import.html", context, status=status)


@login_required
@require_POST
def apply(request: AuthedRequest, pk: int) -> HttpResponse:
    """Write what the trial read, if the programmes are still what it was tried on."""
    version = masterplans.open_draft(request.user, pk)
    held, mark, content = request.session.get(READ) or (None, "", {})
    if held != version.pk:
        messages.error(request, _("Unggah berkasnya sekali lagi."))
        return redirect("plans:programmes-import", pk)
    try:
        found = actions.take_over(version, content, seen=mark, by=request.user)
    except actions.StaleListError:
        text = _("Program berubah sejak berkas dicoba. Coba lagi berkas yang sama.")
        messages.warning(request, text)
        return redirect("plans:programmes-import", pk)
    del request.session[READ]
    text = _("Isi berkas tersimpan: %(new)s baris baru, %(changed)s berubah.")
    counts = {"new": found.new, "changed": found.changed}
    messages.success(request, text % counts)
    return redirect("plans:programmes", pk)


def _file(version: MasterplanVersion, what: str, content: bytes) -> HttpResponse:
    plan = version.masterplan
    name = f"{what}-{plan.region_id}-{plan.first_year}-v{version.number}.xlsx"
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
