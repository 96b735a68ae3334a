"""What people do to their own account."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from menuju.accounts.models import User
from menuju.audit.actions import record


def choose_language(user: User, language: str) -> None:
    """Keep the language in which mail is written and the workspace opens."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    """Sign a device out at once."""
    session.end()
    record("ended session", by, by=by)
