"""How strict the assessors were, and the correction that is declared before scoring."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.jobs.actions import start
from menuju.rounds.access import judging as doors
from menuju.rounds.actions import severity as actions
from menuju.rounds.forms.severity import SeverityForm
from menuju.rounds.models import Round
from menuju.rounds.queries.severity import (
    digest_of_scores,
    latest_report,
    sent_assignments,
    sent_scores,
)
from menuju.rounds.queries.severity_page import page_of
from menuju.rounds.queries.severity_tables import assessor_table, item_table
from menuju.rounds.queries.tables import csv_of, workbook_of
from menuju.rounds.tasks import report_severity
from menuju.rounds.views import AuthedRequest, downloads

AT_ONCE = 1_500
"""Scores whose report takes well under a second; more are a job."""


@login_required
@require_http_methods(["GET", "POST"])
def severity(request: AuthedRequest, code: str) -> HttpResponse:
    """The newest report; POST computes it from the scores sent so far."""
    round_ = doors.open_round(request.user, code)
    doors.require_severity_reader(request.user, round_)
    rows = sent_scores(round_)
    problems: list[str] = []
    if request.method == "POST":
        try:
            return _computed(request, round_, len(rows))
        except ValidationError as refusal:
            problems = refusal.messages
    report = latest_report(round_)
    context = {
        "round": round_,
        "report": report,
        "is_current": report is not None
        and report.inputs_digest == digest_of_scores(rows),
        "shown": page_of(report, round_) if report else None,
        "scores": len(rows),
        "problems": problems,
        "may_declare": can(request.user, Capability.MANAGE_ROUNDS),
    }
    page = "rounds/judging/severity.html"
    return render(request, page, context, status=422 if problems else 200)


@login_required
@require_safe
def download(
    request: AuthedRequest, code: str, about: str, ending: str
) -> HttpResponse:
    """The newest report as a table, by assessor or by item."""
    round_ = doors.open_round(request.user, code)
    doors.require_severity_reader(request.user, round_)
    report = latest_report(round_)
    if report is None:
        raise Http404
    table = {"asesor": assessor_table, "butir": item_table}[about]
    head, rows = table(report, page_of(report, round_))
    name = f"keketatan-{about}-{code}"
    if ending == "csv":
        return downloads.csv(csv_of(head, rows), name)
    return downloads.workbook(workbook_of(_("Keketatan"), head, rows), name)


@login_required
@require_http_methods(["GET", "POST"])
def declare_severity(request: AuthedRequest, code: str) -> HttpResponse:
    """Say before scoring whether the official score is corrected; refused afterwards."""
    round_ = doors.open_round(request.user, code, Capability.MANAGE_ROUNDS)
    form = SeverityForm(request.POST or None, initial={"severity": round_.severity})
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["severity"]
        try:
            actions.declare(round_, chosen, by=request.user)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Aturan koreksi tersimpan."))
            return redirect("rounds:declare_severity", code)
    context = {"round": round_, "form": form, "sent": sent_assignments(round_)}
    status = 422 if form.is_bound else 200
    page = "rounds/judging/severity_form.html"
    return render(request, page, context, status=status)


def _computed(request: AuthedRequest, round_: Round, scores: int) -> HttpResponse:
    if scores <= AT_ONCE:
        actions.report(round_, by=request.user)
        messages.success(request, _("Laporan keketatan dihitung."))
        return redirect("rounds:severity", round_.code)
    job = start(
        report_severity,
        {"round_id": round_.pk, "user_id": request.user.pk},
        label=_("Menghitung laporan keketatan %(round)s") % {"round": round_.title},
        by=request.user,
        back=request.path,
    )
    return redirect("jobs:job", job.pk)
