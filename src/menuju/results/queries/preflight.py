"""What is checked before a selection is proposed, each with the page where it is mended."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.results.models import Release
from menuju.results.queries.board import Board
from menuju.rounds.queries.moderation import open_counts


@dataclass(frozen=True, slots=True)
class Check:
    """A condition in words; ``blocks`` says that a proposal is refused without it."""

    text: str
    holds: bool
    url: str = ""
    blocks: bool = True


def checks_of(board: Board) -> list[Check]:
    """The list on the board, in the order in which it is worked off."""
    code = board.release.round.code
    return [
        Check(
            _("Nilai dibekukan dan disetujui orang kedua"),
            is_frozen(board.release),
            url_of("rounds:freeze", code),
        ),
        _moderated(board.release),
        _ruled(board),
        Check(
            _("Simulasi memakai aturan yang sekarang"),
            bool(board.simulation) and not board.is_outdated,
            url_of("results:board", code),
            blocks=False,
        ),
        _reasoned(board),
    ]


def _moderated(release: Release) -> Check:
    waiting = open_counts(release.round)[0]
    open_ = ngettext(
        "%(n)s selisih belum dimusyawarahkan",
        "%(n)s selisih belum dimusyawarahkan",
        waiting,
    ) % {"n": waiting}
    done = _("Semua selisih di luar toleransi sudah dimusyawarahkan")
    place = url_of("rounds:moderation", release.round.code)
    return Check(open_ if waiting else done, not waiting, place)


def _ruled(board: Board) -> Check:
    terms = board.terms
    if terms.is_default:
        text = _("Tanpa aturan tertulis: berlaku kuota tahap ini saja")
    else:
        text = _("Aturan seleksi sudah terbit")
    place = url_of("results:rules", board.release.round.code)
    return Check(text, terms.is_published or terms.is_default, place)


def _reasoned(board: Board) -> Check:
    missing = _without_reason(board)
    open_ = ngettext(
        "%(n)s daerah perlu alasan tertulis",
        "%(n)s daerah perlu alasan tertulis",
        missing,
    ) % {"n": missing}
    done = _("Setiap penyimpangan dari urutan punya alasan")
    place = url_of("results:decision", board.release.round.code)
    return Check(open_ if missing else done, not missing, place)


def _without_reason(board: Board) -> int:
    departing = [row for row in board.departures if not row.place.reason]
    border = [row for row in board.rows if row.place.at_border and not board.decision]
    return len(departing) + len(border)


def is_frozen(release: Release) -> bool:
    """Whether the freeze that a release stands on is approved and in force."""
    freeze = release.freeze
    return freeze.approved_at is not None and freeze.withdrawn_at is None


def url_of(name: str, *args: object) -> str:
    """The address of a page; empty where this installation has none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
