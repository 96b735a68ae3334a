"""Compute a round once, and publish it once it was decided."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.results.actions.decisions import tell_outcomes
from menuju.results.models import Decision, RegionResult, Release
from menuju.results.queries.compute import ENGINE, Figures, digest_of
from menuju.results.queries.releases import figures_of, head_of
from menuju.results.queries.sealing import due, is_sealed
from menuju.rounds.actions import phases
from menuju.rounds.models import Freeze, Participation, Round
from menuju.web.components.formats import moment


@transaction.atomic
def release(freeze: Freeze, by: User | None) -> Release:
    """Compute the figures of an approved freeze; a second call gives the same release."""
    held = (
        Freeze.objects.select_for_update(of=("self",))
        .select_related("round__instrument_version")
        .get(pk=freeze.pk)
    )
    if held.approved_at is None or held.withdrawn_at is not None:
        raise ValidationError(
            _("Nilai dihitung setelah pembekuan disetujui orang kedua.")
        )
    if existing := Release.objects.filter(freeze=held).first():
        return existing

    figures = figures_of(held)
    head = head_of(held)
    made = Release.objects.create(
        round=held.round,
        freeze=held,
        instrument_hash=head["instrument"],
        engine=ENGINE,
        digest=digest_of(head, figures),
        computed_at=timezone.now(),
        provenance=held.provenance,
        source=held.source,
    )
    _store(made, figures)
    record("released", made, by=by, digest=made.digest, freeze=held.digest)
    return made


@transaction.atomic
def publish(release: Release, by: User | None) -> Release:
    """Open a release to its regions and the public. Only once its decision was taken.

    A sealed list does not open before its time; it opens then by itself.
    """
    held = Release.objects.select_for_update().get(pk=release.pk)
    if held.published_at:
        return held
    decision = Decision.objects.filter(release=held, decided_at__isnull=False).first()
    if decision is None:
        raise ValidationError(
            _("Hasil terbit setelah keputusan ditetapkan orang kedua.")
        )
    if is_sealed(decision):
        raise ValidationError(
            _(
                "Hasil ini tersegel sampai %(when)s dan terbuka sendiri pada waktu itu, untuk semua sekaligus. Tidak ada yang perlu Anda lakukan."
            )
            % {"when": moment(decision.opens_at, held.round.time_zone)}
        )
    tell_outcomes(decision, by)
    held.published_at = decision.opens_at or timezone.now()
    held.save(update_fields=["published_at"])
    record("published", held, by=by, digest=held.digest)
    return held


@transaction.atomic
def conclude(release: Release, by: User | None) -> Release:
    """Publish a release and bring its round to its last phase."""
    made = publish(release, by)
    if made.round.phase == Round.Phase.DECISION:
        phases.advance(made.round, by=by)
    return made


def open_due() -> list[tuple[Release, list[str]]]:
    """Open every sealed list whose time has come: nobody needs to be there for it.

    Returns each release with what kept it back (empty: it is open).
    """
    outcome = []
    for each in due():
        try:
            conclude(each, None)
        except ValidationError as refusal:
            outcome.append((each, refusal.messages))
        else:
            outcome.append((each, []))
    return outcome


def _store(made: Release, figures: dict[str, Figures]) -> None:
    taking_part = Participation.objects.filter(
        round=made.round, region__in=list(figures)
    )
    by_code = {each.region_id: each for each in taking_part}
    RegionResult.objects.bulk_create(
        RegionResult(
            release=made,
            participation=by_code[code],
            score=each.score,
            raw_score=each.raw,
            adjusted_score=each.adjusted,
            position=each.position,
            tied=each.tied,
            nodes=each.nodes,
            provenance=made.provenance,
            source=made.source,
        )
        for code, each in figures.items()
    )
