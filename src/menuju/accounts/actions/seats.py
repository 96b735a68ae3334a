"""People, and the seats they are given and leave."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from menuju.accounts import access
from menuju.accounts.models import (
    Capability,
    CapabilitySet,
    Institution,
    Person,
    Seat,
    User,
)
from menuju.audit.actions import record
from menuju.regions.models import Agency, Province, Region

ONLY_IN_A_REGION = {
    Capability.ANSWER,
    Capability.DELEGATE,
    Capability.SUBMIT,
    Capability.OBJECT,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a seat reaches: at most one of these; none of them means the nation."""

    province: Province | None = None
    region: Region | None = None
    agency: Agency | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; None is open."""

    start: date | None = None
    end: date | None = None


@transaction.atomic
def add_person(
    name: str,
    *,
    institution: Institution | None = None,
    home_region: Region | None = None,
    by: User,
) -> Person:
    """Enter a person. Below the nation only people of one's own region."""
    here = Capability.INVITE_PEOPLE
    if not access.can(by, here):
        if home_region is None:
            raise ValidationError(
                {"home_region": gettext("Tuliskan daerah asalnya, yaitu daerah Anda.")}
            )
        if institution or not access.can(by, here, region=home_region):
            raise PermissionDenied
    person = Person.objects.create(
        name=name.strip(), institution=institution, home_region=home_region
    )
    record("added person", person, by=by)
    return person


@transaction.atomic
def give_seat(
    person: Person,
    capability_set: CapabilitySet,
    scope: Scope,
    period: Period,
    *,
    by: User,
) -> Seat:
    """Give a person capabilities in a scope for a time. Nobody gives a seat to oneself."""
    seat = Seat(
        person=person,
        capability_set=capability_set,
        province=scope.province,
        region=scope.region,
        agency=scope.agency,
        held_from=period.start,
        held_to=period.end,
    )
    if not access.can_hold_out(by, seat) or capability_set not in access.sets_to_give(
        by
    ):
        raise PermissionDenied
    _check(seat)
    seat.save()
    record("gave seat", seat, by=by, person=person.pk, set=capability_set.code)
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, by: User) -> None:
    """Take a seat away as of today; it stays on record with the days it was held."""
    if not access.can_hold_out(by, seat):
        raise PermissionDenied
    yesterday = timezone.localdate() - timedelta(days=1)
    if seat.held_to and seat.held_to <= yesterday:
        raise ValidationError(gettext("Peran ini sudah berakhir."))
    seat.held_to = yesterday
    seat.save(update_fields=["held_to"])
    record("ended seat", seat, by=by, person=seat.person_id)


def _check(seat: Seat) -> None:
    if seat.held_from and seat.held_to and seat.held_to < seat.held_from:
        raise ValidationError(
            {"held_to": gettext("Tanggal selesai harus setelah tanggal mulai")}
        )
    if seat.is_national and ONLY_IN_A_REGION & set(seat.capability_set.capabilities):
        raise ValidationError(
            {
                "reach": gettext(
                    "Peran ini bekerja untuk satu daerah. Pilih kabupaten/kota atau "
                    "perangkat daerahnya"
                )
            }
        )
    twin = Seat.objects.filter(
        person=seat.person,
        capability_set=seat.capability_set,
        province=seat.province,
        region=seat.region,
        agency=seat.agency,
    )
    if any(other.is_held(timezone.localdate()) for other in twin):
        raise ValidationError(
            {"capability_set": gettext("Orang ini sudah memegang peran itu di sana")}
        )
