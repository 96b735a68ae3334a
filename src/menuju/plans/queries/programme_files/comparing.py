"""What a file would change, row by row, beside what is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from menuju.plans.models import MasterplanVersion, PlannedProgramme
from menuju.plans.models.documents import Dimension
from menuju.plans.queries.documents import framework_of
from menuju.plans.queries.figures import text_of, typed_text
from menuju.plans.queries.horizons import bands_of
from menuju.plans.queries.programme_files.columns import (
    BUDGETS,
    COLUMN_OF,
    INDICATORS,
    LEVELS,
    ORIGINS,
    PROGRAMMES,
    WAYS,
    word_of,
)
from menuju.plans.queries.programme_files.reading import Content
from menuju.plans.queries.programmes import (
    indicator_in,
    list_mark,
    programmes_of,
)
from menuju.web.components.formats import long_date, written

Names = Mapping[str, Mapping[Any, str]]
NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs: its column, what is stored and what the file says."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: new, changed or the same."""

    sheet: str
    row: int
    label: str
    state: str
    changes: list[Change]


@dataclass(frozen=True)
class Comparison:
    """All rows of a file beside what is stored; ``mark`` says what was stored then."""

    lines: list[Line]
    mark: str

    def _count(self, state: str) -> int:
        return sum(line.state == state for line in self.lines)

    @cached_property
    def new(self) -> int:
        return self._count(NEW)

    @cached_property
    def changed(self) -> int:
        return self._count(CHANGED)

    @cached_property
    def same(self) -> int:
        return self._count(SAME)

    @property
    def differing(self) -> list[Line]:
        """The rows that would be written."""
        return [line for line in self.lines if line.state != SAME]


def compare(version: MasterplanVersion, content: Content) -> Comparison:
    """What a file that was read without errors would change."""
    rows = programmes_of(version)
    held = {row.code.casefold(): row for row in rows}
    names = _names(version)
    lines = [
        *_programmes(content, held, names),
        *_indicators(content, held, names),
        *_budgets(content, held),
    ]
    return Comparison(lines, list_mark(rows))


def _names(version: MasterplanVersion) -> Names:
    """What people read instead of keys and codes, by field."""
    framework = framework_of(version.masterplan)
    agencies = dict(version.masterplan.region.agencies.values_list("pk", "name"))
    codes = [code for one in framework.dimensions for code in _codes(one)]
    return {
        "agency": agencies,
        "partners": agencies,
        "part": {code: framework.named(code) for code in codes},
        "horizon": {one.code: one.title for one in bands_of(version.masterplan)},
        "level": {stored: word_of({**LEVELS}, stored) for stored in LEVELS.values()},
        "direction": {stored: word for word, stored in WAYS.items()},
    }


def _codes(dimension: Dimension) -> list[str]:
    return [dimension.code, *(part.code for part in dimension.parts)]


def stored_value(row: Any, name: str) -> Any:  # noqa: ANN401 -- what JSON holds
    """A field as the content of a file writes it."""
    if name == "partners":
        return sorted(one.pk for one in row.partners.all())
    value = getattr(row, "agency_id" if name == "agency" else name)
    if isinstance(value, Decimal):
        return text_of(value)
    return value.isoformat() if isinstance(value, date) else value


def differing(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- a programme or indicator
    """The values of a file that are not what is stored."""
    found = {}
    for name, value in values.items():
        wanted = sorted(value) if name == "partners" else value
        if stored_value(row, name) != wanted:
            found[name] = wanted
    return found


def _programmes(
    content: Content, held: Mapping[str, PlannedProgramme], names: Names
) -> Iterator[Line]:
    for entry in content["programmes"]:
        stored, values = held.get(entry["code"].casefold()), entry["values"]
        title = values.get("title") or (stored.title if stored else "")
        label = f"{entry['code']} {title}"
        changes = _changes(stored, values, names)
        yield _line(PROGRAMMES, entry, label, stored, changes)


def _indicators(
    content: Content, held: Mapping[str, PlannedProgramme], names: Names
) -> Iterator[Line]:
    for entry in content["indicators"]:
        values = entry["values"]
        programme = held.get(entry["code"].casefold())
        stored = indicator_in(programme, values["level"], values["name"])
        label = f"{entry['code']}: {values['name']}"
        changes = _changes(stored, values, names)
        yield _line(INDICATORS, entry, label, stored, changes)


def _changes(stored: Any, values: Mapping[str, Any], names: Names) -> list[Change]:  # noqa: ANN401 -- a programme, an indicator or None
    """The cells that differ from what is stored; of a new row none."""
    found = differing(stored, values) if stored else {}
    return [
        Change(
            COLUMN_OF[name],
            _cell(name, stored_value(stored, name), names),
            _cell(name, value, names),
        )
        for name, value in found.items()
    ]


def _budgets(content: Content, held: Mapping[str, PlannedProgramme]) -> Iterator[Line]:
    for entry in content["budgets"]:
        programme = held.get(entry["code"].casefold())
        rows = programme.budgets.all() if programme else ()
        money = {
            str(one.year): text_of(one.amount)
            for one in rows
            if one.origin == entry["origin"]
        }
        changes = [
            Change(year, _rupiah(money.get(year)), _rupiah(amount))
            for year, amount in entry["years"].items()
            if money.get(year) != amount
        ]
        label = f"{entry['code']}: {ORIGINS[entry['origin']].label}"
        stored = money or not entry["years"]
        yield _line(BUDGETS, entry, label, stored, changes)


def _line(
    sheet: str, entry: Content, label: str, stored: object, changes: list[Change]
) -> Line:
    state = NEW if not stored else CHANGED if changes else SAME
    return Line(sheet, entry["row"], label, state, changes)


def _rupiah(amount: str | None) -> str:
    """Money of a year in full; nothing planned is not zero."""
    return f"Rp{written(Decimal(amount), 0)}" if amount else _words(None)


def _cell(name: str, value: Any, names: Names) -> str:  # noqa: ANN401 -- what JSON holds
    """A value of a field in the reader's own marks: 80,5 and 1 Maret 2026."""
    if value and name in ("baseline", "target"):
        return typed_text(Decimal(value))
    if value and name in ("starts_on", "ends_on"):
        return long_date(date.fromisoformat(value))
    return _words(value, names.get(name))


def _words(value: Any, names: Mapping[Any, str] | None = None) -> str:  # noqa: ANN401 -- what JSON holds
    """A value as a person reads it beside another; empty is said."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    several = value if isinstance(value, list) else [value]
    told = [one for one in several if one not in (None, "")]
    words = [(names or {}).get(one, str(one)) for one in told]
    return "; ".join(words) or _("kosong")
