"""A selected region withdraws: two persons decide, and the first reserve moves up."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.actions.decisions import check_second
from menuju.results.models import Decision, DecisionLine, Replacement
from menuju.results.queries.replacements import next_reserves, selected_lines
from menuju.results.queries.sealing import is_open
from menuju.rounds.actions.outcomes import record_replacement
from menuju.rounds.models import Participation
from menuju.web.exceptions import ConflictError


@dataclass(frozen=True, slots=True)
class Departure:
    """A region, by code, that gives its place back, why, and the number of the letter.

    ``follows`` and ``choice`` name one of several equal reserves, and say why that one.
    """

    region: str
    reason: str
    number: str = ""
    follows: str = ""
    choice: str = ""


@transaction.atomic
def propose_replacement(
    decision: Decision, departure: Departure, by: User | None
) -> Replacement:
    """Put forward that a selected region leaves and the first reserve follows.

    A later proposal replaces one that nobody decided. ValidationError where equal reserves
    leave it to people who follows, and nobody said it with a reason.
    """
    held = _hold(decision)
    leaving = _leaving(held, departure)
    follows = _chosen(next_reserves(held), departure)
    Replacement.objects.filter(decision=held, decided_at=None).delete()
    made = Replacement.objects.create(
        decision=held,
        leaves=leaving,
        follows=follows,
        reason=departure.reason.strip(),
        choice_reason=departure.choice.strip(),
        number=departure.number.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
        provenance=held.provenance,
    )
    record("proposed a replacement", made, by=by)
    return made


def _leaving(decision: Decision, departure: Departure) -> DecisionLine:
    """The line that gives its place back, with a reason."""
    for line in selected_lines(decision):
        if line.result.participation.region_id == departure.region:
            break
    else:
        raise ValidationError(
            _("Pilih daerah yang terpilih dalam keputusan ini dan belum mundur.")
        )
    if not departure.reason.strip():
        raise ValidationError(
            _("Tuliskan alasan mundurnya dan surat yang menyatakannya.")
        )
    return line


def _chosen(reserves: list[DecisionLine], departure: Departure) -> DecisionLine | None:
    """The reserve that follows: the only one, or the one that was chosen with a reason."""
    if len(reserves) <= 1:
        return next(iter(reserves), None)
    by_code = {line.result.participation.region_id: line for line in reserves}
    if departure.follows not in by_code or not departure.choice.strip():
        names = [line.result.participation.region.name for line in reserves]
        raise ValidationError(
            _(
                "Cadangan %(number)s dipegang bersama karena nilainya sama: %(names)s. Pilih satu yang naik dan tuliskan alasannya."
            )
            % {"number": reserves[0].reserve, "names": ", ".join(names)}
        )
    return by_code[departure.follows]


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
    _check_reserve(waiting, next_reserves(held))
    waiting.decided_by, waiting.decided_at = by, timezone.now()
    waiting.save(update_fields=["decided_by", "decided_at"])
    record_replacement(
        waiting.leaves.result.participation,
        _participation(waiting.follows),
        by=by,
        source=waiting.number or held.number,
    )
    record("decided a replacement", waiting, by=by)
    return waiting


def _check_reserve(waiting: Replacement, reserves: list[DecisionLine]) -> None:
    """Refuse (409) a proposal whose reserve is not the next one any more."""
    is_next = waiting.follows_id in {line.pk for line in reserves}
    if not is_next and (reserves or waiting.follows_id):
        raise ConflictError(
            _(
                "Cadangan berikutnya berubah sejak penggantian ini diusulkan. Usulkan lagi, lalu tetapkan."
            )
        )


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
