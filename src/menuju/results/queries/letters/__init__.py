"""What we know about letters: how they stand, what changed, and how they look on paper."""

from menuju.results.queries.letters.difference import Change, changes
from menuju.results.queries.letters.listing import Row, rows_of
from menuju.results.queries.letters.state import Status, digest_of, status_of

__all__ = [
    "Change",
    "Row",
    "Status",
    "changes",
    "digest_of",
    "rows_of",
    "status_of",
]
