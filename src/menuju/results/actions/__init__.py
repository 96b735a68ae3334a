"""What can happen to results. Nothing else writes to their tables."""

from menuju.results.actions.decisions import (
    ReplacedProposalError,
    decide,
    propose_decision,
)
from menuju.results.actions.releases import conclude, publish, release

__all__ = [
    "ReplacedProposalError",
    "conclude",
    "decide",
    "propose_decision",
    "publish",
    "release",
]
