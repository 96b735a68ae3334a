"""A selected region withdraws: two persons decide, and the first reserve moves up."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.actions.decisions import check_second
from menuju.results.models import Decision, DecisionLine, Replacement
from menuju.results.queries.replacements import first_reserve, selected_lines
from menuju.results.queries.sealing import is_open
from menuju.rounds.actions.outcomes import record_replacement
from menuju.rounds.models import Participation


@transaction.atomic
def propose_replacement(
    decision: Decision, region: str, by: User | None, *, reason: str, number: str = ""
) -> Replacement:
    """Put forward that a selected region leaves and the first reserve follows.

    A later proposal for the same region replaces one that nobody decided.
    """
    held = _hold(decision)
    lines = selected_lines(held)
    leaving = next(
        (line for line in lines if line.result.participation.region_id == region), None
    )
    if leaving is None:
        raise ValidationError(
            _("Pilih daerah yang terpilih dalam keputusan ini dan belum mundur.")
        )
    if not reason.strip():
        raise ValidationError(
            _("Tuliskan alasan mundurnya dan surat yang menyatakannya.")
        )
    Replacement.objects.filter(decision=held, decided_at=None).delete()
    made = Replacement.objects.create(
        decision=held,
        leaves=leaving,
        follows=first_reserve(held),
        reason=reason.strip(),
        number=number.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
        provenance=held.provenance,
    )
    record("proposed a replacement", made, by=by)
    return made


@transaction.atomic
def decide_replacement(replacement: Replacement, by: User | None) -> Replacement:
    """Decide it as a second person of another institution; outcomes change with it."""
    held = _hold(replacement.decision)
    waiting = (
        Replacement.objects.select_for_update(of=("self",))
        .select_related(
            "proposed_by__person__institution",
            "leaves__result__participation",
            "follows__result__participation",
        )
        .get(pk=replacement.pk)
    )
    if waiting.decided_at:
        raise PermissionDenied(_("Penggantian ini sudah ditetapkan."))
    check_second(waiting.proposed_by, by)
    waiting.follows = first_reserve(held)
    waiting.decided_by, waiting.decided_at = by, timezone.now()
    waiting.save(update_fields=["follows", "decided_by", "decided_at"])
    record_replacement(
        waiting.leaves.result.participation,
        _participation(waiting.follows),
        by=by,
        source=waiting.number or held.number,
    )
    record("decided a replacement", waiting, by=by)
    return waiting


def _participation(line: DecisionLine | None) -> Participation | None:
    return line.result.participation if line else None


def _hold(decision: Decision) -> Decision:
    """Lock the decision; refuse before it was taken and before its list is open."""
    held = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("release__round")
        .get(pk=decision.pk)
    )
    if held.decided_at is None or not is_open(held.release):
        raise PermissionDenied(
            _(
                "Penggantian diputuskan setelah hasil dibuka untuk semua. Sampai saat itu ubah usulannya, atau tunggu pembukaannya."
            )
        )
    return held
