"""Tags of the pages about plans."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.figures import text_of
from menuju.web.components.formats import unknown, written

register = template.Library()

TABS = (
    ("plans:masterplan", _("Ringkasan")),
    ("plans:content", _("Isi")),
    ("plans:roadmap", _("Peta jalan")),
    ("plans:alignment", _("Keselarasan")),
    ("plans:writing", _("Naskah")),
    ("plans:completeness", _("Kelengkapan")),
    ("plans:guidance", _("Bimbingan")),
    ("plans:books", _("Buku")),
)
"""The pages of a version by their URL name (one argument: the version's key) and label."""


@register.inclusion_tag("plans/masterplans/tabs.html", takes_context=True)
def plan_tabs(context: Context, version: MasterplanVersion) -> dict[str, Any]:
    """The tabs of a version; a page that this site does not have is left out."""
    here = context["request"].path
    tabs = []
    for name, label in TABS:
        try:
            url = reverse(name, args=[version.pk])
        except NoReverseMatch:
            continue
        is_first = name == TABS[0][0]
        current = here == url if is_first else here.startswith(url)
        tabs.append({"url": url, "label": label, "current": current})
    return {"tabs": tabs}


@register.inclusion_tag("plans/content/page_link.html")
def page_link(
    name: str, version: MasterplanVersion, label: str, without: str
) -> dict[str, Any]:
    """A link to a page of a version, or the words ``without`` where the site has no such."""
    try:
        url = reverse(name, args=[version.pk])
    except NoReverseMatch:
        url = ""
    return {"url": url, "label": label, "without": without}


@register.filter
def plain_figure(value: Decimal | None) -> str:
    """A number as it was written, with the mark of the language; a dash where unknown."""
    if value is None:
        return unknown()
    return written(value, len(text_of(value).partition(".")[2]))


@register.filter
def target_of(targets: Mapping[str, str], year: int) -> str:
    """The target of a year. A bare dash where there is none: the page says what it means."""
    text = targets.get(str(year))
    return plain_figure(Decimal(text)) if text else "–"
