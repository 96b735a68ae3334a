"""The severity report in words, for those who look after a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import tree_of
from menuju.rounds.models import Round, SeverityReport

CLEAR = 2.0
"""Standard errors from zero from which a severity is called one."""
STEADY = (0.5, 1.5)
"""Mean squares of a productive measurement (Linacre, 2002)."""
GOOD_ALPHA, FAIR_ALPHA = 0.8, 0.667
"""Krippendorff's own bounds: reliable; only tentative conclusions; below, neither."""
MUCH = 0.5
NUMBERS = ("severity", "se", "infit", "outfit")


class Leaning(TextChoices):
    """How an assessor compares with the others."""

    STRICTER = "stricter", _("lebih ketat")
    MILDER = "milder", _("lebih longgar")
    LEVEL = "level", _("tidak berbeda nyata")
    UNKNOWN = "unknown", _("belum dapat dihitung")


class Steadiness(TextChoices):
    """How predictable an assessor's levels are."""

    STEADY = "steady", _("ajek")
    ERRATIC = "erratic", _("tidak ajek")
    UNIFORM = "uniform", _("terlalu seragam")
    UNKNOWN = "unknown", _("belum dapat dihitung")


class Trust(TextChoices):
    """How far assessors agree on an item."""

    GOOD = "good", _("sepakat")
    FAIR = "fair", _("cukup sepakat")
    LOW = "low", _("kurang sepakat")
    UNKNOWN = "unknown", _("semua nilai sama")


@dataclass(frozen=True, slots=True)
class AssessorLine:
    """One assessor: severity in points of the scale with its error, and fit."""

    person: Person
    block: int
    scores: int
    severity: float | None
    se: float | None
    infit: float | None
    outfit: float | None

    @property
    def low(self) -> float | None:
        """The lower end of severity give or take two standard errors."""
        if self.severity is None or self.se is None:
            return None
        return self.severity - CLEAR * self.se

    @property
    def high(self) -> float | None:
        """The upper end."""
        if self.severity is None or self.se is None:
            return None
        return self.severity + CLEAR * self.se

    @property
    def leaning(self) -> Leaning:
        if self.low is None or self.high is None:
            return Leaning.UNKNOWN
        if self.low > 0:
            return Leaning.STRICTER
        return Leaning.MILDER if self.high < 0 else Leaning.LEVEL

    @property
    def steadiness(self) -> Steadiness:
        if self.infit is None:
            return Steadiness.UNKNOWN
        if self.infit > STEADY[1]:
            return Steadiness.ERRATIC
        return Steadiness.UNIFORM if self.infit < STEADY[0] else Steadiness.STEADY


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item: agreement, and what its rubric suffers from. Shares are 0 to 1."""

    node: Node
    figures: Mapping[str, Any]

    @property
    def trust(self) -> Trust:
        alpha = self.figures["alpha"]
        if alpha is None:
            return Trust.UNKNOWN
        if alpha >= GOOD_ALPHA:
            return Trust.GOOD
        return Trust.FAIR if alpha >= FAIR_ALPHA else Trust.LOW

    @property
    def missing(self) -> float | None:
        """The share of regions whose level needs evidence that is not there."""
        regions = self.figures["regions"]
        return self.figures["missing"] / regions if regions else None

    @property
    def is_at_its_ceiling(self) -> bool:
        """Whether most levels are the highest: the rubric tells nobody apart any more."""
        return (self.figures["ceiling"] or 0) >= MUCH

    @property
    def is_confusing(self) -> bool:
        """Whether most pairs of assessors end one level apart."""
        return (self.figures["confusion"] or 0) >= MUCH

    @property
    def between(self) -> str:
        """The two neighbouring levels that are confused most."""
        return "–".join(self.figures["between"] or [])


@dataclass(frozen=True, slots=True)
class SeverityPage:
    """What the page shows; ``blocks`` name the assessors that cannot be compared."""

    assessors: list[AssessorLine]
    items: list[ItemLine]
    blocks: list[list[Person]]
    method: Mapping[str, Any]
    reach: float

    @property
    def bottom(self) -> float:
        """The lower end of the axis, as far from zero as the upper one."""
        return -self.reach

    @property
    def is_linked(self) -> bool:
        """Whether all assessors can be compared."""
        return len(self.blocks) <= 1


def page_of(report: SeverityReport, round_: Round) -> SeverityPage:
    """The report with names, strictest first within each block; one query."""
    figures, tree = report.figures, tree_of(round_.instrument_version)
    keys = [key for block in figures["blocks"] for key in block]
    people = Person.objects.select_related("institution").in_bulk(keys)
    lines = [
        AssessorLine(
            person=people[one["person"]],
            block=one["block"] + 1,
            **{name: one[name] for name in ("scores", *NUMBERS)},
        )
        for one in figures["assessors"]
    ]
    lines.sort(key=lambda one: (one.block, -(one.severity or 0.0), one.person.name))
    ends = [abs(end) for one in lines for end in (one.low, one.high) if end is not None]
    return SeverityPage(
        lines,
        [ItemLine(tree.node(one["code"]), one) for one in figures["items"]],
        [[people[key] for key in block] for block in figures["blocks"]],
        figures["method"],
        max([0.5, *ends]),
    )
