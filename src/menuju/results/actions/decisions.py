"""Propose who is selected, and decide it by a second person."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.models import User
from menuju.accounts.queries import is_brought_in
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
    expected,
    places,
    problems,
)
from menuju.results.queries.preflight import is_frozen
from menuju.results.queries.sealing import fresh_salt, seal_of, sealed_list
from menuju.results.queries.selection import Terms, terms_from, terms_of
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions.outcomes import record_outcomes
from menuju.rounds.queries.moderation import open_counts
from menuju.web.exceptions import ConflictError

LONGEST_SEAL = timedelta(days=60)
"""A list is not sealed for longer."""


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
    terms = terms_of(held.round)
    _check_rules(terms)
    _check_settled(held)
    standing = places(held, terms, choice)
    _check_choice(choice, standing, terms)

    _drop_proposal(held)
    decision = Decision.objects.create(
        release=held,
        rules=terms.record,
        opens_at=choice.opens_at,
        quota=terms.places,
        number=choice.number,
        reason=choice.reason.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
        provenance=held.provenance,
    )
    _write(decision, choice, standing)
    record("proposed", decision, by=by, selected=len(choice.selected))
    return decision


@transaction.atomic
def decide(decision: Decision, by: User | None) -> Decision:
    """Take the decision that somebody else proposed, under its seal.

    Regions have their outcome once the release is published, not before.
    ReplacedProposalError if another took its place: nobody decides what they never read.
    """
    release = _hold(decision.release)
    held = (
        Decision.objects.select_related(
            "proposed_by__person__institution", "rules", "release__round"
        )
        .filter(pk=decision.pk)
        .first()
    )
    if held is None:
        raise ReplacedProposalError
    check_second(held.proposed_by, by)
    _check_settled(release)
    choice = choice_of(held)
    terms = terms_from(held.rules) if held.rules else Terms(places=held.quota)
    _check_same(terms, terms_of(release.round))
    _check_choice(choice, places(release, terms, choice), terms)
    return _take(held, by)


def _take(held: Decision, by: User | None) -> Decision:
    """Write that it was decided, and seal its list."""
    held.decided_by = by
    held.decided_at = timezone.now()
    held.seal_salt = fresh_salt()
    held.seal = seal_of(sealed_list(held), held.seal_salt)
    held.save(update_fields=["decided_by", "decided_at", "seal", "seal_salt"])
    record("decided", held, by=by, seal=held.seal)
    return held


def tell_outcomes(decision: Decision, by: User | None) -> None:
    """Give each region the outcome that was decided, when it may be told."""
    lines = decision.lines.values_list("result__participation", "selected")
    record_outcomes(decision.release.round, dict(lines), by=by, source=decision.number)


def _check_rules(terms: Terms) -> None:
    """Rules that somebody wrote must stand before anything is decided by them."""
    if not terms.is_default and not terms.is_published:
        raise ValidationError(
            _(
                "Aturan seleksi tahap ini masih konsep. Terbitkan aturannya dahulu di halaman Aturan seleksi; orang kedua yang menerbitkan."
            )
        )


def _check_same(proposed: Terms, standing: Terms) -> None:
    """Refuse a proposal made before the rules that stand now were written."""
    if proposed.record != standing.record:
        raise ValidationError(
            _(
                "Aturan seleksi berubah sejak keputusan ini diusulkan. Usulkan lagi menurut aturan yang sekarang, lalu tetapkan."
            )
        )


def _check_settled(release: Release) -> None:
    """Nothing is decided on scores that are still open."""
    if not is_frozen(release):
        raise ValidationError(
            _(
                "Nilai tahap ini belum dibekukan dan disetujui orang kedua. Selesaikan pembekuannya dahulu."
            )
        )
    if waiting := open_counts(release.round)[0]:
        raise ValidationError(
            ngettext(
                "%(n)s selisih nilai belum dimusyawarahkan. Selesaikan dahulu di antrean musyawarah.",
                "%(n)s selisih nilai belum dimusyawarahkan. Selesaikan dahulu di antrean musyawarah.",
                waiting,
            )
            % {"n": waiting}
        )


def _check_choice(choice: Choice, standing: list[Place], terms: Terms) -> None:
    """Refuse what the rules, the signatures or the hour of opening do not allow."""
    if found := [
        *problems(choice, standing, expected(standing, terms)),
        *_opening(choice.opens_at),
    ]:
        raise ValidationError(found)


def _opening(opens_at: datetime | None) -> list[str]:
    """What is wrong with the hour of opening; nobody can change it after the decision."""
    now = timezone.now()
    if opens_at is None or now < opens_at <= now + LONGEST_SEAL:
        return []
    if opens_at > now:
        return [
            _(
                "Waktu pembukaan lebih dari %(days)s hari lagi. Setelah ditetapkan waktunya tidak dapat diubah, jadi pilih yang lebih dekat."
            )
            % {"days": LONGEST_SEAL.days}
        ]
    return [
        _(
            "Waktu pembukaan hasil sudah lewat. Pilih waktu yang akan datang, atau kosongkan agar dibuka saat diterbitkan."
        )
    ]


def check_second(first: User | None, by: User | None) -> None:
    """Refuse (403) the proposer, and somebody of the proposer's institution."""
    if by is None or first is None:
        return
    if by.person_id == first.person_id:
        raise PermissionDenied(
            _(
                "Keputusan ditetapkan oleh orang lain daripada pengusulnya, dari lembaga lain. Minta pejabat lembaga lain menetapkannya."
            )
        )
    if is_brought_in(by, first):
        raise PermissionDenied(
            _(
                "Salah satu dari pengusul dan penetap membuka akun yang lain lewat undangan, jadi keduanya tidak dihitung sebagai dua orang yang lepas. Minta pejabat lain menetapkannya."
            )
        )
    own, theirs = by.person.institution, first.person.institution
    if own is None or theirs is None:
        raise PermissionDenied(
            _(
                "Lembaga pengusul atau penetap belum tercatat, jadi tidak dapat dipastikan berbeda. Minta sekretariat mencatat lembaganya, lalu tetapkan."
            )
        )
    if own == theirs:
        raise PermissionDenied(
            _(
                "Pengusul dan penetap sama-sama dari %(institution)s. Minta pejabat lembaga lain menetapkannya."
            )
            % {"institution": own}
        )


def _hold(release: Release) -> Release:
    """Lock the release and its round; refuse once it was decided, or outside the phase.

    With the round its rules stay as they are until the decision stands.
    """
    held = (
        Release.objects.select_for_update(of=("self", "round"))
        .select_related("round", "freeze")
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
            reserve=place.reserve or None,
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
