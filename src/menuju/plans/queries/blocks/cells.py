"""How data are written into a cell: with unit and year; unknown is a dash with words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from menuju.plans.queries.figures import text_of
from menuju.web.components.formats import written


def dash() -> str:
    """What stands where nothing is known. Never zero, and never an empty cell."""
    return f"– ({_('belum ada')})"


def said(text: str) -> str:
    """A text, or the dash."""
    return text.strip() or dash()


def number(value: Decimal) -> str:
    """A number as it was written, with the marks of the language."""
    return written(value, len(text_of(value).partition(".")[2]))


def amount(value: Decimal | None, unit: str = "", year: int | None = None) -> str:
    """A figure with its unit and year: "80,5 poin (2017)"."""
    if value is None:
        return dash()
    text = f"{number(value)} {unit}".strip()
    return f"{text} ({year})" if year else text


def rupiah(value: Decimal | None) -> str:
    """Money to the last rupiah."""
    return dash() if value is None else "Rp" + written(value, 0)


def day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else dash()


def month(value: date | None) -> str:
    return date_format(value, "M Y") if value else dash()


def months(first: date | None, last: date | None) -> str:
    """A span of time: "Mar 2019 – Des 2020"; what is not known is said."""
    if first is None and last is None:
        return dash()
    return f"{month(first)} – {month(last)}"


def years(first: int | None, last: int | None) -> str:
    """A span of years; one year is written once."""
    if first is None and last is None:
        return dash()
    found = [str(year) for year in (first, last) if year]
    return "–".join(dict.fromkeys(found))


def lines(texts: Iterable[str]) -> str:
    """Several things in one cell, each on a line."""
    return "\n".join(text for text in texts if text) or dash()
