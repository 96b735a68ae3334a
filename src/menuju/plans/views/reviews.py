"""A round of review: asked for by planners, read and answered by the mentor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import guidance as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import reviews as actions
from menuju.plans.forms.approvals import VerdictForm
from menuju.plans.models import MasterplanVersion, ReviewRound
from menuju.plans.queries.approvals import digest_now
from menuju.plans.queries.completeness import blocking_in
from menuju.plans.queries.reviews import chapters_read
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of


@login_required
@require_POST
def ask(request: AuthedRequest, pk: int) -> HttpResponse:
    """Ask the mentors to read the version as it is now."""
    version = masterplans.open_draft(request.user, pk)
    try:
        made = actions.ask(version, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        text = _("Tinjauan %s diminta. Pembimbing sudah diberi tahu.")
        messages.success(request, text % made.number)
        say_what_holds_back(request, version)
    return redirect("plans:guidance", pk)


@login_required
@require_http_methods(["GET", "POST"])
def review(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    """A round with its chapters and remarks; a mentor answers it."""
    if request.method == "POST":
        version = doors.open_to_answer(request.user, pk)
    else:
        version = masterplans.open_version(request.user, pk)
    found = doors.review_of(version, number)
    digest = digest_now(version)
    form = VerdictForm(digest, request.POST or None)
    if form.is_bound and form.is_valid() and _is_answered(request, found, form, digest):
        messages.success(request, _("Tinjauan ditutup. Perencana diberi tahu."))
        if form.cleaned_data["verdict"] == ReviewRound.Verdict.READY:
            say_what_holds_back(request, version)
        return redirect("plans:review", pk, number)
    found.plan_version = version
    context = page_of(request, version) | _read(request, found)
    context |= {"form": form, "is_changed": found.digest != digest}
    status = 422 if form.is_bound else 200
    return render(request, "plans/guidance/review.html", context, status=status)


def _read(request: AuthedRequest, review: ReviewRound) -> dict[str, Any]:
    """A round chapter by chapter."""
    return {
        "review": review,
        "chapters": chapters_read(review),
        "is_open": review.verdict == ReviewRound.Verdict.OPEN,
        "may_answer": doors.is_mentor(request.user, review.plan_version.masterplan),
    }


def say_what_holds_back(request: AuthedRequest, version: MasterplanVersion) -> None:
    """A message with how much still holds approval back, and the way there; or none."""
    left = blocking_in([version])[version.pk]
    if not left:
        return
    text = ngettext(
        "%(n)s hal masih menahan pengesahan.",
        "%(n)s hal masih menahan pengesahan.",
        left,
    )
    page = reverse("plans:completeness", args=[version.pk]) + "?jenis=menahan"
    link = format_html('<a href="{}">{}</a>', page, _("Lihat apa saja"))
    messages.warning(request, format_html("{} {}", text % {"n": left}, link))


def _is_answered(
    request: AuthedRequest, review: ReviewRound, form: VerdictForm, digest: str
) -> bool:
    """Close the round; what refuses it stands on the form."""
    data = form.cleaned_data
    said = data["verdict"], data["summary"]
    try:
        actions.close(review, *said, read=data["read"], by=request.user)
    except actions.ChangedTextError as refusal:
        form.renew(digest)
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors
