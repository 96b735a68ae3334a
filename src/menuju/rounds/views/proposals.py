"""Ask for a proposal of panels, look at it, and apply exactly what was shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from menuju.accounts.models import Capability
from menuju.jobs.actions import start
from menuju.rounds.access import judging as doors
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import proposals as actions
from menuju.rounds.forms.pool import ProposalForm
from menuju.rounds.models import Participation, Round
from menuju.rounds.queries.pool import judges_of
from menuju.rounds.queries.previews import preview_of
from menuju.rounds.tasks import propose_panels
from menuju.rounds.views import AuthedRequest

AT_ONCE = 15_000
"""Regions times assessors that are solved well within a second."""
PAGE = 50
MOST_SHOWN = 20


@login_required
@require_http_methods(["GET", "POST"])
def new(request: AuthedRequest, code: str) -> HttpResponse:
    """Ask for a proposal; nothing is assigned by it."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    doors.require_phase(round_, Act.ASSIGN)
    form = ProposalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return _proposed(request, round_, form)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
    context = {
        "round": round_,
        "form": form,
        "judges": judges_of(round_),
        "has_pool": round_.pool_members.exists(),
        "made": round_.panel_proposals.select_related(
            "made_by__person", "leaver"
        ).defer("basis", "content")[:MOST_SHOWN],
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/proposal_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def proposal(request: AuthedRequest, code: str, key: int) -> HttpResponse:
    """What would change, by region and by assessor; POST applies it."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    found = get_object_or_404(
        round_.panel_proposals.select_related("leaver", "made_by__person"), pk=key
    )
    found.round = round_
    outdated = ""
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        try:
            count = actions.assign_proposed(found, digest=digest, by=request.user)
        except actions.OutdatedError as refusal:
            outdated = str(refusal)
        else:
            text = ngettext("%(n)s penugasan dibuat.", "%(n)s penugasan dibuat.", count)
            messages.success(request, text % {"n": count})
            return redirect("rounds:assignments", code)
    preview = preview_of(found)
    page = Paginator(preview.changed, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "round": round_,
        "proposal": found,
        "preview": preview,
        "page": page,
        "outdated": outdated,
        "is_open": permits(round_, Act.ASSIGN) and not found.applied_at,
    }
    status = 409 if outdated else 200
    return render(request, "rounds/judging/proposal.html", context, status=status)


def _proposed(
    request: AuthedRequest, round_: Round, form: ProposalForm
) -> HttpResponse:
    """At once where that is quick; else as a job that shows how far it is."""
    ask = form.ask()
    confirmed = round_.participations.filter(status=Participation.Status.CONFIRMED)
    if confirmed.count() * len(judges_of(round_)) <= AT_ONCE:
        made = actions.propose(round_, ask, by=request.user)
        return redirect("rounds:proposal", round_.code, made.pk)
    job = start(
        propose_panels,
        {
            "round_id": round_.pk,
            "seed": ask.seed,
            "anchors": ask.anchors,
            "user_id": request.user.pk,
        },
        label=_("Usulan panel %(round)s") % {"round": round_.title},
        by=request.user,
        back=request.path,
    )
    return redirect("jobs:job", job.pk)
