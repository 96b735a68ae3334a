"""Sittings of the panel: opened, filled with members, closed with minutes; then kept."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, Person, User
from menuju.audit.actions import record
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.access.sittings import barred, may_sit
from menuju.rounds.models import Decider, Round, Sitting, SittingMember
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.moderation import waiting_regions

SHORTEST_MINUTES = 40
Role = SittingMember.Role


@transaction.atomic
def convene(
    round_: Round, *, title: str, held_at: datetime, place: str, by: User
) -> Sitting:
    """Open a sitting; whoever opens it takes the chair."""
    if not can(by, Capability.MODERATE) or not permits(round_, Act.MODERATE):
        raise PermissionDenied(
            _("Sidang dibuka oleh moderator selama fase musyawarah.")
        )
    if current_freeze(round_):
        raise PermissionDenied(
            _(
                "Nilai tahap ini sudah diajukan untuk dibekukan. Tarik pengajuannya lebih dahulu."
            )
        )
    made = Sitting.objects.create(
        round=round_,
        title=title.strip(),
        held_at=held_at,
        place=place.strip(),
        opened_by=by,
        provenance=round_.provenance,
    )
    _seat(made, by.person, Role.CHAIR)
    record("convened", made, by=by)
    return made


@transaction.atomic
def add_member(
    sitting: Sitting, person: Person, *, role: str, by: User
) -> list[tuple[str, str]]:
    """Add somebody; returns the regions they will not decide, each with the reason.

    Refused for whoever could not decide a single one of the open differences.
    """
    held = _hold(sitting, by)
    if held.members.filter(person=person).exists():
        raise ValidationError(_("%(who)s sudah duduk di sidang ini.") % {"who": person})
    chair = held.members.filter(role=Role.CHAIR).select_related("person").first()
    if role == Role.CHAIR and chair:
        raise ValidationError(
            _("Sidang ini sudah diketuai %(who)s. Keluarkan ketuanya lebih dahulu.")
            % {"who": chair.person}
        )
    open_ = waiting_regions(held.round)
    reasons = barred([person], [(part.pk, part.region_id) for part in open_])
    if open_ and len(reasons) == len(open_) and role != Role.RECORDER:
        raise ValidationError(
            _(
                "%(who)s menilai atau punya konflik dengan setiap daerah yang masih dimusyawarahkan, jadi tidak dapat ikut memutus. Pilih orang lain, atau jadikan notulis."
            )
            % {"who": person}
        )
    made = _seat(held, person, role)
    record("added to sitting", made, by=by, person=person.pk, role=str(role))
    return [
        (part.region.name, reasons[person.pk, part.pk])
        for part in open_
        if (person.pk, part.pk) in reasons
    ]


@transaction.atomic
def remove_member(member: SittingMember, *, by: User) -> None:
    """Take somebody out again who has not decided anything there."""
    held = _hold(member.sitting, by)
    decided = Decider.objects.filter(
        moderation__sitting=held, person=member.person_id, took_part=True
    )
    if decided.exists():
        raise ValidationError(
            _("%(who)s sudah ikut memutus di sidang ini, jadi tetap tercatat.")
            % {"who": member.person}
        )
    record("removed from sitting", member, by=by, person=member.person_id)
    member.delete()


@transaction.atomic
def close(sitting: Sitting, *, minutes: str, by: User) -> Sitting:
    """Close a sitting that decided something, with its minutes; nothing changes after."""
    held = _hold(sitting, by)
    if not held.moderations.exists():
        raise ValidationError(
            _(
                "Sidang ini belum memutus apa pun. Putuskan sedikitnya satu selisih, atau biarkan sidang terbuka."
            )
        )
    text = minutes.strip()
    if len(text) < SHORTEST_MINUTES:
        raise ValidationError(
            {
                "minutes": _(
                    "Notula minimal %(least)s huruf. Sekarang %(length)s huruf."
                )
                % {"least": SHORTEST_MINUTES, "length": len(text)}
            }
        )
    held.minutes, held.closed_at, held.closed_by = text, timezone.now(), by
    held.save(update_fields=["minutes", "closed_at", "closed_by"])
    record("closed sitting", held, by=by, levels=held.moderations.count())
    return held


def _seat(sitting: Sitting, person: Person, role: str) -> SittingMember:
    return SittingMember.objects.create(
        sitting=sitting, person=person, role=role, provenance=sitting.provenance
    )


def _hold(sitting: Sitting, by: User) -> Sitting:
    held = (
        Sitting.objects.select_for_update(of=("self",))
        .select_related("round__instrument_version")
        .get(pk=sitting.pk)
    )
    if held.closed_at:
        raise PermissionDenied(
            _("Sidang ini sudah ditutup dengan notulanya. Buka sidang baru.")
        )
    if not may_sit(by, held):
        raise PermissionDenied(
            _("Sidang diurus oleh moderator selama fase musyawarah.")
        )
    return held
