"""The doors to guidance: mentors, sessions, reviews, approval and publication.

Who reads a masterplan reads its guidance. The secretariat (GUIDE_PLANS for the nation)
assigns mentors and reads the board of all regions; it and the region's mentors write the
sessions; planners deliver outputs and ask for a review, mentors answer it. Approval is for
those who hold APPROVE_PLANS in the region, publication for its planners and coordinators.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can, can_anywhere
from menuju.accounts.models import Capability, User
from menuju.plans import access
from menuju.plans.access import masterplans
from menuju.plans.models import (
    Approval,
    Masterplan,
    MasterplanVersion,
    Mentorship,
    ReviewRound,
    SessionAttendee,
    SessionOutput,
)
from menuju.plans.models.documents import Session
from menuju.regions.models import Region


def may_guide_all(user: User) -> bool:
    """Whether somebody guides the whole programme: assigns mentors, reminds regions."""
    return can(user, Capability.GUIDE_PLANS)


def may_mentor(user: User) -> bool:
    """Whether somebody has a list of what they mentor."""
    return can_anywhere(user, Capability.MENTOR)


def is_mentor(user: User, masterplan: Masterplan) -> bool:
    """Whether somebody mentors this masterplan today."""
    return Mentorship.objects.filter(
        access.mentored(user), masterplan=masterplan
    ).exists()


def may_guide(user: User, masterplan: Masterplan) -> bool:
    """Whether somebody writes the sessions of a masterplan."""
    return may_guide_all(user) or is_mentor(user, masterplan)


def may_deliver(user: User, masterplan: Masterplan) -> bool:
    """Whether somebody says that an output of a session is delivered."""
    return access.may_write(user, masterplan.region) or may_guide(user, masterplan)


def may_publish(user: User, region: Region) -> bool:
    """Whether somebody publishes for a region: its planners, and those who submit for it."""
    return access.may_write(user, region) or (
        not can(user, Capability.SUBMIT) and can(user, Capability.SUBMIT, region=region)
    )


def open_board(user: User) -> None:
    """Refuse (403) the board of all regions to whoever does not read every plan."""
    if not access.carries(user):
        text = _(
            "Papan ini untuk sekretariat dan pemeriksa. Buka masterplan daerah Anda "
            "dari halaman Rencana."
        )
        raise PermissionDenied(text)


def require_guide(user: User) -> None:
    """Refuse (403) whoever does not guide the whole programme."""
    if not may_guide_all(user):
        text = _(
            "Pembimbing ditugaskan dan daerah diingatkan oleh sekretariat. "
            "Hubungi sekretariat bila ada yang perlu diubah."
        )
        raise PermissionDenied(text)


def open_mentored(user: User) -> None:
    """Refuse (403) the list of a mentor's work to whoever mentors nothing."""
    if not may_mentor(user):
        raise PermissionDenied(_("Halaman ini untuk pembimbing."))


def open_to_assign(user: User, pk: int) -> MasterplanVersion:
    """A version whose masterplan gets a mentor; 404 hidden, 403 with the reason."""
    version = masterplans.open_version(user, pk)
    require_guide(user)
    return version


def open_mentorship(user: User, pk: int, key: int) -> Mentorship:
    """A mentorship that may be ended."""
    version = open_to_assign(user, pk)
    rows = Mentorship.objects.select_related("masterplan__region", "person")
    return get_object_or_404(rows, pk=key, masterplan=version.masterplan_id)


def open_to_guide(user: User, pk: int) -> MasterplanVersion:
    """A version whose sessions are written; 404 hidden, 403 with the reason."""
    version = masterplans.open_version(user, pk)
    if not may_guide(user, version.masterplan):
        text = _(
            "Bimtek dicatat oleh pembimbing daerah ini dan sekretariat. "
            "Sampaikan perbaikannya kepada mereka."
        )
        raise PermissionDenied(text)
    return version


def open_to_deliver(user: User, pk: int) -> MasterplanVersion:
    """A version of which an output is delivered; 404 hidden, 403 with the reason."""
    version = masterplans.open_version(user, pk)
    if not may_deliver(user, version.masterplan):
        text = _("Keluaran bimtek diserahkan oleh perencana daerah atau pembimbingnya.")
        raise PermissionDenied(text)
    return version


def session_of(version: MasterplanVersion, number: int) -> Session:
    """A session of the guide, or 404."""
    for one in version.masterplan.guide.document.get("sessions", []):
        if one["number"] == number:
            return Session.model_validate(one)
    raise Http404


def attendee_of(version: MasterplanVersion, number: int, key: int) -> SessionAttendee:
    """A line of attendance of a session, or 404."""
    rows = SessionAttendee.objects.select_related("session__masterplan")
    plan = version.masterplan_id
    return get_object_or_404(
        rows, pk=key, session__masterplan=plan, session__number=number
    )


def output_of(version: MasterplanVersion, number: int, code: str) -> SessionOutput:
    """A delivered output of a session, or 404."""
    rows = SessionOutput.objects.select_related("session__masterplan").exclude(
        delivered_at=None
    )
    plan = version.masterplan_id
    return get_object_or_404(
        rows, code=code, session__masterplan=plan, session__number=number
    )


def review_of(version: MasterplanVersion, number: int) -> ReviewRound:
    """A round of review of a version, or 404."""
    rows = version.review_rounds.select_related("asked_by__person", "closed_by__person")
    return get_object_or_404(rows.defer("content"), number=number)


def open_to_answer(user: User, pk: int) -> MasterplanVersion:
    """A version whose review is answered: by a mentor of it, 403 with the reason."""
    version = masterplans.open_version(user, pk)
    if not is_mentor(user, version.masterplan):
        text = _("Tinjauan dijawab oleh pembimbing masterplan ini.")
        raise PermissionDenied(text)
    masterplans.require_writable(version)
    return version


def open_to_approve(user: User, pk: int) -> MasterplanVersion:
    """A version to approve: 404 hidden, 403 for whoever is no signatory of the region."""
    version = masterplans.open_version(user, pk)
    if not access.may_approve(user, version.masterplan.region):
        text = _(
            "Masterplan disahkan oleh penanda tangan %(region)s. Koordinator daerah "
            "memberikan peran itu."
        )
        raise PermissionDenied(text % {"region": version.masterplan.region.name})
    return version


def open_approval(user: User, pk: int, key: int) -> Approval:
    """One's own approval, to take it back; anybody else's is missing (404)."""
    version = open_to_approve(user, pk)
    rows = Approval.objects.select_related("plan_version__masterplan__region")
    return get_object_or_404(
        rows, pk=key, plan_version=version, person=user.person_id, withdrawn_at=None
    )


def open_to_publish(user: User, pk: int) -> MasterplanVersion:
    """A version to publish: 404 hidden, 403 with the reason."""
    version = masterplans.open_version(user, pk)
    if not may_publish(user, version.masterplan.region):
        text = _("Masterplan diterbitkan oleh perencana atau koordinator %(region)s.")
        raise PermissionDenied(text % {"region": version.masterplan.region.name})
    return version
