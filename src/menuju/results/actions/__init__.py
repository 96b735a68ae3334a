"""What can happen to results. Nothing else writes to their tables."""

from menuju.results.actions.decisions import (
    ReplacedProposalError,
    decide,
    propose_decision,
)
from menuju.results.actions.releases import conclude, open_due, publish, release

__all__ = [
    "ReplacedProposalError",
    "conclude",
    "decide",
    "open_due",
    "propose_decision",
    "publish",
    "release",
]
