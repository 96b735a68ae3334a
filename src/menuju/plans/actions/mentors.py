"""Assign a mentor to a masterplan, and end it. Who mentors a region never judges it.

The judging wing knows mentors by their seats (``rounds.access.conflicts``): a mentorship
therefore always comes with a seat in the region that gives MENTOR, and seats are never
deleted. So nobody who mentors, or ever mentored, a region is assigned to judge it.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.access import can_hold_out
from menuju.accounts.actions import Period, Scope, end_seat, give_seat
from menuju.accounts.models import Capability, CapabilitySet, Person, Seat, User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.queries import Message
from menuju.plans.models import Masterplan, Mentorship
from menuju.plans.models.kinds import MENTOR_ASSIGNED
from menuju.plans.queries.mentors import judged_in, writes_here
from menuju.regions.models import Region
from menuju.rounds.models import Participation, Round


@transaction.atomic
def assign(
    masterplan: Masterplan, person: Person, starts_on: date, *, by: User
) -> Mentorship:
    """Let ``person`` mentor a masterplan from a day, with the seat that goes with it.

    ValidationError with the reason if they judge or judged the region in a round that is
    still running, or write its plans. PermissionDenied if ``by`` may not give that seat.
    """
    plan = _hold(masterplan)
    list(Person.objects.select_for_update().filter(pk=person.pk))
    if plan.mentorships.filter(person=person, ends_on=None).exists():
        text = _("%(who)s sudah membimbing masterplan ini.")
        raise ValidationError({"person": text % {"who": person}})
    _require_free(person, plan.region)
    _give_seat(person, plan.region, starts_on, by)
    made = Mentorship.objects.create(
        masterplan=plan, person=person, starts_on=starts_on, provenance=plan.provenance
    )
    record("assigned a mentor", plan, by=by, person=person.pk)
    users = User.objects.filter(person=person, is_active=True)
    version = plan.versions.first()
    link = ("plans:guidance", version.pk) if version else None
    data = {"masterplan": plan, "region": plan.region, "starts_on": starts_on}
    notify(users, Message(MENTOR_ASSIGNED, data, link, about=plan))
    return made


@transaction.atomic
def end(mentorship: Mentorship, *, by: User) -> None:
    """End a mentorship today. It stays on record, and so does the conflict with judging."""
    held = Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    if held.ends_on:
        raise ValidationError(_("Bimbingan ini sudah berakhir."))
    today = timezone.localdate()
    held.ends_on = max(held.starts_on, today - timedelta(days=1))
    held.save(update_fields=["ends_on"])
    record("ended a mentorship", held.masterplan, by=by, person=held.person_id)
    region = held.masterplan.region_id
    others = Mentorship.objects.filter(
        person=held.person_id, masterplan__region=region, ends_on=None
    )
    if others.exists():
        return
    for seat in _mentor_seats(held.person_id, region):
        if seat.is_held(today) and can_hold_out(by, seat):
            end_seat(seat, by=by)


def _hold(masterplan: Masterplan) -> Masterplan:
    rows = Masterplan.objects.select_for_update(of=("self",)).select_related("region")
    return rows.get(pk=masterplan.pk)


def _require_free(person: Person, region: Region) -> None:
    """Refuse whoever judges or judged the region, or writes what they would review.

    The region's participations are locked, as those who assign judges lock them: of two
    who assign the same person at once, the second sees what the first did.
    """
    running = Participation.objects.filter(region=region).exclude(
        round__phase=Round.Phase.PUBLISHED
    )
    list(running.select_for_update(of=("self",)).order_by("pk"))
    if rounds := judged_in(person, region):
        text = _(
            "%(who)s menilai %(region)s pada %(rounds)s, yang belum selesai. "
            "Yang menilai suatu daerah tidak membimbingnya: pilih pembimbing lain, "
            "atau tunggu sampai hasilnya terbit."
        )
        names = ", ".join(one.title for one in rounds)
        words = {"who": person, "region": region.name, "rounds": names}
        raise ValidationError({"person": text % words})
    if writes_here(person, region):
        text = _(
            "%(who)s menyusun atau mengesahkan rencana %(region)s, jadi tidak dapat "
            "meninjaunya sebagai pembimbing."
        )
        raise ValidationError({"person": text % {"who": person, "region": region.name}})


def _give_seat(person: Person, region: Region, starts_on: date, by: User) -> None:
    """The seat by which the judging wing knows the mentor, unless it is there."""
    today = timezone.localdate()
    if any(seat.is_held(today) for seat in _mentor_seats(person.pk, region.pk)):
        return
    bundle = _mentor_set()
    seat = Seat(person=person, capability_set=bundle, region=region)
    if not can_hold_out(by, seat):
        text = _(
            "Peran pembimbing diberikan oleh orang lain yang mengelola pengguna secara "
            "nasional, dan tidak kepada diri sendiri."
        )
        raise PermissionDenied(text)
    give_seat(person, bundle, Scope(region=region), Period(starts_on), by=by)


def _mentor_seats(person: int, region: str) -> list[Seat]:
    """All seats of a person that give MENTOR in just this region."""
    seats = Seat.objects.filter(person=person, region=region)
    rows = seats.select_related("capability_set", "region")
    return [seat for seat in rows if seat.gives(Capability.MENTOR)]


def _mentor_set() -> CapabilitySet:
    """The smallest set that gives MENTOR; an installation may have its own."""
    fitting = [
        one
        for one in CapabilitySet.objects.order_by("code")
        if Capability.MENTOR in one.capabilities
    ]
    if not fitting:
        raise ValidationError(_("Belum ada peran pembimbing pada pemasangan ini."))
    return min(fitting, key=lambda one: len(one.capabilities))
