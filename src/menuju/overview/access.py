"""Whose work a person sees: their own seats decide, nothing else."""

from django.core.exceptions import PermissionDenied

from menuju.accounts.access import agencies_where, can
from menuju.accounts.models import Capability, User

__all__ = [
    "agencies_where",
    "can",
    "leads_only",
    "may_see_deliveries",
    "open_deliveries",
    "own_regions",
    "read_regions",
]


def own_regions(user: User, *capabilities: Capability) -> set[str]:
    """The regions in which a seat of their own gives one of these capabilities.

    A national seat reaches every region but makes none of them one's own work.
    """
    return {
        seat.region_id
        for seat in user.seats_held
        if seat.region_id and any(seat.gives(each) for each in capabilities)
    }


def read_regions(user: User) -> set[str]:
    """The regions whose assessment is a person's own; a mentor's belongs to others."""
    return {
        seat.region_id
        for seat in user.seats_held
        if seat.region_id
        and seat.gives(Capability.VIEW_REGION)
        and not seat.gives(Capability.MENTOR)
    }


def leads_only(user: User) -> set[str]:
    """The regions that this person reads for its leader, without filling anything in."""
    reads = read_regions(user)
    return reads - own_regions(user, Capability.ANSWER, Capability.SUBMIT)


def may_see_deliveries(user: User) -> bool:
    """Whether somebody looks after what goes out to whom: the secretariat and auditors."""
    return can(user, Capability.MANAGE_ROUNDS) or can(user, Capability.AUDIT)


def open_deliveries(user: User) -> None:
    """PermissionDenied for everybody else: subjects tell who works on what."""
    if not may_see_deliveries(user):
        raise PermissionDenied
