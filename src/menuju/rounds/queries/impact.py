"""Which open differences could change who is selected.

The score of every region is computed as it stands now: agreed levels, else the mean or
median of what was sent. Against the score of the last place this gives each difference a
value; how far a region is from that line is said without the side it is on, because
nobody should agree on a level to carry a region over it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from menuju.instruments.models.document import plain
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import applicability, table
from menuju.rounds.models import Participation, Round
from menuju.rounds.queries.freeze import present_inputs
from menuju.rounds.queries.inputs import leaves_of
from menuju.rounds.queries.scores import agreed_level
from menuju.scoring.explain import moderation
from menuju.scoring.explain.target import quota
from menuju.scoring.instrument.field import Field

Levels = Mapping[str, Decimal | None]
CONFIRMED = Participation.Status.CONFIRMED
Open = Mapping[tuple[int, str], Levels]
"""Sent levels by letter, of each participation and item that is not agreed."""


class Reach(TextChoices):
    """What settling a difference could do."""

    DECISIVE = "decisive", _("Dapat mengubah siapa yang terpilih")
    TOGETHER = "together", _("Dapat mengubahnya bersama selisih lain daerah ini")
    SMALL = "small", _("Tidak mengubah siapa yang terpilih")
    UNKNOWN = "unknown", _("Belum dapat dihitung")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one difference could do: an order, and the same in figures for a person.

    ``value`` is disagreement x weight x chance to flip the selection; ``shift`` how many
    points of the score the range of levels still covers towards the line; ``distance``
    how far the region's score is from it, without a sign. None where there is no score.
    """

    value: float = 0.0
    shift: float | None = None
    distance: float | None = None
    reach: Reach = Reach.UNKNOWN


@dataclass(frozen=True, slots=True)
class Present:
    """A round as it stands: its regions, what is agreed, and what is still open.

    ``parts`` carry their region and province; ``agreed`` holds levels by participation
    and item.
    """

    round: Round
    tree: Tree
    parts: Sequence[Participation]
    agreed: Mapping[int, Mapping[str, Decimal | None]]
    open: Open


def effects(now: Present) -> dict[tuple[int, str], Effect]:
    """The effect of every open difference; empty if nothing is open."""
    if not now.open:
        return {}
    tree, open_ = now.tree, now.open
    parts = [part for part in now.parts if part.status == CONFIRMED]
    field, margins = _standing(now, parts)
    row = {part.pk: number for number, part in enumerate(parts)}
    column = {node.code: number for number, node in enumerate(tree.nodes)}
    apart = [[0.0] * len(tree.nodes) for _part in parts]
    known = {key: levels for key, levels in open_.items() if key[0] in row}
    for (part, item), levels in known.items():
        apart[row[part]][column[item]] = _apart(levels, tree.node(item), tree)
    lines = [math.nan if math.isinf(margin) else margin for margin in margins]
    values = moderation.value(apart, field.shares, lines).tolist()
    shares = field.shares.tolist()
    found = {}
    for (part, item), levels in known.items():
        at, node = row[part], column[item]
        way = _way(levels, tree.node(item), now.round, up=margins[at] < 0)
        way *= float(tree.scale.span)
        found[part, item] = (values[at][node], way * shares[at][node], margins[at])
    return _in_words(found)


def _in_words(
    found: Mapping[tuple[int, str], tuple[float, float, float]],
) -> dict[tuple[int, str], Effect]:
    together: dict[int, float] = {}
    for (part, _item), (_value, shift, _margin) in found.items():
        together[part] = together.get(part, 0.0) + shift
    return {
        key: _effect(value, shift, margin, together[key[0]])
        for key, (value, shift, margin) in found.items()
    }


def _effect(value: float, shift: float, margin: float, together: float) -> Effect:
    if math.isnan(margin):
        return Effect()
    if math.isinf(margin):
        return Effect(value, shift, None, Reach.SMALL)
    distance = abs(margin)
    if shift >= distance:
        reach = Reach.DECISIVE
    else:
        reach = Reach.TOGETHER if together >= distance else Reach.SMALL
    return Effect(value, shift, distance, reach)


def _standing(
    now: Present, parts: Sequence[Participation]
) -> tuple[Field, list[float]]:
    """Every region's score as it stands, and how far it is from the last place."""
    tree = now.tree
    inputs = present_inputs(now.round, tree, _levels(now), parts)
    regions: dict[str, Any] = inputs["regions"]
    codes = [part.region_id for part in parts]
    cases = {code: leaves_of(tree, regions[code]) for code in codes}
    applies = {code: applicability(tree, regions[code]["facts"]) for code in codes}
    field = Field.of(*table(tree, cases, applies))
    scores = field.scores.tolist()
    places = now.round.quota
    lines = [quota(field.scores, case, places).score for case in range(len(codes))]
    return field, [score - line for score, line in zip(scores, lines, strict=True)]


def _levels(now: Present) -> dict[int, dict[str, str | None]]:
    """Agreed levels; where nothing is agreed, what the rule would make of those sent."""
    found: dict[int, dict[str, str | None]] = {}
    for (part, item), levels in now.open.items():
        known = [level for level in levels.values() if level is not None]
        level = plain(agreed_level(known, now.round)) if known else None
        found.setdefault(part, {})[item] = level
    for part, agreed in now.agreed.items():
        for item, given in agreed.items():
            text = None if given is None else plain(given)
            found.setdefault(part, {})[item] = text
    return found


def _apart(levels: Levels, node: Node, tree: Tree) -> float:
    """The sd of the levels on the tree's scale; the widest there is if one is missing."""
    known = [float(level) for level in levels.values() if level is not None]
    is_complete = len(known) == len(levels)
    own = float(node.scale.span)
    spread = _sd(known) if is_complete else own / 2
    return spread / own * float(tree.scale.span)


def _sd(values: Sequence[float]) -> float:
    """Of all of them; in floats, because a queue has thousands."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((each - mean) ** 2 for each in values) / len(values))


def _way(levels: Levels, node: Node, round_: Round, *, up: bool) -> float:
    """How far the level could still go towards the line, as a share of its scale."""
    low, high = _ends(levels.values(), node)
    known = [level for level in levels.values() if level is not None]
    now = agreed_level(known, round_) if known else low
    return float((high - now if up else now - low) / node.scale.span)


def _ends(levels: Iterable[Decimal | None], node: Node) -> Sequence[Decimal]:
    given = list(levels)
    known = [level for level in given if level is not None]
    if len(known) < len(given) or not known:
        return node.scale.min, node.scale.max
    return min(known), max(known)
