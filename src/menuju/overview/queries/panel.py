"""The work of assessors, the committee and moderators."""

from collections import Counter
from collections.abc import Collection, Iterator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from menuju.accounts.access import can_anywhere
from menuju.accounts.models import Capability, User
from menuju.instruments.queries import tree_of
from menuju.overview.access import can
from menuju.overview.queries.tasks import Closings, Task, address
from menuju.regions.models import Region
from menuju.rounds.access.conflicts import conflicts_between
from menuju.rounds.models import (
    Assignment,
    AttendanceObjection,
    Moderation,
    Participation,
    Round,
    SessionSlot,
)

Phase = Round.Phase
GATHERING = (Phase.ASSESSMENT, Phase.MODERATION)
"""The phases in which attendance is recorded and confirmed."""
JUDGED = Q(scores__level__isnull=False) | Q(scores__insufficient=True)


def tasks_of(user: User, closes: Closings) -> Iterator[Task]:
    """What an assessor, the committee and a moderator have left."""
    if can_anywhere(user, Capability.ASSESS):
        yield from _regions_to_judge(user, closes)
    if can(user, Capability.CONFIRM_ATTENDANCE):
        yield from _attendance()
        yield from _objections()
    if can(user, Capability.MODERATE):
        yield from _differences(closes)


def closed_to(user: User) -> list[Region]:
    """The regions that an assessor is to judge and may not open: a conflict is unresolved."""
    if not can_anywhere(user, Capability.ASSESS):
        return []
    regions = {row.participation.region for row in _unsent(user)}
    near = _near(user, regions)
    return sorted((one for one in regions if one.pk in near), key=lambda one: one.name)


def _regions_to_judge(user: User, closes: Closings) -> Iterator[Task]:
    rows = list(_unsent(user).annotate(judged=Count("scores", filter=JUDGED)))
    near = _near(user, {row.participation.region for row in rows})
    for row in rows:
        if row.participation.region_id not in near:
            yield _region_to_judge(row, row.judged, closes)


def _unsent(user: User) -> QuerySet[Assignment]:
    """What a person is assigned to judge now and has not sent."""
    return (
        Assignment.objects.filter(
            assessor=user.person_id,
            submitted_at=None,
            withdrawn_at=None,
            participation__round__phase=Phase.ASSESSMENT,
        )
        .select_related(
            "participation__round__instrument_version", "participation__region"
        )
        .order_by("participation__region__short_name")
    )


def _near(user: User, regions: Collection[Region]) -> set[str]:
    """Those of the regions whose pages a conflict closes to this person."""
    if not regions:
        return set()
    pairs = conflicts_between([user.person], [one.pk for one in regions])
    return {region for _person, region in pairs}


def _region_to_judge(row: Assignment, judged: int, closes: Closings) -> Task:
    part, round_ = row.participation, row.participation.round
    items = tree_of(round_.instrument_version).items
    args = (round_.code, part.region_id)
    pages = [("rounds:score", (*args, items[0].code)), ("rounds:participation", args)]
    return Task(
        title=_("Nilai %(region)s") % {"region": part.region.name},
        round=round_,
        url=address(*pages),
        detail=_("%(done)d dari %(all)d butir dinilai")
        % {"done": judged, "all": len(items)},
        left=len(items) - judged,
        deadline=closes.get((round_.pk, Phase.ASSESSMENT)),
    )


def _attendance() -> Iterator[Task]:
    rows = SessionSlot.objects.filter(
        confirmed_at=None, participation__round__phase__in=GATHERING
    ).select_related("participation__round", "participation__region", "session")
    left = Counter(row.session_id for row in rows)
    seen: set[int] = set()
    for row in rows.order_by("starts_at"):
        if row.session_id in seen:
            continue
        seen.add(row.session_id)
        round_ = row.participation.round
        region = row.participation.region_id
        yield Task(
            title=_("Sahkan kehadiran: %(session)s") % {"session": row.session.title},
            round=round_,
            url=address(
                ("rounds:attendance_list", (round_.code,)),
                ("rounds:attendance", (round_.code, region)),
            ),
            detail=_("Daerah yang kehadirannya belum disahkan"),
            left=left[row.session_id],
            deadline=row.session.ends_at,
        )


def _objections() -> Iterator[Task]:
    rows = AttendanceObjection.objects.filter(
        outcome=AttendanceObjection.Outcome.OPEN
    ).select_related("slot__participation__round", "slot__participation__region")
    for row in rows.order_by("at"):
        part = row.slot.participation
        yield Task(
            title=_("Jawab sanggahan %(region)s") % {"region": part.region.name},
            round=part.round,
            url=address(("rounds:attendance", (part.round.code, part.region_id))),
            detail=_("Sanggahan atas kehadiran yang sudah disahkan"),
            left=1,
        )


def _differences(closes: Closings) -> Iterator[Task]:
    rounds = list(Round.objects.filter(phase=Phase.MODERATION))
    left = without_agreement([round_.pk for round_ in rounds])
    for round_ in rounds:
        if left[round_.pk]:
            yield Task(
                title=_("Sepakati nilai yang berbeda"),
                round=round_,
                url=address(("rounds:moderation", (round_.code,))),
                detail=_("Butir yang belum punya tingkat kesepakatan"),
                left=left[round_.pk],
                deadline=closes.get((round_.pk, Phase.MODERATION)),
            )


def without_agreement(rounds: list[int]) -> Counter[int]:
    """For each round, the items of its regions that have scores but no agreed level."""
    scored = (
        Assignment.objects.filter(
            participation__round__in=rounds,
            participation__status=Participation.Status.CONFIRMED,
            submitted_at__isnull=False,
            withdrawn_at=None,
        )
        .order_by()
        .values_list("participation__round", "participation", "scores__item")
        .distinct()
    )
    agreed = Moderation.objects.filter(participation__round__in=rounds).order_by()
    rows = agreed.values_list("participation__round", "participation", "item")
    left = {row for row in scored if row[2]} - set(rows)
    return Counter(round_ for round_, _part, _item in left)
