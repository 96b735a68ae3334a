"""Development plans, masterplans and their guidance: what is stored."""

from menuju.plans.models.alignment import (
    GoalLink,
)
from menuju.plans.models.books import (
    BookFile,
    PublishedBook,
)
from menuju.plans.models.content import (
    ActionPlan,
    ContextFigure,
    Pillar,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.models.development import (
    DevelopmentPlan,
    Direction,
    Goal,
    GoalIndicator,
    Mission,
)
from menuju.plans.models.frameworks import (
    Framework,
    Guide,
)
from menuju.plans.models.guidance import (
    GuidanceSession,
    Mentorship,
    ReviewRound,
    SessionAttendee,
    SessionOutput,
)
from menuju.plans.models.institutions import (
    Body,
    BodyMember,
    CommitmentSheet,
)
from menuju.plans.models.masterplans import (
    Approval,
    LegalAct,
    Masterplan,
    MasterplanVersion,
    Publication,
)
from menuju.plans.models.writing import (
    Chapter,
    Comment,
    Paragraph,
    ParagraphRevision,
    Suggestion,
)

__all__ = [
    "ActionPlan",
    "Approval",
    "Body",
    "BodyMember",
    "BookFile",
    "Chapter",
    "Comment",
    "CommitmentSheet",
    "ContextFigure",
    "DevelopmentPlan",
    "Direction",
    "Framework",
    "Goal",
    "GoalIndicator",
    "GoalLink",
    "GuidanceSession",
    "Guide",
    "LegalAct",
    "Masterplan",
    "MasterplanVersion",
    "Mentorship",
    "Mission",
    "Paragraph",
    "ParagraphRevision",
    "Pillar",
    "PlannedProgramme",
    "ProgrammeBudget",
    "ProgrammeIndicator",
    "Publication",
    "PublishedBook",
    "ReadinessPoint",
    "ReviewRound",
    "SessionAttendee",
    "SessionOutput",
    "Strategy",
    "Suggestion",
    "SwotPoint",
    "Target",
]
