"""What the checks look at, read once for any number of versions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from menuju.plans.models import (
    Body,
    Chapter,
    CommitmentSheet,
    GoalLink,
    MasterplanVersion,
    PlannedProgramme,
    Strategy,
)
from menuju.plans.models.documents import FrameworkDocument, GuideDocument
from menuju.plans.models.rules import RuleCode
from menuju.plans.models.text import content_of, words_in
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.horizons import Band, bands_of

MONEY = {RuleCode.PROGRAMME_HAS_BUDGET, RuleCode.BUDGETS_ADD_UP}
ChapterCode = tuple[str, str]
"""The codes of a book and of a chapter in it."""


@dataclass
class Facts:
    """One version with what its guide's rules ask about.

    ``linked`` are the keys of programmes that serve a goal of its development plan;
    ``words`` counts what people wrote in each chapter, by the chapter's key.
    """

    version: MasterplanVersion
    framework: FrameworkDocument
    guide: GuideDocument
    bands: list[Band]
    programmes: list[PlannedProgramme] = field(default_factory=list)
    linked: set[UUID] = field(default_factory=set)
    strategies: list[Strategy] = field(default_factory=list)
    chapters: dict[ChapterCode, Chapter] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    bodies: dict[str, Body] = field(default_factory=dict)
    sheets: list[CommitmentSheet] = field(default_factory=list)


def facts_of(
    versions: Sequence[MasterplanVersion], *, only_blocking: bool = False
) -> dict[int, Facts]:
    """By the key of each version, in eight queries; none if there are no versions.

    ``only_blocking`` leaves out money and bodies where no rule about them blocks.
    """
    found = {one.pk: _empty(one) for one in versions}
    asked = {
        rule.code
        for facts in found.values()
        for rule in facts.guide.rules
        if rule.blocks or not only_blocking
    }
    if found:
        _add_programmes(found, has_money=bool(asked & MONEY))
        _add_text(found)
        for strategy in Strategy.objects.filter(plan_version__in=found):
            found[strategy.plan_version_id].strategies.append(strategy)
        _add_people(found, has_bodies=RuleCode.BODIES_HAVE_DECREES in asked)
    return found


def _add_people(found: dict[int, Facts], *, has_bodies: bool) -> None:
    if has_bodies:
        for body in Body.objects.filter(plan_version__in=found):
            found[body.plan_version_id].bodies[body.kind] = body
    sheets = CommitmentSheet.objects.filter(plan_version__in=found)
    for sheet in sheets.select_related("agency"):
        found[sheet.plan_version_id].sheets.append(sheet)


def _empty(version: MasterplanVersion) -> Facts:
    guide = guide_of(version.masterplan)
    bands = bands_of(version.masterplan, guide)
    return Facts(version, framework_of(version.masterplan), guide, bands)


def _add_programmes(found: dict[int, Facts], *, has_money: bool) -> None:
    parts = ("indicators", "budgets") if has_money else ("indicators",)
    rows = PlannedProgramme.objects.filter(plan_version__in=found)
    for programme in rows.select_related("agency").prefetch_related(*parts):
        found[programme.plan_version_id].programmes.append(programme)
    links = GoalLink.objects.filter(
        plan_version__in=found, element=GoalLink.Element.PROGRAMME
    )
    for version, key, plan in links.values_list("plan_version", "key", "goal__plan"):
        if plan == found[version].version.development_plan_id:
            found[version].linked.add(key)


def _add_text(found: dict[int, Facts]) -> None:
    """Chapters with what people wrote in them: a block of data has no words of theirs."""
    written = Q(paragraphs__removed_at=None) & ~Q(paragraphs__content__type="block")
    rows = Chapter.objects.filter(plan_version__in=found).annotate(
        written=FilteredRelation("paragraphs", condition=written)
    )
    for chapter in rows.order_by().annotate(content=F("written__content")):
        facts = found[chapter.plan_version_id]
        facts.chapters[chapter.book, chapter.code] = chapter
        if chapter.content is not None:
            facts.words[chapter.pk] += words_in(content_of(chapter.content))
