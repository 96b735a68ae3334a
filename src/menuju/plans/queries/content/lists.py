"""The lists of a version's typed content, group by group, with what each element serves."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from menuju.plans.models import ActionPlan, GoalLink, MasterplanVersion, Strategy
from menuju.plans.models.documents import FrameworkDocument, Part
from menuju.plans.queries.content.kinds import (
    GOAL_SLUGS,
    GROUPS,
    Row,
    group_of,
)
from menuju.plans.queries.documents import framework_of
from menuju.regions.models import Agency

ON_A_PAGE = 40
"""How many elements one page draws, over all groups."""
LEAST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """An element in its list. ``goals`` is None for kinds that serve none.

    ``part`` names the dimension of an action plan, in words.
    """

    row: Row
    goals: int | None
    is_first: bool
    is_last: bool
    part: str = ""

    @property
    def is_only(self) -> bool:
        return self.is_first and self.is_last


@dataclass(frozen=True, slots=True)
class Group:
    """A list of a kind. ``lines`` are those that this page shows of ``total``."""

    code: str
    label: str
    lines: list[Line]
    total: int

    @property
    def is_cut(self) -> bool:
        return len(self.lines) < self.total


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page of a kind shows: all groups, or one of them in pages."""

    groups: list[Group]
    total: int
    page: Page[Line] | None = None
    chosen: str = ""


def listing_of(
    version: MasterplanVersion, kind: type[Row], *, chosen: str, page: str | None
) -> Listing:
    """The elements of a kind, in two queries.

    A kind without groups, and the group ``chosen``, come in pages; all groups together
    come in full as long as they fit, and otherwise each with its first elements.
    """
    by_group = _lines(version, kind)
    labels = dict(GROUPS[kind][1].choices) if kind in GROUPS else {"": ""}
    total = sum(len(lines) for lines in by_group.values())
    if len(labels) > 1 and chosen not in labels:
        most = ON_A_PAGE if total <= ON_A_PAGE else _share(len(labels))
        groups = [
            Group(code, str(label), by_group[code][:most], len(by_group[code]))
            for code, label in labels.items()
        ]
        return Listing(groups, total)
    code = chosen if chosen in labels else ""
    found = Paginator(by_group[code], ON_A_PAGE).get_page(page)
    lines = [*found.object_list]
    group = Group(code, str(labels[code]), lines, len(lines))
    return Listing([group], total, found, code)


def rows_of(version: MasterplanVersion, kind: type[Row]) -> "QuerySet[Row]":
    """The elements of a kind in their order, all groups together."""
    if kind is ActionPlan:
        plans = ActionPlan.objects.select_related("agency")
        return plans.filter(plan_version=version).order_by("order", "pk")
    return kind.objects.filter(plan_version=version).order_by("order", "pk")


def element_of(version: MasterplanVersion, kind: type[Row], key: UUID) -> Row | None:
    """One element of a version by its key; None if there is none."""
    row = rows_of(version, kind).filter(key=key).first()
    if row:
        row.plan_version = version
    return row


def place_of(row: Row) -> dict[str, str]:
    """The query of the page that shows a row: its group and page, where lists are cut."""
    keys = [
        (one.pk, group_of(one))
        for one in rows_of(row.plan_version, type(row)).select_related(None)
    ]
    if len(keys) <= ON_A_PAGE:
        return {}
    group = group_of(row)
    inside = [pk for pk, code in keys if code == group]
    page = inside.index(row.pk) // ON_A_PAGE + 1 if row.pk in inside else 1
    found = {"kelompok": group, "halaman": str(page) if page > 1 else ""}
    return {name: value for name, value in found.items() if value}


def goals_by_element(version: MasterplanVersion) -> Counter[UUID]:
    """How many goals of the plan that a version follows each element serves."""
    links = version.goal_links.filter(goal__plan=version.development_plan_id)
    return Counter(links.values_list("key", flat=True))


@dataclass(frozen=True, slots=True)
class Loss:
    """A link that goes with an element; ``is_only``: nothing else serves the goal."""

    link: GoalLink
    is_only: bool


def losses_of(row: Row) -> list[Loss]:
    """What would be orphaned if an element were removed, in two queries."""
    links = list(
        GoalLink.objects.filter(
            plan_version=row.plan_version_id, key=row.key
        ).select_related("goal")
    )
    others = GoalLink.objects.filter(
        plan_version=row.plan_version_id, goal__in=[link.goal_id for link in links]
    ).exclude(key=row.key)
    served = {*others.values_list("goal", flat=True)} if links else set()
    return [Loss(link, link.goal_id not in served) for link in links]


@dataclass(frozen=True, slots=True)
class StrategyRow:
    """A leaf of the framework and its strategy, if it has one."""

    part: Part
    strategy: Strategy | None
    goals: int


@dataclass(frozen=True, slots=True)
class Strategies:
    """Every leaf under its dimension; ``strays`` are strategies of parts it lacks."""

    framework: FrameworkDocument
    dimensions: list[tuple[Part, list[StrategyRow]]]
    strays: list[Strategy]


def strategies_of(version: MasterplanVersion) -> Strategies:
    """All leaves of the framework, written or not, in two queries."""
    framework = framework_of(version.masterplan)
    goals = goals_by_element(version)
    stored = {row.part: row for row in version.strategies.all()}
    dimensions: list[tuple[Part, list[StrategyRow]]] = []
    for dimension in framework.dimensions:
        rows = [
            _strategy_row(part, stored.pop(part.code, None), goals)
            for part in framework.leaves_of(dimension.code)
        ]
        dimensions.append((dimension, rows))
    return Strategies(framework, dimensions, [*stored.values()])


def leaf_of(version: MasterplanVersion, code: str) -> Part | None:
    """The leaf of the framework that strategies are written for; None if it is none."""
    leaves = framework_of(version.masterplan).leaves()
    return next((leaf for leaf in leaves if leaf.code == code), None)


def next_leaf(version: MasterplanVersion, after: str) -> Part | None:
    """The next leaf, in the order of the framework, that nothing is written for yet."""
    leaves = [*framework_of(version.masterplan).leaves()]
    here = next((at for at, leaf in enumerate(leaves) if leaf.code == after), -1)
    written = {*version.strategies.values_list("part", flat=True)}
    turned = leaves[here + 1 :] + leaves[: here + 1]
    return next((leaf for leaf in turned if leaf.code not in written), None)


def agencies_of(version: MasterplanVersion, chosen: int | None) -> "QuerySet[Agency]":
    """The agencies of the region that stand today, and the one that was chosen before."""
    agencies = Agency.objects.filter(region=version.masterplan.region_id)
    standing = agencies.filter(valid_to=None)
    return standing | agencies.filter(pk=chosen) if chosen else standing


def _strategy_row(
    part: Part, strategy: Strategy | None, goals: Counter[UUID]
) -> StrategyRow:
    return StrategyRow(part, strategy, goals[strategy.key] if strategy else 0)


def _lines(version: MasterplanVersion, kind: type[Row]) -> dict[str, list[Line]]:
    by_group: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(version, kind):
        by_group[group_of(row)].append(row)
    goals = goals_by_element(version) if kind in GOAL_SLUGS else None
    framework = framework_of(version.masterplan) if kind is ActionPlan else None
    found: dict[str, list[Line]] = defaultdict(list)
    for code, rows in by_group.items():
        last = len(rows) - 1
        found[code] = [
            Line(
                row,
                goals[row.key] if goals is not None else None,
                at == 0,
                at == last,
                _part_name(row, framework),
            )
            for at, row in enumerate(rows)
        ]
    return found


def _part_name(row: Row, framework: FrameworkDocument | None) -> str:
    if framework is None or not isinstance(row, ActionPlan) or not row.part:
        return ""
    return framework.named(row.part)


def _share(groups: int) -> int:
    return max(ON_A_PAGE // groups, LEAST_SHOWN)
