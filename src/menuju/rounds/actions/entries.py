"""Everything that one sending of the item page holds, done part by part.

A part that fails is reported; the others are kept. So one bad file among several costs
neither the good ones nor the text that came with them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from menuju.accounts.models import User
from menuju.rounds.actions import answers, evidence
from menuju.rounds.models import Answer, Evidence, Participation


@dataclass(frozen=True, slots=True)
class Support:
    """A document that proves the item, on these pages, with these words."""

    evidence: Evidence
    pages: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The answer with the version it was written on, and what goes with it."""

    content: answers.Content
    version: int
    uploads: list[evidence.Upload] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)
    unlink: Evidence | None = None
    copy: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of it: the answer as saved, and what could not be kept."""

    answer: Answer | None = None
    stale: Answer | None = None
    problems: list[str] = field(default_factory=list)


def enter(
    participation: Participation, item: str, entry: Entry, *, by: User
) -> Outcome:
    """Keep the files, then what they prove, then the answer."""
    outcome = Outcome()

    def attempt(act: Callable[[], object]) -> None:
        try:
            act()
        except ValidationError as refusal:
            outcome.problems += refusal.messages

    for upload in entry.uploads:
        attempt(lambda u=upload: evidence.upload(participation, u, item=item, by=by))  # type: ignore[misc]
    for support in entry.supports:
        attempt(lambda s=support: _support(s, item, by))  # type: ignore[misc]
    if entry.unlink:
        evidence.unlink(entry.unlink, item, by=by)
    attempt(lambda: _answer(participation, item, entry, by, outcome))
    return outcome


def _support(support: Support, item: str, by: User) -> None:
    claim = support.evidence.claims.filter(item=item).first()
    if claim is None or (claim.pages, claim.quote) != (support.pages, support.quote):
        evidence.link(
            support.evidence, item, pages=support.pages, quote=support.quote, by=by
        )


def _answer(
    participation: Participation, item: str, entry: Entry, by: User, outcome: Outcome
) -> None:
    try:
        outcome.answer = answers.save_answer(
            participation, item, version=entry.version, by=by, **entry.content
        )
        if entry.copy:
            outcome.answer = answers.copy_earlier(
                participation, item, version=outcome.answer.version, by=by
            )
    except answers.StaleAnswerError as stale:
        outcome.stale = stale.saved
