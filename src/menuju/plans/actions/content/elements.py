"""Add, change, move and remove one element of a version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.content.checks import check
from menuju.plans.actions.content.stale import StaleElementError
from menuju.plans.actions.filling import fill
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import GoalLink, MasterplanVersion
from menuju.plans.queries.content.kinds import (
    FIELDS,
    GROUPS,
    Row,
    group_of,
    mark_of,
)


@transaction.atomic
def add(
    version: MasterplanVersion, element: type[Row], /, *, by: User, **values: object
) -> Row:
    """A new element at the end of its list. ValidationError names the field and the mend."""
    held = hold_version(version)
    row = fill(element(plan_version=held), values, FIELDS[element])
    check(held, row)
    row.order = _last(row) + 1
    row.save()
    record("added", held, by=by, element=name_of(row))
    return row


@transaction.atomic
def change(row: Row, /, *, seen: str, by: User, **values: object) -> Row:
    """Save an element that was written upon ``seen`` (``mark_of``).

    StaleElementError if somebody saved something else; ValidationError if it is gone, or
    names the field and the mend. In another group it goes to the end of the list.
    """
    held = hold_version(row.plan_version)
    saved = fresh(row, seen)
    stood_in = group_of(saved)
    saved.plan_version = held
    fill(saved, values, FIELDS[type(saved)])
    check(held, saved)
    if group_of(saved) != stood_in:
        saved.order = _last(saved) + 1
    saved.save()
    record("edited", held, by=by, element=name_of(saved), mark=mark_of(saved))
    return saved


@transaction.atomic
def remove(row: Row, *, seen: str, by: User) -> int:
    """Take an element out with its links to goals; how many links went with it.

    StaleElementError if it is no longer what was looked at.
    """
    held = hold_version(row.plan_version)
    saved = fresh(row, seen)
    links = GoalLink.objects.filter(plan_version=held, key=saved.key)
    goals = [*links.values_list("goal__code", flat=True)]
    links.delete()
    name = name_of(saved)
    saved.delete()
    record("removed", held, by=by, element=name, goals=goals)
    return len(goals)


@transaction.atomic
def move(row: Row, *, up: bool, by: User) -> bool:
    """One place up or down in its list; False if it stands at that end, or is gone."""
    held = hold_version(row.plan_version)
    rows = list(_list_of(row))
    here = next((at for at, one in enumerate(rows) if one.pk == row.pk), None)
    if here is None:
        return False
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, start=1):
        one.order = place
    _rows(row).bulk_update(rows, ["order"])
    record("moved", held, by=by, element=name_of(row), place=there + 1)
    return True


def name_of(row: Row) -> str:
    """How the audit trail names an element: its kind and its key."""
    return f"{row._meta.model_name}:{row.key}"


def fresh(row: Row, seen: str) -> Row:
    """The element as it is stored now, if it is what was opened."""
    saved = _rows(row).filter(pk=row.pk).first()
    if saved is None:
        text = _(
            "Orang lain sudah menghapus unsur ini. Salin isian Anda, lalu tambahkan."
        )
        raise ValidationError(text)
    if mark_of(saved) != seen:
        raise StaleElementError(saved)
    return saved


def _rows(row: Row) -> "QuerySet[Row]":
    return type(row).objects.filter(plan_version=row.plan_version_id)


def _list_of(row: Row) -> "QuerySet[Row]":
    """The rows of the list that this one stands in, in order."""
    rows = _rows(row).order_by("order", "pk")
    kind = type(row)
    return rows.filter(**{GROUPS[kind][0]: group_of(row)}) if kind in GROUPS else rows


def _last(row: Row) -> int:
    return _list_of(row).aggregate(last=Max("order"))["last"] or 0
