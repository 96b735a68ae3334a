"""What a mentor guides today, with whose review waits for an answer."""

from dataclasses import dataclass

from menuju.accounts.models import User
from menuju.plans import access
from menuju.plans.models import Masterplan, ReviewRound
from menuju.plans.queries.guidance_board import Line, Wanted, lines_of


@dataclass(frozen=True, slots=True)
class Mentored:
    """A masterplan that somebody mentors; ``waiting`` is the review to answer."""

    line: Line
    waiting: ReviewRound | None


def mentored_by(user: User) -> list[Mentored]:
    """Those with a review that waits first, the longest waiting on top."""
    keys = access.mentored_masterplans(user)
    lines = lines_of(Masterplan.objects.filter(pk__in=keys), Wanted())
    rows = ReviewRound.objects.filter(
        verdict=ReviewRound.Verdict.OPEN, plan_version__masterplan__in=keys
    )
    waiting = {
        row.plan_version_id: row
        for row in rows.defer("content").select_related("asked_by__person")
    }
    found = [Mentored(line, waiting.get(line.version)) for line in lines]
    return sorted(
        found, key=lambda one: one.waiting.asked_at.timestamp() if one.waiting else 9e18
    )
