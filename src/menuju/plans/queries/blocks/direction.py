"""Blocks about where the plan leads: vision, targets, strategies, action plans."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from menuju.plans.models import ActionPlan
from menuju.plans.queries.blocks.cells import amount, dash, lines, said, years
from menuju.plans.queries.blocks.shapes import Grid
from menuju.plans.queries.blocks.source import Source


def vision(source: Source) -> Iterator[str]:
    if source.version.vision:
        yield source.version.vision


def targets(source: Source) -> Iterator[Grid]:
    head = [
        _("Nomor"),
        _("Sasaran"),
        _("Indikator"),
        _("Nilai awal"),
        _("Nilai akhir"),
    ]
    rows = [
        [
            str(number),
            row.text,
            said(row.indicator),
            amount(row.baseline, row.unit, row.baseline_year),
            amount(row.goal_value, row.unit, row.goal_year),
        ]
        for number, row in enumerate(source.targets, 1)
    ]
    yield Grid(head, rows, _("Sasaran smart city"), (3, 4))


def strategies(source: Source) -> Iterator[Grid]:
    """A table for each dimension, with a line for each part, also where nothing is written."""
    if not source.strategies:
        return
    head = [_("Bagian"), _("Strategi")]
    known = {part.code for part in source.framework.leaves()}
    for dimension in source.framework.dimensions:
        parts = source.framework.leaves_of(dimension.code)
        rows = [[str(part.title), _strategy(source, part.code)] for part in parts]
        yield Grid(head, rows, _("Strategi: %(name)s") % {"name": dimension.title})
    others = dict.fromkeys(one.part for one in source.strategies)
    rows = [
        [source.framework.named(part), _strategy(source, part)]
        for part in others
        if part not in known
    ]
    yield Grid(head, rows, _("Strategi lain"))


def _strategy(source: Source, part: str) -> str:
    reason = _("Tanpa strategi: %(reason)s")
    return lines(
        one.text or (reason % {"reason": one.why_none} if one.why_none else "")
        for one in source.strategies
        if one.part == part
    )


def action_plans(source: Source) -> Iterator[Grid]:
    head = [_("Rencana aksi"), _("Bagian"), _("Perangkat daerah"), _("Tahun")]
    for kind in ActionPlan.Kind:
        rows = [
            [
                lines((row.title, row.text)),
                source.framework.named(row.part) if row.part else _("Semua bagian"),
                row.agency.name if row.agency else dash(),
                years(row.first_year, row.last_year),
            ]
            for row in source.action_plans
            if row.kind == kind
        ]
        yield Grid(head, rows, _("Rencana aksi: %(kind)s") % {"kind": kind.label})
