"""Try a selection out, and keep that it was tried: who, when, on what."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.models import Decision, DryRun
from menuju.results.queries.policy import Changes, Outcome, inputs_for, tried
from menuju.results.queries.selection import terms_of
from menuju.rounds.models import Round


@transaction.atomic
def dry_run(
    round_: Round, by: User | None, *, changes: Changes | None = None, note: str = ""
) -> DryRun:
    """Give the places as if it were decided now, and log it. Never after the decision."""
    _check_open(round_, changes)
    inputs = inputs_for(round_)
    if inputs is None:
        raise ValidationError(
            _(
                "Belum ada nilai asesor yang dikirim. Uji coba dapat dijalankan setelah ada."
            )
        )
    changes = changes or Changes()
    terms = changes.terms or terms_of(round_)
    outcome = tried(inputs, terms, changes.weights)
    made = DryRun.objects.create(
        round=round_,
        rules=terms_of(round_).record,
        inputs_digest=inputs.digest,
        changes={
            "frozen": inputs.is_frozen,
            "weights": dict(changes.weights),
            "terms": terms.document if changes.terms else {},
        },
        outcome=_told(outcome),
        note=note.strip(),
        run_by=by,
        run_at=timezone.now(),
        provenance=round_.provenance,
    )
    record("dry run", made, by=by, inputs=made.inputs_digest)
    return made


def _check_open(round_: Round, changes: Changes | None) -> None:
    """Refuse (403) after the decision, and other policies once the rules stand."""
    decided = Decision.objects.filter(release__round=round_, decided_at__isnull=False)
    if decided.exists():
        raise PermissionDenied(
            _(
                "Keputusan tahap ini sudah ditetapkan, jadi tidak ada lagi yang diuji coba."
            )
        )
    if changes and terms_of(round_).is_published:
        raise PermissionDenied(
            _(
                "Aturan seleksi tahap ini sudah terbit, jadi hanya aturan itu yang diuji coba."
            )
        )


def _told(outcome: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    return {
        each.region.pk: {
            "score": each.score,
            "position": each.position,
            "standing": each.standing,
            "reserve": each.reserve,
        }
        for each in outcome
    }
