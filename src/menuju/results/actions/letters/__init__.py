"""What can happen to letters: drafted, edited, approved, sent, withdrawn."""

from menuju.results.actions.letters.approval import approve, leave_as_written
from menuju.results.actions.letters.drafting import draft, keep, redraft
from menuju.results.actions.letters.editing import StaleTextError, edit, set_head
from menuju.results.actions.letters.sending import send, withdraw

__all__ = [
    "StaleTextError",
    "approve",
    "draft",
    "edit",
    "keep",
    "leave_as_written",
    "redraft",
    "send",
    "set_head",
    "withdraw",
]
