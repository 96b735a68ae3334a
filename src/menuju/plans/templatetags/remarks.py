"""Tags that put remarks beside the paragraphs of a chapter."""

from typing import Any

from django import template
from django.urls import reverse

from menuju.plans.models import Chapter, Paragraph
from menuju.plans.queries.remarks import Remarks, remarks_in

register = template.Library()
SHOWN = 3
"""So many threads and suggestions stand beside a paragraph; its own page has all."""


@register.simple_tag
def remarks_of(chapter: Chapter) -> dict[int, Remarks]:
    """What hangs on the paragraphs of a chapter, for the tag ``remarks``: 2 queries."""
    return remarks_in(chapter)


@register.inclusion_tag("plans/remarks/marks.html")
def remarks(
    paragraph: Paragraph, found: dict[int, Remarks], number: int = 0
) -> dict[str, Any]:
    """The line below a paragraph: a link to its page, and what waits there.

    ``number`` says to those who hear the page which paragraph is meant.
    """
    version = paragraph.chapter.plan_version
    mine = found.get(paragraph.pk, Remarks())
    return {
        "version": version,
        "paragraph": paragraph,
        "found": mine,
        "number": number or paragraph.order,
        "url": reverse("plans:remarks", args=[version.pk, paragraph.key]),
        "threads": mine.waiting[:SHOWN],
        "suggestions": mine.open_suggestions[:SHOWN],
    }
