"""Parts of a page: task list, deadline banner, empty state, notes, progress, charts' frame."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from menuju.web.components.formats import full_day, other_zones, remaining

register = template.Library()
NEAR, URGENT = timedelta(days=3), timedelta(hours=24)


def read(row: Any, name: str, default: Any = None) -> Any:  # noqa: ANN401 -- rows are mappings or objects of any slice
    """One value of a row, which may be a mapping or an object."""
    if isinstance(row, dict):
        return row.get(name, default)
    return getattr(row, name, default)


@register.inclusion_tag("web/parts/task_list.html")
def task_list(tasks: Sequence[Any]) -> dict[str, Any]:
    """Rows that are links; those without an address cannot start yet."""
    done = sum(read(task, "status") == "complete" for task in tasks)
    return {"tasks": tasks, "done": done, "all": len(tasks)}


def urgency(when: datetime) -> str:
    """Neutral, then yellow from three days, red from 24 hours; always said in words too."""
    left = when - timezone.now()
    if left < URGENT:
        return "urgent"
    return "near" if left < NEAR else ""


@register.inclusion_tag("web/parts/deadline.html")
def deadline(
    when: datetime | None, zone: str | None = None, href: str = "", action: str = ""
) -> dict[str, Any]:
    """The deadline on the reader's clock and the two others, and the way out."""
    if when is None:
        return {}
    return {
        "text": full_day(when, zone),
        "others": other_zones(when, zone),
        "left": remaining(when),
        "kind": urgency(when),
        "href": href,
        "action": action,
    }


@register.inclusion_tag("web/parts/meter.html")
def meter(done: int, whole: int, label: str) -> dict[str, Any]:
    """A bar of progress, with the words "9 dari 13"."""
    share = round(100 * done / whole) if whole else 0
    return {"done": done, "whole": whole, "label": label, "share": str(share)}


@register.simple_block_tag
def note(content: str, kind: str = "") -> SafeString:
    return format_html('<div class="note {}">{}</div>', kind, content)


@register.simple_block_tag
def no_data(content: str, title: str) -> SafeString:
    """An empty state: what is missing, and inside it the next step."""
    shape = '<div class="no-data flow"><p class="bold">{}</p><div>{}</div></div>'
    return format_html(shape, title, content)


@register.simple_block_tag
def chart(content: str, title: str, subtitle: str = "", source: str = "") -> SafeString:
    """The frame of a figure: conclusion, measure, picture, source."""
    under = format_html("<p>{}</p>", subtitle) if subtitle else ""
    caption = (
        format_html("<figcaption>{}</figcaption>", source) if source else SafeString("")
    )
    shape = '<figure class="figure card"><header><h3>{}</h3>{}</header>{}{}</figure>'
    return format_html(shape, title, under, content, caption)
