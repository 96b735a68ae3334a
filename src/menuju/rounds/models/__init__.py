"""How it is judged: rounds, participation, answers, evidence, sessions, scores."""

from menuju.rounds.models.answers import (
    Answer,
    AnswerRevision,
    AttemptReceipt,
    Delegation,
    Submission,
)
from menuju.rounds.models.evidence import Claim, Evidence, EvidenceVersion
from menuju.rounds.models.judging import (
    Assignment,
    Citation,
    ConflictDeclaration,
    Freeze,
    Moderation,
    Score,
)
from menuju.rounds.models.rounds import (
    EligibilityFigure,
    Participation,
    PhaseChange,
    PhaseWindow,
    Round,
)
from menuju.rounds.models.sessions import (
    AttendanceObjection,
    AttendanceReport,
    ConfirmedAttendance,
    Session,
    SessionSlot,
)

__all__ = [
    "Answer",
    "AnswerRevision",
    "Assignment",
    "AttemptReceipt",
    "AttendanceObjection",
    "AttendanceReport",
    "Citation",
    "Claim",
    "ConfirmedAttendance",
    "ConflictDeclaration",
    "Delegation",
    "EligibilityFigure",
    "Evidence",
    "EvidenceVersion",
    "Freeze",
    "Moderation",
    "Participation",
    "PhaseChange",
    "PhaseWindow",
    "Round",
    "Score",
    "Session",
    "SessionSlot",
    "Submission",
]
