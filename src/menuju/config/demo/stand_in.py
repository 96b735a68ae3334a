"""What simulated assessors say in the rehearsal, and who confirms simulated attendance.

An assessor is a little strict or mild, always in the same way. On an item all of a panel
lean to one side, so that they stay within the tolerance; in a few regions near the line
one of them lies far from the others, so that there is something to moderate.
"""

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.config.demo.simulate import MARK, REASONS, TOP
from menuju.config.demo.story import BALIKPAPAN
from menuju.instruments.queries import tree_of
from menuju.results.models import RegionResult
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import attendance, bulk
from menuju.rounds.models import (
    Assignment,
    Citation,
    Claim,
    EvidenceVersion,
    Moderation,
    Participation,
    Round,
    Score,
    SessionSlot,
)
from menuju.rounds.queries.answers import asked_of

LIKE = "2019"
"""The round whose agreed levels say what there is to see in a region."""
NEAR = 3
"""So many places on either side of the line hold a difference to moderate."""
FAR = 2
MIDDLE = 2


def waiting(round_: Round) -> QuerySet[Assignment]:
    """The assignments that nobody has sent, by region."""
    rows = Assignment.objects.filter(
        participation__round=round_, submitted_at=None, withdrawn_at=None
    )
    return rows.select_related("assessor", "participation__region__province").order_by(
        "participation__region_id", "letter"
    )


def require_panels(round_: Round) -> None:
    """Refuse while there is nobody to speak for, or the phase is another."""
    if not permits(round_, Act.ASSESS):
        raise PermissionDenied(
            _("Penilaian tidak dibuka pada fase “%(phase)s”.")
            % {"phase": round_.get_phase_display()}
        )
    confirmed = round_.participations.filter(status=Participation.Status.CONFIRMED)
    judged = Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
    if confirmed.exclude(pk__in=judged.values("participation")).exists():
        raise ValidationError(
            _("Belum semua daerah punya asesor. Susun dan terapkan usulan penugasan.")
        )


def judge(round_: Round, rows: Sequence[Assignment]) -> int:
    """Score what these assignments lack, and send those that are whole; how many."""
    panels: dict[int, list[Assignment]] = {}
    for row in rows:
        row.participation.round = round_
        panels.setdefault(row.participation_id, []).append(row)
    by_hand = {score.assignment_id for score in _given(rows)}
    made = [pair for panel in panels.values() for pair in _panel(round_, panel)]
    whole = [row for row in rows if row.pk not in by_hand]
    with transaction.atomic():
        bulk.score(
            round_, [one for one, _cited in made], [cited for _one, cited in made]
        )
        bulk.send(round_, whole, timezone.now())
    return len(whole)


def confirm_attendance(slot: SessionSlot, committee: User) -> None:
    """Confirm a simulated attendance as the committee; Balikpapan's is left to a person."""
    attendance.confirm(slot, {}, by=committee)


def unconfirmed(round_: Round) -> QuerySet[SessionSlot]:
    """The turns that the committee has not confirmed, but for Balikpapan's."""
    slots = SessionSlot.objects.filter(session__round=round_, confirmed_at=None)
    slots = slots.exclude(participation__region=BALIKPAPAN)
    return slots.select_related("participation__region").order_by("starts_at")


def left(round_: Round) -> tuple[int, int, int]:
    """How many assignments are not sent, how many turns not confirmed; of how many."""
    every = Assignment.objects.filter(participation__round=round_, withdrawn_at=None)
    counts = every.aggregate(
        waiting=Count("pk", filter=Q(submitted_at=None)), assigned=Count("pk")
    )
    return counts["waiting"], unconfirmed(round_).count(), counts["assigned"]


def _given(rows: Sequence[Assignment]) -> list[Score]:
    """What people scored by hand in these assignments: it stays, and they send it."""
    return list(Score.objects.filter(assignment__in=rows))


def _panel(
    round_: Round, panel: Sequence[Assignment]
) -> Iterator[tuple[Score, Citation]]:
    part = panel[0].participation
    seen, claims = _levels(part), _claims(part)
    tree = tree_of(round_.instrument_version)
    asked = asked_of(tree, part.region)
    items = [node.code for node in tree.items if asked[node.code]]
    done = {(score.assignment_id, score.item) for score in _given(panel)}
    contested = _contested(part, items)
    for place, row in enumerate(panel):
        for item in items:
            if (row.pk, item) in done:
                continue
            level = _level(row, item, seen.get(item, MIDDLE))
            if item == contested:
                level = _far(seen.get(item, MIDDLE)) if place == 0 else seen[item]
            score = _score(row, item, level)
            version, page, quote = claims[item]
            yield (
                score,
                Citation(score=score, evidence_version=version, page=page, quote=quote),
            )


def _levels(part: Participation) -> dict[str, int]:
    rows = Moderation.objects.filter(
        participation__round__code=LIKE, participation__region=part.region_id
    )
    return {
        item: round(level)
        for item, level in rows.values_list("item", "level")
        if level is not None
    }


def _level(row: Assignment, item: str, seen: int) -> int:
    """The level seen, or its neighbour on the side to which the panel leans."""
    side = random.Random(f"{row.participation.region_id} {item}").choice((-1, 1))
    strict = random.Random(row.assessor.name).gauss(0, 0.15)
    rng = random.Random(f"{row.assessor.name} {row.participation.region_id} {item}")
    leans = rng.random() < 0.22 - side * strict
    return min(max(seen + side * leans, 0), TOP)


def _far(seen: int) -> int:
    return seen - FAR if seen >= FAR else seen + FAR


def _contested(part: Participation, items: Sequence[str]) -> str:
    """The item on which the first of a panel differs; none far from the line."""
    result = RegionResult.objects.filter(
        participation__round__code=LIKE, participation__region=part.region_id
    )
    place = result.values_list("position", flat=True).first()
    if place is None or abs(place - part.round.quota - 0.5) > NEAR:
        return ""
    return random.Random(f"contested {part.region_id}").choice(list(items))


def _claims(part: Participation) -> dict[str, tuple[EvidenceVersion, str, str]]:
    """The page and the words that the region offers for each item."""
    rows = Claim.objects.filter(
        evidence__participation=part, evidence__withdrawn_at=None
    ).prefetch_related("evidence__versions")
    return {
        row.item: (max(row.evidence.versions.all(), key=_number), row.pages, row.quote)
        for row in rows
    }


def _number(version: EvidenceVersion) -> int:
    return version.number


def _score(row: Assignment, item: str, level: int) -> Score:
    rng = random.Random(f"{row.assessor.name} {row.participation.region_id} {item} why")
    return Score(
        assignment=row,
        item=item,
        level=Decimal(level),
        confidence=rng.choice(Score.Confidence.values),
        reason=rng.choice(REASONS),
        version=1,
        edited_at=timezone.now(),
        **MARK,
    )
