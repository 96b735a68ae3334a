"""Plan a sitting of the panel, and give regions their turn in it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Participation, Round, Session, SessionSlot

TURN = timedelta(minutes=30)


@transaction.atomic
def plan(round_: Round, *, by: User, **details: Any) -> Session:  # noqa: ANN401 -- a model's fields, typed by its form
    """Add a session; ``details`` are the fields of Session."""
    _hold(round_)
    if details["ends_at"] <= details["starts_at"]:
        raise ValidationError(
            {"ends_at": _("Waktu selesai harus setelah waktu mulai.")}
        )
    made = Session.objects.create(round=round_, **details)
    record("planned", made, by=by)
    return made


@transaction.atomic
def give_turn(
    session: Session, participation: Participation, starts_at: datetime, *, by: User
) -> SessionSlot:
    """Give a region its turn, or move it while its attendance is not confirmed."""
    _hold(session.round)
    if not session.starts_at <= starts_at < session.ends_at:
        raise ValidationError(_("Giliran harus berada di dalam waktu sesi."))
    slot = SessionSlot.objects.filter(participation=participation).first()
    if slot and slot.confirmed_at:
        raise ValidationError(
            _(
                "Kehadiran %(region)s sudah disahkan, jadi gilirannya tidak dapat diubah."
            )
            % {"region": participation.region}
        )
    slot = slot or SessionSlot(participation=participation)
    slot.session, slot.starts_at = session, starts_at
    slot.save()
    record("gave a turn", slot, by=by)
    return slot


@transaction.atomic
def give_turns(session: Session, *, by: User) -> int:
    """Give every region without a turn the next free half hour; how many got one."""
    _hold(session.round)
    waiting = session.round.participations.filter(
        status=Participation.Status.CONFIRMED, slot=None
    ).select_related("region")
    last = session.slots.order_by("-starts_at").first()
    start = last.starts_at + TURN if last else session.starts_at
    given = 0
    for part in waiting:
        if start >= session.ends_at:
            break
        give_turn(session, part, start, by=by)
        start, given = start + TURN, given + 1
    return given


def _hold(round_: Round) -> None:
    """Lock the round, so that no two hands give the same half hour; ask its phase."""
    held = Round.objects.select_for_update().get(pk=round_.pk)
    if not permits(held, Act.ASSIGN):
        raise PermissionDenied(
            _("Sesi tidak dapat diubah pada fase “%(phase)s”.")
            % {"phase": held.get_phase_display()}
        )
