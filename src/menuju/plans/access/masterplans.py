"""The doors to masterplans and their versions."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import in_scope
from menuju.accounts.models import Capability, User
from menuju.plans import access
from menuju.plans.models import Masterplan, MasterplanVersion
from menuju.regions.models import Region

State = MasterplanVersion.State
WRITABLE = (State.DRAFT, State.REVIEW)
"""The states in which a version is written. Later it is frozen, and a new one is begun."""


def visible_to(user: User) -> QuerySet[Masterplan]:
    """The masterplans that somebody reads, drafts included."""
    found = Masterplan.objects.select_related("region", "framework", "guide")
    if access.carries(user):
        return found
    own = access.own_regions(user) | access.asked_to_commit(user)
    return found.filter(own | Q(pk__in=access.mentored_masterplans(user)))


def published() -> QuerySet[MasterplanVersion]:
    """What everybody reads: published versions."""
    return MasterplanVersion.objects.filter(state=State.PUBLISHED).select_related(
        "masterplan__region"
    )


def open_masterplan(user: User, pk: int) -> Masterplan:
    """A masterplan on somebody's behalf, or 404."""
    return get_object_or_404(visible_to(user), pk=pk)


def open_version(user: User, pk: int) -> MasterplanVersion:
    """A version to read, with its masterplan, framework and guide; or 404."""
    versions = MasterplanVersion.objects.select_related(
        "masterplan__region__province",
        "masterplan__framework",
        "masterplan__guide",
        "development_plan",
    )
    return get_object_or_404(versions, pk=pk, masterplan__in=visible_to(user))


def open_draft(user: User, pk: int) -> MasterplanVersion:
    """A version to write: 404 if hidden, 403 with the reason if it may not be written."""
    version = open_version(user, pk)
    access.require_writer(user, version.masterplan.region)
    require_writable(version)
    return version


def may_write_version(user: User, version: MasterplanVersion) -> bool:
    """Whether a page offers writing in this version."""
    return version.state in WRITABLE and access.may_write(
        user, version.masterplan.region
    )


def require_writable(version: MasterplanVersion) -> None:
    """Refuse (403) writing in a version that is approved or published."""
    if version.state not in WRITABLE:
        text = _(
            "Versi %(number)s sudah %(state)s dan tidak dapat diubah. "
            "Mulai versi baru dari halaman ringkasan masterplan."
        )
        words = {
            "number": version.number,
            "state": version.get_state_display().lower(),
        }
        raise PermissionDenied(text % words)


def regions_to_write(user: User) -> QuerySet[Region]:
    """The regions whose plans somebody writes, to begin a new one in."""
    if user.is_anonymous:
        raise Http404
    found = Region.objects.filter(
        in_scope(user, Capability.WRITE_PLANS, "pk"), valid_to=None
    )
    return found.select_related("province")


def open_region_to_write(user: User, code: str) -> Region:
    """A region to begin a plan in: 403 for whoever does not write its plans."""
    region = get_object_or_404(Region, code=code)
    access.require_writer(user, region)
    return region
