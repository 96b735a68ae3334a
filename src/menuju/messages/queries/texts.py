"""The words of a message, in the language of whoever gets it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db import models
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

from menuju.messages.models import Kind

Link: TypeAlias = tuple[str | int, ...]
"""Name of a page and its arguments: ``("rounds:participation", "2019", "64.71")``."""
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Message:
    """What to tell: a kind, what its template needs, and where it leads.

    With ``dedupe`` nobody gets a second message of that key. ``about`` is the record that
    it concerns, kept by name as in the audit trail.
    """

    kind: Kind
    data: Mapping[str, object] = field(default_factory=dict)
    link: Link | None = None
    about: models.Model | None = None
    dedupe: str = ""

    @property
    def record(self) -> str:
        """``rounds.round:3``; empty when it is about nothing."""
        return f"{self.about._meta.label_lower}:{self.about.pk}" if self.about else ""


@dataclass(frozen=True)
class Text:
    subject: str
    body: str
    path: str

    @property
    def words(self) -> tuple[str, str, str]:
        """What the recipient reads, and where it leads; as ``Written.words``."""
        return self.subject, self.body, self.path


def written(message: Message, language: str) -> Text:
    """The message in a language. The subject is one line, whatever the data hold."""
    with override(language):
        body = _render(f"{message.kind.template}.txt", message.data)
        subject = _render(f"{message.kind.template}.subject.txt", message.data)
        path = ""
        if message.link:
            name, *arguments = message.link
            path = reverse(str(name), args=arguments)
    return Text(one_line(subject), body.strip(), path)


def one_line(text: str) -> str:
    """Without line breaks and control characters: a subject can carry no header."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:LONGEST_SUBJECT]


def _render(name: str, data: Mapping[str, object]) -> str:
    """Plain text: nothing is escaped here; the HTML of a mail escapes the whole."""
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(data), autoescape=False)))
