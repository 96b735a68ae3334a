"""Who opens a sitting of the panel, and who of its members decides which region."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, Person, User
from menuju.rounds.access.conflicts import conflicts_between
from menuju.rounds.access.judging import open_round
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import Assignment, Participation, Sitting

READERS = (Capability.MODERATE, Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)


def open_sitting(user: User, code: str, key: int, *needed: Capability) -> Sitting:
    """A sitting of a round on somebody's behalf; 404 for those outside the round."""
    round_ = open_round(user, code, *(needed or READERS))
    rows = Sitting.objects.select_related("closed_by__person", "opened_by__person")
    found = get_object_or_404(rows, round=round_, pk=key)
    found.round = round_
    return found


def may_sit(user: User, sitting: Sitting) -> bool:
    """Whether this user may still change the sitting: members, decisions, minutes."""
    return (
        can(user, Capability.MODERATE)
        and permits(sitting.round, Act.MODERATE)
        and sitting.closed_at is None
    )


def too_near(user: User, participations: Iterable[Participation]) -> set[int]:
    """The participations whose region this person has a conflict with, by key."""
    parts = list(participations)
    if not parts:
        return set()
    pairs = conflicts_between([user.person], [part.region_id for part in parts])
    near = {region for _person, region in pairs}
    return {part.pk for part in parts if part.region_id in near}


def barred(
    people: Iterable[Person], regions: Iterable[tuple[int, str]]
) -> dict[tuple[int, int], str]:
    """Who does not decide which region, and why, by person and participation.

    ``regions`` are participations with the code of their region. Somebody who judged it,
    also if they were replaced, or who stands too near to it does not decide its levels.
    Five queries, however many there are.
    """
    people, by_region = list(people), {code: part for part, code in regions}
    pairs = conflicts_between(people, by_region)
    found = {
        (person, by_region[region]): _("ada konflik kepentingan yang belum selesai")
        for person, region in pairs
    }
    judged = Assignment.objects.filter(
        assessor__in=people, participation__in=by_region.values()
    )
    for person, part in judged.values_list("assessor", "participation"):
        found[person, part] = _("menilai daerah ini")
    return found
