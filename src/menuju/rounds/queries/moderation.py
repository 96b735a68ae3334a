"""Where the assessors agree by the round's rule, and where a person must decide."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef

from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import tree_of
from menuju.rounds.models import Moderation, Participation, Round, Score
from menuju.rounds.queries.impact import Effect, effects
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


def standing_of(round_: Round, *, hidden: Collection[int] = ()) -> Standing:
    """Items not agreed yet, split by the rule; the queue by its effect, largest first.

    Where no effect can be told, spread times weight decides. ``hidden`` are participations
    whose scores the reader may not see yet.
    """
    open_ = _differences(round_, tree_of(round_.instrument_version))
    agreed = Moderation.objects.filter(participation__round=round_).count()
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
    return Standing(rule, queue, agreed)


def open_counts(round_: Round) -> tuple[int, int]:
    """How many items wait for a person, and how many for the rule, in one query."""
    steps = [
        step_of(spread_of(list(given.values())), round_)
        for given in _open_levels(round_).values()
    ]
    persons = steps.count(Step.DELIBERATE)
    return persons, len(steps) - persons


def scores_of(participation: Participation, item: str) -> list[Score]:
    """The sent scores of one item with their quotes, by letter."""
    rows = Score.objects.filter(
        assignment__participation=participation,
        assignment__submitted_at__isnull=False,
        item=item,
    )
    return list(
        rows.select_related("assignment")
        .prefetch_related("citations__evidence_version__evidence")
        .order_by("assignment__letter")
    )


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


def _differences(round_: Round, tree: Tree) -> list[Difference]:
    parts = {part.pk: part for part in round_.participations.select_related("region")}
    open_ = _open_levels(round_)
    found = effects(round_, tree, open_)
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
