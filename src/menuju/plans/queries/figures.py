"""Numbers as people write them here: 1.250,5 and 1250.5 are the same."""

import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language

WHOLE_DIGITS = 16
PLACES = 4
THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+")
IN_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}([.,])[0-9]{3}(\1[0-9]{3})*")
"""Whole numbers whose thousands are parted by one mark: 1.250, 1,250,000."""


def decimal_of(text: str) -> Decimal | None:
    """The number of a text with a comma or a point; None if it is none or does not fit.

    A comma is the decimal mark and points before it part thousands; without a comma,
    points part thousands only where there are two of them or more.
    """
    plain = text.strip().replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 and THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) or not plain.isascii():
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    fits = abs(value) < Decimal(10) ** WHOLE_DIGITS
    # Only then: rounding a number of more than 28 digits is an error of its own.
    return value if fits and value == round(value, PLACES) else None


def typed_decimal(text: str) -> Decimal | None:
    """The number that somebody typed, read with the marks of the page's language.

    In Indonesian 1.250 is one thousand two hundred and fifty, in English 1,250 is; 80,5 and
    80.5 are the same in both. None as for ``decimal_of``.
    """
    plain = text.strip().replace(" ", "")
    if "," in plain and "." in plain:
        mark = max(",.", key=plain.rfind)
        head, _mark, tail = plain.rpartition(mark)
        whole = re.sub("[.,]", "", head)
        return decimal_of(f"{whole}.{tail}") if IN_GROUPS.fullmatch(head) else None
    thousands, _decimal = _marks()
    groups = IN_GROUPS.fullmatch(plain)
    is_whole = groups and groups[1] == thousands
    return decimal_of(plain.replace(thousands, "") if is_whole else plain)


def typed_text(value: Decimal | None) -> str:
    """A stored number as somebody would type it: 80,5 in Indonesian, 80.5 in English."""
    return text_of(value).replace(".", _marks()[1])


def text_of(value: Decimal | None) -> str:
    """The shortest text of a stored number, with a point: 80.5, not 80.5000."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _marks() -> tuple[str, str]:
    """The mark between thousands and the decimal mark of the page's language."""
    return (",", ".") if get_language() == "en" else (".", ",")
