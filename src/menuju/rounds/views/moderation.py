"""Agreeing on levels: the queue, and one difference with everything that bears on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.instruments.queries import tree_of
from menuju.rounds.access import judging as doors
from menuju.rounds.access.participation import open_participation
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.access.sittings import READERS, too_near
from menuju.rounds.actions import moderation as actions
from menuju.rounds.forms.answers import level_choices
from menuju.rounds.forms.moderation import ModerationForm, key_of, written
from menuju.rounds.models import Participation
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.moderation import (
    Heard,
    Neighbours,
    agreement_of,
    heard_of,
    neighbours,
    standing_of,
)
from menuju.rounds.queries.precedents import Precedent, precedents
from menuju.rounds.queries.scores import spread_of, step_of
from menuju.rounds.queries.sittings import open_sittings_of
from menuju.rounds.views import AuthedRequest

PAGE = 25
SEARCH, FOLLOW, LEAVE = "search", "follow-", "leave"


@login_required
@require_http_methods(["GET", "POST"])
def moderation(request: AuthedRequest, code: str) -> HttpResponse:
    """The queue of differences by effect; those inside the tolerance agree by rule."""
    needed = (Capability.MODERATE,) if request.method == "POST" else READERS
    round_ = doors.open_round(request.user, code, *needed)
    if request.method == "POST":
        count = actions.agree_by_rule(round_, by=request.user)
        text = ngettext(
            "%(n)s nilai disepakati menurut aturan.",
            "%(n)s nilai disepakati menurut aturan.",
            count,
        )
        messages.success(request, text % {"n": count})
        return redirect("rounds:moderation", code)
    mine = doors.judging_of(request.user, round_)
    standing = standing_of(round_, hidden=mine.unsent)
    page = Paginator(standing.queue, PAGE).get_page(request.GET.get("halaman"))
    moderates = can(request.user, Capability.MODERATE)
    shown = {one.participation for one in page.object_list} if moderates else set()
    context = {
        "round": round_,
        "standing": standing,
        "page": page,
        "barred": mine.all | too_near(request.user, shown),
        "may_moderate": moderates
        and permits(round_, Act.MODERATE)
        and current_freeze(round_) is None,
    }
    return render(request, "rounds/judging/moderation.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def moderate(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """One difference: reasons and quotes side by side, precedents, the agreed level."""
    part, mine = _opened(request, code, region)
    heard = heard_of(part, item)
    if item not in tree_of(part.round.instrument_version) or not heard.scores:
        raise Http404
    around = neighbours(standing_of(part.round, hidden=mine.unsent), part, item)
    page = _page(part, item, heard) | {"around": around}
    if around.this is None and request.method == "GET":
        page["agreed"] = agreement_of(part, item)
        return render(request, "rounds/judging/moderate.html", page)
    words = request.POST.get("words", request.GET.get("cari", ""))[:200]
    known = precedents(part, item, words, mine.unsent)
    form = _form(request, part, item, known)
    if form.is_bound and form.is_valid() and _settled(request, part, item, form):
        messages.success(request, _("Nilai disepakati dan alasannya tersimpan."))
        return _onward(code, around)
    context = page | {
        "form": form,
        "words": words,
        "precedents": known,
        "followed": key_of(str(form["follows"].value() or "")),
        "may_moderate": can(request.user, Capability.MODERATE)
        and permits(part.round, Act.MODERATE)
        and part.pk not in mine.all,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/moderate.html", context, status=status)


def _opened(
    request: AuthedRequest, code: str, region: str
) -> tuple[Participation, doors.Judging]:
    """The region, and what this person judges: nothing of where scores are unsent."""
    part = open_participation(request.user, code, region)
    doors.require(
        request.user, *((Capability.MODERATE,) if request.method == "POST" else READERS)
    )
    mine = doors.judging_of(request.user, part.round)
    if part.pk in mine.unsent:
        raise PermissionDenied(
            _("Nilai asesor lain terbuka setelah Anda mengirim nilai sendiri.")
        )
    return part, mine


def _onward(code: str, around: Neighbours) -> HttpResponse:
    """To the next difference that waits, else back to the queue."""
    following = around.after or around.before
    if following is None:
        return redirect("rounds:moderation", code)
    place = (following.participation.region_id, following.node.code)
    return redirect("rounds:moderate", code, *place)


def _page(part: Participation, item: str, heard: Heard) -> dict[str, Any]:
    tree = tree_of(part.round.instrument_version)
    levels = {score.assignment.letter: score.level for score in heard.scores}
    spread = spread_of(list(levels.values()))
    return {
        "part": part,
        "node": tree.node(item),
        "share": tree.effective_weight(item),
        "heard": heard,
        "levels": levels,
        "spread": spread,
        "step": step_of(spread, part.round),
        "documents": part.evidence.filter(withdrawn_at=None, claims__item=item),
    }


def _form(
    request: AuthedRequest, part: Participation, item: str, known: list[Precedent]
) -> ModerationForm:
    """The form as it was left: searching and following keep what was typed."""
    node = tree_of(part.round.instrument_version).node(item)
    sittings = open_sittings_of(request.user, part.round)
    choices, action = level_choices(node), request.POST.get("action", "")
    if request.method != "POST":
        return ModerationForm(choices, sittings)
    if action == SEARCH:
        return ModerationForm(choices, sittings, initial=written(request.POST))
    if action == LEAVE:
        typed = written(request.POST) | {"follows": ""}
        return ModerationForm(choices, sittings, initial=typed)
    if action.startswith(FOLLOW):
        key = key_of(action.removeprefix(FOLLOW))
        follow = next((one for one in known if one.moderation.pk == key), None)
        typed = written(request.POST, follow)
        return ModerationForm(choices, sittings, initial=typed)
    return ModerationForm(choices, sittings, request.POST)


def _settled(
    request: AuthedRequest, part: Participation, item: str, form: ModerationForm
) -> bool:
    try:
        ruling = actions.ruling_of(part.round, form.cleaned_data)
        actions.settle(part, item, ruling, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    except (
        PermissionDenied
    ) as refusal:  # said on the page, so that nothing typed is lost
        form.add_error(None, str(refusal))
        return False
    return True
