"""What stands on every page of a document, whatever it is about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Head:
    """A letterhead (kop): who writes, and where they are reached."""

    institution: str
    unit: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign. ``note`` stands where the ink would: "disetujui 3 Maret 2019"."""

    office: str
    name: str = ""
    institution: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """How anybody confirms the document: a full address (the QR code) and a code to type."""

    url: str
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The frame of a document.

    ``moment`` (aware) is written into the file as its time of making, so that the same
    document has the same bytes whenever it is set. ``mark`` is a watermark on each page:
    "KONSEP", "DRAF"; empty once approved. ``is_simulated`` marks each page as simulated.
    ``running`` stands small at the head of the second and later pages (number and subject),
    ``footer`` at the foot of each (method version).
    """

    title: str
    language: str
    moment: datetime
    head: Head | None = None
    mark: str = ""
    is_simulated: bool = False
    check: Check | None = None
    running: str = ""
    footer: str = ""
    author: str = ""
