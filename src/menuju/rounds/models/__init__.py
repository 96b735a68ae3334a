"""How it is judged: rounds, participation, answers, evidence, sessions, scores."""

from menuju.rounds.models.answers import (
    Answer,
    AnswerRevision,
    AttemptReceipt,
    Delegation,
    Submission,
)
from menuju.rounds.models.evidence import Claim, Evidence, EvidenceVersion
from menuju.rounds.models.extensions import Extension, ExtensionRequest
from menuju.rounds.models.judging import (
    Assignment,
    Citation,
    ConflictDeclaration,
    Decider,
    Freeze,
    Moderation,
    PoolMember,
    Score,
    Sitting,
    SittingMember,
)
from menuju.rounds.models.proposals import PanelProposal
from menuju.rounds.models.replies import Reply, ReplyDraft, ReplyProof
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
from menuju.rounds.models.severity import SeverityReport

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
    "Decider",
    "Delegation",
    "EligibilityFigure",
    "Evidence",
    "EvidenceVersion",
    "Extension",
    "ExtensionRequest",
    "Freeze",
    "Moderation",
    "PanelProposal",
    "Participation",
    "PhaseChange",
    "PhaseWindow",
    "PoolMember",
    "Reply",
    "ReplyDraft",
    "ReplyProof",
    "Round",
    "Score",
    "Session",
    "SessionSlot",
    "SeverityReport",
    "Sitting",
    "SittingMember",
    "Submission",
]
