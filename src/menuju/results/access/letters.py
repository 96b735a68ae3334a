"""Who may read a letter, and who may write, approve and send it.

Drafts are for those who write and approve them; before the list is open only for those
of them who also decide, so that nobody else learns who was selected. A region reads its own letters once they
were sent and the result is open; also one that was withdrawn after it had been sent.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can, in_scope
from menuju.accounts.models import Capability, User
from menuju.results.models import Decision, Letter, RegionResult
from menuju.rounds.models import Round

DESK = (Capability.WRITE_LETTERS, Capability.APPROVE_LETTERS, Capability.AUDIT)
"""National capabilities that read every letter, also a draft."""


def keeps_letters(user: User) -> bool:
    """Whether somebody reads every letter of the nation."""
    return any(can(user, capability) for capability in DESK)


def may_write(user: User) -> bool:
    return can(user, Capability.WRITE_LETTERS)


def may_approve(user: User) -> bool:
    return can(user, Capability.APPROVE_LETTERS)


def require_writer(user: User) -> None:
    """Refuse whoever does not write letters for the nation."""
    if not may_write(user):
        raise PermissionDenied(
            _(
                "Surat disusun dan dikirim oleh sekretariat. Hubungi sekretariat bila ada "
                "yang perlu diubah."
            )
        )


def require_approver(user: User) -> None:
    """Refuse whoever does not approve letters for the nation."""
    if not may_approve(user):
        raise PermissionDenied(
            _(
                "Surat disetujui oleh pejabat yang berwenang. Minta salah seorang dari "
                "mereka membukanya."
            )
        )


def told_to(user: User, path: str = "release") -> Q:
    """Decisions that this person may know: before the list opens only who decides.

    ``path`` leads to the release of the decision.
    """
    is_open = Q(**{f"{path}__published_at__isnull": False})
    return ~Q(pk__in=[]) if can(user, Capability.DECIDE) else is_open


def open_letters_desk(user: User, round_code: str) -> tuple[Round, Decision | None]:
    """A round whose letters this person keeps, with its decision; or 404."""
    if not keeps_letters(user):
        raise Http404
    round_ = get_object_or_404(Round, code=round_code)
    decided = Decision.objects.filter(
        told_to(user), release__round=round_, decided_at__isnull=False
    ).select_related("release__round__instrument_version", "release__freeze", "rules")
    return round_, decided.order_by("-release__computed_at").first()


def desks_open_to(user: User) -> list[Round]:
    """The decided rounds whose letters this person keeps, newest first."""
    if not keeps_letters(user):
        return []
    decided = Decision.objects.filter(told_to(user), decided_at__isnull=False)
    return list(Round.objects.filter(pk__in=decided.values("release__round")))


def letters_visible_to(user: User) -> QuerySet[Letter]:
    """All letters for the desk; for a region what reached it."""
    rows = Letter.objects.all()
    if keeps_letters(user):
        return rows.filter(told_to(user, "decision__release"))
    reached = Q(sent_at__isnull=False, decision__release__published_at__isnull=False)
    own = in_scope(user, Capability.VIEW_REGION, "participation__region")
    return rows.filter(reached & own)


def open_letter(user: User, round_code: str, region_code: str) -> Letter:
    """The newest letter of a region in a round that this person may read, or 404."""
    found = (
        letters_visible_to(user)
        .filter(
            participation__round__code=round_code, participation__region=region_code
        )
        .select_related(
            "participation__region__province",
            "participation__round",
            "decision__release__round__instrument_version",
            "decision__release__freeze",
            "decision__rules",
            "approved_by__person",
            "read_by__person",
        )
        .order_by("-decision__release__computed_at", "-sequence")
        .first()
    )
    if found is None:
        raise Http404
    return found


def letter_about(user: User, result: RegionResult) -> Letter | None:
    """The newest letter about a result that this person may read, if there is one."""
    found = letters_visible_to(user).filter(
        participation=result.participation_id, decision__release=result.release_id
    )
    return found.order_by("-sequence").first()
