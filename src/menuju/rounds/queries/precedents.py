"""Earlier reasons for the same item: found by their words, without saying whose they were."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from menuju.rounds.models import Moderation, Participation, Reply, Round

MOST = 8
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Precedent:
    """An agreement of this or an earlier round; after an upheld reply, with its answer."""

    moderation: Moderation
    level: Decimal | None
    reason: str
    from_reply: bool

    @property
    def round(self) -> Round:
        """The round it belongs to."""
        return self.moderation.participation.round


def precedents(
    participation: Participation,
    item: str,
    words: str = "",
    hidden: Collection[int] = (),
) -> list[Precedent]:
    """Reasons for an item of the same instrument, upheld replies first, then the newest.

    Every one of the ``words`` must be in the reason. ``hidden`` are participations whose
    scores the reader may not see yet. One query.
    """
    rows = _agreements(participation, item).exclude(participation__in=hidden)
    wanted = words.casefold().split()[:MOST_WORDS]
    found = [one for one in map(_precedent, rows) if _says(one, wanted)]
    found.sort(
        key=lambda one: (not one.from_reply, -one.round.year, -one.moderation.pk)
    )
    return found[:MOST]


def _agreements(participation: Participation, item: str) -> QuerySet[Any]:
    """What others agreed on the item up to this round: by people, or upheld by a reply.

    Each with the answer of that reply and the level after it, null where there is none.
    """
    round_ = participation.round
    earlier = Q(participation__round__year__lt=round_.year) | Q(
        participation__round__year=round_.year,
        participation__round__phase_number__lte=round_.phase_number,
    )
    instrument = round_.instrument_version.instrument_id
    upheld = _upheld(item)
    rows = Moderation.objects.filter(
        earlier,
        item=item,
        participation__round__instrument_version__instrument=instrument,
    ).annotate(
        answered=Subquery(upheld.values("answer")[:1]),
        became=Subquery(upheld.values("level_after")[:1]),
    )
    reasoned = rows.filter(Q(by_rule=False) | Q(answered__isnull=False))
    return reasoned.exclude(participation=participation).select_related(
        "participation__round", "participation__region"
    )


def _precedent(row: Any) -> Precedent:  # noqa: ANN401 -- a Moderation with annotations
    return Precedent(
        row,
        Decimal(row.became) if row.became else row.level,
        row.answered or row.reason,
        row.answered is not None,
    )


def _upheld(item: str) -> QuerySet[Reply]:
    """Replies about this item that were upheld and marked, of the agreement's region."""
    answered = [Reply.State.UPHELD, Reply.State.PARTLY]
    return Reply.objects.filter(
        participation=OuterRef("participation"),
        subject=Reply.Subject.ITEM,
        code=item,
        is_precedent=True,
        state__in=answered,
    ).order_by("-answered_at")


def _says(precedent: Precedent, wanted: list[str]) -> bool:
    text = precedent.reason.casefold()
    return all(word in text for word in wanted)
