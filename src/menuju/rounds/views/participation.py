"""The region's task list, its invitation, and what all its pages show at the top."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import participation as access
from menuju.rounds.access.extensions import speaks_for
from menuju.rounds.actions.participation import reply
from menuju.rounds.forms.answers import ReplyForm
from menuju.rounds.models import Participation
from menuju.rounds.queries.answers import earlier_attempts, sheet_of
from menuju.rounds.queries.deadlines import deadline_of
from menuju.rounds.queries.extensions import open_request_of
from menuju.rounds.views import AuthedRequest


@login_required
def participation(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """The task list of a region in a round."""
    part = access.open_participation(request.user, code, region)
    shown = access.items_shown_to(request.user, part)
    sheet = sheet_of(part, shown)
    context = frame(request, part) | {
        "sheet": sheet,
        "is_agency": shown is not None,
        "attempts": earlier_attempts(part),
        "oversees": can(request.user, Capability.VIEW_ROUNDS),
        "may_reply": access.may_reply(request.user, part),
        "is_signatory": access.may_submit(request.user, part),
    }
    return render(request, "rounds/region/tasks.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Confirm that the region takes part, or withdraw it."""
    part = access.open_participation(request.user, code, region, rule=access.may_reply)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        reply(
            part,
            accepts=data["reply"] == "yes",
            reason=data["reason"],
            by=request.user,
        )
        messages.success(request, _("Jawaban daerah tersimpan."))
        return redirect("rounds:participation", code, region)
    context = frame(request, part) | {
        "form": form,
        "attempts": earlier_attempts(part),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/region/invitation.html", context, status=status)


def frame(request: AuthedRequest, part: Participation) -> dict[str, object]:
    """What every page of a participation shows at its top."""
    is_open, reads = access.is_open(part), access.sees_all(request.user, part)
    is_submitted = access.is_submitted(part)
    return {
        "part": part,
        "zone": part.region.time_zone,
        "deadline": None if is_submitted else deadline_of(part),
        "asked": open_request_of(part) if reads and is_open else None,
        "may_ask": is_open and speaks_for(request.user, part),
        "reads_deadlines": reads,
        "is_open": is_open,
        "is_submitted": is_submitted,
        "may_answer": access.may_answer(request.user, part),
        "may_delegate": access.may_delegate(request.user, part),
    }
