"""Write the paragraphs of a chapter. Whatever somebody sent is kept, also when it is refused.

A paragraph counts its saves. Who saves upon an older one, or beside somebody who holds the
lock, is refused, and what they wrote stays as a revision with ``kept=False``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile
from typing import Any, Literal
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.chapters import refresh
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import Chapter, Paragraph, ParagraphRevision
from menuju.plans.models.markup import markup_of
from menuju.plans.models.text import Content, content_of
from menuju.plans.queries.paragraphs import lock_of
from menuju.web.exceptions import ConflictError

START: Literal["start"] = "start"
"""A place: before every other paragraph."""
TOGETHER = timedelta(minutes=2)
"""Automatic saves this long after the first that only add words are one revision."""


class StaleError(ConflictError):
    """Somebody else wrote in the meantime: ``saved`` is stored, ``typed`` is kept beside it."""

    def __init__(
        self, saved: Paragraph, typed: ParagraphRevision | None, text: str
    ) -> None:
        super().__init__(text)
        self.saved, self.typed = saved, typed


class LockedError(StaleError):
    """Somebody else is writing this paragraph now."""


@transaction.atomic
def add(
    chapter: Chapter,
    content: Content,
    *,
    by: User | None,
    after: Paragraph | Literal["start"] | None = None,
    key: UUID | None = None,
) -> Paragraph:
    """A new paragraph after another one; first with ``START``, last with None.

    ``key`` is the anchor it will have. A key that is there already is refused by the
    database: who sends a form twice saves the second time.
    """
    hold_version(chapter.plan_version)
    now = timezone.now()
    made = Paragraph.objects.create(
        chapter=chapter,
        key=key or uuid4(),
        order=_room(chapter, after),
        content=content.model_dump(mode="json"),
        version=1,
        edited_by=by,
        edited_at=now,
    )
    _remember(made, made.content, by=by)
    refresh(chapter)
    record("added a paragraph", chapter, by=by, key=str(made.key))
    return made


def save(
    paragraph: Paragraph,
    content: Content,
    *,
    seen: int,
    by: User | None,
    auto: bool = False,
) -> Paragraph:
    """Store what was written upon the save number ``seen``; the paragraph as it is now.

    ``auto``: the writer goes on, so the lock stays with them; else it is released.
    StaleError or LockedError (both ConflictError) if it was refused; nothing is lost.
    """
    written = content.model_dump(mode="json")
    refusal: StaleError | None = None
    with _held(paragraph) as held:
        if held.content != written or held.removed_at:
            refusal = _refusal(held, written, seen=seen, by=by)
        if refusal is None:
            if held.content != written:
                _store(held, written, by=by, auto=auto)
            _keep_lock(held, by if auto else None, by=by)
    if refusal:
        raise refusal
    return held


@transaction.atomic
def remove(paragraph: Paragraph, *, by: User | None) -> None:
    """Take a paragraph out of the text; it stays in the history and can come back."""
    with _free(paragraph, by) as held:
        held.removed_at, held.locked_by, held.locked_at = timezone.now(), None, None
        held.save(update_fields=["removed_at", "locked_by", "locked_at"])
        refresh(held.chapter)
        record("removed a paragraph", held.chapter, by=by, key=str(held.key))


@transaction.atomic
def restore(paragraph: Paragraph, *, by: User | None) -> None:
    """Put a removed paragraph back to its place."""
    with _held(paragraph) as held:
        held.removed_at = None
        held.save(update_fields=["removed_at"])
        refresh(held.chapter)
        record("restored a paragraph", held.chapter, by=by, key=str(held.key))


@transaction.atomic
def move(
    paragraph: Paragraph,
    *,
    after: Paragraph | Literal["start"] | None,
    by: User | None,
) -> None:
    """Move within the chapter: after another paragraph, ``START``, or None for the end."""
    with _held(paragraph) as held:
        held.order = _room(held.chapter, after)
        held.save(update_fields=["order"])
        record("moved a paragraph", held.chapter, by=by, key=str(held.key))


@transaction.atomic
def step(paragraph: Paragraph, *, up: bool, by: User | None) -> None:
    """Move one place up or down among the paragraphs that are there."""
    rows = Paragraph.objects.filter(chapter=paragraph.chapter, removed_at=None)
    places = list(rows)
    here = places.index(paragraph) if paragraph in places else -1
    if here < 0 or (up and here == 0) or (not up and here == len(places) - 1):
        return
    over = places[here - 2] if here > 1 else START
    move(paragraph, after=over if up else places[here + 1], by=by)


@transaction.atomic
def take_lock(paragraph: Paragraph, *, by: User) -> Paragraph:
    """Begin to write; LockedError while somebody else's lock stands, old or not."""
    with _held(paragraph) as held:
        if held.locked_by_id not in (None, by.pk):
            raise _locked(held, None)
        return _keep_lock(held, by, by=by)


@transaction.atomic
def take_over(paragraph: Paragraph, *, by: User) -> Paragraph:
    """Take the lock of somebody who has been silent for 15 minutes; else LockedError."""
    with _free(paragraph, by) as held:
        record("took over a paragraph", held.chapter, by=by, key=str(held.key))
        return _keep_lock(held, by, by=by)


@transaction.atomic
def release(paragraph: Paragraph, *, by: User) -> None:
    """Stop writing: the lock is gone if it was this person's."""
    with _held(paragraph) as held:
        _keep_lock(held, None, by=by)


@contextmanager
def _held(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph as it is stored, with its version locked against all other writers."""
    with transaction.atomic():
        hold_version(paragraph.chapter.plan_version)
        rows = Paragraph.objects.select_related("chapter", "locked_by__person")
        held = rows.get(pk=paragraph.pk)
        held.chapter.plan_version = paragraph.chapter.plan_version
        yield held


@contextmanager
def _free(paragraph: Paragraph, by: User | None) -> Iterator[Paragraph]:
    """The same, refused while somebody else is writing."""
    with _held(paragraph) as held:
        if _is_others(held, by):
            raise _locked(held, None)
        yield held


def _is_others(held: Paragraph, by: User | None) -> bool:
    lock = lock_of(held)
    return lock is not None and lock.is_fresh and held.locked_by != by


def _refusal(
    held: Paragraph, written: dict[str, Any], *, seen: int, by: User | None
) -> StaleError | None:
    if held.removed_at:
        text = _("Alinea ini dihapus orang lain. Naskah Anda tetap disimpan.")
        return StaleError(held, _beside(held, written, seen=seen, by=by), text)
    if _is_others(held, by):
        return _locked(held, _beside(held, written, seen=seen, by=by))
    if held.version != seen:
        text = _("Orang lain menyimpan alinea ini lebih dahulu. Bandingkan keduanya.")
        return StaleError(held, _beside(held, written, seen=seen, by=by), text)
    return None


def _locked(held: Paragraph, typed: ParagraphRevision | None) -> LockedError:
    text = _("%(name)s sedang menulis alinea ini. Tunggu, atau ambil alih nanti.")
    name = held.locked_by.person.name if held.locked_by else ""
    return LockedError(held, typed, text % {"name": name})


def _store(
    held: Paragraph, written: dict[str, Any], *, by: User | None, auto: bool
) -> None:
    held.content, held.edited_by, held.edited_at = written, by, timezone.now()
    held.version += 1
    held.save(update_fields=["content", "version", "edited_by", "edited_at"])
    if not (auto and _continued(held, written, by=by)):
        _remember(held, written, by=by)
    refresh(held.chapter)


def _continued(held: Paragraph, written: dict[str, Any], *, by: User | None) -> bool:
    """Write on in the last revision, if this save only adds to what it says."""
    last = held.revisions.filter(version=held.version - 1, kept=True, by=by).first()
    if last is None or held.edited_at - last.at > TOGETHER or last.content == written:
        return False
    before, now = (markup_of(content_of(one)) for one in (last.content, written))
    same = sum(
        1
        for _same in takewhile(
            lambda pair: pair[0] == pair[1], zip(before, now, strict=False)
        )
    )
    if not (before and now.endswith(before[same:])):
        return False
    last.version, last.content = held.version, written
    last.save(update_fields=["version", "content"])
    return True


def _remember(held: Paragraph, written: dict[str, Any], *, by: User | None) -> None:
    ParagraphRevision.objects.create(
        paragraph=held,
        version=held.version,
        content=written,
        by=by,
        at=held.edited_at,
    )


def _beside(
    held: Paragraph, written: dict[str, Any], *, seen: int, by: User | None
) -> ParagraphRevision:
    """What was refused, kept once however often it is sent."""
    mine = ParagraphRevision.objects.filter(paragraph=held, by=by, kept=False)
    latest = mine.first()
    if latest and latest.content == written:
        return latest
    return ParagraphRevision.objects.create(
        paragraph=held,
        version=seen,
        content=written,
        kept=False,
        by=by,
        at=timezone.now(),
    )


def _keep_lock(held: Paragraph, holder: User | None, *, by: User | None) -> Paragraph:
    """Give the lock to ``holder``; ``by`` neither gives back nor takes what is somebody else's."""
    if (holder is None and held.locked_by != by) or _is_others(held, by):
        return held
    held.locked_by, held.locked_at = holder, timezone.now() if holder else None
    held.save(update_fields=["locked_by", "locked_at"])
    return held


def _room(chapter: Chapter, after: Paragraph | Literal["start"] | None) -> int:
    """A place in the order, free after those behind it moved on."""
    rows = Paragraph.objects.filter(chapter=chapter)
    if after is None:
        last = rows.order_by("-order").values_list("order", flat=True).first()
        return (last or 0) + 1
    place = 0 if after == START else rows.get(pk=after.pk).order
    rows.filter(order__gt=place).update(order=F("order") + 1)
    return place + 1
