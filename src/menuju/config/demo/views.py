"""Let the simulated people of the rehearsal act. Only a demo has these addresses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from menuju.accounts.models import User
from menuju.config.demo import stand_in, tasks
from menuju.config.demo.access import open_rehearsal
from menuju.jobs.actions import start


class AuthedRequest(HttpRequest):
    user: User


@login_required
@require_POST
def scores(request: AuthedRequest, code: str) -> HttpResponse:
    """Begin the job that scores for the assessors who have not sent."""
    round_ = open_rehearsal(request.user, code)
    try:
        stand_in.require_panels(round_)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("rounds:detail", code)
    job = start(
        tasks.simulate_scores,
        {"code": code, "user_id": request.user.pk},
        label=_("Simulasi penilaian asesor"),
        by=request.user,
        back=reverse("rounds:detail", args=[code]),
    )
    return redirect("jobs:job", job.pk)


@login_required
@require_POST
def attendance(request: AuthedRequest, code: str) -> HttpResponse:
    """Begin the job that confirms the simulated attendances."""
    open_rehearsal(request.user, code)
    job = start(
        tasks.simulate_attendance,
        {"code": code, "user_id": request.user.pk},
        label=_("Pengesahan kehadiran simulasi"),
        by=request.user,
        back=reverse("rounds:detail", args=[code]),
    )
    return redirect("jobs:job", job.pk)
