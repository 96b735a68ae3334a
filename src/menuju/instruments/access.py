"""Who may see and change instruments. Every request comes through here.

A published version is open to anybody who signed in: a region must be able to read what it
is asked. Drafts and proposals are seen by those who write or publish instruments.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.instruments.models import Version

Rule = Callable[[User, Version], bool]


def visible_to(user: User) -> QuerySet[Version]:
    """The versions a person may read."""
    versions = Version.objects.select_related(
        "instrument", "proposed_by__person", "published_by__person"
    )
    if may_author(user) or can(user, Capability.PUBLISH_INSTRUMENTS):
        return versions
    return versions.filter(status=Version.Status.PUBLISHED)


def may_author(user: User) -> bool:
    """Whether this person drafts instruments: copies, uploads and edits."""
    return can(user, Capability.EDIT_INSTRUMENTS)


def may_copy(user: User, _version: Version) -> bool:
    """Any version that an author sees may be the start of a new draft."""
    return may_author(user)


def may_edit(user: User, version: Version) -> bool:
    """Only a draft, by an author; proposing ends the editing."""
    return version.is_draft and may_author(user)


def may_take_back(user: User, version: Version) -> bool:
    """A proposal goes back to its authors, by them or by those who would publish it."""
    is_party = may_author(user) or can(user, Capability.PUBLISH_INSTRUMENTS)
    return version.status == Version.Status.PROPOSED and is_party


def may_publish(user: User, version: Version) -> bool:
    """A proposal, by a second person."""
    is_second = version.proposed_by_id != user.pk
    return (
        version.status == Version.Status.PROPOSED
        and is_second
        and can(user, Capability.PUBLISH_INSTRUMENTS)
    )


def open_version(
    user: User, code: str, label: str, *, rule: Rule | None = None
) -> Version:
    """Fetch a version on somebody's behalf: the only door from a request.

    A version they may not see is missing (404); one they may not act on is refused (403).
    """
    version = get_object_or_404(visible_to(user), instrument__code=code, label=label)
    if rule and not rule(user, version):
        raise PermissionDenied
    return version


def require_author(user: User) -> None:
    """Refuse (403) whoever does not draft instruments."""
    if not may_author(user):
        raise PermissionDenied
