"""Fixing the inputs of a round's results: what must hold, the hash, the two persons."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.instruments.queries import tree_of
from menuju.rounds.access import judging as doors
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import freeze as freezing
from menuju.rounds.forms.moderation import key_of
from menuju.rounds.models import Participation
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.rounds import freeze_needs
from menuju.rounds.views import AuthedRequest

FREEZERS = (Capability.FREEZE, Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)


@login_required
@require_http_methods(["GET", "POST"])
def freeze(request: AuthedRequest, code: str) -> HttpResponse:
    """What must hold, the hash of the inputs, and the two persons who fix them."""
    needed = (Capability.FREEZE,) if request.method == "POST" else FREEZERS
    round_ = doors.open_round(request.user, code, *needed)
    problems: list[str] = []
    current = current_freeze(round_)
    if request.method == "POST":
        try:
            _act(request, code)
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            return redirect("rounds:freeze", code)
    context = {
        "round": round_,
        "needs": freeze_needs(round_),
        "pages": doors.pages_open_to(request.user),
        "freeze": current,
        "problems": problems,
        "may_freeze": can(request.user, Capability.FREEZE)
        and permits(round_, Act.FREEZE),
        "is_proposer": current is not None
        and current.proposed_by is not None
        and current.proposed_by.person_id == request.user.person_id,
        "items": len(tree_of(round_.instrument_version).items),
        "regions": round_.participations.filter(
            status=Participation.Status.CONFIRMED
        ).count(),
    }
    status = 422 if problems else 200
    return render(request, "rounds/judging/freeze.html", context, status=status)


def _act(request: AuthedRequest, code: str) -> None:
    round_ = doors.open_round(request.user, code)
    if request.POST.get("action") == "propose":
        freezing.propose(round_, by=request.user)
        messages.success(request, _("Pembekuan diajukan. Orang kedua menyetujuinya."))
        return
    waiting = get_object_or_404(
        round_.freezes.filter(withdrawn_at=None), pk=_key(request)
    )
    if request.POST.get("action") == "withdraw":
        freezing.withdraw(waiting, by=request.user)
        messages.success(request, _("Pengajuan ditarik."))
    else:
        freezing.approve(waiting, by=request.user)
        messages.success(request, _("Nilai dibekukan."))


def _key(request: AuthedRequest) -> int:
    key = key_of(request.POST.get("freeze", ""))
    if key is None:
        raise Http404
    return key
