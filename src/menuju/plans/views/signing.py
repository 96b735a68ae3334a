"""How often somebody may try a password under a signature."""

from allauth.core import ratelimit
from django.utils.translation import gettext as _

from menuju.plans.views import AuthedRequest
from menuju.web.exceptions import TooManyError


def limit_tries(request: AuthedRequest) -> None:
    """Refuse (429) more tries at a password than signing in allows."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        text = _("Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.")
        raise TooManyError(text)
