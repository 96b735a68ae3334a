"""Who came, in the words of the instrument's attendance rule."""

from decimal import Decimal

from menuju.instruments.models.document import Clause
from menuju.instruments.queries import AttendanceResult, ClauseResult, Presence
from menuju.results.queries.why.facts import Attendance, Came


def sentence_of(came: Attendance) -> str:
    """The attendance as the instrument's rule says it."""
    clauses = [_clause(each) for each in came.clauses]
    return AttendanceResult(came.points, came.full, came.value, clauses).sentence


def who(came: Came) -> str:
    """Who came for a clause, in words."""
    return _clause(came).who


def _clause(came: Came) -> ClauseResult:
    return ClauseResult(
        Clause(code=came.code, title=came.title, points=Decimal(str(came.full))),
        came.got,
        Presence(came.office, came.status, came.capacity, came.rank)
        if came.office
        else None,
    )
