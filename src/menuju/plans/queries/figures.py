"""Numbers as people write them here: 1.250,5 and 1250.5 are the same."""

import re
from decimal import Decimal, InvalidOperation

WHOLE_DIGITS = 16
PLACES = 4
THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+")


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
    is_fine = value == round(value, PLACES)
    return value if fits and is_fine else None


def text_of(value: Decimal | None) -> str:
    """The shortest text of a stored number, with a point: 80.5, not 80.5000."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
