"""Blocks about programmes: by dimension, quick wins, the roadmap, money, one of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.plans.models import PlannedProgramme, ProgrammeBudget, ProgrammeIndicator
from menuju.plans.queries.blocks.cells import (
    amount,
    dash,
    day,
    lines,
    months,
    rupiah,
    said,
)
from menuju.plans.queries.blocks.shapes import Grid
from menuju.plans.queries.blocks.source import Source

Origin = ProgrammeBudget.Origin


def programmes(source: Source) -> Iterator[Grid]:
    """For each dimension its programmes and their indicators."""
    grouped: dict[str, list[PlannedProgramme]] = defaultdict(list)
    for row in source.programmes:
        dimension = source.framework.dimension_of(row.part)
        grouped[dimension.code if dimension else ""].append(row)
    names = {one.code: str(one.title) for one in source.framework.dimensions}
    for code in (*names, ""):
        rows = grouped[code]
        name = names.get(code, _("tanpa dimensi"))
        yield _listed(source, rows, _("Program: %(name)s") % {"name": name})
        yield _measured(rows, _("Indikator program: %(name)s") % {"name": name})


def _listed(source: Source, rows: list[PlannedProgramme], caption: str) -> Grid:
    head = [
        _("Kode"),
        _("Program"),
        _("Layanan publik yang diperbaiki"),
        _("Perangkat daerah"),
        _("Waktu"),
    ]
    cells = [
        [
            row.code,
            lines((row.title, source.framework.named(row.part))),
            _service(row),
            _agency(row),
            lines((_horizon(source, row), months(row.starts_on, row.ends_on))),
        ]
        for row in rows
    ]
    return Grid(head, cells, caption)


def _service(row: PlannedProgramme) -> str:
    before = _("Sebelum: %(text)s") % {"text": row.service_before}
    after = _("Sesudah: %(text)s") % {"text": row.service_after}
    told = (before if row.service_before else "", after if row.service_after else "")
    return lines((row.service, *told))


def _agency(row: PlannedProgramme) -> str:
    return row.agency.name if row.agency else dash()


def _horizon(source: Source, row: PlannedProgramme) -> str:
    horizon = source.guide.horizon(row.horizon)
    return str(horizon.title) if horizon else row.horizon


def _measured(rows: Iterable[PlannedProgramme], caption: str) -> Grid:
    head = [_("Kode"), _("Indikator"), _("Jenjang"), _("Nilai awal"), _("Target")]
    cells = [
        [row.code, one.name, str(one.get_level_display()), *_values(one)]
        for row in rows
        for one in row.indicators.all()
    ]
    return Grid(head, cells, caption, (3, 4))


def _values(one: ProgrammeIndicator) -> tuple[str, str]:
    first = amount(one.baseline, one.unit, one.baseline_year)
    return first, amount(one.target, one.unit, one.target_year)


def quick_wins(source: Source) -> Iterator[Grid]:
    head = [
        _("Kode"),
        _("Program"),
        _("Sebelum"),
        _("Sesudah"),
        _("Perangkat daerah"),
        _("Selesai"),
    ]
    rows = [
        [
            row.code,
            lines((row.title, row.service)),
            said(row.service_before),
            said(row.service_after),
            _agency(row),
            day(row.ends_on),
        ]
        for row in source.programmes
        if row.quick_win
    ]
    yield Grid(head, rows, _("Quick win"))


def roadmap(source: Source) -> Iterator[Grid]:
    head = [_("Kode"), _("Program"), _("Perangkat daerah"), _("Waktu")]
    known = [one.code for one in source.guide.horizons]
    extra = [row.horizon for row in source.programmes if row.horizon not in known]
    for code in dict.fromkeys((*known, *extra)):
        horizon = source.guide.horizon(code)
        rows = [
            [row.code, row.title, _agency(row), months(row.starts_on, row.ends_on)]
            for row in source.programmes
            if row.horizon == code
        ]
        name = str(horizon.title) if horizon else code
        yield Grid(head, rows, _("Peta jalan: %(name)s") % {"name": name.lower()})


def budgets(source: Source) -> Iterator[Grid]:
    """By year, by source of money, and line by line; what is unknown is never counted as 0."""
    found = [(row, one) for row in source.programmes for one in row.budgets.all()]
    by_year: dict[str, list[ProgrammeBudget]] = defaultdict(list)
    by_origin: dict[str, list[ProgrammeBudget]] = defaultdict(list)
    for _row, one in found:
        by_year[str(one.year)].append(one)
        by_origin[str(one.get_origin_display())].append(one)
    years = dict(sorted(by_year.items()))
    yield _summed(_("Tahun"), years, _("Anggaran menurut tahun"))
    yield _summed(_("Sumber dana"), by_origin, _("Anggaran menurut sumber dana"))
    head = [_("Kode"), _("Program"), _("Tahun"), _("Sumber dana"), _("Anggaran")]
    rows = [
        [
            row.code,
            row.title,
            str(one.year),
            str(one.get_origin_display()),
            rupiah(one.amount),
        ]
        for row, one in found
    ]
    yield Grid(head, rows, _("Anggaran menurut program"), (4,))


def _summed(name: str, groups: dict[str, list[ProgrammeBudget]], caption: str) -> Grid:
    rows = [
        [label, str(len({one.programme_id for one in rows})), rupiah(_sum(rows))]
        for label, rows in groups.items()
    ]
    if rows:
        every = [one for group in groups.values() for one in group]
        count = len({one.programme_id for one in every})
        rows.append([_("Jumlah"), str(count), rupiah(_sum(every))])
    head = [name, _("Program"), _("Anggaran")]
    return Grid(head, rows, caption, (1, 2), has_total=bool(rows))


def _sum(rows: Iterable[ProgrammeBudget]) -> Decimal:
    return sum((one.amount for one in rows), Decimal(0))


def budget_texts(source: Source) -> Iterator[str]:
    """How many programmes have no budget, so that nobody reads the sum as all of it."""
    lacking = sum(not row.budgets.all() for row in source.programmes)
    if lacking and lacking < len(source.programmes):
        text = ngettext(
            "%(n)s program belum punya anggaran dan tidak dihitung di sini.",
            "%(n)s program belum punya anggaran dan tidak dihitung di sini.",
            lacking,
        )
        yield text % {"n": lacking}


def programme(source: Source, key: UUID | None) -> Iterator[Grid]:
    """One programme: what it is, how it is measured, what it costs."""
    row = next((one for one in source.programmes if one.key == key), None)
    if row is None:
        return
    facts = [
        [_("Program"), f"{row.code} {row.title}"],
        [_("Bagian"), source.framework.named(row.part)],
        [_("Waktu"), f"{_horizon(source, row)}, {months(row.starts_on, row.ends_on)}"],
        [_("Layanan publik"), said(row.service)],
        [_("Sebelum"), said(row.service_before)],
        [_("Sesudah"), said(row.service_after)],
        [_("Perangkat daerah"), _agency(row)],
        [_("Mitra"), lines(one.name for one in row.partners.all())],
        [_("Penanggung jawab"), said(row.in_charge)],
    ]
    yield Grid([_("Rincian"), _("Isi")], facts, f"{row.code} {row.title}")
    yield _measured([row], _("Indikator %(code)s") % {"code": row.code})
    head = [_("Tahun"), _("Sumber dana"), _("Anggaran")]
    money = [
        [str(one.year), str(one.get_origin_display()), rupiah(one.amount)]
        for one in row.budgets.all()
    ]
    yield Grid(head, money, _("Anggaran %(code)s") % {"code": row.code}, (2,))


def indicator(source: Source, key: UUID | None) -> Iterator[Grid]:
    """One indicator of a programme."""
    head = [_("Indikator"), _("Program"), _("Jenjang"), _("Nilai awal"), _("Target")]
    for row in source.programmes:
        for one in row.indicators.all():
            if one.key == key:
                name = f"{row.code} {row.title}"
                cells = [one.name, name, str(one.get_level_display()), *_values(one)]
                yield Grid(head, [cells], one.name, (3, 4))
