"""Reminders of a round: to whom, in which words, and what became of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.messages.actions import AudienceChangedError
from menuju.rounds.access import judging as doors
from menuju.rounds.access.phases import permits
from menuju.rounds.actions import reminders as actions
from menuju.rounds.models import Round
from menuju.rounds.queries.reminders import (
    WAIT,
    Due,
    announcements_of,
    audience_of,
    reminders_sent,
)
from menuju.rounds.views import AuthedRequest

PAGE = 50
NEEDED = {Due.SCORES: Capability.ASSIGN, Due.ANSWERS: Capability.MANAGE_ROUNDS}
LOOK = (Capability.ASSIGN, Capability.MANAGE_ROUNDS)


@login_required
@require_http_methods(["GET", "POST"])
def reminders(request: AuthedRequest, code: str) -> HttpResponse:
    """Who could be reminded now, and every reminder so far; POST makes a preview."""
    round_ = doors.open_round(request.user, code, *LOOK)
    if request.method == "POST":
        return _prepared(request, round_)
    open_ = [
        audience_of(round_, due)
        for due, needed in NEEDED.items()
        if permits(round_, actions.ACTS[due]) and can(request.user, needed)
    ]
    log = Paginator(reminders_sent(round_), PAGE)
    context = {
        "round": round_,
        "audiences": open_,
        "hours": WAIT.seconds // 3600 + WAIT.days * 24,
        "page": log.get_page(request.GET.get("halaman")),
    }
    return render(request, "rounds/judging/reminders.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def reminder(request: AuthedRequest, code: str, key: int) -> HttpResponse:
    """Exactly who would be reminded in which words; POST sends it to exactly those."""
    round_ = doors.open_round(request.user, code, *LOOK)
    found = get_object_or_404(announcements_of(round_), pk=key)
    due = actions.due_of(found)
    doors.open_round(request.user, code, NEEDED[due])
    difference = None
    if request.method == "POST":
        try:
            sent = actions.remind(round_, found, by=request.user)
        except AudienceChangedError as refusal:
            difference = refusal
        else:
            text = ngettext(
                "%(n)s orang diingatkan.", "%(n)s orang diingatkan.", len(sent)
            )
            messages.success(request, text % {"n": len(sent)})
            return redirect("rounds:reminders", code)
    drafts = list(found.drafts.select_related("recipient__person").order_by("pk"))
    context = {
        "round": round_,
        "announcement": found,
        "due": due,
        "drafts": drafts,
        "samples": {draft.language: draft for draft in reversed(drafts)},
        "difference": difference,
        "is_open": permits(round_, actions.ACTS[due]) and not found.sent_at,
    }
    status = 409 if difference else 200
    return render(request, "rounds/judging/reminder.html", context, status=status)


def _prepared(request: AuthedRequest, round_: Round) -> HttpResponse:
    if (said := request.POST.get("due", "")) not in Due.values:
        raise Http404
    due = Due(said)
    doors.open_round(request.user, round_.code, NEEDED[due])
    try:
        made = actions.prepare(round_, due, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("rounds:reminders", round_.code)
    return redirect("rounds:reminder", round_.code, made.pk)
