"""Lay out the chapters of a version, say who writes each, and how far it is."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import Chapter, MasterplanVersion, Paragraph
from menuju.plans.models.text import DataBlock
from menuju.plans.queries.documents import guide_of


@transaction.atomic
def lay_out(version: MasterplanVersion) -> list[Chapter]:
    """The chapters of the guide that this version does not have yet, now made.

    Each begins with the blocks of data that the guide names. A chapter that is there stays
    as it is, so what people removed does not come back.
    """
    held = hold_version(version)
    there = {*held.chapters.values_list("book", "code")}
    made, blocks = [], []
    for book in guide_of(held.masterplan).books:
        for order, one in enumerate(book.chapters, start=1):
            if (book.code, one.code) in there:
                continue
            chapter = Chapter.objects.create(
                plan_version=held,
                book=book.code,
                code=one.code,
                title=one.title.id,
                order=order,
            )
            made.append(chapter)
            blocks += [(chapter, n, code) for n, code in enumerate(one.blocks, start=1)]
    Paragraph.objects.bulk_create(_drawn(*block) for block in blocks)
    return made


@transaction.atomic
def assign(chapter: Chapter, owner: User | None, *, by: User | None) -> None:
    """Say who answers for a chapter; nobody if ``owner`` is None."""
    hold_version(chapter.plan_version)
    chapter.owner = owner
    chapter.save(update_fields=["owner"])
    record("assigned", chapter, by=by, owner=owner.pk if owner else None)


@transaction.atomic
def mark_ready(chapter: Chapter, *, by: User | None) -> None:
    """Declare a chapter finished: its owner does, or any planner if it has none.

    Whoever writes in it afterwards opens it again.
    """
    hold_version(chapter.plan_version)
    held = Chapter.objects.select_for_update(of=("self",)).get(pk=chapter.pk)
    if by and held.owner_id and held.owner_id != by.pk:
        text = _(
            "Bab ini ditandai selesai oleh penanggung jawabnya. "
            "Minta kepadanya, atau ambil alih tanggung jawab bab ini dahulu."
        )
        raise PermissionDenied(text)
    if held.state == Chapter.State.EMPTY:
        raise PermissionDenied(_("Bab ini belum ditulis. Tambahkan alinea dahulu."))
    chapter.state = held.state = Chapter.State.READY
    held.save(update_fields=["state"])
    record("finished", chapter, by=by)


@transaction.atomic
def reopen(chapter: Chapter, *, by: User | None) -> None:
    """Go on writing a chapter that was finished."""
    hold_version(chapter.plan_version)
    refresh(chapter)
    record("reopened", chapter, by=by)


def refresh(chapter: Chapter) -> None:
    """What the state is after a change: being written, or empty if only data is drawn."""
    rows = chapter.paragraphs.filter(removed_at=None).exclude(content__type="block")
    state = Chapter.State.WRITING if rows.exists() else Chapter.State.EMPTY
    if Chapter.objects.filter(pk=chapter.pk).exclude(state=state).update(state=state):
        chapter.state = state


def _drawn(chapter: Chapter, order: int, code: str) -> Paragraph:
    return Paragraph(
        chapter=chapter,
        order=order,
        content=DataBlock(code=code).model_dump(mode="json"),
        version=1,
        edited_at=timezone.now(),
    )
