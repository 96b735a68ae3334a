"""Where the assessors agree by the round's rule, and where a person must decide."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from menuju.audit.models import Provenance
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import tree_of
from menuju.rounds.models import (
    Answer,
    Citation,
    Moderation,
    Participation,
    Round,
    Score,
)
from menuju.rounds.queries.impact import Effect, Present, Reach, effects
from menuju.rounds.queries.scores import Step, agreed_level, spread_of, step_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One item of one region with the sent levels by letter."""

    participation: Participation
    node: Node
    levels: dict[str, Decimal | None]
    spread: Decimal | None
    weight: Decimal
    step: Step
    effect: Effect = field(default_factory=Effect)

    @property
    def impact(self) -> Decimal:
        """Spread times the item's share of the whole; insufficiency counts in full."""
        spread = self.node.scale.span if self.spread is None else self.spread
        return spread * self.weight


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the agreement of a round has come."""

    by_rule: list[Difference]
    queue: list[Difference]
    agreed: int

    @property
    def total(self) -> int:
        """All items of all regions that at least two assessors sent."""
        return len(self.by_rule) + len(self.queue) + self.agreed

    @property
    def decisive(self) -> int:
        """How many that wait could change who is selected, alone or together."""
        far = {Reach.DECISIVE, Reach.TOGETHER}
        return sum(one.effect.reach in far for one in self.queue)


def standing_of(round_: Round, *, hidden: Collection[int] = ()) -> Standing:
    """Items not agreed yet, split by the rule; the queue by its effect, largest first.

    Where no effect can be told, spread times weight decides. ``hidden`` are participations
    whose scores the reader may not see yet.
    """
    agreed = _agreed(round_)
    open_ = _differences(round_, agreed)
    open_ = [one for one in open_ if one.participation.pk not in hidden]
    queue = [one for one in open_ if one.step == Step.DELIBERATE]
    queue.sort(
        key=lambda one: (
            -one.effect.value,
            -one.impact,
            one.participation.region_id,
            one.node.code,
        )
    )
    rule = [one for one in open_ if one.step != Step.DELIBERATE]
    return Standing(rule, queue, sum(len(items) for items in agreed.values()))


def open_counts(round_: Round) -> tuple[int, int]:
    """How many items wait for a person, and how many for the rule, in one query."""
    steps = [
        step_of(spread_of(list(given.values())), round_)
        for given in _open_levels(round_).values()
    ]
    persons = steps.count(Step.DELIBERATE)
    return persons, len(steps) - persons


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A difference in its queue: the ones before and after it, and its place (from 1).

    One that is settled is not in the queue: ``after`` is then the first that waits.
    """

    this: Difference | None
    before: Difference | None
    after: Difference | None
    place: int
    count: int


def neighbours(
    standing: Standing, participation: Participation, item: str
) -> Neighbours:
    """Where an item of a region stands in the queue."""
    queue = standing.queue
    keys = [(one.participation.pk, one.node.code) for one in queue]
    count = len(queue)
    if (participation.pk, item) not in keys:
        return Neighbours(None, None, queue[0] if queue else None, 0, count)
    at = keys.index((participation.pk, item))
    after = queue[at + 1] if at + 1 < count else None
    return Neighbours(queue[at], queue[at - 1] if at else None, after, at + 1, count)


def agreement_of(participation: Participation, item: str) -> Moderation | None:
    """What was agreed on an item, by whom, at which sitting, after which precedent."""
    rows = participation.moderations.select_related(
        "sitting", "decided_by__person", "follows__participation__round"
    )
    return rows.prefetch_related("deciders__person").filter(item=item).first()


def waiting_regions(round_: Round) -> list[Participation]:
    """The regions with a difference that a person must still decide, in two queries."""
    keys = {
        part
        for (part, _item), given in _open_levels(round_).items()
        if step_of(spread_of(list(given.values())), round_) == Step.DELIBERATE
    }
    rows = Participation.objects.filter(pk__in=keys).select_related("region")
    return list(rows.order_by("region__name"))


def scores_of(participation: Participation, item: str) -> list[Score]:
    """The sent scores of one item with their quotes, by letter."""
    return heard_of(participation, item).scores


@dataclass(frozen=True, slots=True)
class Heard:
    """What the assessors gave an item, by letter, and what the region itself said of it."""

    scores: list[Score]
    level: Decimal | None
    narrative: str
    provenance: str

    @property
    def is_simulated(self) -> bool:
        """Whether the region's answer belongs to the demo world."""
        return self.provenance == Provenance.SIMULATED


def heard_of(participation: Participation, item: str) -> Heard:
    """Both sides of an item, in two queries: sent scores with their quotes, the answer."""
    answer = Answer.objects.filter(participation=participation, item=item)
    cited = Citation.objects.select_related("evidence_version__evidence")
    rows = list(
        Score.objects.filter(
            assignment__participation=participation,
            assignment__submitted_at__isnull=False,
            item=item,
        )
        .annotate(
            answer_level=Subquery(answer.values("level")[:1]),
            answer_words=Subquery(answer.values("narrative")[:1]),
            answer_from=Subquery(answer.values("provenance")[:1]),
        )
        .select_related("assignment")
        .prefetch_related(Prefetch("citations", cited))
        .order_by("assignment__letter")
    )
    if not rows:
        return Heard([], None, "", "")
    first = rows[0]
    words, origin = first.answer_words or "", first.answer_from or ""
    return Heard([*rows], first.answer_level, words, origin)


def level_by_rule(difference: Difference, round_: Round) -> Decimal:
    """The agreed level of an item inside the tolerance."""
    known = [level for level in difference.levels.values() if level is not None]
    return agreed_level(known, round_)


def _open_levels(round_: Round) -> dict[tuple[int, str], dict[str, Decimal | None]]:
    """Sent levels by region and item, of at least two assessors, not agreed yet."""
    agreed = Moderation.objects.filter(
        participation=OuterRef("assignment__participation"), item=OuterRef("item")
    )
    rows = Score.objects.filter(
        ~Exists(agreed),
        assignment__participation__round=round_,
        assignment__submitted_at__isnull=False,
    ).values_list("assignment__participation", "item", "assignment__letter", "level")
    levels: dict[tuple[int, str], dict[str, Decimal | None]] = defaultdict(dict)
    for part, item, letter, level in rows.order_by("assignment__letter"):
        levels[part, item][letter] = level
    return {key: given for key, given in levels.items() if len(given) > 1}


def _agreed(round_: Round) -> dict[int, dict[str, Decimal | None]]:
    """What is agreed, by participation and item."""
    found: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    rows = Moderation.objects.filter(participation__round=round_)
    for part, item, level in rows.values_list("participation", "item", "level"):
        found[part][item] = level
    return found


def _differences(
    round_: Round, agreed: dict[int, dict[str, Decimal | None]]
) -> list[Difference]:
    tree = tree_of(round_.instrument_version)
    rows = round_.participations.select_related("region__province").order_by("region")
    parts = {part.pk: part for part in rows}
    open_ = _open_levels(round_)
    found = effects(Present(round_, tree, list(parts.values()), agreed, open_))
    return [
        Difference(
            participation=parts[part],
            node=tree.node(item),
            levels=given,
            spread=(spread := spread_of(list(given.values()))),
            weight=tree.effective_weight(item),
            step=step_of(spread, round_),
            effect=found.get((part, item), Effect()),
        )
        for (part, item), given in open_.items()
    ]
