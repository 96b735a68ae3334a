"""What can happen to people, seats and accounts. Nothing else writes to their tables."""

from menuju.accounts.actions.account import choose_language, end_session
from menuju.accounts.actions.first import open_first_account
from menuju.accounts.actions.institutions import (
    Named,
    add_institution,
    edit_institution,
)
from menuju.accounts.actions.invitations import accept, invite, withdraw
from menuju.accounts.actions.offices import (
    end_term,
    enter_agency,
    enter_holder,
    enter_office,
    give_office,
    leave_office,
)
from menuju.accounts.actions.seats import Period, Scope, add_person, end_seat, give_seat
from menuju.accounts.actions.sets import load_capability_sets

__all__ = [
    "Named",
    "Period",
    "Scope",
    "accept",
    "add_institution",
    "add_person",
    "choose_language",
    "edit_institution",
    "end_seat",
    "end_session",
    "end_term",
    "enter_agency",
    "enter_holder",
    "enter_office",
    "give_office",
    "give_seat",
    "invite",
    "leave_office",
    "load_capability_sets",
    "open_first_account",
    "withdraw",
]
