"""The kinds of typed content: their fields, their groups, and when two contents are one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

from django.db.models import TextChoices
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    MasterplanVersion,
    Pillar,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.figures import text_of

Row: TypeAlias = (
    ContextFigure | ReadinessPoint | SwotPoint | Target | Strategy | ActionPlan
)

KINDS: Mapping[str, type[Row]] = {
    "data": ContextFigure,
    "kesiapan": ReadinessPoint,
    "swot": SwotPoint,
    "sasaran": Target,
    "strategi": Strategy,
    "rencana-aksi": ActionPlan,
}
"""By the word in the address, in the order of the books."""

TITLES = {
    "data": _("Data daerah"),
    "kesiapan": _("Kesiapan dan kesenjangan"),
    "swot": "SWOT",
    "sasaran": _("Visi dan sasaran"),
    "strategi": pgettext_lazy("beberapa", "Strategi"),
    "rencana-aksi": pgettext_lazy("beberapa", "Rencana aksi"),
}
"""The name of each kind's page."""

NEW = {
    "data": _("Tambah angka"),
    "kesiapan": _("Tambah komponen"),
    "swot": _("Tambah butir"),
    "sasaran": _("Tambah sasaran"),
    "rencana-aksi": _("Tambah rencana aksi"),
}
"""How one more is added; strategies are one for each part."""
LONGEST_NAME = 80

FIELDS: Mapping[type[Row], tuple[str, ...]] = {
    ContextFigure: ("label", "value", "unit", "year", "source"),
    ReadinessPoint: ("pillar", "component", "present", "wanted", "gap", "source"),
    SwotPoint: ("kind", "pillar", "text"),
    Target: (
        "text",
        "indicator",
        "unit",
        "baseline",
        "baseline_year",
        "goal_value",
        "goal_year",
        "source",
    ),
    Strategy: ("part", "text", "why_none"),
    ActionPlan: (
        "kind",
        "part",
        "title",
        "text",
        "agency",
        "first_year",
        "last_year",
    ),
}
"""What somebody writes on each kind."""

GROUPS: Mapping[type[Row], tuple[str, type[TextChoices]]] = {
    ReadinessPoint: ("pillar", Pillar),
    SwotPoint: ("kind", SwotPoint.Kind),
    ActionPlan: ("kind", ActionPlan.Kind),
}
"""The field that parts a kind into lists of their own; the others are one list."""

GOAL_SLUGS: Mapping[type[Row], str] = {
    Target: "sasaran",
    Strategy: "strategi",
    ActionPlan: "rencana-aksi",
}
"""The kinds that serve goals, by the word in the address of their links."""


def group_of(row: Row) -> str:
    """The code of the list that a row stands in; empty where there is one list only."""
    kind = type(row)
    return str(getattr(row, GROUPS[kind][0])) if kind in GROUPS else ""


def short_name(row: Row) -> str:
    """What a page calls an element: its name, or its first words."""
    if isinstance(row, ContextFigure):
        return row.label
    if isinstance(row, ReadinessPoint):
        return row.component
    words = row.title if isinstance(row, ActionPlan) else row.text
    return Truncator(words or getattr(row, "part", "")).chars(LONGEST_NAME)


def written(row: Row) -> dict[str, object]:
    """What is written on a row, as plain data."""
    return {name: _plain(row, name) for name in FIELDS[type(row)]}


def mark_of(row: Row) -> str:
    """Tells two contents of a row apart: who saves says upon which one they wrote."""
    return digest_of(written(row))[:16]


def vision_mark(version: MasterplanVersion) -> str:
    """The same for the vision of a version."""
    return digest_of(version.vision)[:16]


def _plain(row: Row, name: str) -> object:
    value = row.agency_id if name == "agency" else getattr(row, name)  # type: ignore[union-attr]
    return text_of(value) if isinstance(value, Decimal) else value
