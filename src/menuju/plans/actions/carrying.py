"""Carry what waits for somebody in one version of a masterplan over to the next.

A published version is not written in any more, so what was left open in it would never be
settled. What was settled stays where it was said.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import QuerySet

from menuju.plans.actions.copies import anew
from menuju.plans.models import Comment, MasterplanVersion, Paragraph, Suggestion

Remark = TypeVar("Remark", Comment, Suggestion)
Places = Mapping[int, Paragraph]


def carry_remarks(old: MasterplanVersion, new: MasterplanVersion) -> int:
    """Go on in ``new`` with the open threads and suggestions of ``old``; how many there are.

    Each stands at the same paragraph, by the same person and of the same day, and names
    its ``origin``. What hangs on a paragraph that was removed stays behind.
    """
    places = _places(old, new)
    here = {"paragraph__in": places}
    threads = Comment.objects.filter(**here, parent=None).exclude(
        state=Comment.State.DONE
    )
    went_on = _again(threads.order_by("pk"), places)
    answers = Comment.objects.filter(parent__in=went_on).order_by("pk")
    for one in answers:  # kept by the query, which is not asked again
        one.parent = went_on[one.parent_id or 0]
    _again(answers, places)
    waiting = Suggestion.objects.filter(**here, state=Suggestion.State.OPEN)
    asked = _again(waiting.order_by("pk"), places)
    return len(went_on) + len(asked)


def _places(old: MasterplanVersion, new: MasterplanVersion) -> dict[int, Paragraph]:
    """The paragraph of ``new`` that each one of ``old`` became, by its key."""
    rows = Paragraph.objects.filter(removed_at=None).select_related("chapter")
    made = {_anchor(one): one for one in rows.filter(chapter__plan_version=new)}
    olds = rows.filter(chapter__plan_version=old)
    return {one.pk: made[_anchor(one)] for one in olds if _anchor(one) in made}


def _anchor(one: Paragraph) -> tuple[str, str, str]:
    return one.chapter.book, one.chapter.code, str(one.key)


def _again(rows: QuerySet[Remark], places: Places) -> dict[int, Remark]:
    """The same remarks at their new places, by the key of the one each goes on with."""
    olds = list(rows)
    keys = [row.pk for row in olds]
    for row in olds:
        row.origin_id = row.origin_id or row.pk
        row.paragraph = places[row.paragraph_id]
    return dict(zip(keys, rows.bulk_create(anew(olds)), strict=True))
