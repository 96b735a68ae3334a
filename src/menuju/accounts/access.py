"""Who may do what: the capabilities of a person's seats, in their scopes.

A national seat reaches every region, a provincial one the regions of its province, a
regional one its region. A seat in an agency reaches only what was handed to that agency,
and is therefore asked for apart, with ``agencies_where``.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest

from menuju.accounts.models import Capability, Seat, User
from menuju.regions.models import Region


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


def can(
    user: User | AnonymousUser, capability: Capability, *, region: Region | None = None
) -> bool:
    """Whether a seat gives ``capability`` in the nation, or in ``region`` if given."""
    return any(_reaches(seat, region) for seat in _seats(user, capability))


def can_anywhere(user: User | AnonymousUser, capability: Capability) -> bool:
    """Whether any seat, of any scope, gives ``capability``."""
    return bool(_seats(user, capability))


def in_scope(
    user: User | AnonymousUser, capability: Capability, field: str = "region"
) -> Q:
    """A condition on ``field`` (a path to a Region): where ``capability`` reaches."""
    condition = Q(pk__in=[])
    for seat in _seats(user, capability):
        if seat.is_national:
            return ~Q(pk__in=[])
        if seat.region_id:
            condition |= Q(**{f"{field}": seat.region_id})
        if seat.province_id:
            condition |= Q(**{f"{field}__province": seat.province_id})
    return condition


def agencies_where(user: User | AnonymousUser, capability: Capability) -> set[int]:
    """The agencies in which a seat gives ``capability``."""
    return {seat.agency_id for seat in _seats(user, capability) if seat.agency_id}


def _seats(user: User | AnonymousUser, capability: Capability) -> list[Seat]:
    if not isinstance(user, User) or not user.is_active:
        return []
    return [seat for seat in user.seats_held if seat.gives(capability)]


def _reaches(seat: Seat, region: Region | None) -> bool:
    if seat.is_national:
        return True
    if region is None or seat.agency_id:
        return False
    return seat.region_id == region.pk or (
        bool(seat.province_id) and seat.province_id == region.province_id
    )
