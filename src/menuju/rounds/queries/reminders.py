"""Who would be reminded of what is due in a round, in which words, and who would not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Capability, Seat, User
from menuju.messages.models import Announcement, Draft, Kind, Notification
from menuju.messages.queries import Message, delivery_log
from menuju.rounds.access.conflicts import conflicts_between
from menuju.rounds.models import Assignment, Participation, Round
from menuju.rounds.models.kinds import ANSWERS_DUE, SCORES_DUE
from menuju.rounds.queries.deadlines import Deadline, deadlines_of
from menuju.rounds.queries.workload import closes_at

WAIT = timedelta(hours=24)
"""Nobody is reminded of the same round again before this has passed."""


class Due(TextChoices):
    """What people are reminded of."""

    SCORES = "nilai", _("Asesor yang belum mengirim nilai")
    ANSWERS = "isian", _("Daerah yang belum mengirim penilaian mandiri")


KINDS: dict[str, Kind] = {Due.SCORES: SCORES_DUE, Due.ANSWERS: ANSWERS_DUE}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets which words; who was reminded lately; whom no account reaches.

    ``waiting`` counts what is due: assignments or self-assessments. ``closed`` are due and
    cannot be done because of a conflict of interest: to be given to others.
    """

    due: Due
    letters: list[tuple[User, Message]]
    recent: list[tuple[str, datetime]]
    unreachable: list[str]
    waiting: int
    closed: int = 0


def audience_of(round_: Round, due: Due) -> Audience:
    """What a reminder sent now would be. At most eight queries."""
    return _assessors(round_) if due == Due.SCORES else _regions(round_)


def reminders_sent(round_: Round) -> QuerySet[Notification]:
    """Every reminder of this round with how it went out, the latest first."""
    codes = [kind.code for kind in KINDS.values()]
    rows = delivery_log().filter(kind__in=codes, about=_name(round_))
    return rows.select_related("mail", "recipient__person")


def announcements_of(round_: Round) -> QuerySet[Announcement]:
    """The previews of reminders of this round."""
    about = Draft.objects.filter(about=_name(round_)).values("announcement")
    codes = [kind.code for kind in KINDS.values()]
    return Announcement.objects.filter(kind__in=codes, pk__in=about)


def _assessors(round_: Round) -> Audience:
    rows = list(
        Assignment.objects.filter(
            participation__round=round_, withdrawn_at=None, submitted_at=None
        )
        .select_related("participation__region", "assessor")
        .order_by("participation__region__name")
    )
    near = conflicts_between(
        {row.assessor for row in rows}, [row.participation.region_id for row in rows]
    )
    able = [
        row
        for row in rows
        if (row.assessor_id, row.participation.region_id) not in near
    ]
    parts: dict[int, list[Participation]] = defaultdict(list)
    for row in able:
        parts[row.assessor_id].append(row.participation)
    names = {row.assessor_id: row.assessor.name for row in able}
    users = _users(parts)
    closes = closes_at(round_)
    same = {"round": round_, "closes_at": closes, "zone": round_.time_zone}
    letters = [
        (
            user,
            Message(
                SCORES_DUE,
                same | {"parts": parts[key]},
                ("overview:home",),
                about=round_,
            ),
        )
        for key, user in users.items()
    ]
    missing = sorted(name for key, name in names.items() if key not in users)
    audience = _without_recent(Due.SCORES, round_, letters, missing, len(able))
    return replace(audience, closed=len(rows) - len(able))


def _regions(round_: Round) -> Audience:
    """To whoever may sign for a region that takes part and has not sent."""
    found = list(
        round_.participations.filter(
            status=Participation.Status.CONFIRMED, submission=None
        )
        .select_related("region")
        .order_by("region__name")
    )
    signing = _signing(found)
    users = _users(signing)
    reached = {part.pk for key in users for part in signing[key]}
    until = deadlines_of(found)
    letters = [
        (user, _of_regions(round_, signing[key], until)) for key, user in users.items()
    ]
    missing = [part.region.name for part in found if part.pk not in reached]
    return _without_recent(Due.ANSWERS, round_, letters, missing, len(found))


def _of_regions(
    round_: Round, parts: Sequence[Participation], until: Mapping[int, Deadline]
) -> Message:
    """One letter for all the regions of a person, each until its own deadline."""
    last = {until[part.pk].closes_at for part in parts if part.pk in until}
    shared = last.pop() if len(last) == 1 else None
    lines = [
        (part, None if shared or part.pk not in until else until[part.pk].closes_at)
        for part in parts
    ]
    zone = parts[0].region.time_zone
    data = {"round": round_, "lines": lines, "closes_at": shared, "zone": zone}
    return Message(ANSWERS_DUE, data, ("overview:home",), about=round_)


def _signing(parts: Sequence[Participation]) -> dict[int, list[Participation]]:
    """By person, the regions among these for which they may sign today."""
    by_code = {part.region_id: part for part in parts}
    found: dict[int, list[Participation]] = defaultdict(list)
    today = timezone.localdate()
    seats = Seat.objects.filter(region__in=by_code).select_related("capability_set")
    for seat in seats.order_by("region__name", "pk"):
        own = found[seat.person_id]
        part = by_code[str(seat.region_id)]
        if part not in own and seat.gives(Capability.SUBMIT) and seat.is_held(today):
            own.append(part)
    return {key: own for key, own in found.items() if own}


def _users(people: Iterable[int]) -> dict[int, User]:
    """The open accounts of these people, by person, in the order of their names."""
    users = User.objects.filter(person__in=list(people), is_active=True)
    ordered = users.select_related("person").order_by("person__name", "pk")
    return {user.person_id: user for user in ordered}


def _without_recent(
    due: Due,
    round_: Round,
    letters: list[tuple[User, Message]],
    missing: list[str],
    waiting: int,
) -> Audience:
    told = _recently(round_, KINDS[due])
    return Audience(
        due,
        [(user, message) for user, message in letters if user.pk not in told],
        [
            (user.person.name, told[user.pk] + WAIT)
            for user, _message in letters
            if user.pk in told
        ],
        missing,
        waiting,
    )


def _recently(round_: Round, kind: Kind) -> Mapping[int, datetime]:
    """When whoever was reminded within the wait was, by account."""
    rows = Notification.objects.filter(
        kind=kind.code, about=_name(round_), created_at__gt=timezone.now() - WAIT
    )
    return dict(rows.order_by("created_at").values_list("recipient", "created_at"))


def _name(round_: Round) -> str:
    """As the messages keep it."""
    return f"{round_._meta.label_lower}:{round_.pk}"
