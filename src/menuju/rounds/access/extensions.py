"""Who asks for more time, who decides on it, and who reads what was asked."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.access.judging import LOOKING_AFTER, open_round, require_phase
from menuju.rounds.access.participation import (
    is_submitted,
    open_participation,
    sees_all,
)
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import ExtensionRequest, Participation, Round

Status = Participation.Status


def open_of_region(user: User, code: str, region: str) -> Participation:
    """A region's own page of its deadline.

    404 for whoever sees only single items of it: what it asks for is the region's.
    """
    part = open_participation(user, code, region)
    if not sees_all(user, part):
        raise Http404
    return part


def open_of_round(user: User, code: str) -> Round:
    """Everything that was asked for and given in a round, for who looks after it."""
    return open_round(user, code, *LOOKING_AFTER)


def open_to_extend(user: User, code: str) -> Round:
    """A round whose deadlines this user may move now, else 403."""
    round_ = open_round(user, code, Capability.MANAGE_ROUNDS)
    require_phase(round_, Act.SUBMIT)
    return round_


def open_region_to_extend(user: User, code: str, region: str) -> Participation:
    """A region to which this user may give more time of their own accord."""
    open_to_extend(user, code)
    part = open_participation(user, code, region)
    require_impartial(user, part)
    return part


def open_request(
    user: User, code: str, region: str, key: int, *, decides: bool = False
) -> ExtensionRequest:
    """What a region asked for; to decide on it takes whoever may move deadlines."""
    if decides:
        open_round(user, code, Capability.MANAGE_ROUNDS)
    part = open_of_region(user, code, region)
    if decides:
        require_impartial(user, part)
    rows = ExtensionRequest.objects.select_related("by__person", "decided_by__person")
    found = get_object_or_404(rows, participation=part, pk=key)
    found.participation = part
    return found


def may_extend(user: User, round_: Round) -> bool:
    """Whoever looks after rounds, while regions may send."""
    return can(user, Capability.MANAGE_ROUNDS) and permits(round_, Act.SUBMIT)


def speaks_for(user: User, participation: Participation) -> bool:
    """Whether this user sends for the region, and so asks for it."""
    return can(user, Capability.SUBMIT, region=participation.region)


def require_speaker(user: User, participation: Participation) -> None:
    """Refuse (403) whoever does not send for the region."""
    if not speaks_for(user, participation):
        raise PermissionDenied(
            _(
                "Peran Anda tidak mencakup permintaan perpanjangan. Mintalah koordinator daerah mengajukannya."
            )
        )


def require_impartial(user: User, participation: Participation) -> None:
    """Refuse (403) who speaks for the region themselves, or stands too near to it."""
    own = any(seat.region_id == participation.region_id for seat in user.seats_held)
    if own or unresolved_between(user.person, participation.region):
        raise PermissionDenied(
            _(
                "Anda terlalu dekat dengan daerah ini untuk menggeser tenggatnya. Minta orang lain di sekretariat memutuskannya."
            )
        )


def why_closed(participation: Participation) -> str:
    """Why the deadline of this region cannot move now, whoever asks; empty if it can."""
    if is_submitted(participation):
        return _(
            "Penilaian mandiri daerah ini sudah dikirim, jadi tidak ada lagi tenggat yang perlu diperpanjang."
        )
    if participation.status == Status.WITHDRAWN:
        return _(
            "Daerah ini tidak ikut pada tahap ini, jadi tenggatnya tidak diperpanjang."
        )
    if not permits(participation.round, Act.SUBMIT):
        return _(
            "Fase “%(phase)s” tidak lagi menerima penilaian mandiri, jadi tenggatnya tidak dapat diperpanjang."
        ) % {"phase": participation.round.get_phase_display()}
    return ""
