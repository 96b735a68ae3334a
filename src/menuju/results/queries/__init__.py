"""What came out: the computation itself, and what pages read of it."""

from menuju.results.queries.compute import compute
from menuju.results.queries.releases import verify

__all__ = ["compute", "verify"]
