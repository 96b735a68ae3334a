"""What came out: releases, decisions, letters, and results that others published.

A release is a pure function of a freeze: the same inputs give the same figures for ever.
"""

from menuju.results.models.decisions import Decision, DecisionLine, DecisionSignatory
from menuju.results.models.letters import Letter, Letterhead, LetterRevision
from menuju.results.models.published import PublishedEvent, PublishedResult
from menuju.results.models.releases import RegionResult, Release
from menuju.results.models.replacements import Replacement
from menuju.results.models.replies import ReplyEffect
from menuju.results.models.selection import DryRun, SelectionRules, Simulation

__all__ = [
    "Decision",
    "DecisionLine",
    "DecisionSignatory",
    "DryRun",
    "Letter",
    "LetterRevision",
    "Letterhead",
    "PublishedEvent",
    "PublishedResult",
    "RegionResult",
    "Release",
    "Replacement",
    "ReplyEffect",
    "SelectionRules",
    "Simulation",
]
