"""The codes by which anybody finds a sent letter: 12 marks of 32, 60 random bits."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
LENGTH, GROUPS = 12, 4
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def tidied(typed: str) -> str:
    """A code as it is kept, from what somebody typed; empty if it cannot be one."""
    marks = "".join(mark for mark in typed.upper().translate(ALIKE) if mark.isalnum())
    if len(marks) != LENGTH or any(mark not in ALPHABET for mark in marks):
        return ""
    return "-".join(marks[at : at + GROUPS] for at in range(0, LENGTH, GROUPS))
