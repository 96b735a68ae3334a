"""Panels and conflicts of interest: who judges whom, and who stands too near."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from menuju.accounts.access import can, can_anywhere
from menuju.accounts.models import Capability, Person
from menuju.regions.models import Region
from menuju.rounds.access import judging as doors
from menuju.rounds.access.conflicts import Nearness
from menuju.rounds.access.participation import open_participation
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import assignments as actions
from menuju.rounds.actions import conflicts
from menuju.rounds.forms.assignments import AssignForm, DeclareForm
from menuju.rounds.forms.rounds import ReasonForm
from menuju.rounds.models import Assignment
from menuju.rounds.queries.assignments import panels
from menuju.rounds.queries.roster import roster_of
from menuju.rounds.views import AuthedRequest

LOOK = (Capability.ASSIGN, Capability.MANAGE_ROUNDS, Capability.VIEW_ROUNDS)
PAGE = 25


@login_required
@require_safe
def assignments(request: AuthedRequest, code: str) -> HttpResponse:
    """Every panel with its letters and conflicts, and whether severity can be told."""
    round_ = doors.open_round(request.user, code, *LOOK)
    roster = roster_of(round_)
    page = Paginator(roster.parts, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "round": round_,
        "page": page,
        "panels": roster.panels(page.object_list),
        "linkage": roster.linkage,
        "has_pool": bool(roster.members),
        "may_mend": permits(round_, Act.ASSIGN),
        "may_assign": can(request.user, Capability.ASSIGN)
        and permits(round_, Act.ASSIGN),
    }
    return render(request, "rounds/judging/assignments.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def panel(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """One region's panel: add somebody by hand."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    part = open_participation(request.user, code, region)
    form = AssignForm(round_, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.assign(part, form.cleaned_data["assessor"], by=request.user)
        except ValidationError as refusal:
            form.add_error("assessor", refusal.messages)
        else:
            messages.success(request, _("Asesor ditugaskan."))
            return redirect("rounds:panel", code, region)
    (shown,) = panels(round_, [part])
    context = {
        "round": round_,
        "part": part,
        "panel": shown,
        "form": form,
        "is_open": permits(round_, Act.ASSIGN),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/panel.html", context, status=status)


@login_required
@require_POST
def anchor(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Let everybody judge a region, or only its panel."""
    doors.open_round(request.user, code, Capability.ASSIGN)
    part = open_participation(request.user, code, region)
    is_anchor = request.POST.get("anchor") == "1"
    try:
        actions.mark_anchor(part, is_anchor=is_anchor, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _(
            "Daerah ini menjadi jangkar. Buat usulan agar semua asesor menilainya."
        )
        if not is_anchor:
            said = _("Daerah ini bukan jangkar lagi. Penugasan yang ada tetap.")
        messages.success(request, said)
    return redirect("rounds:panel", code, region)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(
    request: AuthedRequest, code: str, region: str, letter: str
) -> HttpResponse:
    """Take the region from an assessor, with a reason."""
    doors.open_round(request.user, code, Capability.ASSIGN)
    part = open_participation(request.user, code, region)
    rows = Assignment.objects.select_related("assessor", "participation__round")
    found = get_object_or_404(
        rows, participation=part, letter=letter, withdrawn_at=None
    )
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw(found, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("Tugas ditarik. Nilai yang ada tetap tersimpan.")
            )
            return redirect("rounds:panel", code, region)
    context = {"part": part, "assignment": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/withdraw.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def declare(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """An assessor declares a conflict with a region that they judge."""
    if not can_anywhere(request.user, Capability.ASSESS):
        raise PermissionDenied(_("Peran Anda tidak mencakup penilaian."))
    found = get_object_or_404(
        doors.assignments_of(request.user),
        participation__round__code=code,
        participation__region=region,
    )
    part = found.participation
    form = DeclareForm(request.POST or None)
    if form.is_bound and form.is_valid():
        conflicts.declare(
            found.assessor,
            part.region,
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(
            request, _("Konflik dinyatakan. Penilaian daerah ini tertutup bagi Anda.")
        )
        return redirect("overview:home")
    context = {"part": part, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/declare.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def resolve(
    request: AuthedRequest, code: str, region: str, person: int, kind: str
) -> HttpResponse:
    """Lift one conflict with a reason."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    if kind not in Nearness.values:
        raise Http404
    place = get_object_or_404(Region, pk=region, participations__round=round_)
    who = get_object_or_404(Person, pk=person)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            conflicts.resolve(
                who, place, Nearness(kind), resolution=reason, by=request.user
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Konflik diselesaikan dengan alasan."))
            return redirect("rounds:panel", code, region)
    context = {
        "round": round_,
        "region": place,
        "person": who,
        "kind": Nearness(kind),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/resolve.html", context, status=status)
