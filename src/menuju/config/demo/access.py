"""Who may let simulated people act: the secretariat, in a demo world, in one round of it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.audit.models import Provenance
from menuju.config.demo.story import REHEARSAL
from menuju.config.demo.telling import is_built
from menuju.rounds.models import Round


def is_open_to(user: User, round_: Round) -> bool:
    """Whether this page offers it at all. Outside a demo the answer is always no."""
    return (
        bool(settings.DEMO)
        and round_.code == REHEARSAL
        and round_.provenance == Provenance.SIMULATED
        and can(user, Capability.MANAGE_ROUNDS)
    )


def open_rehearsal(user: User, code: str) -> Round:
    """The round to rehearse. Outside a demo world it does not exist (404)."""
    if not settings.DEMO or code != REHEARSAL or not is_built():
        raise Http404
    rounds = Round.objects.select_related("instrument_version__instrument")
    found = get_object_or_404(rounds, code=code, provenance=Provenance.SIMULATED)
    if not can(user, Capability.MANAGE_ROUNDS):
        raise PermissionDenied(
            _(
                "Simulasi dalam latihan dijalankan sekretariat. Masuk sebagai sekretariat."
            )
        )
    return found


def rehearsal_context(_request: HttpRequest) -> dict[str, str]:
    """What the page of a round takes in, if it is a demo: settings ask for it there only."""
    return {"round_helper": "config/rehearsal.html"}
