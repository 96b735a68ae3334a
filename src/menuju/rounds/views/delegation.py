"""Hand an item to an agency, and give it back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.regions.queries import agencies_of
from menuju.rounds.access import participation as access
from menuju.rounds.actions import delegation as actions
from menuju.rounds.forms.delegation import DelegationForm, ReturnForm
from menuju.rounds.models import Participation
from menuju.rounds.queries.answers import Line, sheet_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.participation import frame


@login_required
@require_http_methods(["GET", "POST"])
def delegate(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """The coordinator hands an item to an agency of the region."""
    part, line = _open(request, (code, region), item)
    if not access.may_delegate(request.user, part):
        raise PermissionDenied
    agencies = agencies_of(part.region, timezone.localdate())
    form = DelegationForm(agencies, request.POST or None)
    if request.method == "POST" and form.is_valid():
        handed = actions.delegate(part, item, by=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("Butir ini sekarang dikerjakan oleh %(agency)s.")
            % {"agency": handed.agency},
        )
        return redirect("rounds:participation", code, region)
    context = frame(request, part) | {"line": line, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/region/delegation.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def give_back(
    request: AuthedRequest, code: str, region: str, item: str
) -> HttpResponse:
    """The agency, or the coordinator, ends the delegation."""
    part, line = _open(request, (code, region), item)
    if line.delegation is None:
        raise Http404
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.give_back(part, item, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, _("Butir kembali ke koordinator daerah."))
        if access.items_shown_to(request.user, part) == set():
            return redirect(settings.LOGIN_REDIRECT_URL)
        return redirect("rounds:participation", code, region)
    context = frame(request, part) | {"line": line, "form": form}
    return render(request, "rounds/region/give_back.html", context)


def _open(
    request: AuthedRequest, place: tuple[str, str], item: str
) -> tuple[Participation, Line]:
    part = access.open_participation(request.user, *place, rule=access.may_answer)
    access.require_item(access.items_shown_to(request.user, part), item)
    line = sheet_of(part, {item}).line(item)
    if line is None:
        raise Http404
    return part, line
