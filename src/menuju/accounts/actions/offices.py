"""Who takes and leaves an office, and in which capacity."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext

from menuju.accounts import access
from menuju.accounts.actions.seats import Period
from menuju.accounts.models import Capacity, OfficeHolding, Person, User
from menuju.audit.actions import record
from menuju.regions import actions as regions
from menuju.regions.models import Agency, Office, Rank, Region


@transaction.atomic
def enter_agency(
    region: Region, kind: Agency.Kind, name: str, short_name: str, *, by: User
) -> Agency:
    """Enter an agency on behalf of whoever keeps the offices of its region."""
    _check_keeper(by, region)
    return regions.add_agency(region, kind, name, short_name, by=by)


@transaction.atomic
def enter_office(
    region: Region, rank: Rank, title: str, *, agency: Agency | None, by: User
) -> Office:
    """Enter a post on behalf of whoever keeps the offices of its region."""
    _check_keeper(by, region)
    return regions.add_office(region, rank, title, agency=agency, by=by)


@transaction.atomic
def enter_holder(
    office: Office,
    holder: Person | str,
    capacity: Capacity,
    period: Period,
    *,
    by: User,
) -> OfficeHolding:
    """Enter who holds an office. A name makes a new person of that region."""
    _check_keeper(by, office.region)
    if isinstance(holder, str):
        holder = Person.objects.create(name=holder.strip(), home_region=office.region)
        record("added person", holder, by=by)
    elif not access.people_of(office.region).filter(pk=holder.pk).exists():
        raise PermissionDenied
    return give_office(holder, office, capacity, period, by=by)


@transaction.atomic
def end_term(holding: OfficeHolding, *, on: date, by: User) -> None:
    """Enter the last day of somebody in office. A term that is over stays as it is."""
    _check_keeper(by, holding.office.region)
    if holding.held_to and on > holding.held_to:
        raise ValidationError(
            gettext("Masa jabatan ini sudah berakhir lebih awal dari tanggal itu")
        )
    leave_office(holding, on=on, by=by)


@transaction.atomic
def give_office(
    person: Person,
    office: Office,
    capacity: Capacity,
    period: Period,
    *,
    by: User | None,
) -> OfficeHolding:
    """Enter that a person holds an office. One definitive holder at a time."""
    start, end = period.start, period.end
    if start and end and end < start:
        raise ValidationError(gettext("Tanggal selesai harus setelah tanggal mulai"))
    if capacity == Capacity.DEFINITIVE:
        _check_vacant(office, period)
    holding = OfficeHolding.objects.create(
        person=person, office=office, capacity=capacity, held_from=start, held_to=end
    )
    record("gave office", holding, by=by, person=person.pk, office=office.pk)
    return holding


@transaction.atomic
def leave_office(holding: OfficeHolding, *, on: date, by: User | None) -> None:
    """Enter the last day on which the office was held."""
    if holding.held_from and on < holding.held_from:
        raise ValidationError(gettext("Tanggal selesai harus setelah tanggal mulai"))
    holding.held_to = on
    holding.save(update_fields=["held_to"])
    record("left office", holding, by=by, on=on.isoformat())


def _check_vacant(office: Office, period: Period) -> None:
    held = OfficeHolding.objects.select_for_update().filter(
        office=office, capacity=Capacity.DEFINITIVE
    )
    for other in held.select_related("person"):
        begins_after = period.end and other.held_from and other.held_from > period.end
        ended_before = period.start and other.held_to and other.held_to < period.start
        if not (begins_after or ended_before):
            raise ValidationError(
                gettext(
                    "%(office)s masih dijabat %(person)s pada waktu itu. Akhiri dulu masa "
                    "jabatannya, ubah tanggalnya, atau pilih Plt., Plh., atau Pj."
                )
                % {"office": office, "person": other.person}
            )


def _check_keeper(by: User, region: Region) -> None:
    if not access.can_keep_offices(by, region):
        raise PermissionDenied
