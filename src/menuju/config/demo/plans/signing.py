"""Commitment sheets that were signed on paper at the fourth bimtek, with simulated scans."""

import textwrap
from datetime import date
from io import BytesIO

from menuju.accounts.actions.bulk import add_people
from menuju.accounts.models import OfficeHolding, Person
from menuju.config.demo.papers import BANNER, LINE, pdf
from menuju.config.demo.plans.content import Desk
from menuju.config.demo.simulate import MARK
from menuju.plans.actions import commitments
from menuju.plans.actions.commitments import Paper
from menuju.plans.models import CommitmentSheet
from menuju.plans.queries.institutions import holdings_for, mark_of
from menuju.regions.models import Office, Rank

SIGNED_ON = date(2019, 10, 3)
"""The day of the fourth bimtek, at which commitments were signed (published)."""
HELD = (date(2019, 1, 1), date(2020, 12, 31))


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
        _sign(sheet, desk)


def _sign(sheet: CommitmentSheet, desk: Desk) -> None:
    holding = holdings_for(sheet, SIGNED_ON).first()
    assert holding is not None, sheet.office  # noqa: S101 -- our own files
    lines = textwrap.wrap(sheet.text, LINE)
    place = "Balikpapan, 3 Oktober 2019"
    page = [BANNER, "", "LEMBAR KOMITMEN", "", sheet.office, "", *lines, "", place]
    scan = BytesIO(pdf([[*page, "", f"(tanda tangan simulasi) {holding.person.name}"]]))
    paper = Paper(holding, SIGNED_ON, scan, f"Komitmen {sheet.office}.pdf")
    commitments.record_paper(sheet, paper, seen=mark_of(sheet), by=desk.by)


def _fill_offices(desk: Desk) -> None:
    """Invented heads of agencies in 2019, where nobody is known to have held the office."""
    region = desk.version.masterplan.region
    heads = Office.objects.filter(region=region, rank=Rank.AGENCY_HEAD)
    first, last = HELD
    people, held = [], []
    for office in heads.exclude(holdings__held_from__lte=SIGNED_ON):
        person = Person(
            name=f"{office.title} 2019 (simulasi)", home_region=region, **MARK
        )
        people.append(person)
        held.append(
            OfficeHolding(
                person=person, office=office, held_from=first, held_to=last, **MARK
            )
        )
    add_people(people, [], held)
