"""The letters of a decision as a list: where each stands, and what it waits for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from menuju.results.models import Decision, DecisionLine, Letter, Letterhead
from menuju.results.queries.letters.state import (
    Status,
    data_digest,
    data_of,
    head_of,
    status_of,
    why_in,
)
from menuju.results.queries.why import whys_of
from menuju.rounds.models import Round

FILTERS = ("none", "draft", "read", "stale", "amended", "approved", "sent", "withdrawn")
"""What the list can be narrowed to, by the word in the address."""


def filter_words(name: str) -> str:
    """What a filter is called on screen."""
    return {
        "none": _("Belum disusun"),
        "draft": _("Konsep"),
        "read": _("Perlu dibaca"),
        "stale": _("Data berubah"),
        "amended": _("Diubah setelah disetujui"),
        "approved": _("Disetujui"),
        "sent": _("Terkirim"),
        "withdrawn": _("Ditarik"),
    }[name]


@dataclass(frozen=True, slots=True)
class Row:
    """A region of the decision and its letter, if it has one."""

    line: DecisionLine
    letter: Letter | None
    status: Status | None
    is_thin: bool

    @property
    def kinds(self) -> frozenset[str]:
        """The filters that show this row."""
        if self.letter is None or self.status is None:
            return frozenset({"none"})
        state = str(self.letter.state)
        marks = {
            "read": self.status.needs_reading and state == Letter.State.DRAFT,
            "stale": self.status.is_stale and state != Letter.State.WITHDRAWN,
            "amended": self.status.is_amended and state in {"draft", "approved"},
        }
        return frozenset({state, *(name for name, holds in marks.items() if holds)})

    @property
    def can_be_approved(self) -> bool:
        """Whether the list offers to approve it with others."""
        if self.letter is None or self.status is None:
            return False
        waits = self.letter.state == Letter.State.DRAFT or self.status.is_amended
        is_open = self.letter.state in {Letter.State.DRAFT, Letter.State.APPROVED}
        return waits and is_open and self.status.is_ready


def rows_of(decision: Decision) -> list[Row]:
    """Every region of a decision in the order of the alphabet: a few queries in all."""
    head = Letterhead.objects.filter(round=decision.release.round).first()
    said = head_of(head) if head else None
    letters = _latest(decision)
    today = digests_of(decision, letters)
    lines = DecisionLine.objects.filter(decision=decision).select_related(
        "result__participation__region__province"
    )
    lines = lines.defer("result__nodes").order_by(
        "result__participation__region__short_name", "pk"
    )
    return [
        _row(line, letters.get(line.result.participation.region_id), today, said)
        for line in lines
    ]


def digests_of(decision: Decision, letters: Mapping[str, Letter]) -> dict[str, str]:
    """The digest of today's data of each region that has a letter."""
    if not letters:
        return {}
    return {
        why.region: data_digest(data_of(why))
        for why in whys_of(decision, list(letters), paths=False)
    }


def counts_of(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows each filter shows; every filter is there."""
    counted = Counter(kind for row in rows for kind in row.kinds)
    return {name: counted.get(name, 0) for name in FILTERS}


def standing_letters(round_: Round) -> int:
    """How many letters of a round were sent and stand."""
    return Letter.objects.filter(
        decision__release__round=round_, state=Letter.State.SENT
    ).count()


def _latest(decision: Decision) -> dict[str, Letter]:
    rows = Letter.objects.filter(decision=decision).select_related(
        "participation__region"
    )
    return {row.participation.region_id: row for row in rows.order_by("sequence")}


def _row(
    line: DecisionLine,
    letter: Letter | None,
    today: Mapping[str, str],
    head: dict[str, object] | None,
) -> Row:
    if letter is None:
        return Row(line, None, None, is_thin=False)
    now = today.get(letter.participation.region_id, letter.data_digest)
    return Row(
        line, letter, status_of(letter, now, head), is_thin=why_in(letter).is_thin
    )
