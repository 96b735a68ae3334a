"""How a masterplan serves the goals of its development plan: the matrix, gaps and orphans.

A goal is served by what is linked to it, and through its objectives by what is linked to
those below it; it is a gap when neither is there. An element is an orphan when it
serves no goal of the plan the version is written against.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from menuju.plans.models import (
    ActionPlan,
    Goal,
    GoalLink,
    MasterplanVersion,
    PlannedProgramme,
    Strategy,
    Target,
)
from menuju.plans.models.documents import FrameworkDocument, Part
from menuju.plans.queries.documents import framework_of

Kind = GoalLink.Element
SLUGS = {
    "program": Kind.PROGRAMME,
    "strategi": Kind.STRATEGY,
    "rencana-aksi": Kind.ACTION_PLAN,
    "sasaran": Kind.TARGET,
}
"""Kinds of elements by the word in their address, the most asked for first."""
OTHER = ""
"""The column of elements that name no known part of the framework."""
LONGEST_NAME = 120
LEVELS = (1, 3, 6)
"""From how many elements on a cell is drawn a shade darker."""


@dataclass(frozen=True, slots=True)
class Element:
    """What may serve a goal. ``part`` is a code of the framework, or empty."""

    kind: str
    key: UUID
    name: str
    part: str

    @property
    def slug(self) -> str:
        return next(slug for slug, kind in SLUGS.items() if kind == self.kind)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many elements of a column serve a goal. ``level`` 0 to 3 is the shade."""

    label: str
    count: int

    @property
    def level(self) -> int:
        return sum(self.count >= least for least in LEVELS)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal and how many elements serve it: itself in ``cells`` and ``total``.

    ``through`` counts the elements that serve only goals below it.
    """

    goal: Goal
    depth: int
    cells: list[Cell]
    total: int
    through: int

    @property
    def is_gap(self) -> bool:
        return not self.total and not self.through


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the elements of a column, how many serve a goal; how many goals they reach."""

    code: str
    label: str
    elements: int
    linked: int
    goals: int

    @property
    def share(self) -> float | None:
        return self.linked / self.elements if self.elements else None


@dataclass
class Alignment:
    """Everything the matrix shows, computed from goals, elements and links."""

    goals: list[Goal]
    elements: list[Element]
    links: list[GoalLink]
    framework: FrameworkDocument
    columns: list[Part] = field(default_factory=list)
    has_other: bool = False

    @cached_property
    def by_goal(self) -> dict[int, set[UUID]]:
        """Keys of the elements that serve each goal of this plan itself."""
        shown = {one.key for one in self.elements}
        goals = {goal.pk for goal in self.goals}
        found: dict[int, set[UUID]] = defaultdict(set)
        for link in self.links:
            if link.key in shown and link.goal_id in goals:
                found[link.goal_id].add(link.key)
        return found

    @cached_property
    def below(self) -> dict[int | None, list[Goal]]:
        """The goals right below each; under None the uppermost."""
        found: dict[int | None, list[Goal]] = defaultdict(list)
        for goal in self.goals:
            found[goal.parent_id].append(goal)
        return found

    def served_by(self, goal: Goal) -> set[UUID]:
        """Keys of the elements that serve a goal or anything below it."""
        parts = (self.served_by(part) for part in self.below.get(goal.pk, []))
        return self.by_goal.get(goal.pk, set()).union(*parts)

    @cached_property
    def column_of(self) -> dict[UUID, str]:
        """The column in which each element is counted."""
        known = {part.code for part in self.columns}
        return {one.key: self._column(one.part, known) for one in self.elements}

    def _column(self, part: str, known: set[str]) -> str:
        if part in known:
            return part
        dimension = self.framework.dimension_of(part)
        return dimension.code if dimension and dimension.code in known else OTHER

    @cached_property
    def linked(self) -> set[UUID]:
        """Keys of elements that serve a goal of this plan."""
        return set().union(*self.by_goal.values())

    @cached_property
    def orphans(self) -> list[Element]:
        return [one for one in self.elements if one.key not in self.linked]

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """Code and name of each column."""
        found = [(part.code, str(part.title)) for part in self.columns]
        return [*found, (OTHER, _("Tanpa dimensi"))] if self.has_other else found

    @cached_property
    def rows(self) -> list[GoalRow]:
        """The goals from the top down."""
        return [row for goal in self.below[None] for row in self._rows(goal, 0)]

    def _rows(self, goal: Goal, depth: int) -> Iterator[GoalRow]:
        own = self.by_goal.get(goal.pk, set())
        through = len(self.served_by(goal) - own)
        yield GoalRow(goal, depth, self.cells(own), len(own), through)
        for part in self.below.get(goal.pk, []):
            yield from self._rows(part, depth + 1)

    def cells(self, keys: set[UUID]) -> list[Cell]:
        """How many of these elements are in each column."""
        count: dict[str, int] = defaultdict(int)
        for key in keys:
            count[self.column_of[key]] += 1
        return [Cell(label, count[code]) for code, label in self.labels]

    @property
    def orphan_cells(self) -> list[Cell]:
        return self.cells({one.key for one in self.orphans})

    @property
    def total_cells(self) -> list[Cell]:
        return self.cells({one.key for one in self.elements})

    @cached_property
    def gaps(self) -> list[Goal]:
        return [row.goal for row in self.rows if row.is_gap]

    @cached_property
    def coverage(self) -> list[Coverage]:
        """One line for each column."""
        reached = defaultdict(set)
        for goal, keys in self.by_goal.items():
            for key in keys:
                reached[self.column_of[key]].add(goal)
        totals = [cell.count for cell in self.total_cells]
        linked = [cell.count for cell in self.cells(self.linked)]
        return [
            Coverage(code, label, total, good, len(reached[code]))
            for (code, label), total, good in zip(
                self.labels, totals, linked, strict=True
            )
        ]


def alignment_of(
    version: MasterplanVersion, kind: str = Kind.PROGRAMME, dimension: str = ""
) -> Alignment:
    """The matrix of one kind of element, in three queries.

    Its columns are the dimensions or, with the code of one, the parts of that dimension.
    """
    framework = framework_of(version.masterplan)
    elements = elements_of(version, kind)
    columns: Sequence[Part] = framework.dimensions
    if dimension:
        columns = framework.leaves_of(dimension)
        inside = {dimension, *(part.code for part in columns)}
        elements = [one for one in elements if one.part in inside]
    goals = (
        list(version.development_plan.goals.all()) if version.development_plan else []
    )
    links = list(version.goal_links.filter(element=kind))
    found = Alignment(goals, elements, links, framework, list(columns))
    found.has_other = OTHER in found.column_of.values()
    return found


def elements_of(version: MasterplanVersion, kind: str) -> list[Element]:
    """The elements of one kind, in the order of the plan, in one query."""
    reader = {
        Kind.PROGRAMME: _programmes,
        Kind.STRATEGY: _strategies,
        Kind.ACTION_PLAN: _action_plans,
        Kind.TARGET: _targets,
    }[Kind(kind)]
    return [*reader(version)]


def every_element(version: MasterplanVersion) -> list[Element]:
    """All that may serve a goal, in four queries."""
    return [one for kind in SLUGS.values() for one in elements_of(version, kind)]


def element_of(version: MasterplanVersion, kind: str, key: UUID) -> Element | None:
    """One element of a version by its key."""
    return next((one for one in elements_of(version, kind) if one.key == key), None)


def parts_of(version: MasterplanVersion, goal: Goal) -> QuerySet[Goal]:
    """The goals right below one, with ``served``: how many elements are linked to each."""
    linked = Count("links", filter=Q(links__plan_version=version))
    return goal.parts.annotate(served=linked).order_by("order", "code")


def strays_of(version: MasterplanVersion) -> list[tuple[GoalLink, str]]:
    """Links to goals of another plan, or from elements that are gone, each with the reason."""
    keys = {one.key for one in every_element(version)}
    found = []
    for link in version.goal_links.select_related("goal__plan"):
        if link.goal.plan_id != version.development_plan_id:
            found.append((link, _("tujuan dari %(plan)s") % {"plan": link.goal.plan}))
        elif link.key not in keys:
            found.append((link, _("unsurnya sudah dihapus")))
    return found


def _programmes(version: MasterplanVersion) -> Iterator[Element]:
    for row in PlannedProgramme.objects.filter(plan_version=version):
        name = f"{row.code} {row.title}"
        yield Element(Kind.PROGRAMME, row.key, name, row.part)


def _strategies(version: MasterplanVersion) -> Iterator[Element]:
    framework = framework_of(version.masterplan)
    for row in Strategy.objects.filter(plan_version=version).exclude(text=""):
        name = f"{framework.named(row.part)}: {row.text}"
        yield Element(Kind.STRATEGY, row.key, name[:LONGEST_NAME], row.part)


def _action_plans(version: MasterplanVersion) -> Iterator[Element]:
    for row in ActionPlan.objects.filter(plan_version=version):
        yield Element(Kind.ACTION_PLAN, row.key, row.title, row.part)


def _targets(version: MasterplanVersion) -> Iterator[Element]:
    for row in Target.objects.filter(plan_version=version):
        yield Element(Kind.TARGET, row.key, row.text[:LONGEST_NAME], "")
