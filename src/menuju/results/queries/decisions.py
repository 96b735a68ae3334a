"""Who stands inside the quota by the computed order, and what a decision still lacks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.models import Capability, Person, Seat
from menuju.results.models import (
    Decision,
    DecisionLine,
    DecisionSignatory,
    RegionResult,
    Release,
)

INSTITUTIONS = 2
"""A decision is signed for at least so many institutions."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A named official who stands for a decision."""

    person: Person
    office: str
    institution: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person proposes: regions by code, reasons by code, and who signs."""

    selected: frozenset[str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    signatures: Sequence[Signature] = ()
    reason: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A region in the computed order, against the quota."""

    result: RegionResult
    within: bool
    at_border: bool
    selected: bool
    reason: str = ""

    @property
    def code(self) -> str:
        return self.result.participation.region_id

    @property
    def departs(self) -> bool:
        """Whether a person, not the order, put it where it is; that needs a reason."""
        return self.selected != self.within


def quota_line(
    positions: Iterable[int | None], quota: int
) -> tuple[frozenset[int], frozenset[int]]:
    """The positions inside the quota, and those whose tie straddles its line."""
    sizes = Counter(place for place in positions if place is not None)
    within = {place for place, size in sizes.items() if place + size - 1 <= quota}
    border = {
        place for place, size in sizes.items() if place <= quota < place + size - 1
    }
    return frozenset(within), frozenset(border)


def results_of(release: Release) -> list[RegionResult]:
    """Every region of a release, in the order of the alphabet."""
    rows = release.results.select_related("participation__region__province")
    return list(rows.order_by("participation__region__short_name", "pk"))


def places(release: Release, quota: int, choice: Choice | None = None) -> list[Place]:
    """Every region of a release with its place; by the computed order if none chose."""
    results = results_of(release)
    within, border = quota_line([each.position for each in results], quota)
    by_order = {
        each.participation.region_id for each in results if each.position in within
    }
    selected = choice.selected if choice else by_order
    reasons = choice.reasons if choice else {}
    return [
        Place(
            result=each,
            within=each.position in within,
            at_border=each.position in border,
            selected=each.participation.region_id in selected,
            reason=reasons.get(each.participation.region_id, "").strip(),
        )
        for each in results
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
    """The quota line of these places."""
    scores = [(each.within, each.result.score) for each in standing]
    inside = [score for within, score in scores if within and score is not None]
    outside = [score for within, score in scores if not within and score is not None]
    return Line(
        quota=quota,
        selected=sum(each.selected for each in standing),
        departures=sum(each.departs for each in standing),
        last_within=min(inside, default=None),
        first_outside=max(outside, default=None),
    )


def choice_of(decision: Decision) -> Choice:
    """What was proposed, as it was proposed."""
    lines = DecisionLine.objects.filter(decision=decision).select_related(
        "result__participation"
    )
    signatories = DecisionSignatory.objects.filter(decision=decision).order_by("pk")
    signed = signatories.select_related("person")
    by_code = {line.result.participation.region_id: line for line in lines}
    return Choice(
        selected=frozenset(code for code, line in by_code.items() if line.selected),
        reasons={code: line.exception_reason for code, line in by_code.items()},
        signatures=[Signature(s.person, s.office, s.institution) for s in signed],
        reason=decision.reason,
        number=decision.number,
    )


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
    institutions = {each.institution.strip().casefold() for each in signatures} - {""}
    unnamed = any(
        not each.office.strip() or not each.institution.strip() for each in signatures
    )
    found = []
    if unnamed:
        found.append(_("Tuliskan jabatan dan lembaga setiap penanda tangan."))
    if len(institutions) < INSTITUTIONS:
        found.append(_("Keputusan ditandatangani pejabat dari sedikitnya dua lembaga."))
    return found


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
