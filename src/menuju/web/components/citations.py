"""Sources: one text in a record, read in two languages and linked to where it stands.

The text is ``words | words in English``. A source may name several publications, divided
by a semicolon and a space; each may be followed by its address in angle brackets, in the
Indonesian words: ``InfoPublik, 26 Februari 2019 <https://…> | InfoPublik, 26 February 2019``.
Without English words the Indonesian ones stand, and say so to a screen reader.
"""

import re
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from menuju.web.components.formats import in_indonesian

register = template.Library()

LANGUAGES, PUBLICATIONS = " | ", "; "
ADDRESSED = re.compile(
    r"^(?P<words>.*?)(?: <(?P<address>https?://[^<>\s]+)>)?$", re.DOTALL
)
"""Only web addresses become links, so that no text becomes a script."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a source calls a publication, and where it is read; ``""`` if unknown."""

    words: str
    address: str


def publications(text: str) -> list[Publication]:
    """The publications that a source names, in the language in force."""
    indonesian, _, english = text.partition(LANGUAGES)
    told = [_publication(part) for part in indonesian.split(PUBLICATIONS)]
    if in_indonesian() or not english:
        return told
    parts = [_publication(part) for part in english.split(PUBLICATIONS)]
    if len(parts) != len(told):
        return parts
    return [
        Publication(each.words, each.address or known.address)
        for each, known in zip(parts, told, strict=True)
    ]


@register.filter
def cited(text: str) -> str:
    """A source in words, in the language in force, without its addresses."""
    return PUBLICATIONS.join(each.words for each in publications(text))


def addresses(text: str) -> list[str]:
    """The web addresses of a source."""
    return [each.address for each in publications(text) if each.address]


@register.filter
def cite(text: str) -> SafeString:
    """A source in the language in force, each publication linked where it has an address."""
    linked = ((_linked(each),) for each in publications(text))
    said = format_html_join(PUBLICATIONS, "{}", linked)
    if in_indonesian() or LANGUAGES in text:
        return said
    return format_html('<span lang="id">{}</span>', said)


def _publication(text: str) -> Publication:
    found = ADDRESSED.match(text.strip())
    if found is None:
        return Publication(text.strip(), "")
    return Publication(found["words"], found["address"] or "")


def _linked(one: Publication) -> SafeString:
    if not one.address:
        return format_html("{}", one.words)
    return format_html(
        '<a href="{}" rel="external noopener">{}</a>', one.address, one.words
    )
