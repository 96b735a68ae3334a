"""One's own account: who am I here, my seats, my language, my password, my devices."""

from allauth.account import views as allauth
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from menuju.accounts import actions, queries
from menuju.accounts.forms import LanguageForm
from menuju.accounts.models import User


class SignedInRequest(HttpRequest):
    user: User


@login_required
def show(request: SignedInRequest) -> HttpResponse:
    form = LanguageForm(initial={"language": request.user.language})
    return _account(request, form)


@login_required
@require_POST
def language(request: SignedInRequest) -> HttpResponse:
    """Keep the language and go on in it."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _account(request, form, status=422)
    chosen = form.cleaned_data["language"]
    actions.choose_language(request.user, chosen)
    messages.success(request, gettext("Bahasa Anda sudah disimpan."))
    return redirect(translate_url(reverse("accounts:account"), chosen))


@login_required
def password(request: SignedInRequest) -> HttpResponse:
    view = allauth.PasswordChangeView.as_view(template_name="accounts/password.html")
    answer: HttpResponse = view(request)
    form = (getattr(answer, "context_data", None) or {}).get("form")
    if form is not None and form.errors:
        answer.status_code = 422
    return answer


@login_required
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where this account is signed in; the device in use comes first."""
    here = request.session.session_key
    rows = [
        (each, queries.device_of(each.user_agent), each.session_key == here)
        for each in queries.open_sessions(request.user, here, timezone.now())
    ]
    return render(request, "accounts/sessions.html", {"rows": rows})


@login_required
@require_POST
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    is_here = session.session_key == request.session.session_key
    actions.end_session(session, by=request.user)
    if is_here:
        return redirect("account_login")
    messages.success(request, gettext("Perangkat itu sudah dikeluarkan."))
    return redirect("usersessions_list")


def _account(
    request: SignedInRequest, form: LanguageForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "seats": request.user.seats_held}
    return render(request, "accounts/account.html", context, status=status)
