"""Tags of the pages about guidance."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from menuju.plans import access
from menuju.plans.access import guidance
from menuju.plans.models import GuidanceSession
from menuju.plans.queries.sessions import Stage
from menuju.web.components.formats import long_date

register = template.Library()

KINDS = {
    Stage.UNPLANNED: "plain",
    Stage.PLANNED: "planned",
    Stage.UNDER_WAY: "progress",
    Stage.HELD: "risk",
    Stage.CLOSED: "done",
}


@register.filter
def days_of(row: GuidanceSession | None) -> str:
    """The days of a session in words; a day that nobody knows is said to be unknown."""
    if row is None or row.first_day is None:
        if row and row.closed_at:
            return _("tanggal tidak ditemukan")
        return _("belum dijadwalkan")
    first, last = row.first_day, row.last_day or row.first_day
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_date(last)}"
    if first.year == last.year:
        return f"{date_format(first, 'j F')} – {long_date(last)}"
    return f"{long_date(first)} – {long_date(last)}"


@register.filter
def stage_kind(stage: Stage) -> str:
    """Which tag a stage is shown as."""
    return KINDS[stage]


@register.inclusion_tag("plans/guidance/links.html", takes_context=True)
def guidance_links(context: Context) -> dict[str, Any]:
    """The pages of guidance across regions that somebody has business with."""
    request = context["request"]
    links = []
    if access.carries(request.user):
        links.append((reverse("plans:board"), _("Papan bimbingan")))
    if guidance.may_mentor(request.user):
        links.append((reverse("plans:mentored"), _("Yang saya bimbing")))
    return {"links": links, "here": request.path}
