"""The policy simulator and the log of dry runs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.results import access
from menuju.results.access import selection as doors
from menuju.results.actions.policy import dry_run
from menuju.results.forms.policy import PolicyForm
from menuju.results.models import DryRun
from menuju.results.queries import policy as queries
from menuju.results.queries.rules import group_choices
from menuju.results.queries.runs import run_page
from menuju.results.queries.selection import terms_of
from menuju.results.views import AuthedRequest
from menuju.rounds.models import Round

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Who moves under other weights, places, minima or ties. Sent: kept as a dry run."""
    round_ = access.open_round(request.user, round_code)
    terms = terms_of(round_)
    doors.require_unlocked(round_, is_published=terms.is_published)
    inputs = queries.inputs_for(round_)
    if inputs is None:
        return render(request, "results/selection/no_policy.html", {"round": round_})
    given = request.POST if request.method == "POST" else request.GET
    form = PolicyForm(terms, queries.elements_of(inputs), given)
    is_valid = form.is_bound and form.is_valid()
    if request.method == "POST":
        doors.require_rule_writer(request.user)
        if is_valid:
            made = dry_run(round_, request.user, changes=form.changes)
            messages.success(request, _("Skenario dicatat sebagai uji coba."))
            return redirect("results:dry-run", round_code=round_code, pk=made.pk)
    before = queries.tried(inputs, terms, {})
    changes = form.changes if is_valid else None
    after = (
        queries.tried(inputs, changes.terms or terms, changes.weights)
        if changes
        else before
    )
    context = {
        "round": round_,
        "form": form,
        "inputs": inputs,
        "groups": group_choices(),
        "is_tried": is_valid,
        "moves": queries.moves_of(before, after),
        "islands": queries.by_island(before, after),
        "sizes": queries.by_size(before, after),
        "may_write": doors.may_write_rules(request.user),
    }
    status = 422 if form.is_bound and not is_valid else 200
    return render(request, "results/selection/policy.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dry_runs(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Every dry run of a round; sending the form makes one more."""
    round_ = access.open_round(request.user, round_code)
    if request.method == "POST":
        doors.require_rule_writer(request.user)
        return _tried(request, round_)
    runs = DryRun.objects.filter(round=round_).defer("outcome")
    page = Paginator(runs.select_related("rules", "run_by__person"), PER_PAGE)
    context = {
        "round": round_,
        "page": page.get_page(request.GET.get("halaman")),
        "may_write": doors.may_write_rules(request.user),
    }
    return render(request, "results/selection/runs.html", context)


@login_required
def show_run(request: AuthedRequest, round_code: str, pk: int) -> HttpResponse:
    """One dry run as it came out."""
    round_ = access.open_round(request.user, round_code)
    opened = doors.open_dry_run(round_, pk)
    rows = Paginator(run_page(opened), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"round": round_, "run": opened, "page": rows}
    return render(request, "results/selection/run.html", context)


def _tried(request: AuthedRequest, round_: Round) -> HttpResponse:
    try:
        made = dry_run(round_, request.user, note=request.POST.get("note", "")[:2000])
    except ValidationError as refusal:
        for problem in refusal.messages:
            messages.error(request, problem)
        return redirect("results:dry-runs", round_code=round_.code)
    messages.success(request, _("Uji coba dicatat."))
    return redirect("results:dry-run", round_code=round_.code, pk=made.pk)
