"""What we know about regions, their agencies and their offices."""

import difflib
import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from menuju.regions.models import Agency, Office, Region

KIND_WORDS = re.compile(r"\b(kabupaten|kab\.?|kota)(?=\s|$)", re.IGNORECASE)
SIMILAR_ENOUGH = 0.7


def current(on: date) -> QuerySet[Region]:
    """The regions that exist on a day. ``valid_to`` is the first day without it."""
    return Region.objects.filter(_valid(on))


def code_in(slug: str) -> str:
    """The code at the start of an address: ``64.71`` of ``64.71-kota-balikpapan``."""
    return slug.split("-", 1)[0]


@dataclass(frozen=True, slots=True)
class Found:
    """Regions that carry the words; if there are none, those whose names come close."""

    regions: list[Region]
    closest: list[Region]


def search(words: str, *, limit: int = 20) -> Found:
    """Regions by name, former name or code, best first; "Kab." or "Kota" narrow the kind."""
    wanted = " ".join(KIND_WORDS.sub(" ", words).split())
    if not wanted:
        return Found([], [])
    matching = Region.objects.filter(
        Q(short_name__icontains=wanted)
        | Q(successions__former_name__icontains=wanted)
        | Q(code__startswith=wanted)
    )
    if kind := _kind_in(words):
        matching = matching.filter(kind=kind)
    hits = matching.select_related("province").distinct()
    found = sorted(hits, key=lambda region: _distance(region, wanted.lower()))
    return Found(found[:limit], [] if found else _closest(wanted))


def facts_of(region: Region) -> dict[str, str | int | float | None]:
    """The facts that an instrument's rules may ask about a region."""
    return {
        "code": region.code,
        "kind": region.kind,
        "province": region.province_id,
        "island_group": region.province.island_group,
        "population": region.population,
        "area_km2": None if region.area_km2 is None else float(region.area_km2),
    }


def agencies_of(region: Region, on: date) -> QuerySet[Agency]:
    """The region's agencies on a day, by name."""
    return Agency.objects.filter(_valid(on), region=region)


def offices_of(region: Region) -> QuerySet[Office]:
    """The region's offices in the order they were set up, with their agencies."""
    return Office.objects.filter(region=region).select_related("agency")


def _valid(on: date) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return begun & (Q(valid_to=None) | Q(valid_to__gt=on))


def _kind_in(words: str) -> str | None:
    hit = KIND_WORDS.search(words)
    if hit is None:
        return None
    is_kota = hit.group(1).lower() == "kota"
    return Region.Kind.KOTA if is_kota else Region.Kind.KABUPATEN


def _distance(region: Region, wanted: str) -> tuple[int, str]:
    """The whole name first, then names that begin with the words, then the others."""
    name = region.short_name.lower()
    return (0 if name == wanted else 1 if name.startswith(wanted) else 2, region.code)


def _closest(words: str) -> list[Region]:
    named: dict[str, list[str]] = {}
    for code, name in Region.objects.values_list("code", "short_name"):
        named.setdefault(name.lower(), []).append(code)
    near = difflib.get_close_matches(words.lower(), named, 3, SIMILAR_ENOUGH)
    codes = [code for name in near for code in named[name]]
    regions = Region.objects.select_related("province").in_bulk(codes)
    return [regions[code] for code in codes]
