"""People, their accounts and their seats."""

import hashlib

from django.utils import timezone

from menuju.accounts.actions import load_capability_sets
from menuju.accounts.models import CapabilitySet, Person, Seat, User

PASSWORD = "empat kata yang panjang"


def person(name="Sri Wahyuni", **changes):
    return Person.objects.create(name=name, **changes)


def capability_set(*capabilities, code=""):
    """A set of just these capabilities, or the shipped one of a code."""
    if code:
        return load_capability_sets()[code]
    name = "-".join(sorted(capabilities)) or "kosong"
    made, _ = CapabilitySet.objects.get_or_create(
        code=hashlib.sha256(name.encode()).hexdigest()[:30],
        defaults={
            "name_id": name[:80],
            "name_en": name[:80],
            "capabilities": [str(capability) for capability in capabilities],
        },
    )
    return made


def seat(holder, *capabilities, code="", **scope_and_dates):
    return Seat.objects.create(
        person=holder,
        capability_set=capability_set(*capabilities, code=code),
        **scope_and_dates,
    )


def user(*capabilities, name="Sri Wahyuni", email="", **scope):
    """An account; with capabilities it holds one seat that gives them in the scope."""
    holder = person(name)
    if capabilities:
        seat(holder, *capabilities, **scope)
    address = email or f"{name.lower().replace(' ', '.')}.{holder.pk}@contoh.go.id"
    return User.objects.create_user(address, PASSWORD, person=holder)


def today():
    return timezone.localdate()
