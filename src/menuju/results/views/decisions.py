"""The release of a round, the list to decide on, and publishing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.instruments.queries import tree_of
from menuju.jobs.actions import start
from menuju.jobs.models import Job
from menuju.results import access, actions
from menuju.results.access.selection import reads_proposals
from menuju.results.forms.decisions import DecisionForm
from menuju.results.models import Decision, Release
from menuju.results.queries import verify
from menuju.results.queries.corrections import corrections_of
from menuju.results.queries.decisions import (
    choice_of,
    line_of,
    possible_signatories,
    shown_of,
    usual_choice,
)
from menuju.results.queries.decisions import places as places_of
from menuju.results.queries.releases import approved_freeze
from menuju.results.queries.sealing import is_sealed
from menuju.results.queries.selection import Terms, terms_of
from menuju.results.tasks.simulation import simulate
from menuju.results.views import AuthedRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: AuthedRequest, round_code: str) -> HttpResponse:
    """The release of a round and its check; sending the form computes it."""
    round_ = access.open_round(request.user, round_code)
    freeze = approved_freeze(round_)
    if request.method == "POST":
        access.require_freezer(request.user)
        if freeze is None:
            messages.error(request, _("Belum ada pembekuan yang disetujui."))
        else:
            begin_simulation(request, actions.release(freeze, request.user))
            messages.success(request, _("Nilai sudah dihitung."))
        return redirect("results:release", round_code=round_code)
    made = getattr(freeze, "release", None)
    return render(
        request,
        "results/release.html",
        {
            "round": round_,
            "freeze": freeze,
            "release": made,
            "verified": verify(made) if made else None,
            "corrections": corrections_of(made) if made else [],
            "decision": Decision.objects.filter(release=made).first() if made else None,
            "may_decide": access.may_decide(request.user),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: AuthedRequest, round_code: str) -> HttpResponse:
    """The list to decide on, in the order of the alphabet unless asked otherwise."""
    opened = access.open_release(request.user, round_code)
    is_told = reads_proposals(request.user, opened)
    proposed = Decision.objects.filter(release=opened).first() if is_told else None
    terms = terms_of(opened.round)
    form = _form(request, opened, terms, proposed)
    status = 200
    if request.method == "POST":
        access.require_decider(request.user)
        if _proposed(request, opened, form):
            return redirect("results:decision", round_code=round_code)
        status = 422
        form.places = places_of(opened, terms, form.choice)
    by_score = request.GET.get("urut") == "nilai"
    context = _decision_page(opened, terms, form, by_score=by_score)
    context |= _proposal(proposed)
    context["may_decide"] = access.may_decide(request.user)
    return render(request, "results/decision.html", context, status=status)


@login_required
@require_POST
def decide(request: AuthedRequest, round_code: str) -> HttpResponse:
    opened = access.open_decision(request.user, round_code)
    access.require_decider(request.user)
    if request.POST.get("decision", "") != str(opened.pk):
        raise actions.ReplacedProposalError
    try:
        actions.decide(opened, request.user)
    except ValidationError as refusal:
        for problem in refusal.messages:
            messages.error(request, problem)
    else:
        messages.success(request, _("Keputusan sudah ditetapkan."))
    return redirect("results:decision", round_code=round_code)


@login_required
@require_POST
def publish(request: AuthedRequest, round_code: str) -> HttpResponse:
    opened = access.open_release(request.user, round_code)
    access.require_decider(request.user)
    try:
        actions.conclude(opened, request.user)
    except ValidationError as refusal:
        for problem in refusal.messages:
            messages.error(request, problem)
    else:
        messages.success(request, _("Hasil sudah terbit untuk daerah dan publik."))
    return redirect("results:release", round_code=round_code)


def begin_simulation(request: AuthedRequest, opened: Release) -> Job:
    """Start drawing the doubt of a release; it takes longer than a page may."""
    return start(
        simulate,
        {"release_id": opened.pk, "by_id": request.user.pk},
        label=_("Simulasi %(title)s") % {"title": opened.round.title},
        by=request.user,
        back=reverse("results:board", args=[opened.round.code]),
    )


def _form(
    request: AuthedRequest, opened: Release, terms: Terms, proposed: Decision | None
) -> DecisionForm:
    choice = choice_of(proposed) if proposed else None
    form = DecisionForm(
        places_of(opened, terms, choice),
        possible_signatories(),
        request.POST,
        choice or usual_choice(),
    )
    return form.in_zone(opened.round.time_zone)


def _proposed(request: AuthedRequest, opened: Release, form: DecisionForm) -> bool:
    """Propose what the form says; whatever is refused is shown in the form."""
    if not form.is_valid():
        return False
    try:
        actions.propose_decision(opened, form.choice, request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(
        request, _("Usulan keputusan dikirim untuk ditetapkan orang kedua.")
    )
    return True


def _decision_page(
    opened: Release, terms: Terms, form: DecisionForm, *, by_score: bool
) -> dict[str, object]:
    places = list(form.places)
    if by_score:
        places.sort(
            key=lambda place: (place.result.position is None, place.result.position)
        )
    return {
        "round": opened.round,
        "release": opened,
        "form": form,
        "places": places,
        "shown": shown_of(places, terms),
        "terms": terms,
        "line": line_of(places, terms.places),
        "scale": tree_of(opened.round.instrument_version).scale,
        "by_score": by_score,
    }


def _proposal(proposed: Decision | None) -> dict[str, object]:
    """What is proposed or decided, for those who may know."""
    signed = proposed.signatories.select_related("person") if proposed else ()
    return {
        "decision": proposed,
        "signatories": signed,
        "is_sealed": is_sealed(proposed),
    }
