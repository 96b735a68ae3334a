"""The secretariat's pages of a round: list, board, rules, invitations, phases, figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.regions.models import Province
from menuju.rounds.access import judging as doors
from menuju.rounds.access.participation import open_participation, visible_to
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import eligibility as figures
from menuju.rounds.actions import phases, rounds
from menuju.rounds.forms.rounds import (
    AdvanceForm,
    InviteForm,
    ReasonForm,
    RoundForm,
    TableForm,
)
from menuju.rounds.models import Participation, Round
from menuju.rounds.queries import eligibility
from menuju.rounds.queries.deadlines import moved_for_all
from menuju.rounds.queries.rounds import (
    board_of,
    is_computed,
    needs_of,
    next_phase,
    tally_of,
)
from menuju.rounds.views import AuthedRequest

MANAGE = Capability.MANAGE_ROUNDS
LOOK = (Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)
PAGE = 50


@login_required
def round_list(request: AuthedRequest) -> HttpResponse:
    """The rounds that exist for this person, and their own regions in them."""
    found = list(doors.rounds_visible_to(request.user))
    oversees = any(can(request.user, capability) for capability in LOOK)
    own = [] if oversees else list(visible_to(request.user))
    context = {
        "rounds": [
            (one, [part for part in own if part.round_id == one.pk]) for one in found
        ],
        "oversees": oversees,
        "may_manage": can(request.user, MANAGE),
    }
    return render(request, "rounds/judging/list.html", context)


@login_required
def detail(request: AuthedRequest, code: str) -> HttpResponse:
    """The board: phase, what blocks the next one, and every region."""
    round_ = doors.open_round(request.user, code)
    if not any(can(request.user, capability) for capability in LOOK):
        return _own_page(request, round_)
    chosen = {key: request.GET.get(key, "") for key in ("status", "province", "kata")}
    board, tally = Paginator(board_of(round_, chosen), PAGE), tally_of(round_)
    if not any(chosen.values()):
        board.count = tally.invited  # counted already
    context = {
        "round": round_,
        "windows": round_.windows.all(),
        "moved_to": moved_for_all(round_),
        "changes": round_.changes.select_related("by__person"),
        "needs": needs_of(round_, tally),
        "pages": doors.pages_open_to(request.user),
        "next": _label(next_phase(round_)),
        "counts": tally,
        "is_computed": is_computed(round_),
        "page": board.get_page(request.GET.get("halaman")),
        "chosen": chosen,
        "provinces": Province.objects.all(),
        "statuses": Participation.Status.choices,
        "may_manage": can(request.user, MANAGE),
        "may_invite": can(request.user, MANAGE) and permits(round_, Act.INVITE),
        "may_assign": can(request.user, Capability.ASSIGN),
        "may_see_severity": can(request.user, MANAGE)
        or can(request.user, Capability.MODERATE),
    }
    return render(request, "rounds/judging/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: AuthedRequest) -> HttpResponse:
    """Open a round."""
    if not can(request.user, MANAGE):
        raise PermissionDenied(_("Peran Anda tidak mencakup pengelolaan tahap."))
    return _round_form(request, None)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, code: str) -> HttpResponse:
    """Change the rules and the calendar, in preparation only."""
    round_ = doors.open_round(request.user, code, MANAGE)
    if round_.phase != Round.Phase.PREPARATION:
        raise PermissionDenied(_("Aturan tahap hanya dapat diubah selama persiapan."))
    return _round_form(request, round_)


@login_required
@require_http_methods(["GET", "POST"])
def advance(request: AuthedRequest, code: str) -> HttpResponse:
    """Go to the next phase, with everything that must hold on one page."""
    round_ = doors.open_round(request.user, code, MANAGE)
    form = AdvanceForm(request.POST or None, initial={"leaving": round_.phase})
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            phases.advance(round_, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            messages.success(request, _("Fase tahap ini berganti."))
            return redirect("rounds:detail", code)
    context = {
        "round": round_,
        "needs": needs_of(round_),
        "pages": doors.pages_open_to(request.user),
        "next": _label(next_phase(round_)),
        "form": form,
        "problems": problems,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/advance.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: AuthedRequest, code: str) -> HttpResponse:
    """Invite whole provinces, or regions by their codes."""
    round_ = doors.open_round(request.user, code, MANAGE)
    doors.require_phase(round_, Act.INVITE)
    form = InviteForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        count = rounds.invite(round_, form.regions(), by=request.user)
        text = ngettext("%(n)s daerah diundang.", "%(n)s daerah diundang.", count)
        messages.success(request, text % {"n": count})
        return redirect("rounds:detail", code)
    context = {"round": round_, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/invite.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def mark_absent(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Note that a region does not go on, with the reason."""
    doors.open_round(request.user, code, MANAGE)
    part = open_participation(request.user, code, region)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        rounds.mark_absent(part, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Daerah ditandai tidak lanjut pada tahap ini."))
        return redirect("rounds:detail", code)
    context = {"part": part, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/mark.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def eligibility_figures(request: AuthedRequest, code: str) -> HttpResponse:
    """Try a table first; write it only when every row is good and it is asked for."""
    round_ = doors.open_round(request.user, code, MANAGE)
    sent = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if sent else TableForm()
    reading = None
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        reading = eligibility.read(file.name or "", file)
        if request.POST.get("action") == "apply" and not reading.errors:
            count = figures.take_over(round_, reading.figures, by=request.user)
            text = ngettext("%(n)s angka tersimpan.", "%(n)s angka tersimpan.", count)
            messages.success(request, text % {"n": count})
            return redirect("rounds:eligibility", code)
    context = {
        "round": round_,
        "form": form,
        "reading": reading,
        "figures": round_.figures.select_related("region").order_by("region", "key")[
            :PAGE
        ],
        "count": round_.figures.count(),
    }
    wrong = bool(form.errors) or bool(reading and reading.errors)
    page = "rounds/judging/eligibility.html"
    return render(request, page, context, status=422 if wrong else 200)


def _own_page(request: AuthedRequest, round_: Round) -> HttpResponse:
    """Somebody of a region goes to its own page; an assessor to the tasks."""
    own = visible_to(request.user).filter(round=round_).first()
    judges = doors.assignments_of(request.user).filter(participation__round=round_)
    if own is None or judges.exists():
        return redirect("overview:home")
    return redirect("rounds:participation", round_.code, own.region_id)


def _round_form(request: AuthedRequest, round_: Round | None) -> HttpResponse:
    form = RoundForm(round_, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            values, windows = form.fields_of_round(), form.windows()
            if round_ is None:
                made = rounds.create(by=request.user, windows=windows, **values)
            else:
                made = rounds.edit(round_, by=request.user, windows=windows, **values)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tahap tersimpan."))
            return redirect("rounds:detail", made.code)
    context = {"round": round_, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/round_form.html", context, status=status)


def _label(phase: str | None) -> str:
    return str(Round.Phase(phase).label) if phase else ""
