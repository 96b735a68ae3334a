"""What we know about the programmes of a masterplan version."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from menuju.plans.models import (
    Goal,
    MasterplanVersion,
    Paragraph,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.figures import text_of

FIELDS = (
    "code",
    "title",
    "part",
    "horizon",
    "starts_on",
    "ends_on",
    "quick_win",
    "service",
    "service_before",
    "service_after",
    "agency_id",
    "in_charge",
    "nomenclature",
)
"""What somebody writes on a programme, beside its partners."""
INDICATOR_FIELDS = (
    "level",
    "name",
    "unit",
    "direction",
    "baseline",
    "baseline_year",
    "target",
    "target_year",
)


def programmes_of(version: MasterplanVersion) -> list[PlannedProgramme]:
    """The programmes in their order, with agency, partners, indicators and budgets.

    Four queries however many there are; use ``.all()`` of what is prefetched.
    """
    rows = version.programmes.select_related("agency").prefetch_related(
        "partners", "indicators", "budgets"
    )
    found = list(rows)
    for row in found:
        row.plan_version = version
    return found


@dataclass(frozen=True, slots=True)
class Money:
    """Whole rupiah of several budgets. ``by_year`` and ``by_origin`` leave out what has none.

    ``total`` is None where nothing is budgeted: that is unknown, and not zero rupiah.
    """

    total: Decimal | None
    by_year: dict[int, Decimal]
    by_origin: dict[str, Decimal]

    @property
    def years(self) -> str:
        """The years that the total is about: "2019–2021", or nothing."""
        if not self.by_year:
            return ""
        first, last = min(self.by_year), max(self.by_year)
        return str(first) if first == last else f"{first}–{last}"


def money_of(programmes: Iterable[PlannedProgramme]) -> Money:
    """What is budgeted for these programmes, from their prefetched budgets."""
    years: dict[int, Decimal] = defaultdict(Decimal)
    origins: dict[str, Decimal] = defaultdict(Decimal)
    for programme in programmes:
        for budget in programme.budgets.all():
            years[budget.year] += budget.amount
            origins[budget.origin] += budget.amount
    total = sum(years.values(), Decimal()) if years else None
    return Money(total, dict(sorted(years.items())), dict(origins))


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """The money of one programme: a row for each year, a column for each source in use.

    A cell is None where nothing is budgeted.
    """

    origins: list[str]
    rows: list[tuple[int, list[Decimal | None], Decimal]]
    sums: list[Decimal]
    total: Decimal | None


def money_table(programme: PlannedProgramme) -> MoneyTable:
    """The budgets of a programme with all sums, from what is prefetched."""
    held = {(one.year, one.origin): one.amount for one in programme.budgets.all()}
    money = money_of([programme])
    origins = [one for one in ProgrammeBudget.Origin if one in money.by_origin]
    return MoneyTable(
        [str(one.label) for one in origins],
        [
            (year, [held.get((year, str(one))) for one in origins], amount)
            for year, amount in money.by_year.items()
        ],
        [money.by_origin[one] for one in origins],
        money.total,
    )


def indicator_in(
    programme: PlannedProgramme | None, level: str, name: str
) -> ProgrammeIndicator | None:
    """The indicator of this level and name, from what is prefetched."""
    wanted = (level, name.casefold())
    rows = programme.indicators.all() if programme else ()
    return next(
        (one for one in rows if (one.level, one.name.casefold()) == wanted), None
    )


def mark_of(programme: PlannedProgramme) -> str:
    """Tells two contents of a programme apart, its indicators and budgets left out."""
    values = {name: _plain(getattr(programme, name)) for name in FIELDS}
    partners = sorted(agency.pk for agency in programme.partners.all())
    return digest_of([values, partners])[:16]


def indicator_mark(row: ProgrammeIndicator) -> str:
    """Tells two contents of an indicator apart."""
    return digest_of([_plain(getattr(row, name)) for name in INDICATOR_FIELDS])[:16]


def budgets_mark(programme: PlannedProgramme) -> str:
    """Tells two tables of budgets of a programme apart."""
    rows = [
        [one.year, one.origin, text_of(one.amount)] for one in programme.budgets.all()
    ]
    return digest_of(sorted(rows))[:16]


def list_mark(programmes: Iterable[PlannedProgramme]) -> str:
    """Tells two lists of programmes apart, with all that hangs on them."""
    rows = [
        [
            mark_of(one),
            budgets_mark(one),
            sorted(indicator_mark(row) for row in one.indicators.all()),
        ]
        for one in programmes
    ]
    return digest_of(sorted(rows))[:16]


@dataclass(frozen=True, slots=True)
class Left:
    """What loses its programme when it is removed.

    ``goals`` are served by nothing else then; ``places`` are paragraphs that draw it.
    """

    links: int
    goals: list[Goal]
    places: list[Paragraph]


def left_without(programme: PlannedProgramme) -> Left:
    """What would be left behind by a programme, in four queries."""
    version = programme.plan_version
    links = version.goal_links.filter(key=programme.key)
    own = {link.goal_id for link in links}
    others = version.goal_links.filter(goal__in=own).exclude(key=programme.key)
    bare = own - set(others.values_list("goal", flat=True))
    places = Paragraph.objects.filter(
        chapter__plan_version=version,
        removed_at=None,
        content__key=str(programme.key),
    )
    return Left(
        len(links),
        list(Goal.objects.filter(pk__in=bare)),
        list(places.select_related("chapter")),
    )


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return text_of(value)
    return value.isoformat() if isinstance(value, date) else value
