"""The doors to comments, suggestions and the history of a paragraph.

Whoever reads a version reads what is remarked on it. People of the region, the mentors of
the masterplan and the secretariat remark while it is written; planners decide on
suggestions. A remark is closed by whoever made it or, if it is no mentor's, by a planner.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.plans import access
from menuju.plans.access import guidance, masterplans
from menuju.plans.models import (
    Comment,
    MasterplanVersion,
    Paragraph,
    ParagraphRevision,
    Suggestion,
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with the remarks on a version."""

    user: User
    may_remark: bool
    may_decide: bool
    is_mentor: bool

    def may_close(self, comment: Comment) -> bool:
        """Whether they say that a thread is done, or open it again."""
        if not self.may_remark:
            return False
        if comment.by_id == self.user.pk:
            return True
        return self.is_mentor if comment.review_id else self.may_decide


def rights_of(user: User, version: MasterplanVersion) -> Rights:
    """Everything a page offers, asked once: none of it when the version is frozen."""
    masterplan = version.masterplan
    is_open = version.state in masterplans.WRITABLE
    is_mentor = guidance.is_mentor(user, masterplan)
    takes_part = is_mentor or _takes_part(user, version)
    is_writer = access.may_write(user, masterplan.region)
    return Rights(user, is_open and takes_part, is_open and is_writer, is_mentor)


def open_paragraph(user: User, pk: int, key: UUID) -> Paragraph:
    """A paragraph of a version by its anchor, removed or not, to read; or 404."""
    version = masterplans.open_version(user, pk)
    rows = Paragraph.objects.select_related(
        "chapter__owner__person", "edited_by__person", "locked_by__person"
    )
    found = rows.filter(chapter__plan_version=version, key=key).order_by("pk").first()
    if found is None:
        raise Http404
    found.chapter.plan_version = version
    return found


def open_to_remark(user: User, pk: int, key: UUID) -> Paragraph:
    """A paragraph to remark on: 404 hidden, 403 with the reason."""
    paragraph = open_paragraph(user, pk, key)
    _require_remark(user, paragraph.chapter.plan_version)
    return paragraph


def open_to_write(user: User, pk: int, key: UUID) -> Paragraph:
    """A paragraph to write: 404 hidden, 403 with the reason."""
    paragraph = open_paragraph(user, pk, key)
    version = paragraph.chapter.plan_version
    access.require_writer(user, version.masterplan.region)
    masterplans.require_writable(version)
    return paragraph


def open_comment(user: User, pk: int, comment: int) -> Comment:
    """A thread (never an answer) of a version to read, or 404."""
    version = masterplans.open_version(user, pk)
    rows = Comment.objects.select_related("paragraph__chapter", "by__person")
    found = get_object_or_404(
        rows, pk=comment, parent=None, paragraph__chapter__plan_version=version
    )
    found.paragraph.chapter.plan_version = version
    return found


def open_to_answer(user: User, pk: int, comment: int) -> Comment:
    """A thread to answer: 404 hidden, 403 with the reason."""
    found = open_comment(user, pk, comment)
    _require_remark(user, found.paragraph.chapter.plan_version)
    return found


def open_to_close(user: User, pk: int, comment: int) -> Comment:
    """A thread to close or open again: 404 hidden, 403 with the reason."""
    found = open_to_answer(user, pk, comment)
    rights = rights_of(user, found.paragraph.chapter.plan_version)
    if not rights.may_close(found):
        text = (
            _("Catatan tinjauan diselesaikan oleh pembimbing yang menulisnya.")
            if found.review_id
            else _("Komentar diselesaikan oleh penulisnya atau oleh perencana daerah.")
        )
        raise PermissionDenied(text + " " + _("Anda dapat menjawabnya."))
    return found


def open_suggestion(user: User, pk: int, suggestion: int) -> Suggestion:
    """A suggestion of a version to read, or 404."""
    version = masterplans.open_version(user, pk)
    rows = Suggestion.objects.select_related(
        "paragraph__chapter", "by__person", "decided_by__person"
    )
    found = get_object_or_404(
        rows, pk=suggestion, paragraph__chapter__plan_version=version
    )
    found.paragraph.chapter.plan_version = version
    return found


def open_to_decide(user: User, pk: int, suggestion: int) -> Suggestion:
    """A suggestion to decide on: 404 hidden, 403 with the reason."""
    found = open_suggestion(user, pk, suggestion)
    version = found.paragraph.chapter.plan_version
    if not access.may_write(user, version.masterplan.region):
        text = _("Usul diputuskan oleh perencana %(region)s.")
        raise PermissionDenied(text % {"region": version.masterplan.region.name})
    masterplans.require_writable(version)
    return found


def open_to_withdraw(user: User, pk: int, suggestion: int) -> Suggestion:
    """One's own suggestion to take back; 404 hidden, 403 for anybody else."""
    found = open_suggestion(user, pk, suggestion)
    masterplans.require_writable(found.paragraph.chapter.plan_version)
    if found.by_id != user.pk:
        raise PermissionDenied(_("Usul hanya dapat ditarik oleh pengusulnya."))
    return found


def revision_of(paragraph: Paragraph, pk: int) -> ParagraphRevision:
    """A revision of a paragraph, or 404."""
    return get_object_or_404(paragraph.revisions.select_related("by__person"), pk=pk)


def _takes_part(user: User, version: MasterplanVersion) -> bool:
    """Whether somebody is one of the region's people, or of the secretariat."""
    region = version.masterplan.region
    return can(user, Capability.GUIDE_PLANS) or any(
        not can(user, one) and can(user, one, region=region)
        for one in access.OF_A_REGION
    )


def _require_remark(user: User, version: MasterplanVersion) -> None:
    masterplans.require_writable(version)
    if not rights_of(user, version).may_remark:
        text = _(
            "Komentar dan usul ditulis oleh orang %(region)s, pembimbing masterplan ini, "
            "dan sekretariat. Anda dapat membacanya."
        )
        raise PermissionDenied(text % {"region": version.masterplan.region.name})
