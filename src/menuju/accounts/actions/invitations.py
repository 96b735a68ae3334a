"""The way in: one key, for one person, once, until it expires.

The key leaves the house in one mail and is never stored; its hash is. A mail that cannot
be sent raises OSError after the invitation is stored, so that it can be sent again.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from menuju.accounts import access
from menuju.accounts.models import Invitation, Person, User
from menuju.accounts.queries import hash_of
from menuju.audit.actions import record

LASTS = timedelta(days=7)


@transaction.atomic
def invite(
    person: Person, email: str, *, link: Callable[[str], str], by: User
) -> Invitation:
    """Mail a person the way in; earlier invitations of theirs end. ``link`` takes the key."""
    email = email.strip().lower()
    if not access.can_invite(by, person):
        raise PermissionDenied
    if User.objects.filter(person=person).exists():
        raise ValidationError(gettext("Orang ini sudah memiliki akun."))
    if User.objects.filter(email=email).exists():
        raise ValidationError(
            gettext("Alamat ini sudah dipakai untuk akun orang lain.")
        )
    _end_open(person)
    key = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        email=email,
        key_hash=hash_of(key),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    record("invited", invitation, by=by, person=person.pk)
    transaction.on_commit(lambda: _mail(invitation, link(key)))
    return invitation


@transaction.atomic
def withdraw(person: Person, *, by: User) -> int:
    """End the open invitations of a person; how many there were."""
    if not access.can_invite(by, person):
        raise PermissionDenied
    ended = _end_open(person)
    if ended:
        record("withdrew invitations", person, by=by, count=ended)
    return ended


@transaction.atomic
def accept(invitation: Invitation, password: str) -> User:
    """Make the account of the invited person. ValidationError says why not, if not."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if reason := held.closed_because(timezone.now()):
        raise ValidationError(str(reason.label), code=reason.value)
    taken = User.objects.filter(email=held.email) | User.objects.filter(
        person=held.person
    )
    if taken.exists():
        raise ValidationError(str(Invitation.Closed.USED.label), code="used")
    user = User.objects.create_user(held.email, password, person=held.person)
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    record("accepted invitation", held, by=user)
    return user


def _end_open(person: Person) -> int:
    open_ = Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None)
    return open_.update(withdrawn_at=timezone.now())


def _mail(invitation: Invitation, address: str) -> None:
    context = {"invitation": invitation, "address": address}
    send_mail(
        gettext("Undangan ke Menuju 100 Smart City"),
        render_to_string("accounts/mail/invitation.txt", context),
        None,
        [invitation.email],
    )
