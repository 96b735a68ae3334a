"""A letter's number by the pattern of its round: B.7/SC/III/2019."""

from datetime import date

from django.utils import timezone

from menuju.results.models import Letterhead
from menuju.results.queries.texts import ROMAN

MONTHS = (*ROMAN[1:], "XI", "XII")
EXAMPLE = 7


def number_by(pattern: str, sequence: int, on: date) -> str:
    """The number that ``pattern`` gives on a day; months are Roman, as offices write them."""
    values = {
        "{number}": str(sequence),
        "{month}": MONTHS[on.month - 1],
        "{year}": str(on.year),
    }
    for name, value in values.items():
        pattern = pattern.replace(name, value)
    return pattern


def example_number(head: Letterhead) -> str:
    """How a number of this round looks, with today's month and year."""
    return number_by(head.number_pattern, EXAMPLE, timezone.localdate())
