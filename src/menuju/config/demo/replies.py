"""Replies of regions: two of a past round that were answered, and one that waits.

All are simulated. One was upheld and became a precedent, one was dismissed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from menuju.config.demo.people import Cast
from menuju.config.demo.simulate import MARK
from menuju.instruments.models.document import plain
from menuju.messages.actions.bulk import date_back
from menuju.messages.models import Notification
from menuju.results.actions import bulk as bulk_results
from menuju.results.actions.replies import answer, contest
from menuju.results.models import RegionResult
from menuju.results.queries.replies import point_for
from menuju.rounds.actions import bulk
from menuju.rounds.actions.replies import Contest, Verdict
from menuju.rounds.models import Claim, EvidenceVersion, Reply, ReplyProof, Round
from menuju.rounds.queries.replies import Point, closes_at

YEAR = "2018"
UPHELD, DISMISSED = "suprastruktur-1", "sdm-3"
OPEN = "infrastruktur-2"
PASER = "64.01"
FIELD = 4
"""Among so many regions next to the line those are that replied."""


@dataclass(frozen=True)
class Said:
    """What a region says about an item, and what is answered."""

    item: str
    text: str
    verdict: str = ""
    answer: str = ""


PAST = (
    Said(
        UPHELD,
        "Peraturan kepala daerah tentang e-government sudah ditetapkan sebelum penilaian; "
        "lihat halaman yang dikutip (simulasi).",
        Reply.State.UPHELD,
        "Peraturan itu memang berlaku pada hari penilaian dan belum dibaca panel. Peraturan "
        "yang berlaku sebelum penilaian dihitung, juga bila diundangkan belakangan (simulasi).",
    ),
    Said(
        DISMISSED,
        "Pelatihan literasi digital berjalan di semua kecamatan sejak awal tahun (simulasi).",
        Reply.State.DISMISSED,
        "Laporan kegiatan yang dilampirkan bertanggal sesudah penilaian, jadi tidak dihitung "
        "pada tahap ini. Lampirkan lagi pada tahap berikutnya (simulasi).",
    ),
)
WAITING = Said(
    OPEN,
    "Pusat data cadangan sudah beroperasi sebelum penilaian; berita acara uji pemulihannya "
    "ada pada berkas yang dikutip (simulasi).",
)


def tell(cast: Cast) -> None:
    """Two regions near the line of 2018 replied in time and were answered."""
    rows = RegionResult.objects.filter(
        release__round__code=YEAR, line__selected=False, line__within_quota=False
    )
    nearest = [_opened(row.pk) for row in rows.order_by("position", "pk")[:FIELD]]
    for said in PAST:
        result = next(each for each in nearest if _is_low(each, said.item))
        nearest.remove(result)
        opened = result.release.published_at or result.release.computed_at
        reply = _contest(result, said, opened + timedelta(days=4))
        _answer(result, reply, said, cast)


def open_one(round_: Round, cast: Cast) -> None:
    """Paser contests an item of a result that is days old; nobody answered yet."""
    found = RegionResult.objects.get(release__round=round_, participation__region=PASER)
    result = _opened(found.pk)
    point = _point(result, WAITING.item)
    said = Contest(WAITING.text, _next(point), [_paper(result, WAITING.item)])
    made = contest(result, point, said, by=cast.users["koordinator-paser"])
    date_back(_notes(made), made.at)


def _contest(result: RegionResult, said: Said, when: datetime) -> Reply:
    """As the register of that year has it: nobody of the region has an account here."""
    part, opened = result.participation, result.release.published_at or when
    point = _point(result, said.item)
    reply = Reply(
        participation=part,
        subject=Reply.Subject.ITEM,
        code=said.item,
        text=said.text,
        asked=_next(point),
        at=when,
        deadline=closes_at(part.round, part.region, opened),
        level_before=point.before,
        **MARK,
    )
    proof = ReplyProof(reply=reply, evidence_version=_paper(result, said.item))
    bulk.contest(part.round, [reply], [proof])
    return reply


def _answer(result: RegionResult, reply: Reply, said: Said, cast: Cast) -> None:
    is_upheld = said.verdict == Reply.State.UPHELD
    level = reply.asked if is_upheld else ""
    verdict = Verdict(said.verdict, said.answer, level, is_precedent=is_upheld)
    made = answer(result, reply, verdict, by=cast.users["sekretariat-2"])
    when = reply.at + timedelta(days=9)
    bulk_results.tell_answered(made, when)
    date_back(_notes(made), when)


def _opened(key: int) -> RegionResult:
    """A result as its own page opens it."""
    found = RegionResult.objects.select_related(
        "release__freeze",
        "release__round__instrument_version__instrument",
        "participation__region__province",
        "participation__round",
    )
    return found.get(pk=key)


def _is_low(result: RegionResult, item: str) -> bool:
    """Whether there is a level above the agreed one to ask for."""
    point = _point(result, item)
    return bool(point.before) and Decimal(point.before) < point.node.scale.max


def _point(result: RegionResult, item: str) -> Point:
    found = point_for(result, Reply.Subject.ITEM, item)
    if found is None:
        raise ValueError(f"{result} was not asked {item}")
    return found


def _next(point: Point) -> str:
    """The first whole level above the agreed one."""
    return plain(Decimal(int(Decimal(point.before)) + 1))


def _paper(result: RegionResult, item: str) -> EvidenceVersion:
    claims = Claim.objects.filter(
        evidence__participation=result.participation, item=item
    )
    return EvidenceVersion.objects.get(evidence=claims.values("evidence")[:1], number=1)


def _notes(reply: Reply) -> list[Notification]:
    return list(Notification.objects.filter(about=f"rounds.reply:{reply.pk}"))
