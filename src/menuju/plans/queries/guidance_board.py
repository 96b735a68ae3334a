"""All guided masterplans at once: who is late, at what, and which chapter is behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from menuju.plans.models import (
    GuidanceSession,
    Guide,
    Masterplan,
    MasterplanVersion,
    Mentorship,
    SessionOutput,
)
from menuju.plans.models.documents import GuideDocument, Output, Session
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.mentors import in_force
from menuju.plans.queries.sessions import Stage, numbers_over, stage_of

WITHOUT = "tanpa"
"""What the filter by mentor says for plans that nobody mentors."""


@dataclass(frozen=True, slots=True)
class Late:
    """An output that its session expected and nobody delivered."""

    session: Session
    output: Output


@dataclass(frozen=True, slots=True)
class Turn:
    """A session of the guide on the board."""

    template: Session
    row: GuidanceSession | None
    stage: Stage
    expected: int
    delivered: int


@dataclass
class Line:
    """A masterplan on the board, with its newest version."""

    masterplan: Masterplan
    guide: GuideDocument
    version: int
    number: int
    state: str
    turns: list[Turn]
    late: list[Late]
    mentors: list[Mentorship] = field(default_factory=list)

    @property
    def next(self) -> Turn | None:
        """The first session that is not closed."""
        return next((one for one in self.turns if one.stage != Stage.CLOSED), None)

    @property
    def coming(self) -> Turn | None:
        """The first session that has not taken place."""
        over = {Stage.HELD, Stage.CLOSED}
        return next((one for one in self.turns if one.stage not in over), None)

    @property
    def unclosed(self) -> list[Turn]:
        """Sessions that took place and were not closed."""
        return [one for one in self.turns if one.stage == Stage.HELD]

    @property
    def is_late(self) -> bool:
        return bool(self.late)

    @cached_property
    def mentor_keys(self) -> set[str]:
        return {str(one.person_id) for one in self.mentors} or {WITHOUT}

    def state_label(self) -> str:
        """The state of the newest version in words."""
        return str(MasterplanVersion.State(self.state).label)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is narrowed to; empty is everything."""

    state: str = ""
    mentor: str = ""
    words: str = ""
    late: bool = False

    def fits(self, line: Line) -> bool:
        """Whether a line is wanted."""
        return (
            (not self.state or line.state == self.state)
            and (not self.mentor or self.mentor in line.mentor_keys)
            and (not self.late or line.is_late)
        )

    @property
    def query(self) -> dict[str, str]:
        """As the address of the page says it."""
        said = {
            "keadaan": self.state,
            "pembimbing": self.mentor,
            "cari": self.words,
            "terlambat": "1" if self.late else "",
        }
        return {name: value for name, value in said.items() if value}


def lines_of(masterplans: QuerySet[Masterplan], wanted: Wanted) -> list[Line]:
    """The masterplans that are wanted, by the name of their region. Five queries."""
    if wanted.words:
        masterplans = masterplans.filter(region__name__icontains=wanted.words)
    newest = MasterplanVersion.objects.filter(masterplan=OuterRef("pk")).order_by(
        "-number"
    )
    rows = list(
        masterplans.select_related(None)
        .select_related("region__province")
        .annotate(
            latest=Subquery(newest.values("pk")[:1]),
            latest_number=Subquery(newest.values("number")[:1]),
            latest_state=Subquery(newest.values("state")[:1]),
        )
        .order_by("region__name", "-first_year", "pk")
    )
    lines = _lines(rows, timezone.localdate())
    return [line for line in lines if wanted.fits(line)]


def standing_of_all() -> dict[str, int]:
    """Of the masterplans whose newest version is not published, in one query.

    ``alone``: nobody mentors them; ``unclosed``: a session took place and is not closed.
    """
    newest = MasterplanVersion.objects.filter(masterplan=OuterRef("pk"))
    mentored = Mentorship.objects.filter(in_force(), masterplan=OuterRef("pk"))
    sessions = GuidanceSession.objects.filter(masterplan=OuterRef("pk"), closed_at=None)
    over = sessions.annotate(ended=Coalesce("last_day", "first_day")).filter(
        ended__lt=timezone.localdate()
    )
    return (
        Masterplan.objects.annotate(
            latest_state=Subquery(newest.order_by("-number").values("state")[:1]),
            is_mentored=Exists(mentored),
            is_unclosed=Exists(over),
        )
        .exclude(latest_state=MasterplanVersion.State.PUBLISHED)
        .aggregate(
            alone=Count("pk", filter=Q(is_mentored=False)),
            unclosed=Count("pk", filter=Q(is_unclosed=True)),
        )
    )


def mentors_among(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """Whom the board can be narrowed to, by name; no query."""
    found = {
        str(one.person_id): one.person.name for line in lines for one in line.mentors
    }
    return sorted(found.items(), key=lambda one: one[1])


def _lines(rows: Sequence[Masterplan], today: date) -> list[Line]:
    keys = [row.pk for row in rows]
    guides = _guides(rows)
    sessions = _sessions(keys)
    delivered = _delivered(keys)
    mentors = _mentors(keys)
    lines = []
    for row in rows:
        guide = guides[row.guide_id]
        held = sessions[row.pk]
        over = numbers_over(guide.sessions, held, today)
        given = delivered[row.pk]
        line = Line(
            masterplan=row,
            guide=guide,
            version=getattr(row, "latest", 0),
            number=getattr(row, "latest_number", 0),
            state=getattr(row, "latest_state", ""),
            turns=[_turn(one, held, given, today) for one in guide.sessions],
            late=[one for one in _expected(guide, over) if _key(one) not in given],
            mentors=mentors[row.pk],
        )
        lines.append(line)
    return lines


def _turn(
    session: Session,
    held: Mapping[int, GuidanceSession],
    given: set[tuple[int, str]],
    today: date,
) -> Turn:
    row = held.get(session.number)
    done = sum((session.number, one.code) in given for one in session.outputs)
    expected = len(session.outputs)
    return Turn(session, row, stage_of(row, today), expected, done)


def _expected(guide: GuideDocument, over: set[int]) -> list[Late]:
    return [
        Late(session, output)
        for session in guide.sessions
        if session.number in over
        for output in session.outputs
    ]


def _key(late: Late) -> tuple[int, str]:
    return late.session.number, late.output.code


def _guides(rows: Iterable[Masterplan]) -> dict[int, GuideDocument]:
    """Each guide is read once, however many masterplans follow it."""
    found = Guide.objects.in_bulk({row.guide_id for row in rows})
    return {pk: guide_of(guide) for pk, guide in found.items()}


def _sessions(keys: list[int]) -> Mapping[int, dict[int, GuidanceSession]]:
    found: dict[int, dict[int, GuidanceSession]] = defaultdict(dict)
    rows = GuidanceSession.objects.filter(masterplan__in=keys)
    for row in rows.defer("agenda", "notes", "place").order_by():
        found[row.masterplan_id][row.number] = row
    return found


def _delivered(keys: list[int]) -> Mapping[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = SessionOutput.objects.filter(session__masterplan__in=keys).order_by()
    for plan, number, code in rows.exclude(delivered_at=None).values_list(
        "session__masterplan", "session__number", "code"
    ):
        found[plan].add((number, code))
    return found


def _mentors(keys: list[int]) -> Mapping[int, list[Mentorship]]:
    found: dict[int, list[Mentorship]] = defaultdict(list)
    rows = Mentorship.objects.filter(in_force(), masterplan__in=keys)
    for row in rows.select_related("person").order_by("person__name", "pk"):
        found[row.masterplan_id].append(row)
    return found


def latest_of(moments: Iterable[datetime | None]) -> datetime | None:
    """The latest of these; None where none is known."""
    return max((one for one in moments if one), default=None)
