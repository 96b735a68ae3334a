"""The history of a paragraph: every save, also those that met a conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from menuju.plans.models import Paragraph, ParagraphRevision, Suggestion
from menuju.plans.models.text import content_of
from menuju.plans.queries.differences import Piece
from menuju.plans.queries.wordings import pieces_between


@dataclass(frozen=True)
class Change:
    """What became of a wording; ``before`` is None where nothing was there."""

    before: ParagraphRevision | None
    after: ParagraphRevision

    @cached_property
    def pieces(self) -> list[Piece]:
        """Both wordings as one text."""
        if self.before is None:
            return []
        return pieces_between(
            content_of(self.before.content), content_of(self.after.content)
        )

    @property
    def is_same(self) -> bool:
        return all(one.kind == "same" for one in self.pieces)


def revisions_of(paragraph: Paragraph) -> QuerySet[ParagraphRevision]:
    """Every wording that was sent, the newest first, with who sent it."""
    return paragraph.revisions.select_related("by__person").order_by("-at", "-pk")


def change_in(
    paragraph: Paragraph, older: int | None = None, newer: int | None = None
) -> Change | None:
    """From one revision to another, by their keys; None if the paragraph has none.

    Without ``newer`` it is the last one that was stored, without ``older`` the one that
    was stored before.
    """
    revisions = revisions_of(paragraph)
    kept = revisions.filter(kept=True)
    after = (revisions.filter(pk=newer) if newer else kept).first()
    if after is None:
        return None
    if older:
        before = revisions.filter(pk=older).first()
    elif after.kept:
        before = kept.filter(version__lt=after.version).first()
    else:
        before = kept.filter(version__gt=after.version).last() or kept.first()
    return Change(before, after)


def suggesters_of(
    paragraph: Paragraph, revisions: Sequence[ParagraphRevision]
) -> dict[int, str]:
    """Who suggested the wording of a revision, by its key: the accepted suggestions."""
    accepted = Suggestion.objects.filter(
        paragraph=paragraph, state=Suggestion.State.ACCEPTED
    ).select_related("by__person")
    rows = list(accepted)
    return {
        one.pk: row.by.person.name
        for one in revisions
        for row in rows
        if row.content == one.content and one.kept
    }


def wording_at(paragraph: Paragraph, version: int) -> ParagraphRevision | None:
    """The wording that a save number stood for; None if it was written on since."""
    return paragraph.revisions.filter(version=version, kept=True).first()
