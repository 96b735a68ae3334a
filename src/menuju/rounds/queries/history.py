"""How an answer came to be: every version that was saved, and what changed between two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from django.db.models import QuerySet

from menuju.rounds.models import AnswerRevision, Participation

WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stayed (``""``), were taken out (``"del"``) or came in (``"ins"``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Two versions of an answer side by side."""

    before: AnswerRevision
    after: AnswerRevision

    @property
    def levels(self) -> tuple[Decimal | None, Decimal | None]:
        """The level before and after."""
        return self.before.level, self.after.level

    @property
    def has_new_level(self) -> bool:
        """Whether the level changed."""
        return self.before.level != self.after.level

    @property
    def passages(self) -> list[Passage]:
        """The two texts as one, word by word."""
        return list(passages(self.before.narrative, self.after.narrative))


def revisions_of(participation: Participation, item: str) -> QuerySet[AnswerRevision]:
    """Every saved version of the answer to an item, the newest first."""
    return (
        AnswerRevision.objects.filter(answer__participation=participation)
        .filter(answer__item=item)
        .select_related("by__person")
        .order_by("-version")
    )


def change_between(
    revisions: QuerySet[AnswerRevision], wanted: tuple[int | None, int | None]
) -> Change | None:
    """The older and newer version asked for; else the last two; None if there are none.

    A newer one alone is compared with the one just before it.
    """
    older, newer = wanted
    after = (revisions.filter(version=newer) if newer else revisions).first()
    if after is None:
        return None
    earlier = revisions.filter(version__lt=after.version)
    before = (earlier.filter(version=older) if older else earlier).first()
    return Change(before, after) if before else None


def passages(before: str, after: str) -> Iterator[Passage]:
    """Two texts as one: what stayed, what went, what came, in reading order."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matched = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start, end, first, last in matched.get_opcodes():
        if kind == "equal":
            yield Passage("", "".join(old[start:end]))
            continue
        if start < end:
            yield Passage("del", "".join(old[start:end]))
        if first < last:
            yield Passage("ins", "".join(new[first:last]))
