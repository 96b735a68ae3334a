"""What we know about who carries a plan: bodies, the legal act, commitments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from menuju.accounts.models import Capacity, OfficeHolding, User
from menuju.audit.models import Entry
from menuju.plans.models import (
    Body,
    BodyMember,
    CommitmentSheet,
    LegalAct,
    MasterplanVersion,
)
from menuju.plans.models.documents import digest_of
from menuju.regions.models import Agency, Office, Rank

Row: TypeAlias = Body | BodyMember | LegalAct | CommitmentSheet
FIELDS: Mapping[type[Model], tuple[str, ...]] = {
    Body: ("decree", "decree_on", "term_from", "term_to"),
    BodyMember: ("order", "name", "office", "institution", "role"),
    LegalAct: ("kind", "state", "number", "on", "note"),
    CommitmentSheet: ("office", "text"),
}
"""What somebody writes of each."""
STATED = "stated"
"""The verb under which the audit trail keeps what a legal act had come to."""


def mark_of(row: Row | None) -> str:
    """Tells two contents apart; a signature on a sheet is content. Empty without a row."""
    if row is None or row.pk is None:
        return ""
    values = [_plain(getattr(row, name)) for name in FIELDS[type(row)]]
    signed = row.signed_at if isinstance(row, CommitmentSheet) else None
    return digest_of([*values, _plain(signed)])[:16]


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A kind of body, with its row and members where it was set up."""

    kind: Body.Kind
    body: Body | None
    members: list[BodyMember]


def bodies_of(version: MasterplanVersion) -> list[BodyCard]:
    """Council, team and forum, in two queries."""
    rows = {row.kind: row for row in version.bodies.prefetch_related("members")}
    found = [(kind, rows.get(kind)) for kind in Body.Kind]
    return [
        BodyCard(kind, body, list(body.members.all()) if body else [])
        for kind, body in found
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """What a legal act had come to at a moment, and who said so."""

    at: datetime
    by: User | None
    state: str
    number: str
    on: date | None


def acts_of(version: MasterplanVersion) -> list[tuple[LegalAct, list[Step]]]:
    """The legal acts with their history, the latest step first; in two queries."""
    acts = list(version.legal_acts.order_by("pk"))
    steps = _steps(acts)
    return [(act, steps[_name(act)]) for act in acts]


def _steps(acts: Iterable[LegalAct]) -> dict[str, list[Step]]:
    labels = dict(LegalAct.State.choices)
    found: dict[str, list[Step]] = defaultdict(list)
    entries = Entry.objects.filter(record__in=[_name(act) for act in acts], verb=STATED)
    for entry in entries.select_related("by__person"):
        said = entry.detail
        on = date.fromisoformat(said["on"]) if said.get("on") else None
        state = str(labels.get(said["state"], said["state"]))
        step = Step(entry.at, entry.by, state, said.get("number", ""), on)
        found[entry.record].append(step)
    return found


def _name(act: LegalAct) -> str:
    """How the audit trail names an act."""
    return f"{act._meta.label_lower}:{act.pk}"


def sheets_of(version: MasterplanVersion) -> QuerySet[CommitmentSheet]:
    """The commitment sheets, the head's first, in the order they were prepared."""
    return version.commitments.select_related(
        "agency", "person", "scan", "recorded_by__person"
    ).order_by("order", "pk")


def statement_of(sheet: CommitmentSheet) -> dict[str, object]:
    """What somebody signs, as plain data: its digest is kept with the signature."""
    plan = sheet.plan_version.masterplan
    return {
        "schema": "menuju/commitment/1",
        "region": plan.region_id,
        "masterplan": plan.title,
        "years": [plan.first_year, plan.last_year],
        "version": sheet.plan_version.number,
        "office": sheet.office,
        "text": sheet.text,
    }


def statement_digest(sheet: CommitmentSheet) -> str:
    """SHA-256 of the canonical JSON of the statement, in hex."""
    return digest_of(statement_of(sheet))


def holdings_for(
    sheet: CommitmentSheet, on: date | None = None
) -> QuerySet[OfficeHolding]:
    """Who held the office of a sheet on a day, or ever if no day is given."""
    office = _office_of(sheet)
    held = Q()
    if on:
        held = Q(held_from=None) | Q(held_from__lte=on)
        held &= Q(held_to=None) | Q(held_to__gte=on)
    found = OfficeHolding.objects.filter(office, held)
    return found.select_related("person", "office").order_by("capacity", "-held_from")


def _office_of(sheet: CommitmentSheet) -> Q:
    """The secretariat is led by the regional secretary, an office of the region itself."""
    region = sheet.plan_version.masterplan.region_id
    if sheet.agency is None:
        return Q(office__rank=Rank.HEAD, office__region=region)
    if sheet.agency.kind == Agency.Kind.SEKRETARIAT:
        return Q(office__rank=Rank.SECRETARY, office__region=region)
    return Q(office__rank=Rank.AGENCY_HEAD, office__agency=sheet.agency)


def holding_that_signs(user: User, sheet: CommitmentSheet) -> OfficeHolding | None:
    """By which office a person signs a sheet today; None if the office is not theirs."""
    today = timezone.localdate()
    return holdings_for(sheet, today).filter(person=user.person_id).first()


def office_as_held(holding: OfficeHolding) -> str:
    """The office as it stands under a signature: "Plt. Kepala Dinas" for an acting one."""
    if holding.capacity == Capacity.DEFINITIVE:
        return holding.office.title
    return f"{holding.capacity.capitalize()}. {holding.office.title}"


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody who has no sheet yet. ``leads``: they answer for a programme, or for all."""

    agency: Agency | None
    office: str
    leads: bool

    @property
    def value(self) -> str:
        return str(self.agency.pk) if self.agency else "head"


def owing_in(version: MasterplanVersion, *, head: str, agency: str) -> list[Owing]:
    """Who could still be given a sheet: the head, then agencies, those that lead first.

    ``head`` and ``agency`` (with ``%s``) name offices that nobody entered. Four queries.
    """
    region = version.masterplan.region
    made = set(version.commitments.values_list("agency", flat=True))
    leading = set(version.programmes.values_list("agency", flat=True))
    ranks = [Rank.HEAD, Rank.SECRETARY, Rank.AGENCY_HEAD]
    offices = list(Office.objects.filter(region=region, rank__in=ranks))
    titles = {one.agency_id: one.title for one in offices if one.agency_id}
    leaders = {one.rank: one.title for one in offices if not one.agency_id}
    found = [Owing(None, leaders.get(Rank.HEAD, head), leads=True)]
    for one in Agency.objects.filter(region=region, valid_to=None):
        title = titles.get(one.pk, agency % one.name)
        if one.kind == Agency.Kind.SEKRETARIAT:
            title = leaders.get(Rank.SECRETARY, title)
        found.append(Owing(one, title, leads=one.pk in leading))
    left = [one for one in found if (one.agency.pk if one.agency else None) not in made]
    return sorted(left, key=lambda one: (one.agency is not None, not one.leads))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
