"""The alignment as a table: every link, then what has none."""

from django.utils.translation import gettext as _

from menuju.plans.models import GoalLink, MasterplanVersion
from menuju.plans.queries.alignment import alignment_of, every_element
from menuju.plans.queries.documents import framework_of


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


def rows_of(version: MasterplanVersion) -> list[list[object]]:
    """Links first, then elements without a goal, then goals without a programme."""
    framework = framework_of(version.masterplan)
    elements = {one.key: one for one in every_element(version)}
    kinds = dict(GoalLink.Element.choices)
    rows: list[list[object]] = []
    served = set()
    for link in version.goal_links.select_related("goal"):
        element = elements.get(link.key)
        is_here = link.goal.plan_id == version.development_plan_id
        if is_here:
            served.add(link.key)
        rows.append(
            [
                str(kinds[link.element]),
                element.name if element else str(link.key),
                framework.named(element.part) if element else "",
                link.goal.code,
                link.goal.text,
                link.strength,
                link.justification,
                "" if is_here else _("menunjuk rencana sebelumnya"),
            ]
        )
    rows += [
        [
            str(kinds[one.kind]),
            one.name,
            framework.named(one.part),
            "",
            "",
            "",
            "",
            _("tanpa tujuan"),
        ]
        for one in elements.values()
        if one.key not in served
    ]
    rows += [
        ["", "", "", goal.code, goal.text, "", "", _("tanpa program")]
        for goal in alignment_of(version).gaps
    ]
    return rows
