"""What the attendance rule of an instrument makes of those who came, in words too."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext

from menuju.instruments.models.document import Attendance, Clause
from menuju.instruments.models.tree import Node
from menuju.scoring.attendance import attendance_points


@dataclass(frozen=True, slots=True)
class Presence:
    """Who came for an office: ``present`` in a capacity, or ``represented`` by a rank.

    Any other status than present, represented and absent is not yet known.
    """

    office: str
    status: str
    capacity: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """A clause, its points (None if not yet known) and the presence that counted."""

    clause: Clause
    points: float | None
    best: Presence | None

    @property
    def full(self) -> Decimal:
        """What the clause is worth."""
        return self.clause.points

    @property
    def reached(self) -> bool:
        """Whether it is fulfilled in full."""
        return self.points is not None and self.points >= float(self.full)

    @property
    def who(self) -> str:
        """Who came, in words."""
        return _who(self)

    @property
    def sentence(self) -> str:
        """The clause in words: who came, and what that is worth."""
        return gettext("%(title)s: %(who)s (%(points)s dari %(full)s).") % {
            "title": self.clause.title,
            "who": _who(self),
            "points": _number(self.points),
            "full": _number(self.full),
        }


@dataclass(frozen=True, slots=True)
class AttendanceResult:
    """Points out of ``full``; ``level`` is the same share of the node's scale."""

    points: float | None
    full: float
    level: float | None
    clauses: list[ClauseResult]

    @property
    def share(self) -> float | None:
        """The part of the full points that was reached, 0 to 1."""
        return None if self.points is None else self.points / self.full

    @property
    def sentence(self) -> str:
        """The whole result in words, in the reader's language."""
        if self.points is None:
            start = gettext("Poin kehadiran belum dapat dihitung.")
        else:
            start = gettext("Kehadiran bernilai %(points)s dari %(full)s poin.") % {
                "points": _number(self.points),
                "full": _number(self.full),
            }
        return " ".join([start, *(clause.sentence for clause in self.clauses)])


def attendance_result(node: Node, presences: Iterable[Presence]) -> AttendanceResult:
    """Apply the node's attendance rule to those who came.

    An office of which nothing is recorded counts as absent once anything is recorded;
    with nothing at all recorded the result is unknown.
    """
    rule = node.attendance
    if rule is None:
        raise ValueError(f"{node.code} has no attendance rule")
    came = list(presences)
    best = [_best(rule, clause, came) for clause in rule.clauses]
    worth = [float(clause.points) for clause in rule.clauses]
    row = attendance_points(worth, [[credit for credit, _ in best]]).tolist()[0]
    clauses = [
        ClauseResult(clause, None if math.isnan(points) else points, presence)
        for clause, points, (_, presence) in zip(rule.clauses, row, best, strict=True)
    ]
    known = [result.points for result in clauses if result.points is not None]
    points = sum(known) if len(known) == len(clauses) else None
    return AttendanceResult(
        points, float(rule.points), _level(node, points, float(rule.points)), clauses
    )


def _level(node: Node, points: float | None, full: float) -> float | None:
    if points is None:
        return None
    low, span = float(node.scale.min), float(node.scale.span)
    return low + points / full * span


def _best(
    rule: Attendance, clause: Clause, came: list[Presence]
) -> tuple[float, Presence | None]:
    """The highest credit for a clause and who earned it; NaN while it may still rise."""
    fitting = [presence for presence in came if presence.office in clause.any_of]
    known = [(_credit(rule, presence), presence) for presence in fitting]
    counted = [(credit, who) for credit, who in known if credit is not None]
    credit, who = max(counted, key=lambda pair: pair[0], default=(0.0, None))
    is_open = not came or len(counted) < len(known)
    return (math.nan if is_open and credit < 1 else credit), who


def _credit(rule: Attendance, presence: Presence) -> float | None:
    match presence.status:
        case "present":
            worth = rule.credit.get(presence.capacity or "definitive", Decimal(1))
        case "represented":
            worth = rule.credit.get(presence.rank, Decimal(0))
        case "absent":
            worth = Decimal(0)
        case _:
            return None
    return float(worth)


def _who(result: ClauseResult) -> str:
    presence = result.best
    if result.points is None:
        return gettext("belum disahkan")
    if presence is None or presence.status == "absent":
        return gettext("tidak hadir")
    if presence.status == "represented":
        ranks = {
            "division_head": gettext("diwakili kepala bidang"),
            "section_head": gettext("diwakili kepala seksi"),
        }
        return ranks.get(presence.rank, gettext("diwakili pejabat lain"))
    capacities = {
        "plt": gettext("hadir sebagai Plt."),
        "plh": gettext("hadir sebagai Plh."),
        "pj": gettext("hadir sebagai Pj."),
    }
    return capacities.get(presence.capacity, gettext("hadir"))


def _number(value: float | Decimal | None) -> str:
    """Without needless zeros, in the reader's form; a dash where unknown."""
    return "–" if value is None else number_format(Decimal(str(value)).normalize() + 0)
