"""Elements and the tree they stand in: indicators at level 1, the index on top."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, Self

import numpy as np

from menuju.scoring.arrays import Floats, Ints
from menuju.scoring.errors import InputError


class Outline(Protocol):
    """What draws of weights need of a tree, the index being the last of its codes."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all elements, members before their group."""

    @property
    def spans(self) -> tuple[slice, ...]:
        """Where the indicators lie, then the rest."""

    @property
    def groups(self) -> tuple[Ints, ...]:
        """For each aggregate, the (members,) positions of its members."""


@dataclass(frozen=True, slots=True)
class Element:
    """One row of the description: an indicator (level 1) or an aggregate.

    ``direction`` is 1 where more is better and -1 where less is; ``directed`` whether
    it was given; ``row`` is the line of the file it was read from, for messages.
    """

    code: str
    level: int
    parent: str | None
    weight: float = 1.0
    direction: int = 1
    directed: bool = True
    target: float = float("nan")
    denominator: str | None = None
    normalise: str = ""
    transform: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Hierarchy:
    """A checked tree.

    ``elements`` are ordered by level from the bottom, in the order given within a
    level; every array "over elements" follows it, so the indicators come first.
    """

    elements: tuple[Element, ...]
    source: str = field(default="", compare=False)

    @classmethod
    def build(cls, elements: Iterable[Element], source: str = "") -> Self:
        """Order and check the elements.

        Raises
        ------
        InputError
            On a duplicate code, unknown parent, cycle, skipped level, second top,
            childless aggregate or negative weight.
        """
        given = tuple(elements)
        if not given:
            raise InputError(
                "no indicator or aggregate is described",
                "give every element a Level",
                file=source,
            )
        for check in (_codes, _parents, _cycles, _levels, _directions, _weights):
            check(given, source)
        return cls(tuple(sorted(given, key=lambda e: e.level)), source)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of all elements."""
        return tuple(e.code for e in self.elements)

    @cached_property
    def depth(self) -> int:
        """Number of levels, the indicators' included."""
        return self.elements[-1].level

    @cached_property
    def spans(self) -> tuple[slice, ...]:
        """Where each level lies among the elements, from the bottom."""
        counts = Counter(e.level for e in self.elements)
        ends = np.cumsum([counts[level + 1] for level in range(self.depth)]).tolist()
        return tuple(slice(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True))

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """Codes at level 1."""
        return self.codes[self.spans[0]]

    @cached_property
    def aggregates(self) -> tuple[str, ...]:
        """Codes above level 1, the index last."""
        return self.codes[self.spans[0].stop :]

    @cached_property
    def weights(self) -> Floats:
        """(elements,) Weights as given."""
        return np.array([e.weight for e in self.elements])

    @cached_property
    def directions(self) -> Floats:
        """(indicators,) 1 or -1."""
        return np.array(
            [e.direction for e in self.elements[self.spans[0]]], dtype=float
        )

    @cached_property
    def groups(self) -> tuple[Ints, ...]:
        """For each aggregate, the (members,) positions of its members among the elements."""
        return tuple(
            np.flatnonzero([e.parent == code for e in self.elements])
            for code in self.aggregates
        )

    def position(self, code: str) -> int:
        """Where an element stands among the elements."""
        if code not in self.codes:
            raise InputError(
                f"there is no element {code!r}",
                f"use one of {', '.join(self.codes)}",
                file=self.source,
            )
        return self.codes.index(code)

    def reweighted(self, weights: Mapping[str, float]) -> Self:
        """The same tree with other weights for the elements named."""
        changed = (
            replace(e, weight=weights.get(e.code, e.weight)) for e in self.elements
        )
        return type(self).build(changed, self.source)


def _refuse(
    problem: str, mend: str, element: Element, column: str, source: str
) -> None:
    raise InputError(problem, mend, file=source, row=element.row, column=column)


def _codes(elements: Sequence[Element], source: str) -> None:
    seen: set[str] = set()
    for e in elements:
        if e.code in seen:
            _refuse(
                f"the code {e.code!r} is used twice",
                "give every element its own code",
                e,
                "iCode",
                source,
            )
        seen.add(e.code)


def _parents(elements: Sequence[Element], source: str) -> None:
    codes = {e.code for e in elements}
    for e in elements:
        if e.parent is not None and e.parent not in codes:
            _refuse(
                f"{e.code!r} has the unknown parent {e.parent!r}",
                "name an element of the file, or add it",
                e,
                "Parent",
                source,
            )


def _cycles(elements: Sequence[Element], source: str) -> None:
    parent = {e.code: e.parent for e in elements}
    for e in elements:
        path, at = [e.code], e.parent
        while at is not None and at not in path:
            path.append(at)
            at = parent[at]
        if at is not None:
            _refuse(
                f"the parents of {e.code!r} run in a cycle: {' > '.join([*path, at])}",
                "let every line of parents end at the index",
                e,
                "Parent",
                source,
            )


def _levels(elements: Sequence[Element], source: str) -> None:
    level = {e.code: e.level for e in elements}
    top, parents = max(level.values()), {e.parent for e in elements}
    tops = [e.code for e in elements if e.level == top]
    for e in elements:
        if e.level == top and e.code != tops[0]:
            problem = f"{tops[0]!r} and {e.code!r} both stand at the top level {top}"
            _refuse(problem, "put one index above them", e, "Level", source)
        if e.parent is None and e.level != top:
            _refuse(f"{e.code!r} has no parent", "name one", e, "Parent", source)
        if e.parent is not None and level[e.parent] != e.level + 1:
            problem = f"{e.code!r}, level {e.level}, has a parent at {level[e.parent]}"
            mend = "let it stand one level up, with an aggregate between if need be"
            _refuse(problem, mend, e, "Level", source)
        if e.level > 1 and e.code not in parents:
            problem = f"the aggregate {e.code!r} has no members"
            _refuse(problem, "give it members or remove it", e, "iCode", source)


def _weights(elements: Sequence[Element], source: str) -> None:
    totals: dict[str | None, float] = {}
    for e in elements:
        if not (np.isfinite(e.weight) and e.weight >= 0):
            problem = f"the weight of {e.code!r} is {e.weight:g}"
            if np.isnan(e.weight):
                problem = f"{e.code!r} has no weight"
            _refuse(problem, "weights are zero or more", e, "Weight", source)
        totals[e.parent] = totals.get(e.parent, 0.0) + e.weight
    for e in elements:
        if e.parent is not None and totals[e.parent] == 0:
            problem = f"all members of {e.parent!r} weigh nothing"
            _refuse(problem, "give one of them a weight", e, "Weight", source)


def _directions(elements: Sequence[Element], source: str) -> None:
    for e in elements:
        if e.direction not in {1, -1} or (e.level > 1 and e.direction != 1):
            problem = f"the direction of {e.code!r} is {e.direction}"
            mend = "1 or -1 for an indicator; 1 for an aggregate"
            _refuse(problem, mend, e, "Direction", source)
