"""Names that a region's letter must not hold: other regions, and those who judged."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from menuju.accounts.models import Person
from menuju.results.models import Letter
from menuju.rounds.models import Assignment, Participation

SHORTENED = {
    "Kota": ("Pemkot %s", "%s City", "City of %s"),
    "Kabupaten": ("Kab. %s", "Kab %s", "Pemkab %s", "%s Regency", "Regency of %s"),
}
"""What else a city or a regency is called, in both languages."""
TITLES = re.compile(r"^(?:(?:Prof|Dr|dr|drg|Ir|Hj?|Drs|Dra)\.\s*)+")


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
    """Which forbidden names the texts hold; one's own name is no other region's.

    A name is found however it is spaced, and as offices shorten it: "Kab. Paser".
    """
    left = _plain("\n".join(texts))
    forms = {form: name for name in (*forbidden, own) for form in _forms(_plain(name))}
    found = set()
    for form in sorted(forms, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
        if pattern.search(left):
            left = pattern.sub(" ", left)
            found.add(forms[form])
    return sorted(found - {own})


def _plain(text: str) -> str:
    """Without marks that nobody sees, and with single spaces."""
    seen = unicodedata.normalize("NFKC", text)
    return " ".join("".join(m for m in seen if unicodedata.category(m) != "Cf").split())


def _forms(name: str) -> list[str]:
    """A name and what else it is called; of a person also without titles."""
    kind, _space, short = name.partition(" ")
    if kind in SHORTENED and short:
        return [name, *(form % short for form in SHORTENED[kind])]
    bare = TITLES.sub("", name.partition(",")[0])
    return [name, bare] if " " in bare else [name]


def texts_in(text: Mapping[str, Mapping[str, Sequence[str]]]) -> list[str]:
    """All paragraphs of a letter's text, of both languages."""
    return [
        paragraph
        for sections in text.values()
        for paragraphs in sections.values()
        for paragraph in paragraphs
    ]
