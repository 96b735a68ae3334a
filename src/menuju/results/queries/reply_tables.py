"""The board of replies as a table to take away."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from menuju.results.models import Release
from menuju.results.queries.replies import Told


def head() -> list[str]:
    """The columns in the reader's language."""
    return [
        _("kode daerah"),
        _("daerah"),
        _("tahap"),
        _("tahun"),
        _("instrumen"),
        _("jenis"),
        _("kode butir"),
        _("hal yang disanggah"),
        _("berlaku"),
        _("diminta"),
        _("skala terendah"),
        _("skala tertinggi"),
        _("keadaan"),
        _("diajukan"),
        _("tenggat"),
        _("dijawab"),
        _("menjadi"),
        _("jumlah bukti"),
        _("nilai sebelum"),
        _("nilai sesudah"),
        _("melewati garis"),
        _("preseden"),
        _("sanggahan"),
        _("jawaban"),
        _("asal data"),
    ]


def rows(release: Release, told: Iterable[Told]) -> list[list[object]]:
    """One row for each reply; levels as they are stored, unknown is empty."""
    version = release.round.instrument_version
    return [_row(release, str(version), one) for one in told]


def _row(release: Release, version: str, told: Told) -> list[object]:
    row, round_ = told.reply, release.round
    scale = told.point.node.scale if told.point else None
    effect = getattr(row, "effect", None)
    return [
        row.participation.region_id,
        row.participation.region.name,
        round_.code,
        round_.year,
        version,
        row.get_subject_display(),
        row.code,
        told.title,
        row.level_before,
        row.asked,
        str(scale.min) if scale else "",
        str(scale.max) if scale else "",
        row.get_state_display(),
        row.at.isoformat(),
        row.deadline.isoformat(),
        row.answered_at.isoformat() if row.answered_at else "",
        row.level_after,
        getattr(row, "files", 0),
        _exact(effect.score_before if effect else None),
        _exact(effect.score_after if effect else None),
        "" if effect is None else _yes(effect.moves),
        _yes(row.is_precedent),
        row.text,
        row.answer,
        row.provenance,
    ]


def _exact(value: float | None) -> str:
    return "" if value is None else repr(value)


def _yes(is_so: bool) -> str:  # noqa: FBT001 -- a cell
    return _("ya") if is_so else _("tidak")
