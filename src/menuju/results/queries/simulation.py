"""How sure the order of a release is: intervals, chances, groups, scenarios.

Drawn are the weights of the instrument, each up to a quarter smaller or larger; the error
of the panel: assessors who differ on an item differ by chance, with the spread that the
whole round shows on that item; and, where it can be told, how strict each assessor is (see
``severity``). Everything that was chosen is echoed in ``settings``.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import applicability, table, tree_of
from menuju.regions.models import Region
from menuju.results.models import Release
from menuju.results.queries.compute import is_adjusted, official_leaves
from menuju.results.queries.panel import Panel, panel_of
from menuju.results.queries.selection import Terms, groups_of, passes, selection_of
from menuju.results.queries.severity import (
    ESTIMATE,
    NOBODY,
    SPREAD,
    UNTOLD,
    decided_by_people,
    loads,
)
from menuju.scoring.instrument.doubt import Doubt, drawn
from menuju.scoring.instrument.field import Field
from menuju.scoring.positions import positions
from menuju.scoring.selection.chances import between, chances, shifted, weighs

ENGINE = "menuju-doubt/2"
DRAWS, SEED, NOISE = 2000, 20190228, 0.25
SHIFT = 0.1
"""A scenario moves the weight of one element by so much of the whole."""

Steps = Callable[[int, int], None]


@dataclass(frozen=True)
class Frozen:
    """A release as arrays: its regions by code, and their field on the instrument.

    ``severity`` says what is drawn of it; ``decided`` are the items, by region, whose level
    people decided.
    """

    tree: Tree
    codes: list[str]
    regions: list[Region]
    field: Field
    panel: Panel | None
    severity: str
    decided: dict[str, set[str]]


def frozen_of(release: Release) -> Frozen:
    """The field of a release, from its freeze alone, and its panel of assessors."""
    inputs = release.freeze.inputs
    tree = tree_of(release.round.instrument_version)
    leaves = official_leaves(inputs, tree)
    held = Region.objects.select_related("province").in_bulk(list(leaves))
    codes = sorted(leaves, key=lambda code: (held[code].short_name, code))
    adjusted = is_adjusted(inputs)
    panel = panel_of(release.round, tree, codes, is_adjusted=adjusted)
    return Frozen(
        tree=tree,
        codes=codes,
        regions=[held[code] for code in codes],
        field=field_of(tree, {code: leaves[code] for code in codes}, inputs),
        panel=panel,
        severity=_drawn_of(panel, is_adjusted=adjusted),
        decided=decided_by_people(release.round),
    )


def _drawn_of(panel: Panel | None, *, is_adjusted: bool) -> str:
    if panel is None:
        return NOBODY
    if panel.strictness is None:
        return UNTOLD
    return ESTIMATE if is_adjusted else SPREAD


def field_of(
    tree: Tree,
    leaves: Mapping[str, Mapping[str, float | None]],
    inputs: Mapping[str, Any],
) -> Field:
    """The cases on the tree, as the engine takes them."""
    applies = {
        code: applicability(tree, inputs["regions"][code].get("facts", {}))
        for code in leaves
    }
    return Field.of(*table(tree, leaves, applies))


def simulate(release: Release, terms: Terms, steps: Steps) -> dict[str, Any]:
    """All that ``Simulation`` keeps of a release; ``steps`` is told how far it is."""
    frozen = frozen_of(release)
    steps(1, 4)
    doubt = doubt_of(frozen)
    regions = regions_of(frozen, doubt, terms)
    steps(2, 4)
    groups = [[frozen.codes[at] for at in run] for run in doubt.groups()]
    steps(3, 4)
    return {
        "settings": settings_of(frozen, doubt, terms),
        "regions": regions,
        "groups": groups,
        "scenarios": scenarios_of(frozen, terms),
        "engine": ENGINE,
    }


def doubt_of(frozen: Frozen) -> Doubt:
    """The draws of a release."""
    return drawn(
        frozen.field,
        draws=DRAWS,
        seed=SEED,
        noise=NOISE,
        sd=frozen.field.error_of(frozen.panel.errors) if frozen.panel else None,
        severity=_severity(frozen),
    )


def _severity(frozen: Frozen) -> tuple[list[list[float]], list[list[float]]] | None:
    """What each assessor moves each score by, and the covariance of their errors."""
    panel = frozen.panel
    if panel is None or panel.strictness is None:
        return None
    items = {node.code: at for at, node in enumerate(frozen.tree.nodes)}
    people = list(panel.strictness.points)
    shares = [
        loads(
            panel.levels.get(code, {}),
            {item: row[at] for item, at in items.items()},
            people,
            frozen.decided.get(code, set()),
        )
        for code, row in zip(frozen.codes, frozen.field.shares.tolist(), strict=True)
    ]
    return shares, panel.strictness.covariance_of(frozen.severity)


def settings_of(frozen: Frozen, doubt: Doubt, terms: Terms) -> dict[str, Any]:
    """Everything that was chosen and drawn."""
    return {
        "draws": doubt.study.draws,
        "seed": SEED,
        "noise": NOISE,
        "panel": frozen.panel is not None,
        "severity": frozen.severity,
        "shift": SHIFT,
        "places": terms.places,
        "rules": terms.digest,
    }


def regions_of(frozen: Frozen, doubt: Doubt, terms: Terms) -> dict[str, Any]:
    """Each region's range of scores and of places, and its chance of a place."""
    may = passes(terms, frozen.regions)
    chance = chances(doubt, terms.quota, groups_of(frozen.regions), may)
    low, high = between(doubt)
    first, last = doubt.interval()
    columns = {
        "low": low,
        "high": high,
        "first": first,
        "last": last,
        "chance": chance.value,
        "error": chance.error,
    }
    lists = {name: column.tolist() for name, column in columns.items()}
    return {
        code: {name: _known(lists[name][at]) for name in lists}
        for at, code in enumerate(frozen.codes)
    }


def scenarios_of(frozen: Frozen, terms: Terms) -> dict[str, Any]:
    """The official order, each element ten points more and less, and a smaller panel."""
    field, found = frozen.field, {}
    found["official"] = _scenario(
        frozen, terms, field, ("Bobot resmi", "Official weights")
    )
    for number, node in enumerate(frozen.tree.root.children if weighs(field) else []):
        place = frozen.tree.nodes.index(node)
        share = float(frozen.tree.effective_weight(node.code))
        for sign, step in (("−", -SHIFT), ("+", SHIFT)):
            if 0 < share + step < 1:
                moved = shifted(field, place, share + step)
                titles = (f"{node.title.id} {sign}10", f"{node.title.en} {sign}10")
                key = f"{number}{'-' if step < 0 else '+'}"
                found[key] = _scenario(frozen, terms, moved, titles)
    if frozen.panel and frozen.panel.without:
        moved = Field.of(field.tree, frozen.panel.lifted(field.leaves), field.asked)
        titles = ("Tanpa asesor terjauh", "Without the furthest assessor")
        found["panel"] = _scenario(frozen, terms, moved, titles)
    return found


def _scenario(
    frozen: Frozen, terms: Terms, field: Field, titles: tuple[str, str]
) -> dict[str, Any]:
    scores = field.scores.tolist()
    places, _tied = positions(scores)
    made = selection_of(terms, frozen.regions, [_known(score) for score in scores])
    return {
        "title": {"id": titles[0], "en": titles[1]},
        "positions": {
            code: None if math.isnan(place) else int(place)
            for code, place in zip(frozen.codes, places.tolist(), strict=True)
        },
        "selected": [frozen.codes[at] for at in made.selected],
    }


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def moved_sides(scenarios: Mapping[str, Any]) -> set[str]:
    """Regions that stand on the other side of the line in at least one scenario."""
    official = set(scenarios.get("official", {}).get("selected", ()))
    others: Sequence[Mapping[str, Any]] = [
        each for key, each in scenarios.items() if key != "official"
    ]
    return {code for each in others for code in official ^ set(each["selected"])}
