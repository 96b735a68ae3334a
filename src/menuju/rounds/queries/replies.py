"""The right of reply: which points may be contested, until when, and what was said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Capacity
from menuju.instruments.models.document import plain
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import Presence, applicability
from menuju.regions.models import Rank, Region
from menuju.rounds.models import AttendanceReport, Participation, Reply, Round
from menuju.rounds.queries.attendance import office_titles
from menuju.rounds.queries.inputs import presences_of
from menuju.web.components.formats import figure

CLOSES = time(16)
"""The hour of the last day, on the region's own clock, from which a reply is late."""
SHORTEST_TEXT = 40
Subject, Status = Reply.Subject, AttendanceReport.Status
Key = tuple[str, str]
"""The subject and the code of a point."""


def closes_at(round_: Round, region: Region, opened: datetime) -> datetime:
    """The moment from which a reply is late: 16.00 of the last day in the region."""
    zone = ZoneInfo(region.time_zone)
    last = timezone.localtime(opened, zone).date() + timedelta(days=round_.reply_days)
    return datetime.combine(last, CLOSES, zone)


@dataclass(frozen=True, slots=True)
class Point:
    """One item or office of a region that may be contested, as it was frozen.

    ``before`` is its level as ``Reply`` writes levels; empty is unknown.
    """

    subject: str
    code: str
    title: str
    before: str
    node: Node

    @property
    def key(self) -> Key:
        """What tells it from the region's other points."""
        return self.subject, self.code

    @property
    def words(self) -> str:
        """Its level in words."""
        return level_words(self, self.before)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The levels that may be asked for, with their words."""
        if self.subject == Subject.ATTENDANCE:
            return [(value, level_words(self, value)) for value in states()]
        known = self.node.item.levels if self.node.item else ()
        if known:
            return [(plain(one.value), str(one.descriptor)) for one in known]
        scale = self.node.scale
        steps = int(scale.span / scale.step) + 1
        values = (plain(scale.min + scale.step * n) for n in range(steps))
        return [(value, "") for value in values]

    def problem(self, level: str) -> str:
        """Why a level cannot be asked for or given; empty if it can."""
        if self.subject == Subject.ATTENDANCE:
            is_known = level in states()
            return "" if is_known else _("Pilih keadaan kehadiran dari daftar.")
        scale, value = self.node.scale, decimal_of(level)
        if value is not None and scale.allows(value):
            return ""
        return _("Pilih nilai %(low)s sampai %(high)s.") % {
            "low": plain(scale.min),
            "high": plain(scale.max),
        }

    def is_same(self, level: str) -> bool:
        """Whether a level is the one that stands."""
        if self.subject == Subject.ATTENDANCE:
            return level == self.before
        return decimal_of(level) == decimal_of(self.before)


def points_of(
    participation: Participation, tree: Tree, given: Mapping[str, Any]
) -> list[Point]:
    """Every point that a region may contest: what was asked of it, and its attendance.

    ``given`` is what the freeze holds of the region.
    """
    asked = applicability(tree, given.get("facts", {}))
    levels = given.get("levels", {})
    items = [
        Point(
            Subject.ITEM, node.code, str(node.title), levels.get(node.code) or "", node
        )
        for node in tree.items
        if asked[node.code]
    ]
    node = tree.attendance
    if node is None or not asked[node.code]:
        return items
    came = {one.office: state_of(one) for one in presences_of(given)}
    titles = office_titles(participation.region_id, node)
    return items + [
        Point(Subject.ATTENDANCE, office, title, came.get(office, ""), node)
        for office, title in titles.items()
    ]


def states() -> list[str]:
    """The states of an office that a rule tells apart."""
    return [
        *(f"{Status.PRESENT}:{capacity}" for capacity in Capacity.values),
        *(
            f"{Status.REPRESENTED}:{rank}"
            for rank in (Rank.DIVISION_HEAD, Rank.SECTION_HEAD, Rank.EXPERT_STAFF)
        ),
        str(Status.ABSENT),
    ]


def state_of(presence: Presence) -> str:
    """A presence as a level of an office: "present:plt"."""
    detail = {
        Status.PRESENT: presence.capacity or Capacity.DEFINITIVE,
        Status.REPRESENTED: presence.rank,
    }.get(Status(presence.status), "")
    return f"{presence.status}:{detail}" if detail else presence.status


def presence_of(office: str, state: str) -> dict[str, str]:
    """The same as the freeze writes it."""
    status, _sep, detail = state.partition(":")
    return {
        "office": office,
        "status": status,
        "capacity": detail if status == Status.PRESENT else "",
        "rank": detail if status == Status.REPRESENTED else "",
    }


def level_words(point: Point, level: str) -> str:
    """A level in words: "3 dari 4", "diwakili kepala bidang"; unknown is said."""
    if not level:
        return _("belum ada")
    if point.subject == Subject.ITEM:
        value, scale = decimal_of(level), point.node.scale
        places = 0 if value is not None and value == value.to_integral_value() else 2
        return _("%(value)s dari %(high)s") % {
            "value": figure(value, places),
            "high": figure(scale.max, 0),
        }
    status, _sep, detail = level.partition(":")
    return status_words(status, detail)


def status_words(status: str, detail: str = "") -> str:
    """Who came, in words; ``detail`` is the capacity or the rank that counts."""
    if status == Status.PRESENT:
        if detail not in Capacity.values:
            return _("hadir")
        return _("hadir, %(capacity)s") % {"capacity": Capacity(detail).label}
    if status == Status.REPRESENTED:
        rank = str(Rank(detail).label).lower() if detail in Rank.values else detail
        return _("diwakili %(rank)s") % {"rank": rank}
    return _("tidak hadir")


def decimal_of(level: str) -> Decimal | None:
    """A level of an item as a number; None if it is none."""
    try:
        found = Decimal(level)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def replies_of(participation: Participation) -> QuerySet[Reply]:
    """What a region contested, in the order it did."""
    rows = participation.replies.select_related("answered_by__person__institution")
    return rows.order_by("at", "pk")


def still_free(points: list[Point], replies: QuerySet[Reply]) -> Iterator[Point]:
    """The points that may still be contested: each is answered once."""
    taken = {
        (row.subject, row.code) for row in replies if row.state != Reply.State.WITHDRAWN
    }
    return (point for point in points if point.key not in taken)
