"""The minutes of a decision as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from menuju.results import access
from menuju.results.access.selection import require_reader_of_proposals
from menuju.results.queries.decision_minutes import decision_minutes
from menuju.results.views import AuthedRequest
from menuju.rounds.views.minutes import answered, language_of


@login_required
@require_safe
def decision(request: AuthedRequest, round_code: str) -> HttpResponse:
    """A draft until a second person decided; before it opens, only for who decides."""
    opened = access.open_decision(request.user, round_code)
    require_reader_of_proposals(request.user, opened.release)
    site = f"{request.scheme}://{request.get_host()}"
    with translation.override(language_of(request)):
        return answered(decision_minutes(opened, site))
