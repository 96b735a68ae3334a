"""Selected regions that withdraw, and the reserves that move up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.results import access
from menuju.results.access.selection import (
    open_replacement,
    require_reader_of_proposals,
)
from menuju.results.actions.replacements import (
    Departure,
    decide_replacement,
    propose_replacement,
)
from menuju.results.forms.replacements import ReplacementForm
from menuju.results.models import Decision
from menuju.results.queries.replacements import (
    next_reserves,
    replacements_of,
    selected_lines,
)
from menuju.results.queries.sealing import is_open
from menuju.results.views import AuthedRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replacements(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Who withdrew and who followed; sending the form proposes one more."""
    opened = access.open_decision(request.user, round_code)
    require_reader_of_proposals(request.user, opened.release)
    posted = request.POST if request.method == "POST" else None
    reserves = next_reserves(opened)
    form = ReplacementForm(selected_lines(opened), reserves, posted)
    status = 200
    if request.method == "POST":
        access.require_decider(request.user)
        if _proposed(request, opened, form):
            return redirect("results:replacements", round_code=round_code)
        status = 422
    context = {
        "round": opened.release.round,
        "decision": opened,
        "form": form,
        "rows": replacements_of(opened),
        "reserves": reserves,
        "is_open": is_open(opened.release),
        "may_decide": access.may_decide(request.user),
    }
    return render(
        request, "results/selection/replacements.html", context, status=status
    )


@login_required
@require_POST
def decide(request: AuthedRequest, round_code: str, pk: int) -> HttpResponse:
    opened = access.open_decision(request.user, round_code)
    access.require_decider(request.user)
    decide_replacement(open_replacement(opened, pk), request.user)
    messages.success(request, _("Penggantian ditetapkan."))
    return redirect("results:replacements", round_code=round_code)


def _proposed(request: AuthedRequest, opened: Decision, form: ReplacementForm) -> bool:
    if not form.is_valid():
        return False
    try:
        propose_replacement(opened, Departure(**form.cleaned_data), request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Usulan penggantian menunggu orang kedua."))
    return True
