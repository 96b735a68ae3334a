"""What single cells mean: a day, a year, yes or no, an agency, a horizon."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from menuju.plans.models import Masterplan
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.horizons import bands_of
from menuju.regions.models import Agency

TRUE = {"ya", "yes", "benar", "true", "1", "x", "v", "✓"}
FALSE = {"tidak", "no", "salah", "false", "0", "-"}
SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
FILLER = "jangka "


def day_of(text: str, *, is_end: bool) -> date | None:
    """2019-07-01, 01/07/2019, or a year: its first day or, of an end, its last."""
    if re.fullmatch(r"[0-9]{4}", text):
        year = int(text)
        return date(year, 12, 31) if is_end else date(year, 1, 1)
    found = SLASHED.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def truth_of(text: str) -> bool | None:
    """Yes or no; None if it is neither."""
    word = text.casefold()
    if word in TRUE:
        return True
    return False if word in FALSE else None


def whole_of(text: str) -> int | None:
    """A whole number without sign; None if it is none."""
    is_whole = text.isascii() and text.isdecimal() and len(text) <= 9  # noqa: PLR2004
    return int(text) if is_whole else None


def squeezed(text: str) -> str:
    """A name as it is compared: in one case, with single spaces."""
    return " ".join(text.split()).casefold()


def horizon_names(masterplan: Masterplan) -> dict[str, str]:
    """The code of each horizon that the plan has, by code and by its names."""
    here = {band.code for band in bands_of(masterplan)}
    found: dict[str, str] = {}
    for one in guide_of(masterplan).horizons:
        if one.code in here:
            names = [squeezed(name) for name in (one.code, one.title.id, one.title.en)]
            found |= dict.fromkeys(names, one.code)
            found |= {name.removeprefix(FILLER): one.code for name in names}
    return found


def agency_names(agencies: Iterable[Agency]) -> dict[str, int]:
    """The key of each agency by its names, and by its kind where there is one of it."""
    held = list(agencies)
    kinds = Counter(one.kind for one in held)
    found = {one.kind.casefold(): one.pk for one in held if kinds[one.kind] == 1}
    found |= {squeezed(one.short_name): one.pk for one in held}
    return found | {squeezed(one.name): one.pk for one in held}
