"""A round moves on: by a person, or by its dated rule; never past what is missing."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.models import PhaseChange, PhaseWindow, Round
from menuju.rounds.queries.rounds import needs_of, next_phase
from menuju.web.exceptions import ConflictError


@transaction.atomic
def advance(
    round_: Round, *, by: User | None, reason: str = "", leaving: str = ""
) -> Round:
    """Go to the next phase. ``by`` is None for a dated rule; the page asks a person why.

    ``leaving`` is the phase that the person saw: a second press must not skip a phase.
    """
    held = _hold(round_, leaving)
    following = next_phase(held)
    if following is None:
        raise ValidationError(_("Tahap ini sudah terbit; tidak ada fase berikutnya."))
    if open_ := [need.text for need in needs_of(held) if not need.holds]:
        raise ValidationError(open_)
    PhaseChange.objects.create(
        round=held,
        phase_before=held.phase,
        phase_after=following,
        at=timezone.now(),
        by=by,
        reason=reason.strip(),
    )
    held.phase = following
    held.save(update_fields=["phase"])
    record("went to", held, by=by, phase=str(following))
    return held


def _hold(round_: Round, leaving: str) -> Round:
    """Lock the round; refuse (409) where it is not in the phase that was left."""
    held = (
        Round.objects.select_for_update(of=("self",))
        .select_related("instrument_version")
        .get(pk=round_.pk)
    )
    if leaving and leaving != held.phase:
        raise ConflictError(
            _(
                "Fase tahap ini sudah berganti menjadi “%(phase)s”. Muat ulang halamannya."
            )
            % {"phase": held.get_phase_display()}
        )
    return held


def run_due(now: datetime) -> list[tuple[Round, list[str]]]:
    """Open every phase whose rule says so and whose moment has come.

    Returns each round that was due with what kept it back (empty: it moved).
    """
    due = PhaseWindow.objects.filter(
        opens_itself=True, opens_at__lte=now, closes_at__gt=now
    ).select_related("round__instrument_version")
    outcome = []
    for window in due:
        if next_phase(window.round) != window.phase:
            continue
        reason = _("Aturan bertanggal: dibuka %(at)s") % {
            "at": window.opens_at.isoformat()
        }
        try:
            advance(window.round, by=None, reason=reason)
        except ValidationError as refusal:
            outcome.append((window.round, refusal.messages))
        else:
            outcome.append((window.round, []))
    return outcome
