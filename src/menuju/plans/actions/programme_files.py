"""Take programmes over from what a workbook said. The same file twice changes nothing.

Nothing is ever removed: what a file does not say stays as it is.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import (
    MasterplanVersion,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from menuju.plans.queries.programme_files import Comparison, Content, compare
from menuju.plans.queries.programme_files.comparing import differing
from menuju.plans.queries.programmes import (
    FIELDS,
    INDICATOR_FIELDS,
    indicator_in,
    programmes_of,
)

DAYS = ("starts_on", "ends_on")
NUMBERS = ("baseline", "target")
Held = dict[str, PlannedProgramme]
"""Programmes by their code in one case."""


class StaleListError(Exception):
    """The programmes changed since the file was tried on them."""


@transaction.atomic
def take_over(
    version: MasterplanVersion, content: Content, *, seen: str, by: User
) -> Comparison:
    """Write what a file said about the programmes that had the mark ``seen``.

    ``content`` was read without errors (``read_programmes``) while they had it.
    """
    held = hold_version(version)
    found = compare(held, content)
    if found.mark != seen:
        raise StaleListError
    if found.differing:
        _programmes(held, content, _by_code(held))
        rows = _by_code(held)
        _indicators(content, rows)
        _budgets(content, rows)
        counts = {"new": found.new, "changed": found.changed}
        record("took over programmes", held, by=by, **counts)
    return found


def _programmes(version: MasterplanVersion, content: Content, rows: Held) -> None:
    """Write new and changed programmes."""
    order = max((row.order for row in rows.values()), default=0)
    new, changed = [], []
    for entry in content["programmes"]:
        row = rows.get(entry["code"].casefold())
        values = entry["values"] if row is None else differing(row, entry["values"])
        if row is None:
            order += 1
            row = PlannedProgramme(plan_version=version, order=order)
            new.append((row, values))
        elif values:
            changed.append((row, values))
        for name, value in values.items():
            if name != "partners":
                column = "agency_id" if name == "agency" else name
                setattr(row, column, _value(name, value))
        row.edited_at = timezone.now()
    PlannedProgramme.objects.bulk_create(row for row, _values in new)
    names = ["agency" if name == "agency_id" else name for name in FIELDS]
    PlannedProgramme.objects.bulk_update(
        [row for row, _values in changed], [*names, "edited_at"], batch_size=50
    )
    _partners([*new, *changed])


def _partners(rows: list[tuple[PlannedProgramme, Mapping[str, Any]]]) -> None:
    through = PlannedProgramme.partners.through
    told = [(row, values["partners"]) for row, values in rows if "partners" in values]
    keys = [row.pk for row, _partners in told]
    through.objects.filter(plannedprogramme__in=keys).delete()
    through.objects.bulk_create(
        through(plannedprogramme_id=row.pk, agency_id=key)
        for row, partners in told
        for key in partners
    )


def _indicators(content: Content, rows: Held) -> None:
    """Write new and changed indicators of programmes that are stored by now."""
    new: list[ProgrammeIndicator] = []
    changed: list[ProgrammeIndicator] = []
    for entry in content["indicators"]:
        programme, values = rows[entry["code"].casefold()], entry["values"]
        row = indicator_in(programme, values["level"], values["name"])
        if row is None:
            order = len(programme.indicators.all()) + len(new) + 1
            row = ProgrammeIndicator(programme=programme, order=order)
            new.append(row)
        elif values := differing(row, values):
            changed.append(row)
        for name, value in values.items():
            setattr(row, name, _value(name, value))
        row.edited_at = timezone.now()
    ProgrammeIndicator.objects.bulk_create(new)
    names = [*INDICATOR_FIELDS, "edited_at"]
    ProgrammeIndicator.objects.bulk_update(changed, names, batch_size=50)


def _budgets(content: Content, rows: Held) -> None:
    new: list[ProgrammeBudget] = []
    changed: list[ProgrammeBudget] = []
    for entry in content["budgets"]:
        programme, origin = rows[entry["code"].casefold()], entry["origin"]
        money = {
            one.year: one for one in programme.budgets.all() if one.origin == origin
        }
        for year, amount in entry["years"].items():
            row = money.get(int(year))
            if row is None:
                row = ProgrammeBudget(
                    programme=programme, year=int(year), origin=origin, amount=amount
                )
                new.append(row)
            elif row.amount != Decimal(amount):
                row.amount = Decimal(amount)
                changed.append(row)
    ProgrammeBudget.objects.bulk_create(new)
    ProgrammeBudget.objects.bulk_update(changed, ["amount"], batch_size=50)


def _by_code(version: MasterplanVersion) -> Held:
    return {row.code.casefold(): row for row in programmes_of(version)}


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 -- what JSON holds
    """A value of a file's content as it is stored."""
    if name in DAYS and value:
        return date.fromisoformat(value)
    if name in NUMBERS and value:
        return Decimal(value)
    return value
