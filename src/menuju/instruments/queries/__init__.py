"""What we know about instruments."""

from menuju.instruments.queries.attendance import (
    AttendanceResult,
    ClauseResult,
    Presence,
    attendance_result,
)
from menuju.instruments.queries.trees import (
    Table,
    applicability,
    document_of,
    score,
    table,
    tree_of,
)

__all__ = [
    "AttendanceResult",
    "ClauseResult",
    "Presence",
    "Table",
    "applicability",
    "attendance_result",
    "document_of",
    "score",
    "table",
    "tree_of",
]
