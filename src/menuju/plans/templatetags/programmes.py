"""Tags of the pages about programmes and the roadmap."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from menuju.plans.models import PlannedProgramme
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.horizons import Band, band_of
from menuju.plans.queries.programme_lists import Lacking
from menuju.plans.queries.programmes import Money, money_of
from menuju.web.components.marks import tag

register = template.Library()


@register.simple_tag
def part_name(framework: FrameworkDocument, code: str) -> str:
    """A part of the framework with its dimension: "Pelayanan publik (Tata kelola)"."""
    dimension = framework.dimension_of(code)
    name = framework.named(code)
    if dimension is None or dimension.code == code:
        return name
    return f"{dimension.title}: {name}"


@register.simple_tag
def horizon_name(bands: Sequence[Band], code: str) -> str:
    """A horizon with its years; the bare code where the guide has none such."""
    band = band_of(bands, code)
    return f"{band.title} ({band.years})" if band else code


@register.simple_tag
def period(programme: PlannedProgramme) -> str:
    """From when to when: "Jul 2019–Jun 2020"; what is not known is said."""
    first, last = programme.starts_on, programme.ends_on
    if first is None and last is None:
        return gettext("belum bertanggal")
    days = [date_format(day, "M Y") if day else "…" for day in (first, last)]
    return "–".join(dict.fromkeys(days))


@register.filter
def budget(programme: PlannedProgramme) -> Money:
    """What is budgeted for a programme, from what is prefetched."""
    return money_of([programme])


@register.simple_tag
def lacking_tag(
    lacks: Mapping[UUID, Sequence[Lacking]], programme: PlannedProgramme
) -> SafeString:
    """Whether a programme meets the rules of its guide, or how many it does not."""
    found = lacks.get(programme.key)
    if not found:
        return tag("done", gettext("Lengkap"))
    words = ngettext("%(n)s perlu diisi", "%(n)s perlu diisi", len(found))
    return tag("planned", words % {"n": len(found)})


@register.filter
def beside(cells: Iterable[Any], labels: Iterable[str]) -> list[tuple[str, Any]]:
    """Cells of a row, each with the name of its column."""
    return list(zip(labels, cells, strict=True))


@register.simple_tag
def nudged(place: float, by: int) -> str:
    """A place in a picture some units further on."""
    return f"{place + by:g}"


@register.simple_tag
def horizon_short(bands: Sequence[Band], code: str) -> str:
    """A horizon without its years, where the years stand beside it."""
    band = band_of(bands, code)
    return band.title if band else code


@register.simple_tag
def dimension_name(framework: FrameworkDocument, code: str) -> str:
    """The dimension that a part belongs to."""
    dimension = framework.dimension_of(code)
    return str(dimension.title) if dimension else code
