"""What we know about the approval of a masterplan version, and who may give it.

Two persons sign, each for one side: the leaders of the region (head, deputy or secretary)
and its planning agency (the head of the agency of kind ``bappeda``). A signatory is who
holds such an office today and has a seat with APPROVE_PLANS in the region.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from menuju.accounts.models import Capability, OfficeHolding, Person, Seat
from menuju.plans.models import (
    Approval,
    DevelopmentPlan,
    MasterplanVersion,
    ReviewRound,
)
from menuju.plans.models.documents import canonical_of
from menuju.plans.queries.snapshots import digest_of, snapshot_of
from menuju.regions.models import Agency, Rank, Region

Side = Approval.Side
LEADERS = (Rank.HEAD, Rank.DEPUTY, Rank.SECRETARY)


def holdings_that_sign(region: Region) -> QuerySet[OfficeHolding]:
    """Who holds an office today by which a masterplan is approved, leaders first."""
    today = timezone.localdate()
    leads = Q(office__rank__in=LEADERS)
    plans = Q(office__rank=Rank.AGENCY_HEAD, office__agency__kind=Agency.Kind.BAPPEDA)
    return (
        OfficeHolding.objects.filter(leads | plans, office__region=region)
        .filter(Q(held_from=None) | Q(held_from__lte=today))
        .filter(Q(held_to=None) | Q(held_to__gte=today))
        .select_related("person", "office")
        .order_by("office", "pk")
    )


def side_of(holding: OfficeHolding) -> Side:
    """For which side somebody signs by this office."""
    return Side.LEADERS if holding.office.rank in LEADERS else Side.PLANNING


def holdings_of(person: Person, region: Region) -> list[OfficeHolding]:
    """The offices by which a person may sign for a region today."""
    return list(holdings_that_sign(region).filter(person=person))


@dataclass(frozen=True, slots=True)
class Signing:
    """A side with who signed for it, or who could: those with an office and a seat.

    ``without_seat`` hold the office and cannot sign yet: they need the role.
    """

    side: Side
    approval: Approval | None
    able: list[OfficeHolding]
    without_seat: list[OfficeHolding]


def signings_of(
    version: MasterplanVersion, approvals: Iterable[Approval], digest: str
) -> list[Signing]:
    """Both sides; an approval of another digest than ``digest`` counts no more.

    Two queries.
    """
    region = version.masterplan.region
    given = {
        one.side: one
        for one in approvals
        if one.withdrawn_at is None and one.digest == digest
    }
    holdings = list(holdings_that_sign(region))
    seated = _with_seat(region, (one.person_id for one in holdings))
    return [
        Signing(
            side,
            given.get(side),
            [one for one in own if one.person_id in seated],
            [one for one in own if one.person_id not in seated],
        )
        for side in Side
        for own in [[one for one in holdings if side_of(one) == side]]
    ]


def approvals_of(version: MasterplanVersion) -> list[Approval]:
    """All that were ever given, the latest first."""
    rows = version.approvals.select_related("person")
    return list(rows.order_by("-at", "-pk"))


def approvals_in_force(version: MasterplanVersion) -> QuerySet[Approval]:
    """Those that nobody took back and no change withdrew."""
    return version.approvals.filter(withdrawn_at=None).select_related("person")


def digest_now(version: MasterplanVersion) -> str:
    """The digest of the content as it is; a published version keeps its own."""
    if version.state == MasterplanVersion.State.PUBLISHED:
        return version.digest
    return digest_of(snapshot_of(version))


def text_now(version: MasterplanVersion) -> str:
    """The canonical JSON whose SHA-256 is the digest."""
    if version.state == MasterplanVersion.State.PUBLISHED:
        return version.publication.canonical
    return canonical_of(snapshot_of(version))


def says_ready(review: ReviewRound | None) -> bool:
    """Whether a mentor's answer is that the version may be approved."""
    return bool(review and review.verdict == ReviewRound.Verdict.READY)


def rests_on_draft(version: MasterplanVersion) -> bool:
    """Whether the development plan it is written against may still change."""
    plan = version.development_plan
    return bool(plan and plan.state == DevelopmentPlan.State.DRAFT)


def has_signed(signings: Iterable[Signing], person: Person) -> bool:
    """Whether one of the signatures is this person's."""
    given = (one.approval for one in signings if one.approval)
    return any(one.person_id == person.pk for one in given)


def _with_seat(region: Region, people: Iterable[int]) -> set[int]:
    today = timezone.localdate()
    seats = Seat.objects.filter(region=region, person__in=list(people))
    return {
        seat.person_id
        for seat in seats.select_related("capability_set")
        if seat.is_held(today) and seat.gives(Capability.APPROVE_PLANS)
    }
