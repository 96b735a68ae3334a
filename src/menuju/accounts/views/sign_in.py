"""In, out, and in again after forgetting: allauth decides, these pages answer."""

from allauth.account import views as allauth
from allauth.account.utils import perform_login
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from menuju.accounts import access
from menuju.accounts.models import User
from menuju.web.exceptions import TooManyError


def sign_in(request: HttpRequest) -> HttpResponse:
    cards = settings.DEMO_CARDS if settings.DEMO else []
    view = allauth.LoginView.as_view(
        template_name="accounts/sign_in.html", extra_context={"cards": cards}
    )
    answer = view(request)
    form = (getattr(answer, "context_data", None) or {}).get("form")
    if form is not None and form.has_error(NON_FIELD_ERRORS, "too_many_login_attempts"):
        raise TooManyError
    return _answered(answer)


@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the demo, by the key of their card."""
    if not settings.DEMO:
        raise Http404
    card = access.demo_card(request.POST.get("card", ""))
    user = get_object_or_404(User, email=card.email, is_active=True)
    answer: HttpResponse = perform_login(request, user, email_verification="none")
    return answer


def sign_out(request: HttpRequest) -> HttpResponse:
    view = allauth.LogoutView.as_view(template_name="accounts/sign_out.html")
    answer: HttpResponse = view(request)
    return answer


def inactive(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "accounts/inactive.html", status=403)


def forgotten(request: HttpRequest) -> HttpResponse:
    view = allauth.PasswordResetView.as_view(template_name="accounts/forgotten.html")
    return _answered(view(request))


def forgotten_sent(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "accounts/forgotten_sent.html")


def new_password(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    view = allauth.PasswordResetFromKeyView.as_view(
        template_name="accounts/new_password.html"
    )
    return _answered(view(request, uidb36=uidb36, key=key))


def new_password_set(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "accounts/new_password_set.html")


def _answered(response: HttpResponse) -> HttpResponse:
    """The same answer; 422 if it shows a form with errors."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if form is not None and form.errors:
        response.status_code = 422
    return response
