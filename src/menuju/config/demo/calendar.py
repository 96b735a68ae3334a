"""Days into moments, and the phases of a round into its calendar."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from menuju.accounts.models import User
from menuju.rounds.models import PhaseChange, PhaseWindow, Round

JAKARTA = ZoneInfo("Asia/Jakarta")
Phase = Round.Phase
ORDER = [
    Phase.PREPARATION,
    Phase.SELF_ASSESSMENT,
    Phase.ASSESSMENT,
    Phase.MODERATION,
    Phase.DECISION,
    Phase.PUBLISHED,
]


def at(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment on the clock of Jakarta."""
    return datetime.combine(on, time(hour, minute), JAKARTA)


def windows(round_: Round, edges: Sequence[datetime]) -> list[PhaseWindow]:
    """A window from each edge to the next, from self-assessment to decision."""
    phases = ORDER[1 : len(edges)]
    return [
        PhaseWindow(round=round_, phase=phase, opens_at=opens, closes_at=closes)
        for phase, opens, closes in zip(phases, edges, edges[1:], strict=False)
    ]


def changes(
    round_: Round, edges: Sequence[datetime], until: str, by: User
) -> Iterator[PhaseChange]:
    """The round's steps from where it is to a later phase, each at its edge."""
    first, last = ORDER.index(Phase(round_.phase)), ORDER.index(Phase(until))
    for step in range(first, last):
        yield PhaseChange(
            round=round_,
            phase_before=ORDER[step],
            phase_after=ORDER[step + 1],
            at=edges[step],
            by=by,
            reason="Sesuai jadwal (simulasi).",
        )
