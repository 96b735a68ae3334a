"""All of a masterplan version as plain data: what its digest is about, what compare compares.

The digest of a version is ``digest_of(snapshot_of(version))`` (``models.documents``).

By keys, codes and names; never by database keys, accounts or when something was written. A
copy of a version has the same snapshot, except that nobody has signed its commitments yet:
when and on which paper somebody did stands in the books, so it is content.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from django.db.models import (
    CharField,
    DecimalField,
    F,
    Field,
    IntegerField,
    JSONField,
    Model,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, JSONObject

from menuju.plans.models import (
    ActionPlan,
    Body,
    BodyMember,
    Chapter,
    CommitmentSheet,
    ContextFigure,
    DevelopmentPlan,
    GoalLink,
    LegalAct,
    MasterplanVersion,
    Paragraph,
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.development import content_of
from menuju.plans.queries.figures import text_of

__all__ = [
    "PARTS",
    "Part",
    "Snapshot",
    "digest_of",
    "field_at",
    "snapshot_of",
    "snapshots_of",
    "walk",
]

Snapshot: TypeAlias = dict[str, Any]
SOURCED = ("provenance", "source")


@dataclass(frozen=True, slots=True)
class Part:
    """How the rows of one model go into a snapshot.

    ``names`` maps what a value is called in the snapshot to its path in the model. Rows
    stand in the order of the ``sorted_by`` values, then of ``order`` and age; ``under`` is
    the path to the row they belong to, ``into`` the part of that row.
    """

    model: type[Model]
    names: Mapping[str, str]
    sorted_by: tuple[str, ...] = ()
    under: str = "plan_version"
    into: str = ""
    only: Q = field(default_factory=Q)


def _same(*names: str, **others: str) -> dict[str, str]:
    return {name: name for name in (*names, *SOURCED)} | others


PARTS: dict[str, Part] = {
    "context_figures": Part(
        ContextFigure, _same("key", "label", "value", "unit", "year")
    ),
    "readiness_points": Part(
        ReadinessPoint,
        _same("key", "pillar", "component", "present", "wanted", "gap"),
        sorted_by=("pillar",),
    ),
    "swot_points": Part(
        SwotPoint, _same("key", "kind", "pillar", "text"), sorted_by=("kind",)
    ),
    "targets": Part(
        Target,
        _same(
            *("key", "text", "indicator", "unit"),
            *("baseline", "baseline_year", "goal_value", "goal_year"),
        ),
    ),
    "strategies": Part(Strategy, _same("key", "part", "text", "why_none")),
    "action_plans": Part(
        ActionPlan,
        _same(
            *("key", "kind", "part", "title", "text", "first_year", "last_year"),
            agency="agency__name",
        ),
        sorted_by=("kind",),
    ),
    "programmes": Part(
        PlannedProgramme,
        _same(
            *("key", "code", "title", "part", "horizon", "starts_on", "ends_on"),
            *("quick_win", "service", "service_before", "service_after"),
            *("in_charge", "nomenclature"),
            agency="agency__name",
        ),
    ),
    "indicators": Part(
        ProgrammeIndicator,
        _same(
            *("key", "level", "name", "unit", "direction"),
            *("baseline", "baseline_year", "target", "target_year"),
        ),
        under="programme",
        into="programmes",
    ),
    "budgets": Part(
        ProgrammeBudget,
        _same("year", "origin", "amount"),
        sorted_by=("year", "origin"),
        under="programme",
        into="programmes",
    ),
    "partners": Part(
        PlannedProgramme.partners.through,
        {"agency": "agency__name"},
        sorted_by=("agency",),
        under="plannedprogramme",
        into="programmes",
    ),
    "goal_links": Part(
        GoalLink,
        _same(
            *("element", "key", "strength", "justification"),
            goal="goal__code",
            plan_kind="goal__plan__kind",
            plan_first_year="goal__plan__first_year",
            plan_number="goal__plan__number",
        ),
        sorted_by=("element", "key", "goal", "plan_first_year", "plan_number"),
    ),
    "legal_acts": Part(
        LegalAct, _same("kind", "state", "number", "on", "note"), sorted_by=("kind",)
    ),
    "bodies": Part(
        Body,
        _same("key", "kind", "decree", "decree_on", "term_from", "term_to"),
        sorted_by=("kind",),
    ),
    "members": Part(
        BodyMember,
        _same("key", "name", "office", "institution", "role"),
        under="body",
        into="bodies",
    ),
    "commitments": Part(
        CommitmentSheet,
        _same(
            *("key", "office", "text", "signatory_name", "signatory_office"),
            *("on_paper", "scan"),
            agency="agency__name",
            signed="signed_at",
        ),
    ),
    "chapters": Part(
        Chapter,
        {"book": "book", "code": "code", "title": "title"},
        sorted_by=("book",),
    ),
    "paragraphs": Part(
        Paragraph,
        {"key": "key", "content": "content"},
        under="chapter",
        into="chapters",
        only=Q(removed_at=None),
    ),
}
"""Every content model; ``names`` says what of it is content."""


def snapshot_of(version: MasterplanVersion) -> Snapshot:
    """All typed parts, links and texts of a version, as JSON-able data.

    One query beyond the version's own relations; four more while its development plan
    is a draft and so carries no digest.
    """
    return snapshots_of([version])[0]


def snapshots_of(versions: Iterable[MasterplanVersion]) -> list[Snapshot]:
    """The snapshots of several versions, in their order, in as many queries as of one."""
    asked = list(versions)
    parts = _read([one.pk for one in asked])
    plans = {one.development_plan_id: one.development_plan for one in asked}
    said = {pk: _development_plan(plan) for pk, plan in plans.items()}
    return [_head(one, said[one.development_plan_id]) | parts[one.pk] for one in asked]


def _head(version: MasterplanVersion, follows: Snapshot | None) -> Snapshot:
    """What a version is as a whole; ``follows``: its development plan."""
    plan = version.masterplan
    editions = (plan.framework, plan.guide)
    framework, guide = (
        {"code": one.code, "edition": one.edition, "content": one.content_hash}
        for one in editions
    )
    return {
        "masterplan": {
            "region": plan.region_id,
            "title": plan.title,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "framework": framework,
            "guide": guide,
            "provenance": plan.provenance,
            "source": plan.source,
        },
        "version": {
            "vision": version.vision,
            "emblem": version.emblem_id,
            "development_plan": follows,
            "provenance": version.provenance,
            "source": version.source,
        },
    }


def _development_plan(plan: DevelopmentPlan | None) -> Snapshot | None:
    """Which plan, and the digest of what it says: a book shows its goals."""
    if plan is None:
        return None
    return {
        "kind": plan.kind,
        "title": plan.title,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "number": plan.number,
        "content": plan.digest or digest_of(content_of(plan)),
    }


@dataclass(slots=True)
class _Row:
    pk: int
    above: int
    order: int
    values: Snapshot


def _read(versions: list[int]) -> dict[int, Snapshot]:
    """The parts of each version by its key, all read in one query."""
    first, *others = [_asked(name, versions) for name in PARTS]
    found: dict[str, list[_Row]] = defaultdict(list)
    for name, pk, above, order, values in first.union(*others, all=True):
        found[name].append(_Row(pk, above, order, _typed(name, values)))
    grouped: dict[str, dict[int, list[_Row]]] = {}
    for name in reversed(PARTS):
        below = defaultdict(list)
        for row in sorted(found[name], key=lambda row: _place(name, row)):
            for part in _parts_of(name):
                inner = grouped[part].get(row.pk, [])
                row.values[part] = [one.values for one in inner]
            below[row.above].append(row)
        grouped[name] = below
    tops = _parts_of("")
    return {
        key: {name: [row.values for row in grouped[name].get(key, [])] for name in tops}
        for key in versions
    }


def _parts_of(name: str) -> list[str]:
    return [part for part, how in PARTS.items() if how.into == name]


def _asked(name: str, versions: list[int]) -> QuerySet[Any, Any]:
    """The rows of a part: its name, own key, the key above, its place, its values as JSON.

    One shape for all parts, so that one query can read them: a page that compares two
    versions would otherwise ask seventeen times.
    """
    part = PARTS[name]
    above = f"{PARTS[part.into].under}__" if part.into else ""
    to_version = f"{part.under}__{above}in" if part.into else f"{part.under}__in"
    has_order = any(one.name == "order" for one in part.model._meta.fields)
    rows: QuerySet[Any] = QuerySet(part.model).filter(
        part.only, **{to_version: versions}
    )
    return rows.order_by().values_list(
        Value(name, CharField()),
        F("pk"),
        F(f"{part.under}_id"),
        F("order") if has_order else Value(0, IntegerField()),
        JSONObject(**{said: _column(part, said) for said in part.names}),
    )


def _column(part: Part, said: str) -> Any:  # noqa: ANN401 -- any expression of Django's
    """A value as JSON can carry it: numbers as text, so that no digit is lost."""
    path = part.names[said]
    return (
        Cast(path, CharField())
        if isinstance(field_at(part.model, path), DecimalField)
        else F(path)
    )


@cache
def field_at(model: type[Model], path: str) -> Field[Any, Any]:
    """The field at the end of a path."""
    *way, last = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    found = model._meta.get_field(last)
    assert isinstance(found, Field)  # noqa: S101 -- PARTS names columns only
    return found


def _typed(name: str, values: Mapping[str, object]) -> Snapshot:
    """Values as the model means them: databases differ in how they write them as JSON."""
    return {said: _plain(name, said, value) for said, value in values.items()}


def _plain(name: str, said: str, value: object) -> object:
    if value is None:
        return None
    kind = field_at(PARTS[name].model, PARTS[name].names[said])
    if isinstance(kind, JSONField):
        return json.loads(value) if isinstance(value, str) else value
    found = kind.to_python(value)
    if isinstance(found, Decimal):
        return text_of(found)
    if isinstance(found, datetime):
        return _moment(found)
    if isinstance(found, date):
        return found.isoformat()
    return str(found) if isinstance(kind, UUIDField) else found


def _moment(at: datetime) -> str:
    """A moment in UTC to the second; a database that keeps no zone keeps it in UTC."""
    placed = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return placed.isoformat(timespec="seconds")


def _place(name: str, row: _Row) -> tuple[object, ...]:
    first = tuple(str(row.values[one]) for one in PARTS[name].sorted_by)
    return (*first, row.order, row.pk)


def walk(snapshot: Snapshot) -> Iterator[tuple[str, Snapshot, Snapshot | None]]:
    """Every row with the name of its part and the row it stands in (None at the top)."""
    for name in _parts_of(""):
        for row in snapshot[name]:
            yield name, row, None
            for part in _parts_of(name):
                yield from ((part, inner, row) for inner in row[part])
