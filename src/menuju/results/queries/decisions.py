"""Who stands inside the quota by the computed order, and what a decision still lacks."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.models import Capability, Person, Seat
from menuju.results.models import (
    Decision,
    DecisionLine,
    DecisionSignatory,
    RegionResult,
    Release,
    SelectionRules,
)
from menuju.results.queries.selection import Terms, reason_of, selection_of
from menuju.scoring.selection.rule import SELECTED, Standing

INSTITUTIONS = 2
"""A decision is signed for at least so many institutions."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A named official who stands for a decision."""

    person: Person
    office: str
    institution: str

    @property
    def body(self) -> str:
        """What tells their institution from others: the recorded one, whatever is typed."""
        known = self.person.institution
        return (str(known) if known else self.institution).strip().casefold()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person proposes: regions by code, reasons by code, and who signs.

    ``opens_at`` is when the list opens to everybody at once; None: when it is published.
    """

    selected: frozenset[str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    signatures: Sequence[Signature] = ()
    reason: str = ""
    number: str = ""
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A region where the rules put it, and whether it is chosen.

    ``why`` says in words what put it there; ``reserve`` is 0 for no reserve.
    """

    result: RegionResult
    standing: Standing
    selected: bool
    reason: str = ""
    why: str = ""
    reserve: int = 0

    @property
    def within(self) -> bool:
        """Whether the rules give it a place."""
        return self.standing in SELECTED

    @property
    def at_border(self) -> bool:
        """Whether equal scores at the line leave it to people."""
        return self.standing == Standing.BORDER

    @property
    def code(self) -> str:
        return self.result.participation.region_id

    @property
    def departs(self) -> bool:
        """Whether a person, not the order, put it where it is; that needs a reason."""
        return self.selected != self.within


def results_of(release: Release) -> list[RegionResult]:
    """Every region of a release, in the order of the alphabet."""
    rows = release.results.select_related("participation__region__province")
    rows = rows.defer("nodes")
    return list(rows.order_by("participation__region__short_name", "pk"))


def places(
    release: Release, terms: Terms | int, choice: Choice | None = None
) -> list[Place]:
    """Every region of a release where the rules put it; a number is a quota alone."""
    if isinstance(terms, int):
        terms = Terms(places=terms)
    return placed(results_of(release), terms, choice)


def placed(
    results: Sequence[RegionResult], terms: Terms, choice: Choice | None = None
) -> list[Place]:
    """The same for results that are at hand."""
    regions = [each.participation.region for each in results]
    made = selection_of(terms, regions, [each.score for each in results])
    reasons = choice.reasons if choice else {}
    rows = zip(results, regions, made.standing, made.minimum, made.reserve, strict=True)
    found = [
        Place(
            result=each,
            standing=standing,
            selected=region.pk in choice.selected if choice else standing in SELECTED,
            reason=reasons.get(region.pk, "").strip(),
            why=reason_of(terms, region, standing, minimum, reserve),
            reserve=reserve,
        )
        for each, region, standing, minimum, reserve in rows
    ]
    return numbered(found, terms.reserves) if choice else found


def numbered(standing: Sequence[Place], reserves: int) -> list[Place]:
    """The same places with reserves among those that were not chosen, in their order.

    Equals share the better number: which of them moves up is chosen with a reason when a
    place is free. Who was taken out against the order for a reason is no reserve.
    """
    waiting = {
        place.code: place.result.position or 0
        for place in standing
        if not place.selected
        and not place.within
        and place.standing not in {Standing.GATED, Standing.UNKNOWN}
    }
    order = sorted(waiting.values())
    numbers = {code: bisect_left(order, at) + 1 for code, at in waiting.items()}
    return [
        replace(place, reserve=number if number <= reserves else 0)
        for place in standing
        for number in [numbers.get(place.code, 0)]
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """The quota line: the last score inside, the first outside, and who is chosen."""

    quota: int
    selected: int
    departures: int
    last_within: float | None
    first_outside: float | None

    @property
    def gap(self) -> float | None:
        """How far apart the two scores at the line are."""
        if self.last_within is None or self.first_outside is None:
            return None
        return self.last_within - self.first_outside


def line_of(standing: Sequence[Place], quota: int) -> Line:
    """The quota line of these places, by the order: what minima moved does not draw it."""
    inside = _scores(standing, {Standing.IN})
    outside = _scores(standing, {Standing.OUT, Standing.BORDER})
    return Line(
        quota=quota,
        selected=sum(each.selected for each in standing),
        departures=sum(each.departs for each in standing),
        last_within=min(inside, default=None),
        first_outside=max(outside, default=None),
    )


def _scores(standing: Sequence[Place], kinds: AbstractSet[Standing]) -> list[float]:
    scores = [each.result.score for each in standing if each.standing in kinds]
    return [score for score in scores if score is not None]


def choice_of(decision: Decision) -> Choice:
    """What was proposed, as it was proposed."""
    lines = DecisionLine.objects.filter(decision=decision).select_related(
        "result__participation"
    )
    signatories = DecisionSignatory.objects.filter(decision=decision).order_by("pk")
    signed = signatories.select_related("person__institution")
    by_code = {line.result.participation.region_id: line for line in lines}
    return Choice(
        selected=frozenset(code for code, line in by_code.items() if line.selected),
        reasons={code: line.exception_reason for code, line in by_code.items()},
        signatures=[Signature(s.person, s.office, s.institution) for s in signed],
        reason=decision.reason,
        number=decision.number,
        opens_at=decision.opens_at,
    )


def expected(standing: Sequence[Place], terms: Terms) -> int:
    """How many are to be chosen: the places, but for what the rules say of equals."""
    within = sum(place.within for place in standing)
    ties = SelectionRules.Ties
    if terms.ties == ties.ALL_IN:
        return max(terms.places, within)
    return within if terms.ties == ties.ALL_OUT else terms.places


def problems(choice: Choice, standing: Sequence[Place], quota: int) -> list[str]:
    """What must be mended before this choice can be a decision. Empty when nothing."""
    known = {place.code for place in standing}
    return [
        *(
            _("Daerah berkode %(code)s tidak ada dalam rilis ini. Hapus dari daftar.")
            % {"code": code}
            for code in sorted(choice.selected - known)
        ),
        *(
            _missing_reason(each)
            for each in standing
            if each.departs and not each.reason
        ),
        *(
            _(
                "%(name)s tidak memenuhi syarat seleksi: %(why)s. Keluarkan dari pilihan."
            )
            % {"name": each.result.participation.region.name, "why": each.why}
            for each in standing
            if each.selected and each.standing == Standing.GATED
        ),
        *_total(choice, quota),
        *_signed(choice.signatures),
    ]


def _missing_reason(place: Place) -> str:
    name = place.result.participation.region.name
    if place.at_border and place.selected:
        return _(
            "%(name)s bernilai sama dengan daerah lain di garis kuota. Tuliskan alasan memilihnya."
        ) % {"name": name}
    return _(
        "Keputusan untuk %(name)s berbeda dari urutan nilai. Tuliskan alasannya."
    ) % {"name": name}


def _total(choice: Choice, quota: int) -> list[str]:
    if len(choice.selected) == quota or choice.reason.strip():
        return []
    chosen = ngettext(
        "Anda memilih %(count)d daerah, sedangkan kuota tahap ini %(quota)d. "
        "Ubah pilihan atau tuliskan alasan selisihnya.",
        "Anda memilih %(count)d daerah, sedangkan kuota tahap ini %(quota)d. "
        "Ubah pilihan atau tuliskan alasan selisihnya.",
        len(choice.selected),
    )
    return [chosen % {"count": len(choice.selected), "quota": quota}]


def _signed(signatures: Sequence[Signature]) -> list[str]:
    institutions = {each.body for each in signatures} - {""}
    people = {each.person.pk for each in signatures}
    unnamed = any(
        not each.office.strip() or not each.institution.strip() for each in signatures
    )
    found = []
    if unnamed:
        found.append(_("Tuliskan jabatan dan lembaga setiap penanda tangan."))
    if len(people) < len(signatures):
        found.append(_("Seorang penanda tangan ditulis dua kali. Hapus salah satunya."))
    if len(institutions) < INSTITUTIONS:
        found.append(_("Keputusan ditandatangani pejabat dari sedikitnya dua lembaga."))
    return found


MOST_SHOWN = 120
"""Up to so many regions the page of a decision shows every one with its own choice."""
NEAR = 15


def shown_of(standing: Sequence[Place], terms: Terms) -> frozenset[str]:
    """The regions whose choice the page offers row by row; the others stay as they are.

    With very many regions: those near the line, equals at it, and those put elsewhere.
    """
    if len(standing) <= MOST_SHOWN:
        return frozenset(place.code for place in standing)
    ordered = sorted(standing, key=lambda place: place.result.position or len(standing))
    edge = sum(place.within for place in ordered)
    near = ordered[max(0, edge - NEAR) : edge + NEAR + terms.reserves]
    told = [place for place in standing if place.departs or place.at_border]
    return frozenset(place.code for place in [*near, *told])


def usual_choice() -> Choice:
    """What a new proposal begins with: those who signed the latest decision."""
    decided = Decision.objects.filter(decided_at__isnull=False).order_by("decided_at")
    latest = decided.last()
    signed = choice_of(latest).signatures if latest else ()
    return Choice(selected=frozenset(), signatures=signed)


def possible_signatories() -> list[Person]:
    """People whose national seat carries rounds, and those who signed before."""
    carrying = (Capability.DECIDE, Capability.FREEZE, Capability.MANAGE_ROUNDS)
    seats = Seat.objects.filter(province=None, region=None, agency=None).select_related(
        "person__institution", "capability_set"
    )
    people = {
        seat.person_id: seat.person
        for seat in seats
        if any(seat.gives(capability) for capability in carrying)
    }
    signed = DecisionSignatory.objects.select_related("person__institution")
    people |= {each.person_id: each.person for each in signed}
    return sorted(people.values(), key=lambda person: person.name)
