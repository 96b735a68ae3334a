"""What we know about instruments."""

from menuju.instruments.queries.attendance import (
    AttendanceResult,
    ClauseResult,
    Presence,
    attendance_result,
)
from menuju.instruments.queries.trees import (
    applicability,
    document_of,
    score,
    tree_of,
)

__all__ = [
    "AttendanceResult",
    "ClauseResult",
    "Presence",
    "applicability",
    "attendance_result",
    "document_of",
    "score",
    "tree_of",
]
