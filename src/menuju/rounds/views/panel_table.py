"""The panels of a round as a table: take it away, edit it, try it, take it over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.access.phases import Act
from menuju.rounds.actions.panel_table import rearrange
from menuju.rounds.forms.pool import PanelTableForm
from menuju.rounds.models import Round
from menuju.rounds.queries.panel_table import COLUMNS, NEEDED, compare, panel_rows
from menuju.rounds.queries.proposals import ground_of
from menuju.rounds.queries.tables import csv_of, read_table, workbook_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.downloads import csv, workbook


@login_required
@require_http_methods(["GET", "POST"])
def table(request: AuthedRequest, code: str) -> HttpResponse:
    """Try a table first; write it only when every row is good and it is asked for."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    doors.require_phase(round_, Act.ASSIGN)
    sent = request.method == "POST"
    form = PanelTableForm(request.POST, request.FILES) if sent else PanelTableForm()
    context: dict[str, object] = {"round": round_, "form": form}
    if sent and form.is_valid() and _tried(request, round_, form, context):
        messages.success(request, _("Penugasan dari berkas tersimpan."))
        return redirect("rounds:assignments", code)
    status = 422 if form.errors or context.get("errors") else 200
    return render(request, "rounds/judging/panel_table.html", context, status=status)


@login_required
@require_safe
def download(request: AuthedRequest, code: str, ending: str) -> HttpResponse:
    """The panels as a workbook or CSV."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    rows, name = panel_rows(round_), f"penugasan-{round_.code}"
    if ending == "csv":
        return csv(csv_of(COLUMNS, rows), name)
    return workbook(workbook_of("penugasan", COLUMNS, rows), name)


def _tried(
    request: AuthedRequest,
    round_: Round,
    form: PanelTableForm,
    context: dict[str, object],
) -> bool:
    """Whether it was taken over; else what it would change, or every wrong row."""
    file = form.cleaned_data["file"]
    read = read_table(file.name or "", file, COLUMNS, NEEDED)
    ground = ground_of(round_)
    plan = compare(ground, read.rows)
    context["errors"] = [*read.errors, *plan.errors]
    if context["errors"]:
        return False
    names = {part.region_id: part.region.name for part in ground.parts}
    context["plan"] = plan
    for name, pairs in (("added", plan.added), ("withdrawn", plan.withdrawn)):
        context[name] = [(names[c], ground.people[p].name) for c, p in pairs]
    if request.POST.get("action") != "apply":
        return False
    try:
        rearrange(
            round_, read.rows, reason=form.cleaned_data["reason"], by=request.user
        )
    except ValidationError as refusal:
        form.add_error("reason", refusal.messages)
        return False
    return True
