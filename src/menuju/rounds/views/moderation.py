"""Agreeing on levels, and fixing them: the pages of moderators and the secretariat."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.instruments.queries import tree_of
from menuju.rounds.access import judging as doors
from menuju.rounds.access.participation import open_participation
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import freeze as freezing
from menuju.rounds.actions import moderation as actions
from menuju.rounds.forms.answers import level_choices
from menuju.rounds.forms.scores import ModerationForm
from menuju.rounds.models import Moderation, Participation
from menuju.rounds.queries.evidence import documents_for
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.moderation import scores_of, standing_of
from menuju.rounds.queries.rounds import freeze_needs
from menuju.rounds.queries.scores import Step, spread_of, step_of
from menuju.rounds.views import AuthedRequest

READERS = (Capability.MODERATE, Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)
FREEZERS = (Capability.FREEZE, Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)
PAGE = 25
LONGEST_KEY = 18
"""Digits of a record's key: more do not fit the database."""


@login_required
@require_http_methods(["GET", "POST"])
def moderation(request: AuthedRequest, code: str) -> HttpResponse:
    """The queue of differences by impact; those inside the tolerance agree by rule."""
    needed = (Capability.MODERATE,) if request.method == "POST" else READERS
    round_ = doors.open_round(request.user, code, *needed)
    if request.method == "POST":
        count = actions.agree_by_rule(round_, by=request.user)
        messages.success(
            request,
            ngettext(
                "%(n)s nilai disepakati menurut aturan.",
                "%(n)s nilai disepakati menurut aturan.",
                count,
            )
            % {"n": count},
        )
        return redirect("rounds:moderation", code)
    standing = standing_of(round_, hidden=doors.still_judging(request.user, round_))
    context = {
        "round": round_,
        "standing": standing,
        "page": Paginator(standing.queue, PAGE).get_page(request.GET.get("halaman")),
        "may_moderate": can(request.user, Capability.MODERATE)
        and permits(round_, Act.MODERATE)
        and current_freeze(round_) is None,
    }
    return render(request, "rounds/judging/moderation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def moderate(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """One difference: all reasons and quotes side by side, and the agreed level."""
    needed = (Capability.MODERATE,) if request.method == "POST" else READERS
    doors.open_round(request.user, code, *needed)
    part = open_participation(request.user, code, region)
    if part.pk in doors.still_judging(request.user, part.round):
        raise PermissionDenied(
            _("Nilai asesor lain terbuka setelah Anda mengirim nilai sendiri.")
        )
    tree = tree_of(part.round.instrument_version)
    sent = scores_of(part, item)
    if item not in tree or not sent:
        raise Http404
    form = ModerationForm(level_choices(tree.node(item)), request.POST or None)
    if form.is_bound and form.is_valid() and _decided(request, part, item, form):
        messages.success(request, _("Nilai disepakati dan alasannya tersimpan."))
        return redirect("rounds:moderation", code)
    levels = {score.assignment.letter: score.level for score in sent}
    spread = spread_of(list(levels.values()))
    context = {
        "part": part,
        "node": tree.node(item),
        "share": tree.effective_weight(item),
        "scores": sent,
        "levels": levels,
        "spread": spread,
        "step": step_of(spread, part.round),
        "form": form,
        "answer": part.answers.filter(item=item).first(),
        "documents": [d for d in documents_for(part) if d.claim_for(item)],
        "agreed": Moderation.objects.filter(participation=part, item=item).first(),
        "may_moderate": doors.may_moderate(request.user, part)
        and step_of(spread, part.round) == Step.DELIBERATE,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/moderate.html", context, status=status)


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
    text = request.POST.get("freeze", "")
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_KEY:
        raise Http404
    return int(text)


def _decided(
    request: AuthedRequest, part: Participation, item: str, form: ModerationForm
) -> bool:
    data = form.cleaned_data
    try:
        actions.decide(
            part,
            item,
            level=Decimal(data["level"]),
            reason=data["reason"],
            by=request.user,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
