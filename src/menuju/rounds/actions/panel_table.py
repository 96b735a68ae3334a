"""Take over a table of panels: the same rules as by hand, all of it or nothing."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.actions.pool import require_assigning
from menuju.rounds.actions.proposals import tell
from menuju.rounds.models import Assignment, Round
from menuju.rounds.models.kinds import ASSIGNED, REASSIGNED
from menuju.rounds.queries.assignments import letters_of
from menuju.rounds.queries.panel_table import Rearrangement, compare
from menuju.rounds.queries.proposals import Ground, Pair, ground_of
from menuju.rounds.queries.tables import Cells


@transaction.atomic
def rearrange(
    round_: Round, rows: Sequence[tuple[int, Cells]], *, reason: str, by: User
) -> Rearrangement:
    """Make the panels those of the table. The same table twice changes nothing."""
    held = Round.objects.select_for_update().get(pk=round_.pk)
    require_assigning(held)
    list(held.pool_members.select_for_update())
    ground = ground_of(held)
    plan = compare(ground, rows)
    if plan.errors:
        first = plan.errors[0]
        raise ValidationError(
            _("Baris %(row)s, kolom %(column)s: %(text)s")
            % {"row": first.row, "column": first.column, "text": first.text}
        )
    if plan.withdrawn and not reason.strip():
        raise ValidationError(_("Tuliskan alasan penarikan tugas ini."))
    if plan.changes:
        _withdraw(held, plan.withdrawn, reason.strip())
        _add(ground, plan.added)
        record("took over panels", held, by=by, added=len(plan.added))
        tell(held, {person for _code, person in plan.added}, ASSIGNED)
        tell(held, {person for _code, person in plan.withdrawn}, REASSIGNED)
    return plan


def _withdraw(round_: Round, pairs: Sequence[Pair], reason: str) -> None:
    gone = set(pairs)
    rows = Assignment.objects.filter(
        participation__round=round_, withdrawn_at=None, submitted_at=None
    ).select_related("participation")
    keys = [
        row.pk for row in rows if (row.participation.region_id, row.assessor_id) in gone
    ]
    Assignment.objects.filter(pk__in=keys).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason
    )


def _add(ground: Ground, pairs: Sequence[Pair]) -> None:
    parts = {part.region_id: part for part in ground.parts}
    letters, now = letters_of(ground.round), timezone.now()
    Assignment.objects.bulk_create(
        Assignment(
            participation=parts[code],
            assessor_id=person,
            letter=next(letters[parts[code].pk]),
            assigned_at=now,
        )
        for code, person in pairs
    )
