"""Propose panels, and apply exactly what was shown."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.models import Kind
from menuju.messages.queries import Message
from menuju.rounds.actions.pool import require_assigning
from menuju.rounds.models import (
    Assignment,
    PanelProposal,
    Participation,
    PoolMember,
    Round,
)
from menuju.rounds.models.kinds import ASSIGNED, REASSIGNED
from menuju.rounds.queries.assignments import letters_of
from menuju.rounds.queries.previews import outdated_by
from menuju.rounds.queries.proposals import (
    Ask,
    Difference,
    Json,
    digest_of,
    filled,
    ground_of,
    named,
    redistributed,
)
from menuju.web.exceptions import ConflictError

BATCH = 500


class OutdatedError(ConflictError):
    """Something that the proposal was computed from is not so any more."""

    def __init__(self, difference: Difference) -> None:
        regions, people = named(difference)
        parts = [_("Usulan ini tidak diterapkan karena keadaannya sudah berubah.")]
        if regions:
            parts.append(_("Daerah: %(names)s.") % {"names": ", ".join(regions)})
        if people:
            parts.append(_("Asesor: %(names)s.") % {"names": ", ".join(people)})
        if difference.is_size_changed:
            parts.append(_("Jumlah asesor per daerah berubah."))
        parts.append(_("Buat usulan baru, lalu terapkan."))
        super().__init__(" ".join(parts))
        self.difference = difference


def propose(round_: Round, ask: Ask, *, by: User) -> PanelProposal:
    """Compute how to fill every panel, and keep it to be looked at."""
    require_assigning(round_)
    ground = ground_of(round_)
    if not ground.judges:
        raise ValidationError(_("Belum ada asesor yang dapat ditugaskan."))
    made = PanelProposal(round=round_)
    return _keep(made, ground.basis, filled(ground, ask), by=by)


def propose_leaving(
    member: PoolMember, *, reason: str, by: User, seed: int = 1
) -> PanelProposal:
    """Compute who takes over what a member of the pool has not sent."""
    require_assigning(member.round)
    member.refresh_from_db(fields=["left_at"])
    if member.left_at:
        raise ValidationError(_("Orang ini sudah keluar dari kumpulan asesor."))
    if not reason.strip():
        raise ValidationError(_("Tuliskan mengapa asesor ini keluar."))
    ground = ground_of(member.round)
    made = PanelProposal(
        round=member.round,
        kind=PanelProposal.Kind.LEAVE,
        leaver=member.person,
        reason=reason.strip(),
    )
    content = redistributed(ground, member.person_id, Ask(seed))
    return _keep(made, ground.basis, content, by=by)


def _keep(
    made: PanelProposal, basis: Json, content: Json, *, by: User
) -> PanelProposal:
    made.basis, made.content = basis, content
    made.digest = digest_of(basis, content)
    made.made_by, made.made_at = by, timezone.now()
    with transaction.atomic():
        made.save(force_insert=True)
        record("proposed panels", made, by=by, digest=made.digest)
    return made


@transaction.atomic
def assign_proposed(proposal: PanelProposal, *, digest: str, by: User) -> int:
    """Write what the proposal shows, all of it or nothing; how many were assigned.

    Pressed twice, nothing is written the second time. OutdatedError if anything that it
    was computed from has changed since.
    """
    round_ = Round.objects.select_for_update().get(pk=proposal.round_id)
    require_assigning(round_)
    list(round_.pool_members.select_for_update())
    held = PanelProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if held.applied_at:
        return 0
    if digest not in {held.digest} & {digest_of(held.basis, held.content)}:
        raise PermissionDenied(
            _("Usulan ini bukan yang Anda lihat. Buka lagi usulannya.")
        )
    if difference := outdated_by(held):
        raise OutdatedError(difference)
    _withdraw(held)
    made = _assign(held)
    held.applied_at, held.applied_by = timezone.now(), by
    held.save(update_fields=["applied_at", "applied_by"])
    _leave(held)
    record("applied proposed panels", held, by=by, assignments=len(made))
    _tell(held, {row.assessor_id for row in made})
    return len(made)


def _withdraw(held: PanelProposal) -> None:
    """What is sent stays for ever: only the unsent is taken back."""
    codes = [code for code, _person in held.content["withdrawn"]]
    Assignment.objects.filter(
        participation__round=held.round_id,
        participation__region__in=codes,
        assessor=held.leaver_id,
        withdrawn_at=None,
        submitted_at=None,
    ).update(withdrawn_at=timezone.now(), withdrawn_reason=held.reason)


def _assign(held: PanelProposal) -> list[Assignment]:
    parts = {part.region_id: part for part in held.round.participations.all()}
    Participation.objects.filter(
        round=held.round_id, region__in=held.content["anchors"]
    ).update(is_anchor=True)
    letters, now = letters_of(held.round), timezone.now()
    rows = [
        Assignment(
            participation=parts[code],
            assessor_id=person,
            letter=next(letters[parts[code].pk]),
            assigned_at=now,
        )
        for code, person in held.content["added"]
    ]
    return Assignment.objects.bulk_create(rows, BATCH)


def _leave(held: PanelProposal) -> None:
    if held.kind == PanelProposal.Kind.LEAVE:
        PoolMember.objects.filter(round=held.round_id, person=held.leaver_id).update(
            left_at=held.applied_at, left_reason=held.reason
        )


def _tell(held: PanelProposal, people: set[int]) -> None:
    tell(held.round, people, ASSIGNED)
    if held.kind == PanelProposal.Kind.LEAVE and held.leaver_id:
        tell(held.round, {held.leaver_id}, REASSIGNED)


def tell(round_: Round, people: set[int], kind: Kind) -> None:
    """Tell those with an account that their regions are others now.

    Which ones they see on their own page: the words are the same for all of them.
    """
    users = User.objects.filter(person__in=people).select_related("person")
    notify(users, Message(kind, {"round": round_}, ("overview:home",), about=round_))
