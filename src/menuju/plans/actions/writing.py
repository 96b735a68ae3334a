"""Store what an editor sent: a new paragraph or an old one, whole or divided."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.files.actions import store
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.paragraphs import add, save, take_lock
from menuju.plans.models import Chapter, Paragraph
from menuju.plans.models.text import Content
from menuju.web.exceptions import ConflictError

LARGEST_FIGURE = 5 * 1024 * 1024
PICTURES = {".png", ".jpg", ".jpeg"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What an editor sent for the paragraph ``key``, written upon the save ``seen``.

    ``whole`` is everything as one paragraph; ``parts`` are the paragraphs it divides into.
    ``after`` says where a new one goes.
    """

    key: UUID
    seen: int
    whole: Content
    parts: tuple[Content, ...]
    after: Paragraph | Literal["start"] | None = None


def write(
    chapter: Chapter, sent: Sent, *, by: User, auto: bool = False
) -> tuple[Paragraph, Paragraph]:
    """The first and the last paragraph that came of it; the same one if it was not divided.

    The same form sent twice is one paragraph. Divided only when the writer is done: what is
    saved on the way (``auto``) stays whole. Refusals are those of ``paragraphs.save``.
    """
    whole = sent.whole if auto or len(sent.parts) > 1 else sent.parts[0]
    written = _begun(chapter, sent, whole, by=by)
    if written is None:
        found = Paragraph.objects.get(chapter=chapter, key=sent.key)
        found.chapter = chapter
        written = save(found, whole, seen=sent.seen, by=by, auto=auto)
    elif auto:
        take_lock(written, by=by)
    if auto or len(sent.parts) == 1:
        return written, written
    return _divided(written, sent.parts, by=by)


def keep_figure(stream: IO[bytes], name: str) -> str:
    """The SHA-256 of a picture, now stored. ValidationError if it is none or too large."""
    if PurePath(name).suffix.lower() not in PICTURES:
        text = _("“%(name)s” bukan PNG atau JPG. Simpan sebagai PNG, lalu unggah lagi.")
        raise ValidationError(text % {"name": name})
    return store(stream, name, LARGEST_FIGURE).sha256


@transaction.atomic
def _begun(
    chapter: Chapter, sent: Sent, content: Content, *, by: User
) -> Paragraph | None:
    """A new paragraph; None if the chapter has one of this key. A key stands once in a version."""
    version = hold_version(chapter.plan_version)
    if chapter.paragraphs.filter(key=sent.key).exists():
        return None
    if Paragraph.objects.filter(chapter__plan_version=version, key=sent.key).exists():
        raise ConflictError(_("Alinea ini ada di bab lain. Muat ulang halamannya."))
    return add(chapter, content, by=by, after=sent.after, key=sent.key)


@transaction.atomic
def _divided(
    written: Paragraph, parts: tuple[Content, ...], *, by: User
) -> tuple[Paragraph, Paragraph]:
    first = last = save(written, parts[0], seen=written.version, by=by)
    for part in parts[1:]:
        last = add(first.chapter, part, by=by, after=last)
    return first, last
