"""The alignment as a table: every link, then what has none."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from menuju.plans.models import Goal, GoalLink, MasterplanVersion
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.queries.alignment import Element, alignment_of, every_element
from menuju.plans.queries.documents import framework_of

Row = list[object]
Elements = dict[UUID, Element]


def head() -> list[str]:
    """The names of the columns."""
    return [
        _("Jenis unsur"),
        _("Unsur"),
        _("Dimensi"),
        _("Kode tujuan"),
        _("Tujuan atau sasaran"),
        _("Kekuatan"),
        _("Alasan"),
        _("Catatan"),
    ]


def rows_of(version: MasterplanVersion) -> list[Row]:
    """Links first, then elements without a goal, then goals that no programme serves itself."""
    framework = framework_of(version.masterplan)
    elements = {one.key: one for one in every_element(version)}
    links = list(version.goal_links.select_related("goal"))
    return [
        *_links(version, links, elements, framework),
        *_orphans(version, links, elements, framework),
        *_goals(version),
    ]


def _links(
    version: MasterplanVersion,
    links: list[GoalLink],
    elements: Elements,
    framework: FrameworkDocument,
) -> Iterator[Row]:
    kinds = dict(GoalLink.Element.choices)
    for link in links:
        element = elements.get(link.key)
        is_here = link.goal.plan_id == version.development_plan_id
        yield [
            str(kinds[link.element]),
            element.name if element else str(link.key),
            framework.named(element.part) if element else "",
            link.goal.code,
            link.goal.text,
            link.strength,
            link.justification,
            "" if is_here else _("menunjuk rencana sebelumnya"),
        ]


def _orphans(
    version: MasterplanVersion,
    links: list[GoalLink],
    elements: Elements,
    framework: FrameworkDocument,
) -> Iterator[Row]:
    kinds = dict(GoalLink.Element.choices)
    here = version.development_plan_id
    served = {link.key for link in links if link.goal.plan_id == here}
    for key, one in elements.items():
        if key not in served:
            of = [str(kinds[one.kind]), one.name, framework.named(one.part)]
            yield [*of, "", "", "", "", _("tanpa tujuan")]


def _goals(version: MasterplanVersion) -> Iterator[Row]:
    """Goals that no programme serves, then those served through their objectives alone."""
    rows = alignment_of(version).rows
    for row in rows:
        if row.is_gap:
            yield _goal(row.goal, _("tanpa program"))
    for row in rows:
        if row.through and not row.total:
            text = _("tanpa program langsung; %(n)s program lewat sasaran")
            yield _goal(row.goal, text % {"n": row.through})


def _goal(goal: Goal, note: str) -> Row:
    return ["", "", "", goal.code, goal.text, "", "", note]
