"""Names that a region's letter must not hold: other regions, and those who judged."""

import re
from collections.abc import Iterable, Mapping, Sequence

from menuju.accounts.models import Person
from menuju.results.models import Letter
from menuju.rounds.models import Assignment, Participation


def forbidden_for(letter: Letter) -> list[str]:
    """The names of the other regions of the round, and of everybody who judged in it."""
    round_ = letter.participation.round
    regions = Participation.objects.filter(round=round_).exclude(
        pk=letter.participation_id
    )
    judged = Assignment.objects.filter(participation__round=round_)
    people = Person.objects.filter(pk__in=judged.values("assessor"))
    return [
        *regions.values_list("region__name", flat=True),
        *people.values_list("name", flat=True),
    ]


def mentioned(texts: Iterable[str], forbidden: Sequence[str], own: str) -> list[str]:
    """Which forbidden names the texts hold; one's own name is no other region's."""
    left = "\n".join(texts)
    found = []
    for name in sorted({*forbidden, own}, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        if pattern.search(left):
            left = pattern.sub(" ", left)
            found.append(name)
    return sorted(set(found) - {own})


def texts_in(text: Mapping[str, Mapping[str, Sequence[str]]]) -> list[str]:
    """All paragraphs of a letter's text, of both languages."""
    return [
        paragraph
        for sections in text.values()
        for paragraphs in sections.values()
        for paragraph in paragraphs
    ]
