"""Agree on levels: by the round's rule inside the tolerance, by a person outside it."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.instruments.queries import tree_of
from menuju.rounds.access.judging import may_moderate
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Moderation, Participation, Round
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.moderation import level_by_rule, scores_of, standing_of
from menuju.rounds.queries.scores import (
    SHORTEST_REASON,
    Step,
    spread_of,
    step_of,
)

BATCH = 1_000
FEWEST = 2


@transaction.atomic
def agree_by_rule(round_: Round, *, by: User) -> int:
    """Agree every item inside the tolerance by mean or median; how many."""
    held = _hold(round_)
    now = timezone.now()
    rows = [
        Moderation(
            participation=one.participation,
            item=one.node.code,
            spread=one.spread or Decimal(0),
            by_rule=True,
            level=level_by_rule(one, held),
            decided_by=by,
            decided_at=now,
        )
        for one in standing_of(held).by_rule
    ]
    Moderation.objects.bulk_create(rows, BATCH)
    record("agreed by rule", held, by=by, levels=len(rows))
    return len(rows)


@transaction.atomic
def decide(
    participation: Participation, item: str, *, level: Decimal, reason: str, by: User
) -> Moderation:
    """Set the level of an item on which the assessors differ, with the reason."""
    held = _hold(participation.round)
    if not may_moderate(by, participation):
        raise PermissionDenied(
            _("Asesor daerah ini tidak dapat memusyawarahkan nilainya sendiri.")
        )
    node = tree_of(held.instrument_version).node(item)
    if not node.scale.allows(level):
        raise ValidationError({"level": _("Nilai ini tidak ada pada skala butir.")})
    length = len(reason.strip())
    if length < SHORTEST_REASON:
        raise ValidationError(
            {
                "reason": _(
                    "Alasan minimal %(least)s huruf. Sekarang %(length)s huruf."
                )
                % {"least": SHORTEST_REASON, "length": length}
            }
        )
    spread = _spread(participation, item, held)
    made, created = Moderation.objects.get_or_create(
        participation=participation,
        item=item,
        defaults={
            "spread": node.scale.span if spread is None else spread,
            "by_rule": False,
            "level": level,
            "reason": reason.strip(),
            "decided_by": by,
            "decided_at": timezone.now(),
        },
    )
    if not created:
        raise ValidationError(_("Nilai butir ini sudah disepakati."))
    record("moderated", made, by=by, item=item, level=str(level))
    return made


def _spread(participation: Participation, item: str, round_: Round) -> Decimal | None:
    """The spread of an item that a person must decide; refuses every other item."""
    waiting = participation.assignments.filter(withdrawn_at=None, submitted_at=None)
    sent = scores_of(participation, item)
    if waiting.exists() or len(sent) < FEWEST:
        raise ValidationError(_("Belum semua asesor mengirim nilai butir ini."))
    spread = spread_of([score.level for score in sent])
    if step_of(spread, round_) != Step.DELIBERATE:
        raise ValidationError(
            _("Selisih butir ini dalam toleransi, jadi disepakati menurut aturan.")
        )
    return spread


def _hold(round_: Round) -> Round:
    """Lock the round; refuse outside the phase, and once its inputs are frozen."""
    held = (
        Round.objects.select_for_update(of=("self",))
        .select_related("instrument_version")
        .get(pk=round_.pk)
    )
    if not permits(held, Act.MODERATE):
        raise PermissionDenied(
            _("Musyawarah tidak dibuka pada fase “%(phase)s”.")
            % {"phase": held.get_phase_display()}
        )
    if current_freeze(held):
        raise PermissionDenied(
            _(
                "Nilai tahap ini sudah diajukan untuk dibekukan. Tarik pengajuannya lebih dahulu."
            )
        )
    return held
