"""Who reaches a region's participation in a round, and who may do what to it.

A region's people see their own; an agency's people see a participation while an item of
it is with their agency, and of it only those items; assessors see the regions that they
are assigned to, once the self-assessment is over; the committee and the secretariat see those in their scope. To everybody
else it does not exist.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import agencies_where, can, can_anywhere, in_scope
from menuju.accounts.models import Capability, User
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.access.phases import BEFORE_SENDING, Act, permits
from menuju.rounds.models import Assignment, Delegation, Participation

Rule = Callable[[User, Participation], bool]


def visible_to(user: User) -> QuerySet[Participation]:
    """The participations that exist for this user."""
    return Participation.objects.filter(
        in_scope(user, Capability.VIEW_REGION)
        | in_scope(user, Capability.VIEW_ROUNDS)
        | _is_assigned(user)
        | Exists(_handed_to(user).filter(participation=OuterRef("pk")))
    ).select_related("round__instrument_version__instrument", "region__province")


def open_participation(
    user: User, round_code: str, region_code: str, *, rule: Rule | None = None
) -> Participation:
    """Fetch a participation on somebody's behalf: the only door from a request.

    One they may not see is missing (404); one they may see but not act on is refused
    (403) with the reason. So is everything of a region that an assessor stands too near to.
    """
    found = get_object_or_404(
        visible_to(user).select_related("submission", "slot"),
        round__code=round_code,
        region=region_code,
    )
    if rule and not rule(user, found):
        bound = why_bound(found) if rule is may_reply else ""
        raise PermissionDenied(bound or _reason(found))
    if _is_too_near(user, found):
        raise PermissionDenied(
            _(
                "Ada konflik kepentingan Anda dengan daerah ini yang belum diselesaikan, jadi isian, bukti, dan penilaiannya tertutup bagi Anda. Hubungi sekretariat."
            )
        )
    return found


def open_history(user: User, round_code: str, region_code: str) -> Participation:
    """A participation whose earlier drafts this user may read: its own people (else 403)."""
    found = open_participation(user, round_code, region_code)
    if not may_read_history(user, found):
        raise PermissionDenied(
            _("Riwayat isian hanya terbuka bagi daerah itu sendiri.")
        )
    return found


def sees_all(user: User, participation: Participation) -> bool:
    """Whether a seat opens everything of it: the region's own people, or an overseer."""
    region = participation.region
    return can(user, Capability.VIEW_REGION, region=region) or can(
        user, Capability.VIEW_ROUNDS, region=region
    )


def items_shown_to(user: User, participation: Participation) -> set[str] | None:
    """The items that somebody of an agency sees; None: all of them."""
    if sees_all(user, participation):
        return None
    handed = _handed_to(user).filter(participation=participation)
    return set(handed.values_list("item", flat=True)) or _all_if_assigned(
        user, participation
    )


def require_item(shown: set[str] | None, item: str) -> None:
    """Refuse (404) an item that is not among those shown."""
    if shown is not None and item not in shown:
        raise Http404


def may_answer(user: User, participation: Participation) -> bool:
    """While the phase is open, nothing is submitted, and the region takes part."""
    return is_open(participation) and (
        can(user, Capability.ANSWER, region=participation.region)
        or _handed_to(user).filter(participation=participation).exists()
    )


def may_read_history(user: User, participation: Participation) -> bool:
    """Earlier drafts stay with the region: its people, and an agency that has an item."""
    return (
        can(user, Capability.VIEW_REGION, region=participation.region)
        or _handed_to(user).filter(participation=participation).exists()
    )


def may_delegate(user: User, participation: Participation) -> bool:
    """Like answering, but handing out belongs to the region's coordinator."""
    return is_open(participation) and can(
        user, Capability.DELEGATE, region=participation.region
    )


def may_submit(user: User, participation: Participation) -> bool:
    """Signing off is the region's; the deadline is decided by the act itself."""
    return participation.status == Participation.Status.CONFIRMED and can(
        user, Capability.SUBMIT, region=participation.region
    )


def may_reply(user: User, participation: Participation) -> bool:
    """Take up or decline the invitation: whoever may submit for the region."""
    return (
        permits(participation.round, Act.INVITE)
        and not is_submitted(participation)
        and can(user, Capability.SUBMIT, region=participation.region)
    )


def why_bound(participation: Participation) -> str:
    """Why a region that was selected does not withdraw by its reply, and how it does."""
    is_selected = participation.outcome == Participation.Outcome.SELECTED
    if not (is_selected and participation.is_outcome_public):
        return ""
    return _(
        "Daerah ini sudah terpilih, jadi tidak dapat mundur lewat jawaban undangan. Sampaikan pengunduran diri kepada sekretariat: dua orang memutuskan penggantian, dan cadangan pertama naik."
    )


def is_open(participation: Participation) -> bool:
    """Whether answers can still change. A late draft is kept; only sending is refused."""
    return (
        participation.status == Participation.Status.CONFIRMED
        and permits(participation.round, Act.ANSWER)
        and not is_submitted(participation)
    )


def is_submitted(participation: Participation) -> bool:
    """Whether the self-assessment was signed and sent."""
    return hasattr(participation, "submission")


def _reason(participation: Participation) -> str:
    if is_submitted(participation):
        return _(
            "Penilaian mandiri ini sudah dikirim, jadi isian dan buktinya tidak dapat diubah lagi. Tanda terimanya tetap dapat dibuka."
        )
    if participation.status == Participation.Status.WITHDRAWN:
        return _("Daerah ini mundur dari tahap ini, jadi isiannya tidak dapat diubah.")
    if participation.status == Participation.Status.INVITED:
        return _(
            "Daerah ini belum menyatakan ikut serta. Jawab undangannya lebih dahulu."
        )
    if not permits(participation.round, Act.ANSWER):
        return _("Tahap ini sedang tidak dibuka untuk pengisian.")
    return _(
        "Peran Anda tidak mencakup tindakan ini. Mintalah koordinator daerah Anda."
    )


def _is_too_near(user: User, participation: Participation) -> bool:
    """Whether they are here to judge, and a conflict is unresolved.

    An overseer reads every region, but not one that they were given to judge and stand too
    near to: otherwise a second seat would open what the declaration closed.
    """
    is_agency = can_anywhere(user, Capability.ANSWER)
    judges = can_anywhere(user, Capability.ASSESS)
    if is_agency and not judges:
        return False
    if sees_all(user, participation) and not (
        judges and _is_judged_by(user, participation)
    ):
        return False
    handed = _handed_to(user).filter(participation=participation)
    return not (is_agency and handed.exists()) and bool(
        unresolved_between(user.person, participation.region)
    )


def _is_judged_by(user: User, participation: Participation) -> bool:
    """Whether an overseer was given this region to judge; its own people never are."""
    return (
        not can(user, Capability.VIEW_REGION, region=participation.region)
        and _all_if_assigned(user, participation) is None
    )


def _all_if_assigned(user: User, participation: Participation) -> set[str] | None:
    assigned = Assignment.objects.filter(
        participation=participation, assessor=user.person_id, withdrawn_at=None
    )
    return None if assigned.exists() else set()


def _is_assigned(user: User) -> Q:
    return ~Q(round__phase__in=BEFORE_SENDING) & Q(
        Exists(
            Assignment.objects.filter(
                participation=OuterRef("pk"),
                assessor=user.person_id,
                withdrawn_at=None,
            )
        )
    )


def _handed_to(user: User) -> QuerySet[Delegation]:
    agencies = agencies_where(user, Capability.ANSWER)
    return Delegation.objects.filter(agency__in=agencies, returned_at=None)
