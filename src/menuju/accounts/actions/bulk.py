"""Take over many people, seats and office holdings at once."""

from collections.abc import Sequence

from django.db import transaction

from menuju.accounts.models import (
    Institution,
    OfficeHolding,
    Person,
    Seat,
    User,
)
from menuju.audit.actions import record

BATCH = 1_000


@transaction.atomic
def add_institutions(rows: Sequence[Institution]) -> dict[str, Institution]:
    """Add those institutions that are not there yet, and return all of them by code."""
    Institution.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    found = {each.code: each for each in Institution.objects.all()}
    record("added institutions", found[rows[0].code], by=None, institutions=len(rows))
    return found


@transaction.atomic
def add_people(
    people: Sequence[Person], seats: Sequence[Seat], holdings: Sequence[OfficeHolding]
) -> None:
    """Add people with the seats and offices they hold."""
    Person.objects.bulk_create(people, BATCH)
    Seat.objects.bulk_create(seats, BATCH)
    OfficeHolding.objects.bulk_create(holdings, BATCH)
    record("added people", people[0], by=None, people=len(people), seats=len(seats))


@transaction.atomic
def add_accounts(rows: Sequence[tuple[Person, str]], password_hash: str) -> list[User]:
    """Add accounts, each a person and an e-mail address, that share one password hash.

    Only a demo shares a password; it is hashed once, because that is slow on purpose.
    """
    users = [
        User(person=person, email=email, password=password_hash)
        for person, email in rows
    ]
    User.objects.bulk_create(users, BATCH)
    for user in users:
        record("added account", user, by=None)
    return users
