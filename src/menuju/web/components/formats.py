"""Figures, money, sizes, dates and clock times in the language of the page.

Unknown is a dash that is read aloud as "belum ada"; it is never 0.
"""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

Number = Decimal | float | int | None
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
"""WIB, WITA, WIT: Keppres 41/1987."""
MINUTE, HOUR, DAY = 60, 3600, 86_400
KILO = 1000


def in_indonesian() -> bool:
    return get_language() != "en"


def is_unknown(value: object) -> bool:
    """Whether there is no number: None, an empty text or NaN."""
    return value in (None, "") or (isinstance(value, float) and math.isnan(value))


def unknown() -> SafeString:
    return format_html(
        '<span class="unknown"><span aria-hidden="true">–</span>'
        '<span class="visually-hidden">{}</span></span>',
        gettext("belum ada"),
    )


def written(value: Number, places: int) -> str:
    """The number rounded half up, with the marks of the language."""
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(str(value)).quantize(step, ROUND_HALF_UP)
    if not rounded:
        rounded = abs(rounded)
    text = number_format(rounded, places, force_grouping=True)
    return str(text).replace("-", "−")


@register.filter
def figure(value: Number, places: int = 2) -> str:
    return unknown() if is_unknown(value) else written(value, places)


@register.filter
def whole(value: Number) -> str:
    return figure(value, 0)


@register.filter
def percent(value: Number, places: int = 0) -> str:
    """A share (0 to 1) as percent."""
    if is_unknown(value):
        return unknown()
    return written(Decimal(str(value)) * 100, places) + "%"


@register.filter
def signed(value: Number, places: int = 2) -> str:
    """A change, with its sign; no change has none."""
    text = figure(value, places)
    if is_unknown(value) or text.startswith("−") or not text.strip("0,."):
        return text
    return "+" + text


@register.filter
def money(value: Number) -> str:
    """Rupiah, short: Rp38,4 M is 38.4 thousand million."""
    if is_unknown(value):
        return unknown()
    rupiah = Decimal(str(value))
    names = ("jt", "M", "T") if in_indonesian() else ("m", "bn", "tn")
    for name, power in reversed(list(zip(names, (6, 9, 12), strict=True))):
        if abs(rupiah) >= Decimal(10) ** power:
            short = written(rupiah.scaleb(-power), 1)
            return f"Rp{short.removesuffix(',0').removesuffix('.0')} {name}"
    return "Rp" + written(rupiah, 0)


@register.filter
def file_size(value: int | None) -> str:
    if value is None:
        return unknown()
    if value < KILO * KILO:
        return written(max(1, round(value / KILO)), 0) + " KB"
    size = written(value / KILO / KILO, 1)
    return size.removesuffix(",0").removesuffix(".0") + " MB"


@register.filter
def short_hash(value: str) -> str:
    """Both ends of a fingerprint, enough to compare by eye."""
    return f"{value[:8]}…{value[-6:]}" if value else ""


def placed(when: datetime, zone: str | None) -> datetime:
    return timezone.localtime(when, ZoneInfo(zone or settings.TIME_ZONE))


def clock(when: datetime, zone: str | None) -> str:
    local = placed(when, zone)
    mark = "H.i" if in_indonesian() else "H:i"
    return f"{date_format(local, mark)} {local.tzname()}"


def dated(write: Callable[[datetime, str | None], str]) -> Callable[..., str]:
    """A filter of a moment and a zone, for which unknown stays unknown."""

    def filtered(when: datetime | None, zone: str | None = None) -> str:
        return write(when, zone) if when else unknown()

    register.filter(write.__name__, filtered)
    return filtered


@register.filter
def long_date(day: date | None) -> str:
    return date_format(day, "j F Y") if day else unknown()


@dated
def local_time(when: datetime, zone: str | None) -> str:
    return clock(when, zone)


@dated
def local_date(when: datetime, zone: str | None) -> str:
    return date_format(placed(when, zone), "j F Y")


def joined(day: str, time: str) -> str:
    return f"{day} pukul {time}" if in_indonesian() else f"{day}, {time}"


@dated
def moment(when: datetime, zone: str | None) -> str:
    return joined(date_format(placed(when, zone), "j F Y"), clock(when, zone))


def other_zones(when: datetime, zone: str | None) -> str:
    """The same moment on the two other clocks of the country."""
    here = placed(when, zone).utcoffset()
    others = [other for other in ZONES if placed(when, other).utcoffset() != here]
    return ", ".join(clock(when, other) for other in others)


def full_day(when: datetime, zone: str | None) -> str:
    """Weekday, date and time on the reader's own clock."""
    mark = "l, j F Y" if in_indonesian() else "l j F Y"
    return joined(date_format(placed(when, zone), mark), clock(when, zone))


@dated
def deadline_text(when: datetime, zone: str | None) -> str:
    return f"{full_day(when, zone)} ({other_zones(when, zone)})"


def span(length: timedelta) -> str:
    """A length of time in its largest unit, in words."""
    seconds = int(abs(length).total_seconds())
    if seconds >= DAY:
        n = seconds // DAY
        return ngettext("%(n)s hari", "%(n)s hari", n) % {"n": written(n, 0)}
    if seconds >= HOUR:
        n = seconds // HOUR
        return ngettext("%(n)s jam", "%(n)s jam", n) % {"n": n}
    n = max(1, seconds // MINUTE)
    return ngettext("%(n)s menit", "%(n)s menit", n) % {"n": n}


@register.filter
def remaining(when: datetime | None) -> str:
    """Time left until a moment, or how long ago it passed."""
    if when is None:
        return unknown()
    left = when - timezone.now()
    if left < timedelta():
        return gettext("Lewat %(span)s") % {"span": span(left)}
    return gettext("Tersisa %(span)s") % {"span": span(left)}
