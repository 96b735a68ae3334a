"""Minutes (berita acara) as data for paper: what any of them is made of, and the frame.

Every figure is written as text here, in the language of the document; the template only
lays out. The fingerprint covers all that is said, so a changed copy is told from this one.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from menuju.rounds.models import Round
from menuju.web.components.formats import local_date
from menuju.web.documents import Check, Head, Sheet, Signature

TEMPLATE = "rounds/minutes.typ"
LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs and at most one table.

    ``widths`` are shares of the line, 0 fits the words; ``numbers`` are columns set right.
    """

    title: str
    texts: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Section(Part):
    """A part with parts of its own below it."""

    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything that minutes say. ``held_at`` is the moment of the latest act in them."""

    title: str
    number: str
    about: str
    round: Round
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    signs: Sequence[Signature]
    held_at: datetime
    place: str
    is_draft: bool
    is_simulated: bool
    name: str
    head: Head | None = None
    check: Check | None = None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all that is said, in hex."""
        said = [
            self.title,
            self.number,
            self.about,
            self.facts,
            [asdict(one) for one in self.sections],
            [asdict(one) for one in self.signs],
            self.held_at.isoformat(),
            self.is_draft,
        ]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def body(self) -> dict[str, Any]:
        """What the template reads."""
        day = local_date(self.held_at, self.round.time_zone)
        return {
            "title": self.title,
            "number": self.number,
            "about": self.about,
            "facts": [list(fact) for fact in self.facts],
            "sections": [asdict(one) for one in self.sections],
            "signs": [asdict(one) for one in self.signs],
            "place_and_date": f"{self.place}, {day}" if self.place else day,
            "fingerprint": _("Sidik jari isi (SHA-256): %(digest)s")
            % {"digest": self.fingerprint},
        }

    def sheet(self, language: str) -> Sheet:
        """The frame: draft and simulation marks, running head, version at the foot."""
        return Sheet(
            title=f"{self.title}: {self.about}",
            language=language,
            moment=self.held_at,
            head=self.head,
            mark=_("KONSEP") if self.is_draft else "",
            is_simulated=self.is_simulated,
            check=self.check,
            running=f"{self.number} · {self.title}",
            footer=_("%(round)s · %(version)s")
            % {
                "round": self.round.title,
                "version": self.round.instrument_version,
            },
        )


def blank(office: str) -> Signature:
    """A place to sign for somebody who is not known here."""
    return Signature(office=office)
