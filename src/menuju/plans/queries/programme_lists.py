"""Programmes as a list: what each still lacks, and which of them somebody wants to see."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from menuju.plans.models import GoalLink, MasterplanVersion, PlannedProgramme
from menuju.plans.models.documents import FrameworkDocument
from menuju.plans.models.rules import RuleCode
from menuju.plans.queries.completeness.checks import CHECKS
from menuju.plans.queries.completeness.facts import Facts
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.horizons import bands_of
from menuju.regions.models import Agency

OF_PROGRAMMES = (
    RuleCode.PROGRAMME_HAS_GOAL,
    RuleCode.PROGRAMME_HAS_OWNER,
    RuleCode.PROGRAMME_HAS_INDICATOR,
    RuleCode.PROGRAMME_HAS_BUDGET,
    RuleCode.PROGRAMME_WITHIN_HORIZON,
    RuleCode.PROGRAMME_NAMES_SERVICE,
    RuleCode.QUICK_WIN_WITHIN_A_YEAR,
    RuleCode.BUDGETS_ADD_UP,
)
"""The rules that are asked of each programme."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a programme lacks by one rule. ``blocks``: publication waits for it."""

    rule: str
    words: str
    url: str
    blocks: bool


def linked_keys(version: MasterplanVersion) -> set[UUID]:
    """Keys of the programmes that serve a goal of the plan the version is written against."""
    links = version.goal_links.filter(
        element=GoalLink.Element.PROGRAMME, goal__plan=version.development_plan_id
    )
    return set(links.values_list("key", flat=True))


def lacks_of(
    version: MasterplanVersion,
    programmes: Sequence[PlannedProgramme],
    linked: set[UUID],
) -> dict[UUID, list[Lacking]]:
    """What each of these programmes lacks by the rules of its guide. No query."""
    guide = guide_of(version.masterplan)
    facts = Facts(
        version,
        framework_of(version.masterplan),
        guide,
        bands_of(version.masterplan, guide),
        programmes=list(programmes),
        linked=linked,
    )
    asked = {rule.code: rule.blocks for rule in guide.rules}
    found: dict[UUID, list[Lacking]] = defaultdict(list)
    for rule in OF_PROGRAMMES:
        if rule in asked and programmes:
            for lack in CHECKS[rule](facts).lacks:
                if lack.key:
                    title = str(rule.label)
                    row = Lacking(title, lack.words, lack.url, asked[rule])
                    found[lack.key].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which programmes somebody wants to see; what is empty or None asks for nothing."""

    words: str = ""
    dimension: str = ""
    horizon: str = ""
    agency: int | None = None
    quick_win: bool = False
    state: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()


COMPLETE, LACKING = "lengkap", "kurang"
"""States of completeness by their word in the address."""


def chosen(
    rows: Iterable[PlannedProgramme],
    wanted: Wanted,
    framework: FrameworkDocument,
    lacks: Mapping[UUID, Sequence[Lacking]],
) -> list[PlannedProgramme]:
    """The programmes that somebody wants to see, in their order."""
    return [row for row in rows if _fits(row, wanted, framework, lacks)]


def _fits(
    row: PlannedProgramme,
    wanted: Wanted,
    framework: FrameworkDocument,
    lacks: Mapping[UUID, Sequence[Lacking]],
) -> bool:
    dimension = framework.dimension_of(row.part)
    is_complete = not lacks.get(row.key)
    words = f"{row.code} {row.title} {row.service}".casefold()
    return all(
        (
            wanted.words.casefold() in words,
            not wanted.dimension
            or (dimension is not None and dimension.code == wanted.dimension),
            wanted.horizon in ("", row.horizon),
            wanted.agency is None or _has_part(row, wanted.agency),
            row.quick_win or not wanted.quick_win,
            wanted.state in ("", COMPLETE if is_complete else LACKING),
        )
    )


def _has_part(row: PlannedProgramme, agency: int) -> bool:
    """Whether an agency leads a programme or is its partner."""
    return agency in {row.agency_id, *(one.pk for one in row.partners.all())}


def agencies_in(rows: Iterable[PlannedProgramme]) -> list[Agency]:
    """The agencies that lead or share programmes, by name."""
    found: dict[int, Agency] = {}
    for row in rows:
        for one in (row.agency, *row.partners.all()):
            if one:
                found[one.pk] = one
    return sorted(found.values(), key=lambda one: one.short_name.casefold())
