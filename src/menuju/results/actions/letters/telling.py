"""Give a simulated letter the days of its story, as the rest of its round has them."""

from datetime import datetime

from django.db import transaction

from menuju.audit.actions import record
from menuju.results.actions.letters.drafting import numbered
from menuju.results.models import Letter, Letterhead, LetterRevision


@transaction.atomic
def tell_written(letter: Letter, when: datetime) -> Letter:
    """Draft on another day; the number follows. Before its approval, which covers both."""
    _check(letter)
    head = Letterhead.objects.get(round=letter.participation.round)
    letter.drafted_at = when
    letter.number = numbered(head, letter.sequence, when)
    letter.save(update_fields=["drafted_at", "number"])
    LetterRevision.objects.filter(letter=letter).update(at=when)
    record("told days", letter, by=None, written=when.isoformat())
    return letter


@transaction.atomic
def tell_sent(letter: Letter, when: datetime) -> Letter:
    """Read, approved and sent on another day."""
    _check(letter)
    letter.read_at = letter.approved_at = letter.sent_at = when
    letter.save(update_fields=["read_at", "approved_at", "sent_at"])
    record("told days", letter, by=None, sent=when.isoformat())
    return letter


def _check(letter: Letter) -> None:
    if not letter.is_simulated:
        raise ValueError(f"{letter} is not simulated: its days are those of the acts")
