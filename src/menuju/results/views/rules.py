"""The rules of a selection: their versions, the editor, and publication."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.results import access
from menuju.results.access import selection as doors
from menuju.results.actions.rules import publish_rules, save_rules
from menuju.results.forms.rules import RulesForm
from menuju.results.queries.rules import (
    field_problems,
    gate_facts,
    group_choices,
    versions_of,
)
from menuju.results.queries.selection import province_names, series_of, terms_of
from menuju.results.views import AuthedRequest
from menuju.rounds.models import Round


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: AuthedRequest, round_code: str) -> HttpResponse:
    """The rules as they stand, their versions; sending the form writes a new version."""
    round_ = access.open_round(request.user, round_code)
    terms = terms_of(round_)
    form = RulesForm(terms, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        doors.require_rule_writer(request.user)
        if _saved(request, round_, form):
            return redirect("results:rules", round_code=round_code)
        status = 422
    groups = group_choices()
    context = {
        "round": round_,
        "terms": terms,
        "form": form,
        "versions": versions_of(round_),
        "groups": groups,
        "facts": gate_facts(groups),
        "provinces": province_names(),
        "problems": field_problems(round_, terms),
        "series": series_of(round_, terms),
        "may_write": doors.may_write_rules(request.user) and not terms.is_published,
        "may_publish": access.may_decide(request.user) and not terms.is_published,
    }
    return render(request, "results/selection/rules.html", context, status=status)


@login_required
@require_POST
def publish(request: AuthedRequest, round_code: str, number: int) -> HttpResponse:
    round_ = access.open_round(request.user, round_code)
    access.require_decider(request.user)
    opened = doors.open_rules(round_, number)
    try:
        publish_rules(opened, request.user)
    except ValidationError as refusal:
        for problem in refusal.messages:
            messages.error(request, problem)
    else:
        messages.success(request, _("Aturan seleksi terbit dan tidak berubah lagi."))
    return redirect("results:rules", round_code=round_code)


def _saved(request: AuthedRequest, round_: Round, form: RulesForm) -> bool:
    """Write what the form says; whatever is refused is shown in the form."""
    if not form.is_valid():
        return False
    try:
        save_rules(round_, form.terms, request.user, note=form.cleaned_data["note"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(
        request, _("Versi baru aturan disimpan. Orang kedua yang menerbitkannya.")
    )
    return True
