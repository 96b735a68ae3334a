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
def plan_links(context: Context) -> dict[str, Any]:
    """The pages across plans that somebody has business with, the current one marked."""
    request = context["request"]
    pages = [
        ("plans:list", _("Masterplan")),
        ("plans:developments", _("RPJMD dan RPJPD")),
    ]
    if access.carries(request.user):
        pages.append(("plans:board", _("Papan bimbingan")))
    if guidance.may_mentor(request.user):
        pages.append(("plans:mentored", _("Yang saya bimbing")))
    links = [(reverse(name), label) for name, label in pages]
    return {"links": [(url, label, request.path == url) for url, label in links]}
