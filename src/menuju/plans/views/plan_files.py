"""A development plan as a workbook: download, try a file, apply what the trial showed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import development
from menuju.plans.actions import plan_files as actions
from menuju.plans.actions.development import StalePlanError
from menuju.plans.forms.plan_files import WorkbookForm
from menuju.plans.queries.plan_files import read_plan, workbook_of
from menuju.plans.views import AuthedRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ = "development_plan_read"
"""Session key of what the last trial read, until it is applied."""
SHOWN_ERRORS = 100


@login_required
def download(request: AuthedRequest, pk: int) -> HttpResponse:
    """The plan as it is; of an empty plan, a template with its years."""
    plan = development.open_plan(request.user, pk)
    name = f"{plan.kind}-{plan.region_id}-{plan.first_year}-v{plan.number}.xlsx"
    return HttpResponse(
        workbook_of(plan),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def try_file(request: AuthedRequest, pk: int) -> HttpResponse:
    """Try a file: every error by its cell, or what it would change."""
    plan = development.open_draft(request.user, pk)
    sent = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if sent else WorkbookForm()
    context: dict[str, Any] = {"form": form, "plan": plan}
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        reading = read_plan(file.name or "", file, plan)
        context |= {
            "errors": reading.errors[:SHOWN_ERRORS],
            "count": len(reading.errors),
        }
        if not reading.errors:
            request.session[READ] = [plan.pk, plan.version, reading.content]
            context["tally"] = actions.try_over(plan, reading.content)
    status = 422 if form.errors or context.get("errors") else 200
    return render(request, "plans/development/import.html", context, status=status)


@login_required
@require_POST
def apply(request: AuthedRequest, pk: int) -> HttpResponse:
    """Write what the trial read, if the plan is still what it was tried on."""
    plan = development.open_draft(request.user, pk)
    held, version, content = request.session.get(READ) or (None, 0, {})
    if held != plan.pk:
        messages.error(request, _("Unggah berkasnya sekali lagi."))
        return redirect("plans:development-import", pk)
    try:
        actions.take_over(plan, content, version=version, by=request.user)
    except StalePlanError:
        text = _("Rencana berubah sejak berkas dicoba. Coba lagi berkas yang sama.")
        messages.warning(request, text)
        return redirect("plans:development-import", pk)
    del request.session[READ]
    messages.success(request, _("Isi berkas sudah tersimpan."))
    return redirect("plans:development", pk)
