"""Words for records: texts kept in one field per language, offices kept as keys."""

from math import floor

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from menuju.regions.models import Rank
from menuju.rounds.models import Round
from menuju.web.components.formats import percent, unknown

SURE, NEVER = 0.9, 0.1
"""Chances from which a place is firm, and below which its absence is."""
SMALLEST = 0.01
"""A chance below it, or as near to one, is not told more exactly."""
ROMAN = ("–", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def words(record: object, name: str) -> str:
    """A record's text in the reader's language, from ``name_id`` and ``name_en``."""
    language = (get_language() or "id")[:2]
    text: str = getattr(record, f"{name}_{language}", "")
    return text or getattr(record, f"{name}_id")


def office_words(key: str) -> str:
    """An office of the attendance rule: ``head``, or ``agency_head:diskominfo``."""
    rank, _colon, kind = key.partition(":")
    if kind:
        return _("Kepala %(agency)s") % {"agency": kind.capitalize()}
    return str(Rank(rank).label) if rank in Rank.values else key


def numeral(round_: Round) -> str:
    """The phase as it is spoken of: I, II, III."""
    number = round_.phase_number
    return ROMAN[number] if number < len(ROMAN) else str(number)


def chance(value: float | None) -> str:
    """A chance of a simulation: never a certainty, never rounded over a line of the board."""
    if value is None:
        return unknown()
    for line in (NEVER, SURE):
        if value < line and round(value, 2) >= line:
            return percent(floor(value * 1000) / 1000, 1)
    if value < SMALLEST:
        return "<1%"
    if value > 1 - SMALLEST:
        return ">99%"
    return percent(value)
