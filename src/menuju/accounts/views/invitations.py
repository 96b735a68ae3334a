"""Inviting people, and the page on which an invitation is accepted."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from menuju.accounts import access, actions, queries
from menuju.accounts.forms import AcceptForm, InviteForm
from menuju.accounts.models import Invitation
from menuju.accounts.views.account import SignedInRequest
from menuju.accounts.views.people import person_page


@login_required
@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.open_person(request.user, pk)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return person_page(request, person, invite_form=form)

    def link(key: str) -> str:
        return request.build_absolute_uri(reverse("accounts:accept", args=[key]))

    email = form.cleaned_data["email"]
    try:
        actions.invite(person, email, link=link, by=request.user)
    except ValidationError as refusal:
        form.add_error("email", refusal)
        return person_page(request, person, invite_form=form)
    except OSError:
        text = gettext("Undangan tersimpan, tetapi surat belum terkirim. Coba lagi.")
        messages.error(request, text)
    else:
        text = gettext("Undangan dikirim ke %(email)s.") % {"email": email}
        messages.success(request, text)
    return redirect("accounts:person", pk)


@login_required
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.open_person(request.user, pk)
    if actions.withdraw(person, by=request.user):
        messages.success(request, gettext("Undangan sudah ditarik."))
    return redirect("accounts:person", pk)


@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a password and come in; or read why this invitation opens nothing."""
    invitation = queries.invitation_of(key)
    if invitation is None:
        return _closed(request, None, "unknown", 404)
    if reason := invitation.closed_because(timezone.now()):
        return _closed(request, invitation, reason.value, 410)
    if request.user.is_authenticated:
        return _closed(request, invitation, "somebody_else", 403)
    form = AcceptForm(invitation.email, request.POST or None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"invitation": invitation, "form": form}
        return render(request, "accounts/accept.html", context, status=status)
    return _enter(request, invitation, form.cleaned_data["password1"])


def _enter(request: HttpRequest, invitation: Invitation, password: str) -> HttpResponse:
    try:
        user = actions.accept(invitation, password)
    except ValidationError:
        return _closed(request, invitation, "used", 410)
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return answer


def _closed(
    request: HttpRequest, invitation: Invitation | None, reason: str, status: int
) -> HttpResponse:
    context = {"invitation": invitation, "reason": reason}
    return render(request, "accounts/invitation_closed.html", context, status=status)
