"""What we know about the guidance sessions (bimtek) of a masterplan.

The guide says which sessions there are and what each expects. A session has a row once
somebody wrote about it. A day that nobody knows is unknown: it is never taken from another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from menuju.plans.models import (
    GuidanceSession,
    Masterplan,
    SessionAttendee,
    SessionOutput,
)
from menuju.plans.models.documents import Output, Session, digest_of
from menuju.plans.queries.documents import guide_of


class Stage(TextChoices):
    """How far a session is. Only the days somebody wrote and the closing decide."""

    UNPLANNED = "unplanned", _("Belum dijadwalkan")
    PLANNED = "planned", _("Dijadwalkan")
    UNDER_WAY = "under_way", _("Sedang berlangsung")
    HELD = "held", _("Sudah berlangsung, belum ditutup")
    CLOSED = "closed", _("Selesai")


def stage_of(row: GuidanceSession | None, today: date) -> Stage:
    """How far a session is on a day."""
    if row is None or (row.closed_at is None and row.first_day is None):
        return Stage.UNPLANNED
    if row.closed_at:
        return Stage.CLOSED
    first, last = row.first_day, row.last_day or row.first_day
    if first and today < first:
        return Stage.PLANNED
    return Stage.HELD if last and last < today else Stage.UNDER_WAY


@dataclass(frozen=True, slots=True)
class Expected:
    """An output that a session expects; ``row`` is there once somebody wrote about it."""

    template: Output
    row: SessionOutput | None
    is_late: bool

    @property
    def is_delivered(self) -> bool:
        return bool(self.row and self.row.delivered_at)


@dataclass(frozen=True, slots=True)
class Bimtek:
    """A session of the guide with what is known about it."""

    template: Session
    row: GuidanceSession | None
    stage: Stage
    outputs: list[Expected]
    attendees: list[SessionAttendee]

    @property
    def number(self) -> int:
        return self.template.number

    @property
    def agenda(self) -> str:
        """What was written; the guide's as long as nothing was."""
        return self.row.agenda if self.row else str(self.template.agenda)

    @property
    def people(self) -> int:
        """How many people came, as far as it was written down."""
        return sum(one.people for one in self.attendees)

    @property
    def can_close(self) -> bool:
        """It is past, or nobody knows its days, and something is written about it."""
        is_told = bool(self.attendees or (self.row and self.row.notes))
        return is_told and self.stage in {Stage.UNPLANNED, Stage.HELD}

    @property
    def delivered(self) -> int:
        return sum(one.is_delivered for one in self.outputs)


def sessions_of(masterplan: Masterplan) -> list[Bimtek]:
    """Every session of the guide, in its order. Three queries."""
    rows = masterplan.sessions.prefetch_related(
        "attendees",
        Prefetch(
            "outputs",
            queryset=SessionOutput.objects.select_related("delivered_by__person"),
        ),
    )
    held = {row.number: row for row in rows}
    templates = guide_of(masterplan).sessions
    today = timezone.localdate()
    over = numbers_over(templates, held, today)
    return [_bimtek(one, held.get(one.number), over, today) for one in templates]


def numbers_over(
    templates: Iterable[Session], held: Mapping[int, GuidanceSession], today: date
) -> set[int]:
    """The sessions that are over: closed, past, or followed by one that is.

    So a session of unknown days is over when the next one took place.
    """
    done = [
        one.number
        for one in templates
        if stage_of(held.get(one.number), today) in {Stage.HELD, Stage.CLOSED}
    ]
    return set(range(1, max(done, default=0) + 1))


def mark_of(row: GuidanceSession | None) -> str:
    """Tells two contents of a session apart."""
    if row is None:
        return ""
    days = [str(day) if day else "" for day in (row.first_day, row.last_day)]
    return digest_of([*days, row.place, row.agenda, row.notes, row.source])[:16]


def _bimtek(
    template: Session, row: GuidanceSession | None, over: set[int], today: date
) -> Bimtek:
    rows = {one.code: one for one in row.outputs.all()} if row else {}
    is_over = template.number in over
    outputs = [_expected(one, rows.get(one.code), is_over) for one in template.outputs]
    attendees = list(row.attendees.all()) if row else []
    return Bimtek(template, row, stage_of(row, today), outputs, attendees)


def _expected(output: Output, row: SessionOutput | None, is_over: bool) -> Expected:  # noqa: FBT001 -- a fact of the session
    delivered = bool(row and row.delivered_at)
    return Expected(output, row, is_late=is_over and not delivered)
