"""Suggest another wording of a paragraph, and decide on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import remarks as doors
from menuju.plans.actions import suggestions as actions
from menuju.plans.actions.paragraphs import StaleError
from menuju.plans.forms.remarks import (
    DeclineForm,
    SuggestionForm,
    WordingForm,
    can_be_reworded,
)
from menuju.plans.models import Paragraph, Suggestion
from menuju.plans.models.markup import markup_of
from menuju.plans.models.text import content_of
from menuju.plans.queries.remarks import words_of
from menuju.plans.queries.suggestions import Proposal, proposal_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of
from menuju.web.exceptions import UnprocessableError


@login_required
@require_http_methods(["GET", "POST"])
def suggest(request: AuthedRequest, pk: int, key: UUID) -> HttpResponse:
    """Write another wording; nothing changes until a planner accepts it."""
    paragraph = doors.open_to_remark(request.user, pk, key)
    if not can_be_reworded(content_of(paragraph.content)) or paragraph.removed_at:
        text = _("Alinea ini tidak dapat diusulkan kata-katanya. Beri komentar saja.")
        raise UnprocessableError(text)
    form = SuggestionForm(paragraph, request.POST or None)
    if form.is_bound and form.is_valid():
        content, seen = form.what
        reason = form.cleaned_data["reason"]
        actions.suggest(paragraph, content, seen=seen, by=request.user, reason=reason)
        messages.success(request, _("Usul tersimpan. Perencana akan memutuskannya."))
        return redirect(_place(paragraph))
    context = page_of(request, paragraph.chapter.plan_version) | {
        "paragraph": paragraph,
        "form": form,
        "words": words_of(paragraph),
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/remarks/suggest.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def page(request: AuthedRequest, pk: int, suggestion: int) -> HttpResponse:
    """A suggestion as a difference; sent, it is accepted, as it is or as it was mended."""
    if request.method != "POST":
        return _shown(request, doors.open_suggestion(request.user, pk, suggestion))
    held = doors.open_to_decide(request.user, pk, suggestion)
    form = WordingForm(held.paragraph, "", request.POST)
    if not form.is_valid():
        return _shown(request, held, form=form, status=422)
    content, seen = form.what
    try:
        actions.accept(held, content, seen=seen, by=request.user)
    except StaleError as stale:
        messages.error(request, str(stale))
        return _shown(request, _again(request, held), status=409)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plans:suggestion", pk, suggestion)
    messages.success(request, _("Usul diterima dan alinea diperbarui."))
    return redirect(_place(held.paragraph))


@login_required
@require_POST
def decline(request: AuthedRequest, pk: int, suggestion: int) -> HttpResponse:
    """Leave the paragraph as it is, with the reason."""
    held = doors.open_to_decide(request.user, pk, suggestion)
    form = DeclineForm(request.POST, auto_id="id_refusal_%s")
    if not form.is_valid():
        return _shown(request, held, refusal=form, status=422)
    try:
        actions.decline(held, form.cleaned_data["answer"], by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Usul tidak diterima; pengusul diberi tahu."))
    return redirect("plans:suggestion", pk, suggestion)


@login_required
@require_POST
def withdraw(request: AuthedRequest, pk: int, suggestion: int) -> HttpResponse:
    """Take one's own suggestion back."""
    held = doors.open_to_withdraw(request.user, pk, suggestion)
    try:
        actions.withdraw(held, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Usul ditarik."))
    return redirect(_place(held.paragraph))


def _shown(
    request: AuthedRequest,
    held: Suggestion,
    *,
    form: WordingForm | None = None,
    refusal: DeclineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    version = held.paragraph.chapter.plan_version
    proposal = proposal_of(held)
    rights = doors.rights_of(request.user, version)
    is_open = held.state == Suggestion.State.OPEN
    context = page_of(request, version) | {
        "suggestion": held,
        "paragraph": held.paragraph,
        "proposal": proposal,
        "wording_form": form or WordingForm(held.paragraph, _offered(held, proposal)),
        "refusal_form": refusal or DeclineForm(auto_id="id_refusal_%s"),
        "form": form or refusal,
        "may_decide": is_open and rights.may_decide,
        "may_withdraw": is_open and rights.may_remark and held.by == request.user,
    }
    return render(request, "plans/remarks/suggestion.html", context, status=status)


def _offered(held: Suggestion, proposal: Proposal) -> str:
    """What a planner begins with: both changes where they fit together, or the wording."""
    return proposal.merged or markup_of(content_of(held.content))


def _again(request: AuthedRequest, held: Suggestion) -> Suggestion:
    """The suggestion upon the paragraph as it is now."""
    pk: Any = held.paragraph.chapter.plan_version_id
    return doors.open_suggestion(request.user, pk, held.pk)


def _place(paragraph: Paragraph) -> str:
    args = [paragraph.chapter.plan_version_id, paragraph.key]
    return reverse("plans:remarks", args=args)
