"""Who may see plans, and who may write them. Every request comes through here.

People of a region read its plans; its planners write them and its signatories approve them.
A mentor reads the masterplans they mentor, with what those were written against. Who holds an
office that is asked to sign a commitment reads the masterplan it belongs to. The
secretariat and auditors read all. Everybody else reads what is published, on public pages.
Records that somebody may not see are missing (404); acts are refused (403) with the reason.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.access import can, can_anywhere, in_scope
from menuju.accounts.models import Capability, OfficeHolding, User
from menuju.plans.models import CommitmentSheet, Mentorship
from menuju.regions.models import Agency, Rank, Region

CARRIERS = (Capability.GUIDE_PLANS, Capability.AUDIT)
"""National capabilities that read every plan."""
OF_A_REGION = (
    Capability.WRITE_PLANS,
    Capability.APPROVE_PLANS,
    Capability.VIEW_REGION,
)
"""Capabilities that read the plans of the regions they reach."""


def carries(user: User) -> bool:
    """Whether somebody reads every plan of the nation."""
    return any(can(user, capability) for capability in CARRIERS)


def own_regions(user: User, field: str = "region") -> Q:
    """A condition on a path to a region: whose plans somebody reads as one of its people.

    A national seat makes nobody one of a region's people: it opens nothing here.
    """
    reached = Q(pk__in=[])
    for capability in OF_A_REGION:
        if not can(user, capability):
            reached |= in_scope(user, capability, field)
    return reached


def mentored(user: User) -> Q:
    """A condition on mentorships: those that this person holds today."""
    if not can_anywhere(user, Capability.MENTOR):
        return Q(pk__in=[])
    today = timezone.localdate()
    has_begun = Q(person=user.person_id, starts_on__lte=today)
    return has_begun & (Q(ends_on=None) | Q(ends_on__gte=today))


def mentored_masterplans(user: User) -> list[int]:
    """The masterplans that this person mentors today, by key."""
    held = Mentorship.objects.filter(mentored(user))
    return [*held.values_list("masterplan", flat=True)]


def asked_to_commit(user: User) -> Q:
    """A condition on masterplans: a sheet in it waits for, or has, this person's signature.

    Whoever signs what they stand for reads what they sign, by the office held today.
    """
    sheets = sheets_to_sign(user)
    return Q(pk__in=sheets.values("plan_version__masterplan"))


def sheets_to_sign(user: User) -> QuerySet[CommitmentSheet]:
    """The commitment sheets of the offices that a person holds today, signed or not."""
    today = timezone.localdate()
    held = OfficeHolding.objects.filter(
        Q(held_from=None) | Q(held_from__lte=today),
        Q(held_to=None) | Q(held_to__gte=today),
        person=user.person_id,
    )
    region = "plan_version__masterplan__region__offices"
    of_region = {f"{region}__holdings__in": held}
    head = Q(agency=None, **{f"{region}__rank": Rank.HEAD}, **of_region)
    secretary = Q(
        agency__kind=Agency.Kind.SEKRETARIAT,
        **{f"{region}__rank": Rank.SECRETARY},
        **of_region,
    )
    agency = Q(
        agency__offices__rank=Rank.AGENCY_HEAD, agency__offices__holdings__in=held
    )
    return CommitmentSheet.objects.filter(head | secretary | agency)


def may_write(user: User, region: Region) -> bool:
    """Whether somebody writes the plans of this region: a planner with a seat in it."""
    return not can(user, Capability.WRITE_PLANS) and can(
        user, Capability.WRITE_PLANS, region=region
    )


def may_approve(user: User, region: Region) -> bool:
    """Whether somebody approves the masterplans of this region: a signatory of it."""
    return not can(user, Capability.APPROVE_PLANS) and can(
        user, Capability.APPROVE_PLANS, region=region
    )


def require_writer(user: User, region: Region) -> None:
    """Refuse (403) whoever does not write the plans of this region."""
    if not may_write(user, region):
        text = _(
            "Peran Anda tidak mencakup penulisan rencana %(region)s. "
            "Minta koordinator daerah menambahkan peran perencana, atau baca saja."
        )
        raise PermissionDenied(text % {"region": region.name})
