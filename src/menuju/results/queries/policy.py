"""Trying a selection out: on what there is now, and under other weights, places or ties.

Before the freeze the scores are provisional: agreed levels, and where none is agreed yet
what the round's rule makes of the sent scores. Afterwards they are the frozen ones.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from menuju.instruments.models.document import plain
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import tree_of
from menuju.regions.models import IslandGroup, Region
from menuju.results.queries.compute import official_leaves, sha256_of
from menuju.results.queries.releases import approved_freeze
from menuju.results.queries.selection import Terms, selection_of
from menuju.results.queries.simulation import field_of
from menuju.rounds.models import Moderation, Participation, Round
from menuju.rounds.queries.freeze import present_inputs
from menuju.rounds.queries.scores import agreed_level
from menuju.rounds.queries.severity import sent_scores
from menuju.scoring.instrument.field import Field
from menuju.scoring.positions import positions
from menuju.scoring.selection.chances import reweighted, weighs
from menuju.scoring.selection.rule import SELECTED, Selection

SMALL, LARGE = 200_000, 1_000_000
"""Population bounds of the size classes; shown with the figures."""


@dataclass(frozen=True)
class Inputs:
    """What a trial is computed from. ``is_frozen``: final; else it may still change."""

    document: Mapping[str, Any]
    tree: Tree
    is_frozen: bool

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the inputs."""
        return sha256_of(self.document)

    @cached_property
    def codes(self) -> list[str]:
        """The regions, by name."""
        return [region.pk for region in self.regions]

    @cached_property
    def regions(self) -> list[Region]:
        """The regions with their provinces, by name."""
        rows = Region.objects.filter(pk__in=list(self.document["regions"]))
        return list(rows.select_related("province").order_by("short_name", "pk"))

    @cached_property
    def field(self) -> Field:
        """The regions on the instrument."""
        leaves = official_leaves(self.document, self.tree)
        ordered = {code: leaves[code] for code in self.codes}
        return field_of(self.tree, ordered, self.document)


@dataclass(frozen=True)
class Changes:
    """What a scenario changes: weights in per cent by element, and terms."""

    weights: Mapping[str, float] = field(default_factory=dict)
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A region in a trial."""

    region: Region
    score: float | None
    position: int | None
    standing: str
    minimum: int
    reserve: int

    @property
    def selected(self) -> bool:
        return self.standing in SELECTED


@dataclass(frozen=True, slots=True)
class Move:
    """A region that a scenario moves, from its official to its new place."""

    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Balance:
    """One group: how many of it are chosen officially and in the scenario."""

    name: str
    all: int
    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


def inputs_for(round_: Round) -> Inputs | None:
    """The frozen inputs; before the freeze, what there is; None if nothing was scored."""
    tree = tree_of(round_.instrument_version)
    freeze = approved_freeze(round_)
    if freeze is not None:
        return Inputs(freeze.inputs, tree, is_frozen=True)
    levels = provisional_levels(round_)
    if not levels:
        return None
    parts = Participation.objects.filter(
        round=round_, status=Participation.Status.CONFIRMED
    ).select_related("region__province")
    inputs = present_inputs(round_, tree, levels, parts)
    return Inputs(inputs, tree, is_frozen=False)


def provisional_levels(round_: Round) -> dict[int, dict[str, str | None]]:
    """Agreed levels as text, else what the rule makes of the sent scores."""
    given: dict[tuple[int, str], list[Decimal]] = defaultdict(list)
    for row in sent_scores(round_):
        if row.level is not None:
            given[row.participation, row.item].append(row.level)
    found: dict[int, dict[str, str | None]] = defaultdict(dict)
    for (part, item), levels in given.items():
        found[part][item] = plain(agreed_level(levels, round_))
    agreed = Moderation.objects.filter(participation__round=round_)
    for part, item, level in agreed.values_list("participation", "item", "level"):
        found[part][item] = None if level is None else plain(level)
    return dict(found)


def tried(inputs: Inputs, terms: Terms, weights: Mapping[str, float]) -> list[Outcome]:
    """The selection on these inputs under these terms and weights of the elements."""
    scored = inputs.field
    if weights:
        places = {node.code: at for at, node in enumerate(inputs.tree.nodes)}
        asked = {places[code]: share for code, share in weights.items()}
        scored = reweighted(scored, asked)
    scores = [None if math.isnan(v) else v for v in scored.scores.tolist()]
    order, _tied = positions(scored.scores)
    made = selection_of(terms, inputs.regions, scores)
    return _outcomes(inputs, scores, order.tolist(), made)


def _outcomes(
    inputs: Inputs, scores: list[float | None], order: list[float], made: Selection
) -> list[Outcome]:
    rows = zip(
        inputs.regions,
        scores,
        order,
        made.standing,
        made.minimum,
        made.reserve,
        strict=True,
    )
    return [
        Outcome(
            region, score, None if math.isnan(at) else int(at), str(how), least, reserve
        )
        for region, score, at, how, least, reserve in rows
    ]


def moves_of(before: list[Outcome], after: list[Outcome]) -> list[Move]:
    """The regions that change sides, by name."""
    pairs = zip(before, after, strict=True)
    return [Move(a, b) for a, b in pairs if a.selected != b.selected]


def by_island(before: list[Outcome], after: list[Outcome]) -> list[Balance]:
    """The chosen by island group."""
    names = {value: str(label) for value, label in IslandGroup.choices}
    keys = [each.region.province.island_group for each in before]
    return _balances(names, keys, before, after)


def by_size(before: list[Outcome], after: list[Outcome]) -> list[Balance]:
    """The chosen by size of population."""
    names = {
        "small": _("di bawah 200.000 jiwa"),
        "middle": _("200.000 sampai 1 juta jiwa"),
        "large": _("1 juta jiwa atau lebih"),
        "": _("jumlah penduduk belum ada"),
    }
    keys = [_size(each.region.population) for each in before]
    return _balances(names, keys, before, after)


def _balances(
    names: Mapping[str, str],
    keys: list[str],
    before: list[Outcome],
    after: list[Outcome],
) -> list[Balance]:
    return [
        Balance(
            name,
            keys.count(key),
            sum(o.selected for o, k in zip(before, keys, strict=True) if k == key),
            sum(o.selected for o, k in zip(after, keys, strict=True) if k == key),
        )
        for key, name in names.items()
        if key in keys
    ]


def _size(population: int | None) -> str:
    if population is None:
        return ""
    if population < SMALL:
        return "small"
    return "middle" if population < LARGE else "large"


def elements_of(inputs: Inputs) -> list[tuple[Node, float]]:
    """The elements whose weights a scenario can change, each with its per cent."""
    tree = inputs.tree
    if not tree.root.aggregation.uses_weights or not weighs(inputs.field):
        return []
    return [
        (node, 100 * float(tree.effective_weight(node.code)))
        for node in tree.root.children
    ]
