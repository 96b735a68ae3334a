"""What a round's results are computed from, in one canonical document.

Decimals are written as text and there are no floats, so the same records give the same
bytes, and the same SHA-256, on every machine.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from menuju.instruments.models.document import plain
from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import tree_of
from menuju.regions.models import Region
from menuju.regions.queries import facts_of
from menuju.rounds.models import (
    ConfirmedAttendance,
    EligibilityFigure,
    Freeze,
    Moderation,
    Participation,
    Round,
)
from menuju.rounds.queries.severity import MODEL, adjusted_levels

Levels = Mapping[int, Mapping[str, str | None]]
"""Levels as text by participation and item."""


def inputs_of(round_: Round) -> dict[str, Any]:
    """The agreed levels, the confirmed attendance and the facts of each region.

    Only regions that take part are in it. An item without an agreed level is null. Where
    severity can be told, each region also has its ``adjusted`` levels; ``severity`` says by
    which model and whether they are the official ones, as declared before scoring.
    """
    tree = tree_of(round_.instrument_version)
    adjusted = adjusted_levels(round_, tree)
    parts = Participation.objects.filter(
        round=round_, status=Participation.Status.CONFIRMED
    ).select_related("region__province")
    inputs = present_inputs(round_, tree, _levels(round_), parts, adjusted)
    return inputs | _said(round_, adjusted)


def present_inputs(
    round_: Round,
    tree: Tree,
    levels: Levels,
    taking_part: Iterable[Participation],
    adjusted: Levels | None = None,
) -> dict[str, Any]:
    """The same document from levels by participation and item that may still change."""
    presences, figures = _presences(round_), _figures(round_, tree)
    return {
        "instrument": round_.instrument_version.content_hash,
        "round": round_.code,
        "regions": {
            part.region_id: {
                "levels": _by_item(tree, levels, part),
                **(
                    {}
                    if adjusted is None
                    else {"adjusted": _by_item(tree, adjusted, part)}
                ),
                "attendance": presences.get(part.pk, []),
                "figures": figures.get(part.region_id, {}),
                "facts": _facts(part.region),
            }
            for part in taking_part
        },
    }


def digest_of(inputs: dict[str, Any]) -> str:
    """The SHA-256 of the canonical text, in hex."""
    text = json.dumps(inputs, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def current_freeze(round_: Round) -> Freeze | None:
    """The freeze in force: proposed or approved, not withdrawn."""
    freezes = round_.freezes.filter(withdrawn_at=None)
    return freezes.select_related("proposed_by__person", "approved_by__person").first()


def _said(round_: Round, adjusted: Levels | None) -> dict[str, Any]:
    """What the document says about severity; nothing if there is nothing to say."""
    is_declared = round_.severity != Round.Severity.NONE
    if adjusted is None and not is_declared:
        return {}
    official = is_declared and adjusted is not None
    return {"severity": {"model": MODEL, "official": official}}


def _by_item(tree: Tree, levels: Levels, part: Participation) -> dict[str, str | None]:
    own = levels.get(part.pk, {})
    return {node.code: own.get(node.code) for node in tree.items}


def _levels(round_: Round) -> dict[int, dict[str, str | None]]:
    agreed = Moderation.objects.filter(participation__round=round_)
    rows = agreed.values_list("participation", "item", "level")
    found: dict[int, dict[str, str | None]] = defaultdict(dict)
    for part, item, level in rows:
        found[part][item] = None if level is None else plain(level)
    return found


def _presences(round_: Round) -> dict[int, list[dict[str, str]]]:
    rows = ConfirmedAttendance.objects.filter(slot__participation__round=round_)
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row in rows.select_related("report", "slot").order_by("slot", "office"):
        found[row.slot.participation_id].append(
            {
                "office": row.office,
                "status": row.report.status,
                "capacity": row.report.capacity,
                "rank": row.report.rank,
            }
        )
    return found


def _figures(round_: Round, tree: Tree) -> dict[str, dict[str, str]]:
    """The newest figure of each key that the instrument reads."""
    wanted = {leaf.external.figure for leaf in tree.leaves if leaf.external}
    if not wanted:
        return {}
    rows = EligibilityFigure.objects.filter(round=round_, key__in=wanted)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows.order_by("year"):
        found[row.region_id][row.key] = plain(row.value)
    return found


def _facts(region: Region) -> dict[str, str | int | None]:
    """The facts with figures as text: a float has no canonical form."""
    area = region.area_km2
    return {
        **{k: v for k, v in facts_of(region).items() if not isinstance(v, float)},
        "area_km2": None if area is None else plain(Decimal(area)),
    }
