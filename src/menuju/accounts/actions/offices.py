"""Who takes and leaves an office, and in which capacity."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from menuju.accounts.actions.seats import Period
from menuju.accounts.models import Capacity, OfficeHolding, Person, User
from menuju.audit.actions import record
from menuju.regions.models import Office


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
                gettext("%(office)s masih dijabat %(person)s pada waktu itu.")
                % {"office": office, "person": other.person}
            )
