"""How a letter stands: against its data, its approval, and what is still asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from menuju.results.models import Letter, Letterhead
from menuju.results.queries.compute import sha256_of
from menuju.results.queries.why import Why

HEAD = (
    "institution_id",
    "institution_en",
    "unit_id",
    "unit_en",
    "address",
    "contact",
    "place",
    "copies",
    "signatory_name",
    "signatory_office_id",
    "signatory_office_en",
    "provenance",
)
"""What of a letterhead is part of a letter."""


@dataclass(frozen=True, slots=True)
class Status:
    """What may be said of a letter today.

    ``is_stale``: the data it was written from read otherwise today, and nobody kept it.
    ``is_amended``: it was approved, and is not any more what was approved.
    ``needs_reading``: a close decision whose draft nobody edited or read yet.
    """

    is_stale: bool
    is_kept: bool
    is_amended: bool
    needs_reading: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing but an approval is missing."""
        return not self.is_stale and not self.needs_reading


def why_in(letter: Letter) -> Why:
    """The data a letter was written from."""
    return Why.model_validate(letter.data)


def data_of(why: Why) -> dict[str, Any]:
    """The data as a letter keeps them."""
    return why.model_dump(mode="json")


def data_digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of data but for the paths, which follow from all the rest."""
    return sha256_of({key: value for key, value in data.items() if key != "paths"})


def head_of(head: Letterhead) -> dict[str, Any]:
    """A letterhead as a letter keeps it."""
    return {name: str(getattr(head, name)) for name in HEAD}


def digest_of(letter: Letter, head: dict[str, Any]) -> str:
    """What is approved: number, data, text and head."""
    return sha256_of(
        {
            "number": letter.number,
            "data": letter.data,
            "text": letter.text,
            "head": head,
        }
    )


def status_of(letter: Letter, today: str, head: dict[str, Any] | None) -> Status:
    """How a letter stands; ``today`` is the digest of the same data read now."""
    is_sent = letter.state in {Letter.State.SENT, Letter.State.WITHDRAWN}
    is_kept = today == letter.kept_digest != ""
    has_approval = bool(letter.approved_digest)
    shown = head if head is not None and not is_sent else letter.head
    return Status(
        is_stale=today not in {letter.data_digest, letter.kept_digest},
        is_kept=is_kept and today != letter.data_digest,
        is_amended=has_approval and digest_of(letter, shown) != letter.approved_digest,
        needs_reading=why_in(letter).is_thin
        and not letter.version
        and letter.read_at is None,
    )
