"""The severity report as tables: by assessor and by item, each row with what it rests on."""

from django.utils.translation import gettext as _

from menuju.rounds.models import Round, SeverityReport
from menuju.rounds.queries.severity_page import AssessorLine, ItemLine, SeverityPage

Cells = tuple[list[str], list[list[object]]]


def assessor_table(report: SeverityReport, shown: SeverityPage) -> Cells:
    """Severity in points of the scale, higher is stricter; unknown is an empty cell."""
    head = [
        _("Asesor"),
        _("Lembaga"),
        _("Kelompok"),
        _("Nilai terkirim"),
        _("Keketatan"),
        _("Galat baku"),
        _("Dibanding yang lain"),
        _("Infit"),
        _("Outfit"),
        _("Keajekan"),
    ]
    rows = [_assessor_row(line) for line in shown.assessors]
    return _resting(report, head, rows)


def item_table(report: SeverityReport, shown: SeverityPage) -> Cells:
    """Agreement and rubric health; shares from 0 to 1, unknown is an empty cell."""
    head = [
        _("Kode butir"),
        _("Butir"),
        _("Alfa"),
        _("Kesepakatan"),
        _("Selisih rata-rata"),
        _("Di tingkat tertinggi"),
        _("Beda satu tingkat"),
        _("Bukti tidak cukup"),
        _("Tanpa bukti wajib"),
    ]
    return _resting(report, head, [_item_row(line) for line in shown.items])


def _assessor_row(line: AssessorLine) -> list[object]:
    institution = line.person.institution
    return [
        line.person.name,
        institution.name if institution else "",
        line.block,
        line.scores,
        line.severity,
        line.se,
        str(line.leaning.label),
        line.infit,
        line.outfit,
        str(line.steadiness.label),
    ]


def _item_row(line: ItemLine) -> list[object]:
    figures = line.figures
    return [
        line.node.code,
        str(line.node.title),
        figures["alpha"],
        str(line.trust.label),
        figures["spread"],
        figures["ceiling"],
        figures["confusion"],
        figures["insufficient"],
        line.missing,
    ]


def _resting(
    report: SeverityReport, head: list[str], rows: list[list[object]]
) -> Cells:
    """Every row says round, year, instrument version, how many it was computed among."""
    round_: Round = report.round
    method = report.figures["method"]
    tail: list[object] = [
        round_.title,
        round_.year,
        round_.instrument_version.named,
        method["regions"],
        method["scores"],
        _("ya") if round_.is_simulated else _("tidak"),
    ]
    more = [
        _("Tahap"),
        _("Tahun"),
        _("Versi instrumen"),
        _("Daerah dalam laporan"),
        _("Nilai dalam laporan"),
        _("Simulasi"),
    ]
    return [*head, *more], [[*row, *tail] for row in rows]
