"""The board of guidance as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from menuju.plans.queries.guidance_board import Line, Turn
from menuju.plans.queries.guidance_writing import Writing, activity_of, writing_of


def head() -> list[str]:
    """The names of the columns in the reader's language."""
    return [
        _("Kode"),
        _("Kabupaten/kota"),
        _("Provinsi"),
        _("Masterplan"),
        _("Tahun awal"),
        _("Tahun akhir"),
        _("Versi"),
        _("Keadaan"),
        _("Pembimbing"),
        _("Bimtek"),
        _("Keluaran terlambat"),
        _("Bab selesai"),
        _("Bab"),
        _("Bab pertama yang belum selesai"),
        _("Kegiatan terakhir"),
        _("Simulasi"),
    ]


def rows_of(lines: Sequence[Line]) -> Iterator[list[object]]:
    """One row for each masterplan. Three queries."""
    writing, activity = writing_of(lines, count=False), activity_of(lines)
    for line in lines:
        at = activity[line.version]
        yield _row(line, writing[line.version], at.date() if at else None)


def _row(line: Line, writing: Writing, last: date | None) -> list[object]:
    plan = line.masterplan
    behind = writing.behind
    return [
        plan.region_id,
        plan.region.name,
        plan.region.province.name,
        plan.title,
        plan.first_year,
        plan.last_year,
        line.number,
        line.state_label(),
        "; ".join(one.person.name for one in line.mentors),
        "; ".join(_said(turn) for turn in line.turns),
        "; ".join(f"{one.session.number}: {one.output.title}" for one in line.late),
        writing.ready,
        writing.chapters,
        behind.chapter.title if behind else "",
        last.isoformat() if last else None,
        _("ya") if plan.is_simulated else _("tidak"),
    ]


def _said(turn: Turn) -> str:
    day = turn.row.first_day if turn.row else None
    when = f" {day.isoformat()}" if day else ""
    return f"{turn.template.number}{when}: {turn.stage.label}"
