"""Whose work a person sees: their own seats decide, nothing else."""

from menuju.accounts.access import agencies_where, can
from menuju.accounts.models import Capability, User

__all__ = ["agencies_where", "can", "leads_only", "own_regions"]


def own_regions(user: User, *capabilities: Capability) -> set[str]:
    """The regions in which a seat of their own gives one of these capabilities.

    A national seat reaches every region but makes none of them one's own work.
    """
    return {
        seat.region_id
        for seat in user.seats_held
        if seat.region_id and any(seat.gives(each) for each in capabilities)
    }


def leads_only(user: User) -> set[str]:
    """The regions that this person reads for its leader, without filling anything in."""
    reads = own_regions(user, Capability.VIEW_REGION)
    return reads - own_regions(user, Capability.ANSWER, Capability.SUBMIT)
