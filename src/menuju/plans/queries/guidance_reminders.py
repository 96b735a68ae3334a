"""Who would be reminded of outputs that are late, in which words, and who would not."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from menuju.accounts.models import Capability, Seat, User
from menuju.instruments.models.document import Text
from menuju.messages.models import Announcement, Notification
from menuju.messages.queries import Message, delivery_log
from menuju.plans.models import Masterplan
from menuju.plans.models.kinds import GUIDANCE_DUE
from menuju.plans.queries.guidance_board import Line, Wanted, lines_of

WAIT = timedelta(hours=24)
"""Nobody is reminded again before this has passed."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """An output that is late, in the words of a message."""

    region: str
    session: Text
    output: Text


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets which words; who was reminded lately; which regions no account reaches."""

    letters: list[tuple[User, Message]]
    recent: list[tuple[str, datetime]]
    unreachable: list[str]
    regions: int


def audience_of(masterplans: QuerySet[Masterplan], wanted: Wanted) -> Audience:
    """What a reminder sent now would be, to the planners of regions that are late."""
    lines = [line for line in lines_of(masterplans, wanted) if line.late]
    own = _planners(lines)
    users = User.objects.filter(person__in=list(own), is_active=True)
    ordered = list(users.select_related("person").order_by("person__name", "pk"))
    told = _recently([user.pk for user in ordered])
    reached = {key for user in ordered for key in _codes(own[user.person_id])}
    names = {line.masterplan.region_id: line.masterplan.region.name for line in lines}
    return Audience(
        letters=[
            (user, _message(own[user.person_id]))
            for user in ordered
            if user.pk not in told
        ],
        recent=[
            (user.person.name, told[user.pk] + WAIT)
            for user in ordered
            if user.pk in told
        ],
        unreachable=sorted(names[code] for code in names.keys() - reached),
        regions=len(names),
    )


def reminders_sent() -> QuerySet[Notification]:
    """Every reminder of guidance with how it went out, the latest first."""
    rows = delivery_log().filter(kind=GUIDANCE_DUE.code)
    return rows.select_related("mail", "recipient__person")


def announcements() -> QuerySet[Announcement]:
    """The previews of reminders of guidance."""
    return Announcement.objects.filter(kind=GUIDANCE_DUE.code)


def _planners(lines: Sequence[Line]) -> dict[int, list[Line]]:
    """By person, the late masterplans of the regions whose plans they write today."""
    by_region: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_region[line.masterplan.region_id].append(line)
    found: dict[int, list[Line]] = defaultdict(list)
    today = timezone.localdate()
    seats = Seat.objects.filter(region__in=list(by_region))
    for seat in seats.select_related("capability_set").order_by("region__name", "pk"):
        if not seat.gives(Capability.WRITE_PLANS) or not seat.is_held(today):
            continue
        held = found[seat.person_id]
        held += [one for one in by_region[str(seat.region_id)] if one not in held]
    return found


def _message(lines: Sequence[Line]) -> Message:
    """About all that is late; the link leads to the first masterplan's guidance."""
    first = lines[0]
    late = [
        Reminded(line.masterplan.region.name, one.session.title, one.output.title)
        for line in lines
        for one in line.late
    ]
    data = {"region": first.masterplan.region, "late": late}
    link = ("plans:guidance", first.version)
    return Message(GUIDANCE_DUE, data, link, about=first.masterplan)


def _codes(lines: Sequence[Line]) -> set[str]:
    return {line.masterplan.region_id for line in lines}


def _recently(users: list[int]) -> Mapping[int, datetime]:
    rows = Notification.objects.filter(
        kind=GUIDANCE_DUE.code,
        recipient__in=users,
        created_at__gt=timezone.now() - WAIT,
    )
    return dict(rows.order_by("created_at").values_list("recipient", "created_at"))
