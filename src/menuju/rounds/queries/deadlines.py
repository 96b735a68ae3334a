"""Until when a self-assessment is accepted: the one place that knows.

A region's deadline is the latest among the end of the round's window, the extensions given
to all regions of the round, and those given to this region. So no extension ever shortens
another, and a later one replaces an earlier one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from menuju.rounds.models import Extension, Participation, PhaseWindow, Round

Phase = Round.Phase
FURTHEST = timedelta(days=60)
"""How far a deadline moves in a round that has not scheduled what comes afterwards."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a region may send, and the extension that moved the end (None: none did)."""

    opens_at: datetime
    planned_at: datetime
    extension: Extension | None = None

    @property
    def closes_at(self) -> datetime:
        """The moment from which sending is late."""
        return self.extension.until if self.extension else self.planned_at


def deadline_of(participation: Participation) -> Deadline | None:
    """The deadline of one region; None where the round has no window. Two queries."""
    return deadlines_of([participation]).get(participation.pk)


def deadlines_of(participations: Iterable[Participation]) -> dict[int, Deadline]:
    """The deadline of each region by key of its participation, in two queries."""
    parts = list(participations)
    windows = {row.round_id: row for row in _windows({part.round_id for part in parts})}
    if not windows:
        return {}
    rows = Extension.objects.filter(round__in=windows).order_by("until", "pk")
    reaching = Q(participation=None) | Q(participation__in=[part.pk for part in parts])
    own: dict[int, Extension] = {}
    of_all: dict[int, Extension] = {}
    for row in rows.filter(reaching):
        if row.participation_id:
            own[row.participation_id] = row
        else:
            of_all[row.round_id] = row
    return {
        part.pk: _deadline(
            windows[part.round_id], own.get(part.pk), of_all.get(part.round_id)
        )
        for part in parts
        if part.round_id in windows
    }


def with_closing(parts: QuerySet[Participation]):  # type: ignore[no-untyped-def]  # noqa: ANN201 -- annotated rows have no name
    """The same rows with ``closes_at``, the end of their deadline (None: no window).

    For lists that may not ask twice; otherwise as ``deadlines_of``.
    """
    windows = PhaseWindow.objects.filter(
        round=OuterRef("round"), phase=Phase.SELF_ASSESSMENT
    )
    extensions = Extension.objects.filter(
        Q(participation=None) | Q(participation=OuterRef("pk")), round=OuterRef("round")
    ).order_by("-until")
    planned = Subquery(windows.values("closes_at")[:1])
    moved = Subquery(extensions.values("until")[:1])
    return parts.annotate(closes_at=Greatest(planned, Coalesce(moved, planned)))


def deadline_of_round(round_: Round) -> Deadline | None:
    """The deadline of those regions that were given nothing of their own. Two queries."""
    window = _windows([round_.pk]).first()
    if window is None:
        return None
    rows = Extension.objects.filter(round=round_, participation=None)
    return _deadline(window, rows.order_by("until", "pk").last())


def moved_for_all(round_: Round) -> datetime | None:
    """Until when all regions of a round were given more time; None if they were not."""
    rows = Extension.objects.filter(round=round_, participation=None)
    return rows.order_by("-until").values_list("until", flat=True).first()


def ends_of_phases() -> dict[tuple[int, str], datetime]:
    """When each phase of each round that is not yet published closes. One query.

    With what all regions were given; what one region was given is ``deadlines_of``.
    """
    of_all = Extension.objects.filter(round=OuterRef("round"), participation=None)
    rows = (
        PhaseWindow.objects.exclude(round__phase=Phase.PUBLISHED)
        .annotate(moved=Subquery(of_all.order_by("-until").values("until")[:1]))
        .values_list("round", "phase", "closes_at", "moved")
    )
    found = {}
    for round_, phase, closes, moved in rows:
        extended = moved if phase == Phase.SELF_ASSESSMENT else None
        found[round_, phase] = max(closes, extended or closes)
    return found


def latest_permitted(round_: Round) -> datetime | None:
    """The moment that no extension may pass; None where the round has no deadline.

    The next phase begins when all have sent, and can still begin until its own end.
    """
    after = round_.windows.exclude(phase__in=[Phase.PREPARATION, Phase.SELF_ASSESSMENT])
    if following := after.order_by("opens_at").first():
        return following.closes_at
    window = _windows([round_.pk]).first()
    return window.closes_at + FURTHEST if window else None


def has_time_after(now: datetime) -> Exists:
    """A condition on participations: an extension gives this region time after ``now``."""
    rows = Extension.objects.filter(
        Q(participation=None) | Q(participation=OuterRef("pk")),
        round=OuterRef("round"),
        until__gt=now,
    )
    return Exists(rows)


def _windows(rounds: Iterable[int]) -> QuerySet[PhaseWindow]:
    return PhaseWindow.objects.filter(round__in=rounds, phase=Phase.SELF_ASSESSMENT)


def _deadline(window: PhaseWindow, *extensions: Extension | None) -> Deadline:
    later = [one for one in extensions if one and one.until > window.closes_at]
    last = max(later, key=lambda one: one.until, default=None)
    return Deadline(window.opens_at, window.closes_at, last)
