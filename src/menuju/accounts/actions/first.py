"""The first account of an installation, from which every other one is invited."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from menuju.accounts.actions.sets import load_capability_sets
from menuju.accounts.models import Person, Seat, User
from menuju.audit.actions import record


@transaction.atomic
def open_first_account(name: str, email: str, password: str) -> User:
    """Make the account of the secretariat, which may invite. Only while there is none."""
    if User.objects.exists():
        raise ValidationError(
            gettext("Sudah ada akun. Akun lain dibuat dari undangan.")
        )
    validate_password(password, User(email=email))
    person = Person.objects.create(name=name.strip())
    Seat.objects.create(
        person=person, capability_set=load_capability_sets()["sekretariat"]
    )
    user = User.objects.create_user(email, password, person=person)
    record("opened first account", user, by=None)
    return user
