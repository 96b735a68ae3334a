"""Commitment sheets that were signed on paper, with simulated scans."""

import textwrap
from datetime import date
from io import BytesIO

from django.utils.formats import date_format

from menuju.accounts.actions.bulk import add_people
from menuju.accounts.models import OfficeHolding, Person
from menuju.config.demo.papers import BANNER, LINE, pdf
from menuju.config.demo.plans.content import Desk
from menuju.config.demo.simulate import MARK
from menuju.plans.actions import commitments
from menuju.plans.actions.commitments import Paper
from menuju.plans.models import CommitmentSheet
from menuju.plans.queries.institutions import holdings_for, mark_of
from menuju.regions.models import Agency, Office, Rank

SIGNED_ON = date(2019, 10, 3)
"""The day of the fourth bimtek, at which commitments were signed (published)."""
HELD_FROM, UNTIL = date(2019, 1, 1), date(2020, 12, 31)
IN_PERSON = ("", Agency.Kind.SEKRETARIAT, Agency.Kind.BAPPEDA)
"""Whose sheets of a later version are left to be signed by sign-in cards; "" is the head."""


def sign_on_paper(desk: Desk, typed: list[list[str]]) -> None:
    """A sheet for each row of agency, office and words, signed on paper that day."""
    _fill_offices(desk)
    for agency, office, text in typed:
        (sheet,) = commitments.prepare(
            desk.version,
            [(desk.agencies.get(agency), office)],
            text=text,
            by=desk.by,
            **MARK,
        )
        sheet.plan_version = desk.version
        _sign(sheet, desk, SIGNED_ON)


def sign_again(desk: Desk, on: date) -> None:
    """The agencies sign what was copied, on paper too; a few are left to sign in person."""
    rows = desk.version.commitments.select_related("agency")
    for sheet in rows:
        sheet.plan_version = desk.version
        if (sheet.agency.kind if sheet.agency else "") not in IN_PERSON:
            _sign(sheet, desk, on)


def _sign(sheet: CommitmentSheet, desk: Desk, on: date) -> None:
    holding = holdings_for(sheet, on).first()
    assert holding is not None, sheet.office  # noqa: S101 -- our own files
    lines = textwrap.wrap(sheet.text, LINE)
    place = f"Balikpapan, {date_format(on, 'j F Y')}"
    page = [BANNER, "", "LEMBAR KOMITMEN", "", sheet.office, "", *lines, "", place]
    scan = BytesIO(pdf([[*page, "", f"(tanda tangan simulasi) {holding.person.name}"]]))
    paper = Paper(holding, on, scan, f"Komitmen {sheet.office}.pdf")
    commitments.record_paper(sheet, paper, seen=mark_of(sheet), by=desk.by)


def _fill_offices(desk: Desk) -> None:
    """Invented heads of agencies since 2019, where nobody is known to have held the office.

    Where somebody else holds it today they left at the end of 2020.
    """
    region = desk.version.masterplan.region
    heads = Office.objects.filter(region=region, rank=Rank.AGENCY_HEAD)
    people, held = [], []
    for office in heads.exclude(holdings__held_from__lte=SIGNED_ON):
        name = f"{office.title} {region.short_name} sejak 2019 (simulasi)"
        person = Person(name=name, home_region=region, **MARK)
        left = UNTIL if office.holdings.exists() else None
        people.append(person)
        held.append(
            OfficeHolding(
                person=person, office=office, held_from=HELD_FROM, held_to=left, **MARK
            )
        )
    add_people(people, [], held)
