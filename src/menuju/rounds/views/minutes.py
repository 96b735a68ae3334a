"""Minutes as PDF: of a session, of a sitting."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.access import sittings as access
from menuju.rounds.queries.minutes import LANGUAGES, TEMPLATE, Minutes
from menuju.rounds.queries.session_minutes import session_minutes
from menuju.rounds.queries.sitting_minutes import sitting_minutes
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.downloads import paper
from menuju.web.documents import pdf

COMMITTEE = (
    Capability.RECORD_ATTENDANCE,
    Capability.CONFIRM_ATTENDANCE,
    Capability.VIEW_ROUNDS,
    Capability.MANAGE_ROUNDS,
)


@login_required
@require_safe
def session(request: AuthedRequest, code: str, session: int) -> HttpResponse:
    """The minutes of a session; a draft until nothing of it can be contested."""
    round_ = doors.open_round(request.user, code, *COMMITTEE)
    found = get_object_or_404(round_.sessions, pk=session)
    found.round = round_
    with translation.override(language_of(request)):
        return answered(session_minutes(found))


@login_required
@require_safe
def sitting(request: AuthedRequest, code: str, key: int) -> HttpResponse:
    """The minutes of a sitting; a draft until it is closed."""
    found = access.open_sitting(request.user, code, key)
    hidden = doors.judging_of(request.user, found.round).unsent
    with translation.override(language_of(request)):
        return answered(sitting_minutes(found, hidden))


def language_of(request: HttpRequest) -> str:
    """The language asked for, else that of the page."""
    asked = request.GET.get("bahasa") or translation.get_language() or "id"
    return asked if asked in LANGUAGES else "id"


def answered(made: Minutes) -> HttpResponse:
    """The paper itself, in the language that is active."""
    language = translation.get_language() or "id"
    content = pdf(TEMPLATE, made.body, made.sheet(language))
    return paper(content, f"{made.name}-{language}")
