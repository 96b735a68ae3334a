"""What a reply does to a region's figures, and what is known of the replies of a round.

The effect is a pure function of the release's freeze, of the points that were upheld before
and of the new one. The other regions stay as they were published.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from menuju.accounts.models import Capability, Seat, User
from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import tree_of
from menuju.results.access.replies import whole
from menuju.results.models import Decision, DecisionLine, RegionResult, Release
from menuju.results.queries.compute import compute, sha256_of
from menuju.results.queries.decisions import results_of
from menuju.results.queries.selection import (
    Terms,
    selection_of,
    terms_from,
    terms_of,
)
from menuju.results.queries.texts import office_words
from menuju.rounds.models import Participation, Reply, Round
from menuju.rounds.queries.replies import (
    Key,
    Point,
    closes_at,
    level_words,
    points_of,
    presence_of,
)
from menuju.scoring.positions import positions
from menuju.scoring.selection.rule import SELECTED

Changes = Mapping[Key, str]
"""New levels by point, as ``Reply`` writes levels."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A region's score, its place, and whether the rules give it a place."""

    score: float | None
    position: int | None
    within: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """The figures of a region without and with the contested point."""

    before: Figure
    after: Figure
    digest: str

    @property
    def moves(self) -> bool:
        """Whether the region would stand on the other side of the line."""
        return self.before.within != self.after.within


def given_of(result: RegionResult) -> dict[str, Any]:
    """What the freeze holds of the region."""
    regions = result.release.freeze.inputs["regions"]
    found: dict[str, Any] = regions.get(result.participation.region_id, {})
    return found


def points_for(result: RegionResult) -> list[Point]:
    """The points of a result that may be contested, as they were frozen."""
    tree = tree_of(result.release.round.instrument_version)
    return points_of(result.participation, tree, given_of(result))


def point_for(result: RegionResult, subject: str, code: str) -> Point | None:
    """One of them; None if the region was not asked it."""
    found = (point for point in points_for(result) if point.key == (subject, code))
    return next(found, None)


def changed(given: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """What the freeze holds of a region, with other levels at these points.

    A level that a person gave stands as it is, also where the others are adjusted.
    """
    levels = {code: level for (kind, code), level in changes.items() if kind == "item"}
    offices = {code: level for (kind, code), level in changes.items() if kind != "item"}
    kept = [
        one for one in given.get("attendance") or [] if one["office"] not in offices
    ]
    came = [presence_of(office, state) for office, state in sorted(offices.items())]
    made = {
        **given,
        "levels": {**given.get("levels", {}), **levels},
        "attendance": [*kept, *came],
    }
    if "adjusted" in given:
        made["adjusted"] = {**given["adjusted"], **levels}
    return made


def effect_of(result: RegionResult, earlier: Changes, point: Key, level: str) -> Effect:
    """The figures with the points that were upheld before, and with this one as well.

    An empty ``level`` changes nothing.
    """
    release = result.release
    tree = tree_of(release.round.instrument_version)
    terms, field = _terms(release), results_of(release)
    later = {**earlier, point: level} if level else earlier
    before = _figure(result, field, terms, _score(result, tree, earlier))
    after = _figure(result, field, terms, _score(result, tree, later))
    said = {
        "release": release.digest,
        "region": result.participation.region_id,
        "changes": [[*key, value] for key, value in sorted(later.items())],
        "before": asdict(before),
        "after": asdict(after),
    }
    return Effect(before, after, sha256_of(said))


def upheld_before(participation: Participation) -> dict[Key, str]:
    """The points of a region that were upheld so far, with their new levels."""
    rows = participation.replies.filter(
        state__in=[Reply.State.UPHELD, Reply.State.PARTLY]
    )
    return {(row.subject, row.code): row.level_after for row in rows}


def _score(result: RegionResult, tree: Tree, changes: Changes) -> float | None:
    if not changes:
        return result.score
    code = result.participation.region_id
    given = changed(given_of(result), changes)
    inputs = {**result.release.freeze.inputs, "regions": {code: given}}
    return compute(inputs, tree)[code].score


def _figure(
    result: RegionResult, field: list[RegionResult], terms: Terms, score: float | None
) -> Figure:
    scores = [score if one.pk == result.pk else one.score for one in field]
    at = [one.pk for one in field].index(result.pk)
    places, _ties = positions([math.nan if one is None else one for one in scores])
    place = places.tolist()[at]
    regions = [one.participation.region for one in field]
    standing = selection_of(terms, regions, scores).standing[at]
    return Figure(
        score, None if math.isnan(place) else int(place), standing in SELECTED
    )


def _terms(release: Release) -> Terms:
    """The rules that the release was decided by."""
    decision = Decision.objects.filter(release=release).select_related("rules").first()
    if decision is None:
        return terms_of(release.round)
    return terms_from(decision.rules) if decision.rules else Terms(decision.quota)


@dataclass(frozen=True, slots=True)
class Told:
    """A reply as a page tells it: its point in words, and what it did."""

    reply: Reply
    point: Point | None
    line: DecisionLine | None = None

    @property
    def title(self) -> str:
        """What is contested."""
        return self.point.title if self.point else self.reply.code

    @property
    def before(self) -> str:
        """The level that was published, in words."""
        return self._words(self.reply.level_before)

    @property
    def asked(self) -> str:
        """What the region asks for, in words."""
        return self._words(self.reply.asked)

    @property
    def after(self) -> str:
        """What it became, in words."""
        return self._words(self.reply.level_after)

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered it."""
        return self.reply.answered_at is not None

    @property
    def needs_decision(self) -> bool:
        """Whether the decision that stands is another than the figures would now give."""
        effect = getattr(self.reply, "effect", None)
        if effect is None or not effect.moves:
            return False
        return self.line is None or self.line.selected != effect.within_after

    def _words(self, level: str) -> str:
        return level_words(self.point, level) if self.point else level


def told_of(result: RegionResult, rows: QuerySet[Reply]) -> list[Told]:
    """The replies of a result with their proofs and effects."""
    found = list(whole(rows))
    if not found:
        return []
    points = {point.key: point for point in points_for(result)}
    line = _line(result) if any(row.answered_at for row in found) else None
    return [Told(row, points.get((row.subject, row.code)), line) for row in found]


def told_one(result: RegionResult, reply: Reply) -> Told:
    """A reply that was opened, with its point, its proofs and its effect."""
    point = point_for(result, reply.subject, reply.code)
    return Told(reply, point, _line(result) if reply.answered_at else None)


def _line(result: RegionResult) -> DecisionLine | None:
    return DecisionLine.objects.filter(result=result).first()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a board of replies is asked for."""

    state: str = ""
    words: str = ""


def board_rows(round_: Round, asked: Asked | None = None) -> QuerySet[Reply]:
    """The replies of a round: open ones first, the oldest at the top."""
    rows = Reply.objects.filter(participation__round=round_)
    if asked and asked.state in Reply.State.values:
        rows = rows.filter(state=asked.state)
    if asked and asked.words:
        rows = rows.filter(participation__region__name__icontains=asked.words)
    rows = rows.select_related("participation__region__province", "effect")
    rows = rows.annotate(files=Count("proofs", distinct=True))
    settled = Case(When(state=Reply.State.OPEN, then=0), default=1)
    return rows.order_by(settled, "at", "pk")


def told_board(release: Release, rows: Iterable[Reply]) -> list[Told]:
    """Rows of the board with the titles of their points, without a query for each."""
    tree = tree_of(release.round.instrument_version)
    node = tree.attendance
    found = []
    for row in rows:
        is_item = row.subject == Reply.Subject.ITEM and row.code in tree
        of = tree.node(row.code) if is_item else node
        title = str(of.title) if of and is_item else office_words(row.code)
        point = (
            Point(row.subject, row.code, title, row.level_before, of) if of else None
        )
        found.append(Told(row, point))
    return found


def counts_of(round_: Round) -> dict[str, int]:
    """How many replies of a round are in each state; every state is a key."""
    rows = Reply.objects.filter(participation__round=round_).order_by()
    counted = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {state: counted.get(state, 0) for state in Reply.State.values}


def clocks_of(round_: Round, opened: datetime) -> list[tuple[str, datetime]]:
    """Until when replies are in time, once for each zone of the regions taking part."""
    parts = round_.participations.select_related("region__province").distinct()
    zones = {part.region.time_zone: part.region for part in parts}
    found = [
        (zone, closes_at(round_, region, opened)) for zone, region in zones.items()
    ]
    return sorted(found, key=lambda pair: pair[1])


def people_with(region_code: str | None, *capabilities: Capability) -> list[User]:
    """Whoever holds one of these for the nation today; for a region: by a seat there."""
    scope = (
        Q(region=region_code)
        if region_code
        else Q(region=None, province=None, agency=None)
    )
    seats = Seat.objects.filter(scope, person__account__is_active=True)
    today = timezone.localdate()
    found = {
        seat.person.account.pk: seat.person.account
        for seat in seats.select_related("capability_set", "person__account__person")
        if seat.is_held(today) and any(seat.gives(one) for one in capabilities)
    }
    return list(found.values())
