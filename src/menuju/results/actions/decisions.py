"""Propose who is selected, and decide it by a second person."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.models import (
    Decision,
    DecisionLine,
    DecisionSignatory,
    Release,
)
from menuju.results.queries.decisions import (
    Choice,
    Place,
    choice_of,
    places,
    problems,
)
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions.outcomes import record_outcomes
from menuju.web.exceptions import ConflictError


class ReplacedProposalError(ConflictError):
    """Another proposal took the place of the one that somebody read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Usulan ini sudah diganti sejak Anda membukanya. Baca usulan yang sekarang, lalu tetapkan."
            )
        )


@transaction.atomic
def propose_decision(release: Release, choice: Choice, by: User | None) -> Decision:
    """Put a selection forward. A later proposal replaces one that nobody decided yet."""
    held = _hold(release)
    quota = held.round.quota
    standing = places(held, quota, choice)
    if found := problems(choice, standing, quota):
        raise ValidationError(found)

    _drop_proposal(held)
    decision = Decision.objects.create(
        release=held,
        quota=quota,
        number=choice.number,
        reason=choice.reason.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
        provenance=held.provenance,
    )
    _write(decision, choice, standing)
    record("proposed", decision, by=by, selected=sorted(choice.selected))
    return decision


@transaction.atomic
def decide(decision: Decision, by: User | None) -> Decision:
    """Take the decision that somebody else proposed, and give each region its outcome.

    ReplacedProposalError if another took its place: nobody decides what they never read.
    """
    release = _hold(decision.release)
    held = Decision.objects.select_related("proposed_by").filter(pk=decision.pk).first()
    if held is None:
        raise ReplacedProposalError
    if by and held.proposed_by and by.person_id == held.proposed_by.person_id:
        raise PermissionDenied(
            _("Keputusan ditetapkan oleh orang lain daripada pengusulnya.")
        )
    choice = choice_of(held)
    standing = places(release, held.quota, choice)
    if found := problems(choice, standing, held.quota):
        raise ValidationError(found)

    held.decided_by = by
    held.decided_at = timezone.now()
    held.save(update_fields=["decided_by", "decided_at"])
    record_outcomes(
        release.round,
        {place.result.participation_id: place.selected for place in standing},
        by=by,
        source=held.number,
    )
    record("decided", held, by=by, selected=sorted(choice.selected))
    return held


def _hold(release: Release) -> Release:
    """Lock the release; refuse once it was decided, or outside the deciding phase."""
    held = (
        Release.objects.select_for_update(of=("self",))
        .select_related("round")
        .get(pk=release.pk)
    )
    if Decision.objects.filter(release=held, decided_at__isnull=False).exists():
        raise PermissionDenied(_("Keputusan tahap ini sudah ditetapkan."))
    if not permits(held.round, Act.DECIDE):
        raise PermissionDenied(_("Tahap ini tidak sedang dalam masa keputusan."))
    return held


def _drop_proposal(release: Release) -> None:
    DecisionLine.objects.filter(decision__release=release).delete()
    DecisionSignatory.objects.filter(decision__release=release).delete()
    Decision.objects.filter(release=release).delete()


def _write(decision: Decision, choice: Choice, standing: list[Place]) -> None:
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision,
            result=place.result,
            selected=place.selected,
            within_quota=place.within,
            exception_reason=place.reason,
            provenance=decision.provenance,
        )
        for place in standing
    )
    DecisionSignatory.objects.bulk_create(
        DecisionSignatory(
            decision=decision,
            person=each.person,
            office=each.office.strip(),
            institution=each.institution.strip(),
            provenance=decision.provenance,
        )
        for each in choice.signatures
    )
