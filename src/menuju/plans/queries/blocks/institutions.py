"""Blocks about who carries the plan: bodies, legal acts, commitments."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from menuju.plans.models import Body, CommitmentSheet
from menuju.plans.queries.blocks.cells import dash, day, lines, said
from menuju.plans.queries.blocks.shapes import Grid
from menuju.plans.queries.blocks.source import Source
from menuju.web.components.formats import placed


def bodies(source: Source) -> Iterator[Grid]:
    """A table for each body; names have a column where any office is filled by name."""
    head = [_("Peran"), _("Jabatan"), _("Lembaga"), _("Nama")]
    for body in source.bodies:
        rows = [
            [one.role, one.office, said(one.institution), said(one.name)]
            for one in body.members.all()
        ]
        width = len(head) if any(one.name for one in body.members.all()) else -1
        cut = [row[:width] for row in (head, *rows)]
        yield Grid(cut[0], cut[1:], str(body.get_kind_display()))


def body_texts(source: Source) -> Iterator[str]:
    """By which decree each body stands, and until when."""
    for body in source.bodies:
        yield _("%(body)s: %(decree)s. Masa kerja: %(term)s.") % {
            "body": body.get_kind_display(),
            "decree": _decree(body),
            "term": _term(body),
        }


def _decree(body: Body) -> str:
    if not body.decree:
        return _("keputusannya belum ada")
    if body.decree_on is None:
        return body.decree
    return _("%(decree)s, %(day)s") % {
        "decree": body.decree,
        "day": day(body.decree_on),
    }


def _term(body: Body) -> str:
    if body.term_from is None and body.term_to is None:
        return dash()
    return f"{day(body.term_from)} – {day(body.term_to)}"


def legal_acts(source: Source) -> Iterator[Grid]:
    head = [_("Jenis"), _("Nomor"), _("Tanggal"), _("Keadaan"), _("Catatan")]
    rows = [
        [
            str(row.get_kind_display()),
            said(row.number),
            day(row.on),
            str(row.get_state_display()),
            said(row.note),
        ]
        for row in source.legal_acts
    ]
    yield Grid(head, rows, _("Dasar hukum masterplan"))


def commitments(source: Source) -> Iterator[Grid]:
    head = [_("Jabatan"), _("Komitmen"), _("Tanda tangan")]
    rows = [
        [
            lines((row.office, row.agency.name if row.agency else "")),
            row.text,
            _signed(source, row),
        ]
        for row in source.commitments
    ]
    yield Grid(head, rows, _("Lembar komitmen"))


def _signed(source: Source, row: CommitmentSheet) -> str:
    """By whom, as they were called then, and when; on paper where it was."""
    if row.signed_at is None or row.person is None:
        return _("Belum ditandatangani")
    zone = source.version.masterplan.region.time_zone
    when = date_format(placed(row.signed_at, zone), "j F Y")
    how = _("%(day)s, di kertas") % {"day": when} if row.on_paper else when
    return lines((row.signatory_name or row.person.name, how))
