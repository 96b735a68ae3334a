"""Who is in the demo: institutions, seats, sign-in accounts, and three real names.

Real persons are only those whom the two source articles name in office, on the day for
which the article names them. Everybody else is invented and says so in the name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from menuju.accounts.actions.bulk import (
    add_accounts,
    add_institutions,
    add_people,
)
from menuju.accounts.actions.sets import load_capability_sets
from menuju.accounts.models import (
    CapabilitySet,
    Institution,
    OfficeHolding,
    Person,
    Seat,
    User,
)
from menuju.audit.models import Provenance
from menuju.config.demo import citations
from menuju.config.demo.agencies import EXPERT_STAFF
from menuju.config.demo.bodies import BODIES, BODIES_SOURCE
from menuju.config.demo.cards import CARDS, PASSWORD, Card
from menuju.config.demo.story import BALIKPAPAN, INFOPUBLIK, SIMULATED
from menuju.regions.models import Agency, Office

ASSESSORS = 40
HOMES = ("32.73", "31.71", "34.71", "35.78", "33.74", "64.72", "73.71")
"""Where every fifth assessor of the pool lives, so that conflicts of interest occur."""
POOL = ("ui", "pupr", "itb", "perbanas", "umn", "bppt", "insw", "iktii", "citiasia")
REAL = (
    (
        "Rahmad Mas'ud",
        "Wakil Wali Kota Balikpapan",
        date(2019, 2, 21),
        citations.INFOPUBLIK,
    ),
    (
        "Adamin Siregar",
        "Kepala Bidang E-Government, Diskominfo",
        date(2019, 2, 26),
        citations.INFOPUBLIK,
    ),
    ("Adamin Siregar", "Kepala Diskominfo", date(2022, 12, 28), citations.TRIBUN),
    ("Doortje Marpaung", EXPERT_STAFF, date(2022, 12, 28), citations.TRIBUN),
)
"""Name, office, the day for which the source attests both, source."""


@dataclass(frozen=True)
class Cast:
    """The people whom the rest of the demo needs by name of their part."""

    users: dict[str, User]
    assessors: list[Person]
    officials: list[Person]
    deputy_mayor: Person


def settle() -> Cast:
    """Add everybody. The accounts share one password, hashed once."""
    bodies = add_institutions([*_institutions()])
    sets = load_capability_sets()
    by_card = {
        card.key: _invented(card.name, bodies.get(card.institution), card.region)
        for card in CARDS
    }
    assessors = _assessors(by_card, bodies)
    officials = [
        _invented(f"Pejabat {body.short_name} (simulasi)", body)
        for body in bodies.values()
        if body.kind == Institution.Kind.NATIONAL
    ]
    real, holdings = _real()
    rest = [each for each in assessors if each not in by_card.values()]
    seats = [_seat(by_card[card.key], card, sets) for card in CARDS]
    seats += [_second(by_card[card.key], card, sets) for card in CARDS if card.also]
    seats += [_seated(each, sets["asesor"]) for each in rest]
    add_people([*by_card.values(), *rest, *officials, *real.values()], seats, holdings)
    users = _accounts(by_card)
    return Cast(users, assessors, officials, real["Rahmad Mas'ud"])


def _institutions() -> Iterator[Institution]:
    for kind, bodies in BODIES.items():
        for code, name, short_name in bodies:
            yield Institution(
                code=code,
                name=name,
                short_name=short_name,
                kind=kind,
                provenance=Provenance.PUBLISHED,
                source=INFOPUBLIK if kind == "national" else BODIES_SOURCE,
            )


def _invented(name: str, body: Institution | None, home: str = "") -> Person:
    return Person(
        name=name,
        institution=body,
        home_region_id=home or None,
        provenance=Provenance.SIMULATED,
        source=SIMULATED,
    )


def _assessors(
    by_card: dict[str, Person], bodies: dict[str, Institution]
) -> list[Person]:
    """The pool; those with a sign-in card come first."""
    pool = [person for key, person in by_card.items() if key.startswith("asesor")]
    for number in range(len(pool) + 1, ASSESSORS + 1):
        body = bodies[POOL[number % len(POOL)]]
        home = HOMES[number // 5 % len(HOMES)] if number % 5 == 0 else ""
        pool.append(_invented(f"Asesor {number:02} (simulasi)", body, home))
    return pool


def _seat(person: Person, card: Card, sets: dict[str, CapabilitySet]) -> Seat:
    seat = _seated(person, sets[card.seat])
    if card.agency:
        seat.agency = Agency.objects.get(region=card.region, kind=card.agency)
    elif card.region:
        seat.region_id = card.region
    return seat


def _second(person: Person, card: Card, sets: dict[str, CapabilitySet]) -> Seat:
    seat = _seated(person, sets[card.also])
    seat.region_id = card.region
    return seat


def _seated(person: Person, capability_set: CapabilitySet) -> Seat:
    return Seat(
        person=person,
        capability_set=capability_set,
        provenance=Provenance.SIMULATED,
        source=SIMULATED,
    )


def _real() -> tuple[dict[str, Person], list[OfficeHolding]]:
    """The three, each holding on the attested day what the source says."""
    titles = [title for _, title, _, _ in REAL]
    posts = Office.objects.filter(region=BALIKPAPAN, title__in=titles)
    offices = {office.title: office for office in posts}
    people = {
        name: Person(
            name=name,
            home_region_id=BALIKPAPAN,
            provenance=Provenance.PUBLISHED,
            source=str(source),
        )
        for name, _, _, source in REAL
    }
    return people, [
        OfficeHolding(
            person=people[name],
            office=offices[title],
            held_from=on,
            held_to=on,
            provenance=Provenance.PUBLISHED,
            source=str(
                source.noting(
                    "menyebut jabatan ini pada hari itu",
                    "names this office on that day",
                )
            ),
        )
        for name, title, on, source in REAL
    ]


def _accounts(by_card: dict[str, Person]) -> dict[str, User]:
    rows = [(by_card[card.key], card.email) for card in CARDS]
    users = add_accounts(rows, make_password(PASSWORD))
    return {card.key: user for card, user in zip(CARDS, users, strict=True)}
