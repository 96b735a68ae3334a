"""Where every region of a round stands, what keeps it back, and what to do next.

Disagreement is told as counts only: how many items are outside the tolerance so far, never
which levels. A reader who still judges a region is not told even that.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import tree_of
from menuju.rounds.models import (
    Answer,
    Assignment,
    AttendanceObjection,
    AttendanceReport,
    Claim,
    ExtensionRequest,
    Moderation,
    Participation,
    Reply,
    Round,
    Score,
)
from menuju.rounds.queries.deadlines import Deadline, deadlines_of
from menuju.rounds.queries.scores import Step, step_of

Phase, Status = Round.Phase, Participation.Status
FEWEST = 2
JUDGED = frozenset({Phase.ASSESSMENT, Phase.MODERATION})


class Hold(TextChoices):
    """What keeps a region back, in the order in which it is mended."""

    INVITATION = "invitation", _("Undangan belum dijawab")
    EXTENSION = "extension", _("Permintaan perpanjangan belum diputuskan")
    SENDING = "sending", _("Penilaian mandiri belum dikirim")
    PANEL = "panel", _("Panel belum lengkap")
    SCORES = "scores", _("Nilai asesor belum dikirim")
    DISPUTE = "dispute", _("Dua sumber kehadiran tidak sama")
    ATTENDANCE = "attendance", _("Kehadiran belum disahkan")
    OBJECTION = "objection", _("Sanggahan belum dijawab")
    MODERATION = "moderation", _("Selisih belum dimusyawarahkan")


STEPS = {
    Hold.INVITATION: (_("Tunggu atau ingatkan jawaban undangan"), "rounds:reminders"),
    Hold.EXTENSION: (_("Putuskan permintaan perpanjangannya"), "rounds:extension"),
    Hold.SENDING: (_("Ingatkan daerah untuk mengirim"), "rounds:reminders"),
    Hold.PANEL: (_("Lengkapi panelnya"), "rounds:panel"),
    Hold.SCORES: (_("Ingatkan asesornya"), "rounds:reminders"),
    Hold.DISPUTE: (_("Pilih bukti kehadiran yang dipakai"), "rounds:attendance"),
    Hold.ATTENDANCE: (_("Sahkan kehadirannya"), "rounds:attendance"),
    Hold.OBJECTION: (_("Jawab sanggahannya"), "rounds:attendance"),
    Hold.MODERATION: (_("Musyawarahkan selisihnya"), "rounds:moderation"),
}
"""What to do, and the page to do it on."""
OF_REGION = frozenset({"rounds:panel", "rounds:attendance", "rounds:extension"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """Items whose level needs evidence that is not there, counted two ways."""

    by_part: Mapping[int, int]
    by_item: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Apart:
    """Items of a region outside the tolerance: all so far, and those still open."""

    so_far: int
    open: int


@dataclass(frozen=True, slots=True)
class Line:
    """One region on the board; ``apart`` is None where the reader may not be told.

    ``deadline`` is there while regions send, ``is_asking`` if one asked for more time.
    """

    part: Participation
    is_sent: bool
    finished: int
    lacking: int
    panel: int
    needed: int
    scored: int
    apart: Apart | None
    is_attended: bool
    disputes: int
    objections: int
    phase: str
    deadline: Deadline | None = None
    is_asking: bool = False

    @property
    def is_compared(self) -> bool:
        """Whether two assessors have sent: before that nothing can differ."""
        return self.apart is not None and self.scored >= FEWEST

    @property
    def is_taking_part(self) -> bool:
        return self.part.status == Status.CONFIRMED

    @property
    def holds(self) -> list[Hold]:
        """Everything that keeps it back in this phase, the first thing to mend first."""
        if self.part.status == Status.WITHDRAWN:
            return []
        judged, filling = self.phase in JUDGED, self.phase == Phase.SELF_ASSESSMENT
        is_open = self.apart is not None and self.apart.open > 0
        wanted = {
            Hold.INVITATION: self.part.status == Status.INVITED,
            Hold.EXTENSION: filling and not self.is_sent and self.is_asking,
            Hold.SENDING: filling and not self.is_sent,
            Hold.PANEL: (judged or filling) and self.panel < self.needed,
            Hold.SCORES: self.phase == Phase.ASSESSMENT and self.scored < self.panel,
            Hold.DISPUTE: judged and self.disputes > 0,
            Hold.ATTENDANCE: judged and not self.is_attended,
            Hold.OBJECTION: self.objections > 0,
            Hold.MODERATION: self.phase == Phase.MODERATION and is_open,
        }
        if not self.is_taking_part:
            return [Hold.INVITATION] if wanted[Hold.INVITATION] else []
        return [hold for hold, holds in wanted.items() if holds]

    @property
    def next(self) -> Hold | None:
        """The first thing that keeps it back."""
        return next(iter(self.holds), None)

    @property
    def todo(self) -> str:
        """The next step in words; nothing if there is none."""
        return str(STEPS[self.next][0]) if self.next else ""

    @property
    def page(self) -> str:
        """The URL name of the page for the next step."""
        return STEPS[self.next][1] if self.next else ""

    @property
    def is_page_of_region(self) -> bool:
        """Whether that page is the region's own."""
        return self.page in OF_REGION


def lines_of(round_: Round, hidden: Collection[int] = ()) -> list[Line]:
    """Every region of a round by name, in six queries however many there are."""
    tree = tree_of(round_.instrument_version)
    lacking_ = lacking(round_, tree).by_part
    open_, disputes = _open(round_), _disputes(round_)
    has_attendance = tree.attendance is not None
    parts = list(_parts(round_))
    until = deadlines_of(parts) if round_.phase == Phase.SELF_ASSESSMENT else {}
    return [
        Line(
            part=part,
            is_sent=part.was_sent,
            finished=part.finished,
            lacking=lacking_.get(part.pk, 0),
            panel=part.panel,
            needed=round_.assessors_per_region,
            scored=part.scored,
            apart=None
            if part.pk in hidden
            else Apart(open_[part.pk] + part.settled, open_[part.pk]),
            is_attended=part.is_attended or not has_attendance,
            disputes=disputes[part.pk],
            objections=part.contested + part.replied,
            phase=round_.phase,
            deadline=until.get(part.pk),
            is_asking=part.is_asking,
        )
        for part in parts
    ]


def lacking(round_: Round, tree: Tree) -> Lacking:
    """Answers above the highest level that needs no evidence, and without any."""
    proven = Claim.objects.filter(
        evidence__participation=OuterRef("participation"),
        evidence__withdrawn_at=None,
        item=OuterRef("item"),
    )
    rows = Answer.objects.filter(
        ~Exists(proven), participation__round=round_, level__isnull=False
    )
    parts: Counter[int] = Counter()
    items: Counter[str] = Counter()
    for part, item, level in rows.values_list("participation", "item", "level"):
        if level is None or item not in tree:
            continue
        scale = tree.node(item).scale
        if level > scale.min + scale.step:
            parts[part] += 1
            items[item] += 1
    return Lacking(parts, items)


def _open(round_: Round) -> Counter[int]:
    """How many items of each region are outside the tolerance and not agreed."""
    agreed = Moderation.objects.filter(
        participation=OuterRef("assignment__participation"), item=OuterRef("item")
    )
    rows = (
        Score.objects.filter(
            ~Exists(agreed),
            assignment__participation__round=round_,
            assignment__submitted_at__isnull=False,
        )
        .order_by()
        .values_list("assignment__participation", "item")
        .annotate(
            given=Count("pk"),
            known=Count("level"),
            low=Min("level"),
            high=Max("level"),
        )
        .filter(given__gt=1)
    )
    found: Counter[int] = Counter()
    for part, _item, given, known, low, high in rows:
        spread = None if known < given else Decimal(high) - Decimal(low)
        found[part] += step_of(spread, round_) == Step.DELIBERATE
    return found


def _disputes(round_: Round) -> Counter[int]:
    """How many offices have two sources that differ, where nothing is confirmed yet."""
    rows = AttendanceReport.objects.filter(
        slot__participation__round=round_, slot__confirmed_at=None
    ).values_list("slot__participation", "office", "origin", "source", "status", "rank")
    said: dict[tuple[int, str], dict[tuple[str, str], set[tuple[str, str]]]] = (
        defaultdict(lambda: defaultdict(set))
    )
    for part, office, origin, source, status, rank in rows:
        said[part, office][origin, source].add((status, rank))
    return Counter(
        part
        for (part, _office), words in said.items()
        if len({frozenset(one) for one in words.values()}) > 1
    )


def _parts(round_: Round):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- annotated rows have no name
    """The regions with everything that can be counted beside them, in one query."""
    active = Assignment.objects.filter(withdrawn_at=None)
    open_ = AttendanceObjection.Outcome.OPEN
    asked = ExtensionRequest.objects.filter(
        participation=OuterRef("pk"), state=ExtensionRequest.State.OPEN
    )
    return (
        round_.participations.select_related("region__province", "slot")
        .annotate(
            was_sent=Q(submission__isnull=False),
            is_asking=Exists(asked),
            is_attended=Q(slot__confirmed_at__isnull=False),
            finished=_count(Answer.objects.filter(is_done=True), "participation"),
            panel=_count(active, "participation"),
            scored=_count(active.filter(submitted_at__isnull=False), "participation"),
            settled=_count(Moderation.objects.filter(by_rule=False), "participation"),
            contested=_count(
                AttendanceObjection.objects.filter(outcome=open_),
                "slot__participation",
            ),
            replied=_count(
                Reply.objects.filter(state=Reply.State.OPEN), "participation"
            ),
        )
        .order_by("region__name", "pk")
    )


def _count(rows: QuerySet, path: str) -> Coalesce:  # type: ignore[type-arg]
    """How many rows belong to the participation, as a column."""
    counted = (
        rows.filter(**{path: OuterRef("pk")})
        .order_by()
        .values(path)
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
