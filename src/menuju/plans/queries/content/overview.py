"""How much of a version is typed, and what is still missing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.plans.models import (
    ActionPlan,
    Body,
    CommitmentSheet,
    LegalAct,
    MasterplanVersion,
    Pillar,
    PlannedProgramme,
    SwotPoint,
)
from menuju.plans.models.documents import GuideDocument
from menuju.plans.queries.content.kinds import KINDS, TITLES
from menuju.plans.queries.content.lists import goals_by_element
from menuju.plans.queries.documents import framework_of, guide_of


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the content: how much is there and what is missing, in words.

    ``slug`` is a kind of ``kinds.KINDS``; ``books`` are the titles of those that show it.
    """

    slug: str
    amount: str
    lacks: list[str]
    is_empty: bool
    books: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return str(TITLES[self.slug])

    @property
    def status(self) -> str:
        if self.is_empty:
            return "not_started"
        return "in_progress" if self.lacks else "complete"


@dataclass(frozen=True, slots=True)
class Beside:
    """How much there is of what is typed on pages of their own."""

    programmes: int
    quick_wins: int
    bodies: int
    legal_acts: int
    commitments: int
    signed: int


Told = tuple[str, list[str], bool]
"""How much there is, what is missing, and whether there is nothing."""

BLOCKS = {
    "data": {"context"},
    "kesiapan": {"readiness", "gaps"},
    "swot": {"swot"},
    "sasaran": {"vision", "targets"},
    "strategi": {"strategies"},
    "rencana-aksi": {"action-plans"},
}
"""Where each kind is drawn, by the codes of blocks in a guide."""


def sections_of(version: MasterplanVersion) -> list[Section]:
    """The kinds of content in the order of the books, in seven queries."""
    goals = goals_by_element(version)
    guide = guide_of(version.masterplan)
    told = (
        _context(version),
        _readiness(version),
        _swot(version),
        _targets(version, goals),
        _strategies(version, goals),
        _action_plans(version, goals),
    )
    return [
        Section(slug, *words, tuple(_books(guide, slug)))
        for slug, words in zip(KINDS, told, strict=True)
    ]


def beside_of(version: MasterplanVersion) -> Beside:
    """Programmes, bodies, legal acts and commitments, in one query."""
    programmes = PlannedProgramme.objects.all()
    sheets = CommitmentSheet.objects.all()
    numbers = (
        programmes,
        programmes.filter(quick_win=True),
        Body.objects.all(),
        LegalAct.objects.all(),
        sheets,
        sheets.filter(signed_at__isnull=False),
    )
    counts = [_count_of(rows) for rows in numbers]
    row = MasterplanVersion.objects.filter(pk=version.pk).values_list(*counts).get()
    return Beside(*row)


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """How many of these rows hang on the version of the outer query."""
    hanging = rows.filter(plan_version=OuterRef("pk")).order_by()
    grouped = hanging.values("plan_version").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped), 0)


def _context(version: MasterplanVersion) -> Told:
    sources = [*version.context_figures.values_list("source", flat=True)]
    amount = ngettext("%(n)s angka", "%(n)s angka", len(sources))
    unsourced = sources.count("")
    lacks = _told(
        (unsourced, ngettext("%(n)s tanpa sumber", "%(n)s tanpa sumber", unsourced))
    )
    return amount % {"n": len(sources)}, [*lacks], not sources


def _readiness(version: MasterplanVersion) -> Told:
    rows = [*version.readiness_points.values_list("pillar", "wanted", "gap")]
    amount = ngettext("%(n)s komponen", "%(n)s komponen", len(rows))
    bare = sum(not (wanted and gap) for _pillar, wanted, gap in rows)
    text = ngettext(
        "%(n)s tanpa kebutuhan atau kesenjangan",
        "%(n)s tanpa kebutuhan atau kesenjangan",
        bare,
    )
    there = {pillar for pillar, _wanted, _gap in rows}
    lacks = [*_absent(Pillar, there), *_told((bare, text))]
    return amount % {"n": len(rows)}, lacks, not rows


def _swot(version: MasterplanVersion) -> Told:
    kinds = [*version.swot_points.order_by().values_list("kind", flat=True)]
    amount = ngettext("%(n)s butir", "%(n)s butir", len(kinds))
    lacks = _absent(SwotPoint.Kind, {*kinds})
    return amount % {"n": len(kinds)}, [*lacks], not kinds


def _targets(version: MasterplanVersion, goals: Counter[UUID]) -> Told:
    rows = [*version.targets.values_list("key", "indicator", "baseline", "goal_value")]
    amount = ngettext("%(n)s sasaran", "%(n)s sasaran", len(rows))
    unmeasured = sum(
        not indicator or baseline is None or goal is None
        for _key, indicator, baseline, goal in rows
    )
    unlinked = sum(not goals[row[0]] for row in rows)
    lacks = _told(
        (not version.vision, _("visi belum ditulis")),
        (not rows, _("belum ada sasaran")),
        (
            unmeasured,
            ngettext(
                "%(n)s tanpa indikator, nilai awal, atau nilai akhir",
                "%(n)s tanpa indikator, nilai awal, atau nilai akhir",
                unmeasured,
            ),
        ),
        (unlinked, _without_goal(unlinked)),
    )
    return amount % {"n": len(rows)}, [*lacks], not rows and not version.vision


def _strategies(version: MasterplanVersion, goals: Counter[UUID]) -> Told:
    leaves = [leaf.code for leaf in framework_of(version.masterplan).leaves()]
    rows = {
        part: (key, bool(text))
        for part, key, text in version.strategies.values_list("part", "key", "text")
        if part in leaves
    }
    without = len(leaves) - len(rows)
    unlinked = sum(is_text and not goals[key] for key, is_text in rows.values())
    amount = _("%(n)s dari %(all)s bagian") % {"n": len(rows), "all": len(leaves)}
    text = ngettext(
        "%(n)s tanpa strategi atau alasannya",
        "%(n)s tanpa strategi atau alasannya",
        without,
    )
    lacks = _told((without, text), (unlinked, _without_goal(unlinked)))
    return amount, [*lacks], not rows


def _action_plans(version: MasterplanVersion, goals: Counter[UUID]) -> Told:
    names = ("key", "kind", "agency", "first_year", "last_year")
    rows = [*version.action_plans.values_list(*names)]
    amount = ngettext("%(n)s rencana aksi", "%(n)s rencana aksi", len(rows))
    ownerless = sum(not row[2] for row in rows)
    undated = sum(not (row[3] and row[4]) for row in rows)
    unlinked = sum(not goals[row[0]] for row in rows)
    text = ngettext(
        "%(n)s tanpa perangkat daerah", "%(n)s tanpa perangkat daerah", ownerless
    )
    lacks = _told(
        (ownerless, text),
        (undated, ngettext("%(n)s tanpa tahun", "%(n)s tanpa tahun", undated)),
        (unlinked, _without_goal(unlinked)),
    )
    absent = _absent(ActionPlan.Kind, {row[1] for row in rows})
    return amount % {"n": len(rows)}, [*absent, *lacks], not rows


def _told(*found: tuple[int, str]) -> Iterator[str]:
    """The sentences about what is there at all, each with its number."""
    for number, words in found:
        if number:
            yield words % {"n": number} if "%(n)s" in words else words


def _absent(groups: type[TextChoices], there: set[str]) -> Iterator[str]:
    """The groups where nothing is written; none if nothing is written anywhere."""
    names = [str(one.label).lower() for one in groups if one.value not in there]
    if names and there:
        yield _("belum ada %(names)s") % {"names": ", ".join(names)}


def _without_goal(number: int) -> str:
    return ngettext(
        "%(n)s belum bertaut ke tujuan", "%(n)s belum bertaut ke tujuan", number
    )


def _books(guide: GuideDocument, slug: str) -> Iterator[str]:
    for book in guide.books:
        if any(BLOCKS[slug] & {*chapter.blocks} for chapter in book.chapters):
            yield str(book.title)
