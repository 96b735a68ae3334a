"""Where a round stands: counts, what blocks the next phase, and its regions."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.instruments.queries import tree_of
from menuju.rounds.models import (
    AttendanceObjection,
    ExtensionRequest,
    Participation,
    Round,
    SessionSlot,
)
from menuju.rounds.queries.deadlines import has_time_after
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.moderation import open_counts
from menuju.rounds.queries.severity import blocks_of
from menuju.web.components.formats import whole

Phase = Round.Phase
ORDER = [
    Phase.PREPARATION,
    Phase.SELF_ASSESSMENT,
    Phase.ASSESSMENT,
    Phase.MODERATION,
    Phase.DECISION,
    Phase.PUBLISHED,
]


@dataclass(frozen=True, slots=True)
class Need:
    """A precondition in words, whether it holds, and the page to mend it."""

    text: str
    holds: bool
    page: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a round that its board and its preconditions share."""

    invited: int
    unanswered: int
    confirmed: int
    submitted: int
    unattended: int
    undecided: int
    contested: int
    contestable: int
    assigned: int
    sent: int
    asking: int
    extended: int


def next_phase(round_: Round) -> str | None:
    """The phase after the present one; None at the end."""
    place = ORDER.index(Phase(round_.phase)) + 1
    return ORDER[place] if place < len(ORDER) else None


def needs_of(round_: Round, tally: Tally | None = None) -> list[Need]:
    """What the next phase asks for, each with its count."""
    tally = tally or tally_of(round_)
    return {
        Phase.PREPARATION: _before_self_assessment,
        Phase.SELF_ASSESSMENT: _before_assessment,
        Phase.ASSESSMENT: _before_moderation,
        Phase.MODERATION: _before_decision,
        Phase.DECISION: _before_publication,
        Phase.PUBLISHED: _before_nothing,
    }[Phase(round_.phase)](round_, tally)


def freeze_needs(round_: Round, tally: Tally | None = None) -> list[Need]:
    """What must hold before the inputs can be fixed."""
    tally = tally or tally_of(round_)
    return [
        *_agreed_needs(round_),
        _answered_need(tally.contested),
        _attendance_need(round_, tally),
        _window_need(tally),
    ]


def _agreed_needs(round_: Round) -> list[Need]:
    queue, by_rule = open_counts(round_)
    return [
        _none_left(
            queue,
            _("Semua selisih di luar toleransi sudah dimusyawarahkan"),
            ngettext(
                "%(n)s selisih belum dimusyawarahkan",
                "%(n)s selisih belum dimusyawarahkan",
                queue,
            ),
            "rounds:moderation",
        ),
        _none_left(
            by_rule,
            _("Nilai dalam toleransi sudah disepakati menurut aturan"),
            ngettext(
                "%(n)s nilai dalam toleransi belum disepakati menurut aturan",
                "%(n)s nilai dalam toleransi belum disepakati menurut aturan",
                by_rule,
            ),
            "rounds:moderation",
        ),
    ]


def _answered_need(waiting: int) -> Need:
    return _none_left(
        waiting,
        _("Semua sanggahan kehadiran sudah dijawab"),
        ngettext(
            "%(n)s sanggahan kehadiran belum dijawab",
            "%(n)s sanggahan kehadiran belum dijawab",
            waiting,
        ),
        "rounds:attendance_list",
    )


def board_of(round_: Round, chosen: dict[str, str]) -> QuerySet[Participation]:
    """The regions of a round with their counts, by name of province and region.

    ``chosen`` may hold ``status``, ``province`` and ``kata`` (part of the name).
    """
    parts = round_.participations.select_related("region__province", "submission")
    if status := chosen.get("status"):
        parts = parts.filter(status=status)
    if province := chosen.get("province"):
        parts = parts.filter(region__province=province)
    if words := chosen.get("kata"):
        parts = parts.filter(region__name__icontains=words)
    active = Q(assignments__withdrawn_at=None)
    sent = Q(assignments__submitted_at__isnull=False) & active
    return parts.annotate(
        assessors=Count("assignments", filter=active),
        sent=Count("assignments", filter=sent),
        has_confirmed_attendance=Exists(
            SessionSlot.objects.filter(
                participation=OuterRef("pk"), confirmed_at__isnull=False
            )
        ),
    ).order_by("region__province__name", "region__name")


def tally_of(round_: Round) -> Tally:
    """Every count in one query: distinct, because a region has several assessors."""
    confirmed = Q(status=Participation.Status.CONFIRMED)
    unsent = confirmed & Q(submission=None)
    active = Q(assignments__withdrawn_at=None)
    asked = ExtensionRequest.objects.filter(
        participation=OuterRef("pk"), state=ExtensionRequest.State.OPEN
    )
    contests = Q(slot__objections__outcome=AttendanceObjection.Outcome.OPEN)

    def parts(condition: Q) -> Count:
        return Count("pk", filter=condition, distinct=True)

    counts = round_.participations.aggregate(
        invited=Count("pk", distinct=True),
        unanswered=parts(Q(status=Participation.Status.INVITED)),
        confirmed=parts(confirmed),
        submitted=parts(confirmed & Q(submission__isnull=False)),
        unattended=parts(confirmed & Q(slot__confirmed_at=None)),
        undecided=parts(confirmed & Q(outcome="")),
        contestable=parts(Q(slot__objections_until__gt=timezone.now())),
        contested=Count("slot__objections", filter=contests, distinct=True),
        asking=parts(unsent & Q(Exists(asked))),
        extended=parts(unsent & Q(has_time_after(timezone.now()))),
        assigned=Count("assignments", filter=active, distinct=True),
        sent=Count(
            "assignments",
            filter=active & Q(assignments__submitted_at__isnull=False),
            distinct=True,
        ),
    )
    return Tally(**counts)


def _before_self_assessment(round_: Round, tally: Tally) -> list[Need]:
    invited = tally.invited
    version = round_.instrument_version
    windows = round_.windows.filter(phase=Phase.SELF_ASSESSMENT).exists()
    return [
        Need(
            _("Instrumen %(version)s sudah terbit") % {"version": version},
            bool(version.content_hash),
        ),
        Need(
            _("%(n)s daerah diundang") % {"n": invited},
            invited >= round_.quota,
            "rounds:invite",
        ),
        Need(_("Jadwal penilaian mandiri ditetapkan"), windows, "rounds:edit"),
    ]


def _before_assessment(round_: Round, tally: Tally) -> list[Need]:
    return [
        _none_left(
            tally.unanswered,
            _("Semua undangan sudah dijawab"),
            _("%(n)s undangan belum dijawab"),
            "rounds:detail",
        ),
        _none_left(
            tally.confirmed - tally.submitted,
            _("Semua daerah peserta sudah mengirim penilaian mandiri"),
            _("%(n)s daerah belum mengirim penilaian mandiri"),
            "rounds:detail",
        ),
        *_extension_needs(tally),
        _panel_need(round_),
    ]


def _extension_needs(tally: Tally) -> list[Need]:
    """Said apart from what is unsent: marking a region away must not cut its time short."""
    asking, running = tally.asking, tally.extended
    return [
        _none_left(
            asking,
            _("Semua permintaan perpanjangan sudah diputuskan"),
            _("%(n)s permintaan perpanjangan belum diputuskan"),
            "rounds:extensions",
        ),
        _none_left(
            running,
            _("Tidak ada perpanjangan yang masih berjalan"),
            _("Perpanjangan %(n)s daerah masih berjalan"),
            "rounds:extensions",
        ),
    ]


def _before_moderation(round_: Round, tally: Tally) -> list[Need]:
    return [
        _panel_need(round_),
        *(_scores_needs(round_, tally) if tally.assigned else []),
        _attendance_need(round_, tally),
    ]


def _scores_needs(round_: Round, tally: Tally) -> list[Need]:
    """Asked only once somebody judges: of nobody, "all have sent" would be true."""
    return [
        _none_left(
            tally.assigned - tally.sent,
            _("Semua asesor sudah mengirim nilai"),
            _("%(n)s penugasan asesor belum dikirim"),
            "rounds:assignments",
        ),
        *_linked_need(round_),
    ]


def _before_decision(round_: Round, tally: Tally) -> list[Need]:
    freeze = current_freeze(round_)
    approved = bool(freeze and freeze.approved_at)
    frozen = Need(
        _("Nilai dibekukan dan disetujui orang kedua"), approved, "rounds:freeze"
    )
    return [frozen] if approved else [*freeze_needs(round_, tally), frozen]


def _before_publication(round_: Round, tally: Tally) -> list[Need]:
    return [
        _none_left(
            tally.undecided,
            _("Keputusan sudah diambil untuk setiap daerah"),
            _("%(n)s daerah belum diputuskan"),
            "results:decision" if is_computed(round_) else "results:release",
        ),
    ]


def is_computed(round_: Round) -> bool:
    """Whether results were computed: only then is there something to decide on."""
    late = {Phase.DECISION, Phase.PUBLISHED}
    return round_.phase in late and round_.releases.exists()


def _panel_need(round_: Round) -> Need:
    active = Q(assignments__withdrawn_at=None)
    short = (
        round_.participations.filter(status=Participation.Status.CONFIRMED)
        .annotate(panel=Count("assignments", filter=active))
        .filter(panel__lt=round_.assessors_per_region)
        .count()
    )
    return _none_left(
        short,
        _("Setiap daerah punya cukup asesor"),
        _("%(n)s daerah belum punya cukup asesor"),
        "rounds:assignments",
    )


def _linked_need(round_: Round) -> list[Need]:
    """Where the correction was declared, severity must be told from the regions' merit."""
    if round_.severity == Round.Severity.NONE:
        return []
    blocks = len(blocks_of(round_))
    text = _(
        "Koreksi keketatan: asesor terbagi dalam %(n)s kelompok tanpa daerah bersama"
    )
    done = _("Koreksi keketatan dapat dihitung: semua asesor terhubung")
    apart = blocks > 1
    return [
        Need(text % {"n": blocks} if apart else done, not apart, "rounds:assignments")
    ]


def _before_nothing(_round: Round, _tally: Tally) -> list[Need]:
    return []


def _attendance_need(round_: Round, tally: Tally) -> Need:
    if tree_of(round_.instrument_version).attendance is None:
        return Need(_("Instrumen ini tidak menilai kehadiran"), holds=True)
    return _none_left(
        tally.unattended,
        _("Kehadiran semua daerah sudah disahkan"),
        _("Kehadiran %(n)s daerah belum disahkan"),
        "rounds:attendance_list",
    )


def _window_need(tally: Tally) -> Need:
    """Freezing while a region may still object would take that right away."""
    return _none_left(
        tally.contestable,
        _("Masa sanggah kehadiran sudah berakhir"),
        _("Masa sanggah kehadiran %(n)s daerah belum berakhir"),
        "rounds:attendance_list",
    )


def _none_left(count: int, done: str, left: str, page: str) -> Need:
    return Need(
        left % {"n": whole(count)} if count else done, holds=not count, page=page
    )
