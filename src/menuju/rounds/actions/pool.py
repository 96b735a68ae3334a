"""Who is available for a round: take in, change, take over from a table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import Person, User
from menuju.audit.actions import record
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import PoolMember, Round
from menuju.rounds.queries.pool import elements_of, given_to, pool

CAPACITIES = range(1, 1000)


@dataclass(frozen=True, slots=True)
class Room:
    """For how many regions, and for which elements of the instrument (none: any)."""

    capacity: int
    topics: tuple[str, ...] = ()


def require_assigning(round_: Round) -> None:
    """Refuse (403) what changes panels once their time is over."""
    if not permits(round_, Act.ASSIGN):
        raise PermissionDenied(
            _("Penugasan asesor tidak dibuka pada fase “%(phase)s”.")
            % {"phase": round_.get_phase_display()}
        )


@transaction.atomic
def take_in(
    round_: Round, people: Collection[Person], room: Room, *, by: User
) -> list[PoolMember]:
    """Add people to the pool; who is in it already stays as they are.

    Whoever left comes back with the new capacity.
    """
    require_assigning(round_)
    _check(round_, room)
    seated = {person.pk for person in pool()}
    for person in people:
        if person.pk not in seated:
            raise ValidationError(
                _("%(who)s tidak memegang tugas asesor saat ini.") % {"who": person}
            )
    members = _held(round_)
    active = {pk for pk, member in members.items() if member.left_at is None}
    new = {person.pk: room for person in people if person.pk not in active}
    _write(round_, members, new)
    record("took into the pool", round_, by=by, people=sorted(new))
    return list(round_.pool_members.filter(person__in=new))


@transaction.atomic
def change(member: PoolMember, room: Room, *, by: User) -> None:
    """Change somebody's capacity or topics; never below what they have already."""
    require_assigning(member.round)
    held = PoolMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if held.left_at:
        raise ValidationError(_("Orang ini sudah keluar dari kumpulan asesor."))
    _check(member.round, room)
    given = given_to(member.round).get(held.person_id, 0)
    if room.capacity < given:
        raise ValidationError(
            _(
                "Sudah ditugaskan untuk %(given)d daerah, jadi kapasitasnya paling sedikit %(given)d. Tarik tugasnya lebih dahulu bila perlu."
            )
            % {"given": given}
        )
    held.capacity, held.topics = room.capacity, list(room.topics)
    held.save(update_fields=["capacity", "topics"])
    record("changed a pool member", held, by=by, capacity=room.capacity)


@transaction.atomic
def take_over(round_: Round, rooms: Mapping[int, Room], *, by: User) -> int:
    """Write a table of persons and their room, checked before; how many rows changed."""
    require_assigning(round_)
    members = _held(round_)
    changed = {
        person: room
        for person, room in rooms.items()
        if person not in members or not _is_same(members[person], room)
    }
    _write(round_, members, changed)
    if changed:
        record("took over the pool", round_, by=by, people=sorted(changed))
    return len(changed)


@transaction.atomic
def settle(round_: Round, rows: Sequence[PoolMember], by: User | None = None) -> None:
    """Add the pool of a round of the past, with where each row comes from."""
    for row in rows:
        if row.round_id != round_.pk:
            raise ValueError(f"{row} is of another round")
    PoolMember.objects.bulk_create(rows)
    record("took into the pool", round_, by=by, people=[row.person_id for row in rows])


def _held(round_: Round) -> dict[int, PoolMember]:
    """The pool by person, locked, so that nobody is given regions meanwhile."""
    Round.objects.select_for_update().get(pk=round_.pk)
    return {one.person_id: one for one in round_.pool_members.select_for_update()}


def _check(round_: Round, room: Room) -> None:
    if room.capacity not in CAPACITIES:
        raise ValidationError(_("Tulis kapasitas dari 1 sampai 999 daerah."))
    if unknown := set(room.topics) - set(elements_of(round_)):
        raise ValidationError(
            _("Unsur %(codes)s tidak ada dalam instrumen tahap ini.")
            % {"codes": ", ".join(sorted(unknown))}
        )


def _is_same(member: PoolMember, room: Room) -> bool:
    here = (member.capacity, tuple(member.topics), member.left_at)
    return here == (room.capacity, room.topics, None)


def _write(
    round_: Round, members: Mapping[int, PoolMember], rooms: Mapping[int, Room]
) -> None:
    old: list[PoolMember] = []
    new: list[PoolMember] = []
    for person, room in rooms.items():
        row = members.get(person) or PoolMember(round=round_, person_id=person)
        row.capacity, row.topics = room.capacity, list(room.topics)
        row.left_at, row.left_reason = None, ""
        (old if row.pk else new).append(row)
    PoolMember.objects.bulk_create(new)
    PoolMember.objects.bulk_update(
        old, ["capacity", "topics", "left_at", "left_reason"]
    )
