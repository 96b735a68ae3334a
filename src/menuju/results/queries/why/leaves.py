"""Which leaves decided a region's score, in the words of the rubric."""

import math
from collections.abc import Iterator, Sequence

from menuju.instruments.models.document import Text
from menuju.instruments.models.tree import Node
from menuju.results.queries.why.facts import Element, Factor, LeafKind
from menuju.results.queries.why.paths import ABOVE, Case, descriptor

DECISIVE = 3


def elements(case: Case) -> tuple[Element, ...]:
    """The parts right under the whole that are asked of this region."""
    values = case.field.values[case.at].tolist()
    made = []
    for node in case.tree.root.children:
        at, share = case.place[node.code], case.shares[node.code]
        value = None if math.isnan(values[at]) else values[at]
        if value is not None or share:
            part = None if value is None else value * share
            made.append(
                Element(
                    code=node.code,
                    title=node.title,
                    value=value,
                    share=share,
                    part=part,
                )
            )
    return tuple(made)


def costly(known: Sequence[Factor]) -> tuple[Factor, ...]:
    """The three leaves that took most from the score; equal ones in reading order.

    What a leaf took is its share of the score times what is missing to the top of its
    scale: the largest part of any gap, whatever the line, and the region's own figure.
    """
    short = [each for each in known if each.lost > ABOVE]
    return tuple(sorted(short, key=lambda each: -each.lost)[:DECISIVE])


def strong(known: Sequence[Factor]) -> tuple[Factor, ...]:
    """The three leaves that stand highest on their scale; of these the weightiest."""

    def height(each: Factor) -> tuple[float, float]:
        part = (each.value - each.low) / (each.top - each.low)
        return (-round(part, 9), -each.share)

    return tuple(sorted(known, key=height)[:DECISIVE])


def factors(case: Case) -> Iterator[Factor]:
    """Every leaf that counts for this region."""
    for node in case.tree.leaves:
        value, share = case.leaves[node.code], case.shares[node.code]
        if value is not None and share:
            yield _factor(case, node, value, share)


def _factor(case: Case, node: Node, value: float, share: float) -> Factor:
    low, top = float(node.scale.min), float(node.scale.max)
    shown, now = value, 0.0
    if node.external:
        # A figure has no scale of its own: it is shown as what it makes of the whole one.
        low, top = float(case.tree.scale.min), float(case.tree.scale.max)
        shown = now = float(case.field.leaves[case.at][case.place[node.code]])
    else:
        now = case.scaled(node, value)
    best = float(case.tree.scale.max)
    higher = case.above(node)
    after, stands = higher[0] if higher else None, case.stands(node)
    return Factor(
        code=node.code,
        title=node.title,
        kind=_kind(node),
        value=shown,
        low=low,
        top=top,
        share=share,
        lost=share * (best - now),
        here=descriptor(node, value if stands is None else stands),
        next_value=after,
        next=descriptor(node, after) if after is not None else Text(),
        gain=0.0
        if after is None
        else share * (case.scaled(node, case.official(node, after)) - now),
    )


def _kind(node: Node) -> LeafKind:
    if node.attendance:
        return "attendance"
    return "external" if node.external else "item"
