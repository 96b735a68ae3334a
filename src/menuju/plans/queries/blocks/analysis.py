"""Blocks about the region as it is: context, readiness, gaps, SWOT, its development plan."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from menuju.plans.models import GoalIndicator, Pillar, SwotPoint
from menuju.plans.queries.blocks.cells import amount, dash, said, years
from menuju.plans.queries.blocks.shapes import Grid
from menuju.plans.queries.blocks.source import Source
from menuju.plans.queries.development import Branch


def context(source: Source) -> Iterator[Grid]:
    head = [_("Data"), pgettext("angka", "Nilai"), _("Tahun"), _("Sumber")]
    rows = [
        [row.label, amount(row.value, row.unit), str(row.year), said(row.source)]
        for row in source.context
    ]
    yield Grid(head, rows, _("Data daerah"), (1, 2))


def readiness(source: Source) -> Iterator[Grid]:
    head = [_("Komponen"), _("Keadaan sekarang"), _("Kebutuhan")]
    for pillar in Pillar:
        rows = [
            [row.component, said(row.present), said(row.wanted)]
            for row in source.readiness
            if row.pillar == pillar
        ]
        caption = _("Kesiapan: %(pillar)s") % {"pillar": str(pillar.label).lower()}
        yield Grid(head, rows, caption)


def gaps(source: Source) -> Iterator[Grid]:
    head = [_("Komponen"), _("Kesenjangan")]
    for pillar in Pillar:
        rows = [
            [row.component, said(row.gap)]
            for row in source.readiness
            if row.pillar == pillar
        ]
        caption = _("Kesenjangan: %(pillar)s") % {"pillar": str(pillar.label).lower()}
        yield Grid(head, rows, caption)


def swot(source: Source) -> Iterator[Grid]:
    head = [_("Uraian"), _("Pilar")]
    for kind in SwotPoint.Kind:
        rows = [
            [row.text, row.get_pillar_display() or _("Umum")]
            for row in source.swot
            if row.kind == kind
        ]
        yield Grid(head, rows, str(kind.label))


def plan_texts(source: Source) -> Iterator[str]:
    """The development plan in sentences: which one it is, by which act, and its vision."""
    plan = source.version.development_plan
    if plan is None:
        return
    named = {"plan": plan.title, "years": years(plan.first_year, plan.last_year)}
    yield _("Rencana ini mengacu pada %(plan)s tahun %(years)s.") % named
    if plan.legal_act:
        yield _("Dasar hukum: %(act)s.") % {"act": plan.legal_act}
    yield _("Visi pembangunan: %(vision)s") % {"vision": said(plan.vision)}


def development(source: Source) -> Iterator[Grid]:
    outline = source.outline
    if outline is None:
        return
    missions = [[str(one.number), one.text] for one, _goals in outline.missions]
    yield Grid([_("Nomor"), _("Misi")], missions, _("Misi pembangunan"))
    head = [
        _("Kode"),
        _("Tujuan dan sasaran"),
        _("Indikator"),
        _("Nilai awal"),
        _("Target akhir"),
    ]
    rows = [row for branch in outline.walk() for row in _goal_rows(branch)]
    yield Grid(head, rows, _("Tujuan dan sasaran pembangunan"), (3, 4))


def _goal_rows(branch: Branch) -> Iterator[list[str]]:
    """A line for each indicator; code and text stand on each, so that a row reads alone."""
    goal = branch.goal
    if not branch.indicators:
        yield [goal.code, goal.text, dash(), dash(), dash()]
    for one in branch.indicators:
        first = amount(one.baseline, one.unit, one.baseline_year)
        yield [goal.code, goal.text, one.name, first, _last_target(one)]


def _last_target(indicator: GoalIndicator) -> str:
    """What the indicator shall reach in the last year that has a target."""
    if not indicator.targets:
        return dash()
    year = max(indicator.targets, key=int)
    return amount(Decimal(indicator.targets[year]), indicator.unit, int(year))
