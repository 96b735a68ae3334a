"""Agree on levels: by the round's rule inside the tolerance, by a person outside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import tree_of
from menuju.rounds.access.judging import may_moderate
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.access.sittings import barred
from menuju.rounds.models import (
    Decider,
    Moderation,
    Participation,
    Round,
    Sitting,
    SittingMember,
)
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


@dataclass(frozen=True, slots=True)
class Ruling:
    """A level with its reason; at a sitting, or by one person; after a precedent, or not."""

    level: Decimal
    reason: str
    sitting: Sitting | None = None
    follows: Moderation | None = None


def decide(
    participation: Participation, item: str, *, level: Decimal, reason: str, by: User
) -> Moderation:
    """Set the level of an item on which the assessors differ, alone, with the reason."""
    return settle(participation, item, Ruling(level, reason), by=by)


@transaction.atomic
def settle(
    participation: Participation, item: str, ruling: Ruling, *, by: User
) -> Moderation:
    """Set the level of an item on which the assessors differ, and who decided it."""
    held = _hold(participation.round)
    if not may_moderate(by, participation):
        raise PermissionDenied(
            _("Asesor daerah ini tidak dapat memusyawarahkan nilainya sendiri.")
        )
    node = tree_of(held.instrument_version).node(item)
    _check(ruling, node, participation)
    who = _deciders(ruling.sitting, participation, by)
    spread = _spread(participation, item, held)
    made, created = Moderation.objects.get_or_create(
        participation=participation,
        item=item,
        defaults={
            "spread": node.scale.span if spread is None else spread,
            "by_rule": False,
            "level": ruling.level,
            "reason": ruling.reason.strip(),
            "sitting": ruling.sitting,
            "follows": ruling.follows,
            "decided_by": by,
            "decided_at": timezone.now(),
        },
    )
    if not created:
        raise ValidationError(_("Nilai butir ini sudah disepakati."))
    for one in who:
        one.moderation = made
    Decider.objects.bulk_create(who)
    record("moderated", made, by=by, item=item, level=str(ruling.level))
    return made


def ruling_of(round_: Round, said: Mapping[str, Any]) -> Ruling:
    """A ruling from a valid form: keys of the sitting and the precedent become records.

    What is not this round's sitting, or no agreement, is refused.
    """
    sitting = follows = None
    if said.get("sitting"):
        sitting = round_.sittings.filter(pk=said["sitting"]).first()
        if sitting is None:
            raise ValidationError({"sitting": _("Pilih sidang tahap ini.")})
    if said.get("follows"):
        rows = Moderation.objects.select_related("participation__region")
        follows = rows.filter(pk=said["follows"]).first()
        if follows is None:
            raise ValidationError(_("Preseden ini tidak ada lagi. Cari yang lain."))
    return Ruling(Decimal(said["level"]), said["reason"], sitting, follows)


def _check(ruling: Ruling, node: Node, participation: Participation) -> None:
    if not node.scale.allows(ruling.level):
        raise ValidationError({"level": _("Nilai ini tidak ada pada skala butir.")})
    length = len(ruling.reason.strip())
    if length < SHORTEST_REASON:
        raise ValidationError(
            {
                "reason": _(
                    "Alasan minimal %(least)s huruf. Sekarang %(length)s huruf."
                )
                % {"least": SHORTEST_REASON, "length": length}
            }
        )
    if ruling.follows:
        _check_precedent(ruling.follows, ruling.reason, node, participation)


def _check_precedent(
    earlier: Moderation, reason: str, node: Node, participation: Participation
) -> None:
    """A precedent is about the same item; its region is not named to another one."""
    if earlier.item != node.code or earlier.participation_id == participation.pk:
        raise ValidationError(
            _("Preseden harus tentang butir yang sama, di daerah lain.")
        )
    name = earlier.participation.region.name
    if name.casefold() in reason.casefold():
        raise ValidationError(
            {
                "reason": _(
                    "Alasan ini menyebut %(region)s. Daerah membaca alasannya, jadi hapus nama daerah lain."
                )
                % {"region": name}
            }
        )


def _deciders(
    sitting: Sitting | None, participation: Participation, by: User
) -> list[Decider]:
    """Who decides: the person alone, or those of the sitting who do not stand too near."""
    if sitting is None:
        return [Decider(person=by.person)]
    held = Sitting.objects.select_for_update(of=("self",)).get(pk=sitting.pk)
    if held.closed_at or held.round_id != participation.round_id:
        raise ValidationError(
            _("Sidang ini sudah ditutup. Pilih sidang lain, atau putuskan sendiri.")
        )
    seats = list(held.members.select_related("person"))
    if by.person_id not in {seat.person_id for seat in seats}:
        raise PermissionDenied(
            _("Anda bukan anggota sidang ini. Minta ketuanya menambahkan Anda.")
        )
    region = (participation.pk, participation.region_id)
    reasons = barred([seat.person for seat in seats], [region])
    who = [
        _decider(seat, reasons.get((seat.person_id, participation.pk), ""))
        for seat in seats
    ]
    if sum(one.took_part for one in who) < FEWEST:
        raise ValidationError(
            _(
                "Sidang memutus dengan sedikitnya dua orang yang tidak menilai daerah ini dan tidak punya konflik dengannya. Tambah anggota, atau putuskan butir lain."
            )
        )
    return who


def _decider(seat: SittingMember, near: str) -> Decider:
    is_recorder = seat.role == SittingMember.Role.RECORDER
    why = near or (_("notulis") if is_recorder else "")
    return Decider(person=seat.person, took_part=not why, why_not=why)


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
