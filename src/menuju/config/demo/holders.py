"""Invented holders of the offices that the practice rounds need today."""

from collections.abc import Iterable
from datetime import date

from menuju.accounts.actions.bulk import add_people
from menuju.accounts.models import OfficeHolding, Person
from menuju.config.demo.people import Cast
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import BALIKPAPAN
from menuju.regions.models import Agency, Office, Rank

SEATED = {
    (BALIKPAPAN, Rank.HEAD, ""): "walikota",
    (BALIKPAPAN, Rank.SECRETARY, ""): "sekda",
    (BALIKPAPAN, Rank.AGENCY_HEAD, Agency.Kind.BAPPEDA): "kepala-bappeda",
}
"""Offices held by the person of a sign-in card."""
SINCE = {"sekda": date(2019, 1, 1), "kepala-bappeda": date(2019, 1, 1)}
"""Who signed the masterplan of 2019 has held the office since then."""
KINDS = [Agency.Kind.DISKOMINFO, Agency.Kind.BAPPEDA]


def fill(codes: Iterable[str], cast: Cast, since: date) -> None:
    """Somebody holds each leading office of these regions from a day on."""
    offices = _offices(codes)
    holders = [_holder(office, cast) for office in offices]
    holdings = [
        OfficeHolding(
            person=person,
            office=office,
            held_from=SINCE.get(_key(office), since),
            **MARK,
        )
        for office, person in zip(offices, holders, strict=True)
    ]
    add_people([each for each in holders if each.pk is None], [], holdings)


def _offices(codes: Iterable[str]) -> list[Office]:
    of_regions = Office.objects.filter(region__in=codes).select_related(
        "region", "agency"
    )
    leading = of_regions.filter(rank__in=[Rank.HEAD, Rank.DEPUTY, Rank.SECRETARY])
    heads = of_regions.filter(rank=Rank.AGENCY_HEAD, agency__kind__in=KINDS)
    return [*leading, *heads]


def _key(office: Office) -> str:
    """The sign-in card of the person in an office; empty if it has none."""
    kind = office.agency.kind if office.agency else ""
    return SEATED.get((office.region_id, Rank(office.rank), kind), "")


def _holder(office: Office, cast: Cast) -> Person:
    key = _key(office)
    if key:
        return cast.users[key].person
    name = f"{office.title} (simulasi)"
    if office.region.short_name not in name:
        name = f"{office.title} {office.region.short_name} (simulasi)"
    return Person(name=name, home_region=office.region, **MARK)
