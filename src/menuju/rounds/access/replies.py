"""Who contests a published point, and who answers: nobody answers their own judgement."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from menuju.accounts.access import can
from menuju.accounts.models import Capability, User
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.models import (
    AttendanceObjection,
    Moderation,
    Participation,
    Reply,
    SessionSlot,
)


def may_contest(user: User, participation: Participation) -> bool:
    """Whoever objects for the region, once the result is open; the clock is asked apart."""
    return permits(participation.round, Act.READ_RESULT) and can(
        user, Capability.OBJECT, region=participation.region
    )


def require_contester(user: User, participation: Participation) -> None:
    """Refuse (403) whoever does not object for the region."""
    if not may_contest(user, participation):
        raise PermissionDenied(
            _(
                "Peran Anda tidak mencakup sanggahan daerah ini. Mintalah koordinator daerah mengajukannya."
            )
        )


def why_not_answer(user: User, reply: Reply) -> str:
    """Why this user does not answer a reply, and who does; empty if they may. Six queries."""
    if not can(user, Capability.ANSWER_REPLIES):
        return _(
            "Peran Anda tidak mencakup jawaban sanggahan. Pejabat lembaga nasional atau moderator yang menjawabnya."
        )
    part = reply.participation
    other = _("Minta orang lain yang tidak ikut menilai menjawabnya.")
    if part.assignments.filter(assessor=user.person_id).exists():
        return _("Anda menilai daerah ini sebagai asesor.") + " " + other
    if reason := _judged(user, reply):
        return f"{reason} {other}"
    if unresolved_between(user.person, part.region):
        return (
            _("Ada konflik kepentingan Anda dengan daerah ini yang belum diselesaikan.")
            + " "
            + _("Minta orang lain menjawabnya, atau hubungi sekretariat.")
        )
    return ""


def require_answerer(user: User, reply: Reply) -> None:
    """Refuse (403) whoever may not answer, with the reason and the way out."""
    if reason := why_not_answer(user, reply):
        raise PermissionDenied(reason)


def _judged(user: User, reply: Reply) -> str:
    """How somebody took part in the judgement that is contested."""
    if reply.subject == Reply.Subject.ATTENDANCE:
        return _confirmed(user, reply.participation)
    decided = Q(decided_by__person=user.person_id)
    sat = Q(deciders__person=user.person_id, deciders__took_part=True)
    made = Moderation.objects.filter(participation=reply.participation, item=reply.code)
    if made.filter(decided | sat).exists():
        return _("Anda ikut menyepakati nilai butir ini dalam musyawarah.")
    return ""


def _confirmed(user: User, participation: Participation) -> str:
    slots = SessionSlot.objects.filter(
        participation=participation, confirmed_by__person=user.person_id
    )
    answered = AttendanceObjection.objects.filter(
        slot__participation=participation, answered_by__person=user.person_id
    )
    if slots.exists() or answered.exists():
        return _("Anda ikut mengesahkan kehadiran daerah ini.")
    return ""
