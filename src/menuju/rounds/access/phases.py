"""What each phase permits. A phase is a dated window that is a permission set."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from menuju.rounds.models import Round

Phase = Round.Phase


class Window(Protocol):
    """From when until when something may be done."""

    @property
    def opens_at(self) -> datetime: ...

    @property
    def closes_at(self) -> datetime: ...


class Act(StrEnum):
    """An act that the phase of a round permits or not."""

    INVITE = "invite"
    ANSWER = "answer"
    SUBMIT = "submit"
    ASSIGN = "assign"
    RECORD_ATTENDANCE = "record_attendance"
    OBJECT = "object"
    ASSESS = "assess"
    MODERATE = "moderate"
    FREEZE = "freeze"
    DECIDE = "decide"
    READ_RESULT = "read_result"


PERMITTED: dict[str, frozenset[Act]] = {
    Phase.PREPARATION: frozenset({Act.INVITE, Act.ASSIGN}),
    Phase.SELF_ASSESSMENT: frozenset({Act.INVITE, Act.ANSWER, Act.SUBMIT, Act.ASSIGN}),
    Phase.ASSESSMENT: frozenset(
        {Act.ASSIGN, Act.RECORD_ATTENDANCE, Act.OBJECT, Act.ASSESS}
    ),
    Phase.MODERATION: frozenset(
        {Act.RECORD_ATTENDANCE, Act.OBJECT, Act.MODERATE, Act.FREEZE}
    ),
    Phase.DECISION: frozenset({Act.DECIDE}),
    Phase.PUBLISHED: frozenset({Act.READ_RESULT}),
}

BEFORE_SENDING = (Phase.PREPARATION, Phase.SELF_ASSESSMENT)
"""While regions may still write: their drafts are not yet anybody else's to judge."""


def permits(round_: Round, act: Act) -> bool:
    """Whether the round's present phase permits ``act``; the deadline is asked apart."""
    return act in PERMITTED[round_.phase]


def is_within(window: Window | None, now: datetime) -> bool:
    """Whether ``now`` lies in the window; a phase without a window has no deadline.

    The last moment counts as late: a window of 10.00 to 12.00 is closed at 12.00.
    """
    return window is None or window.opens_at <= now < window.closes_at
