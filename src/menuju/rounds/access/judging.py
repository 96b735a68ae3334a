"""Who reaches a round, and who acts in it: the secretariat, committee and assessors.

A round exists for those who look after rounds, for the regions in it, and for the
assessors assigned in it. What is in it opens through the doors below.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.access import can, can_anywhere
from menuju.accounts.models import Capability, User
from menuju.rounds.access.conflicts import unresolved_between
from menuju.rounds.access.participation import open_participation, visible_to
from menuju.rounds.access.phases import BEFORE_SENDING, Act, permits
from menuju.rounds.models import (
    Assignment,
    Participation,
    PhaseWindow,
    Round,
    SessionSlot,
)

RESULT_READERS = (
    Capability.MANAGE_ROUNDS,
    Capability.FREEZE,
    Capability.DECIDE,
    Capability.AUDIT,
)
"""Who reads results before they are published, as in the slice above."""
LOOKING_AFTER = (Capability.VIEW_ROUNDS, Capability.MANAGE_ROUNDS)
SEVERITY_READERS = (Capability.MANAGE_ROUNDS, Capability.MODERATE)


def rounds_visible_to(user: User) -> QuerySet[Round]:
    """The rounds that exist for this user."""
    rounds = Round.objects.select_related("instrument_version__instrument")
    if can(user, Capability.VIEW_ROUNDS) or can(user, Capability.MANAGE_ROUNDS):
        return rounds
    own = visible_to(user).filter(round=OuterRef("pk"))
    return rounds.filter(Exists(own))


def open_round(user: User, code: str, *needed: Capability) -> Round:
    """A round on somebody's behalf; with one of ``needed`` for the nation, else 403."""
    found = get_object_or_404(rounds_visible_to(user), code=code)
    require(user, *needed)
    return found


def require(user: User, *needed: Capability) -> None:
    """Refuse (403) whoever has none of these capabilities for the nation."""
    if needed and not any(can(user, capability) for capability in needed):
        raise PermissionDenied(
            _("Peran Anda tidak mencakup tindakan ini. Hubungi sekretariat.")
        )


def require_phase(round_: Round, act: Act) -> None:
    """Refuse (403) an act that the present phase does not permit."""
    if not permits(round_, act):
        raise PermissionDenied(
            _("Fase “%(phase)s” tidak mengizinkan tindakan ini.")
            % {"phase": round_.get_phase_display()}
        )


def require_severity_reader(user: User, round_: Round) -> None:
    """Refuse (403) who does not read how strict assessors are, and who still judges."""
    require(user, *SEVERITY_READERS)
    if still_judging(user, round_):
        raise PermissionDenied(
            _(
                "Laporan keketatan terbuka setelah Anda mengirim semua nilai Anda sendiri."
            )
        )


def open_slot(user: User, code: str, region: str) -> SessionSlot:
    """A region's turn in a session, for whoever may see the participation."""
    part = open_participation(user, code, region)
    slots = SessionSlot.objects.select_related("session", "confirmed_by__person")
    slot = get_object_or_404(slots, participation=part)
    slot.participation = part
    return slot


def may_record(user: User, slot: SessionSlot) -> bool:
    """Whether this user writes down who came: the committee, in the phases for it."""
    return (
        can(user, Capability.RECORD_ATTENDANCE)
        and permits(slot.participation.round, Act.RECORD_ATTENDANCE)
        and slot.confirmed_at is None
    )


def may_confirm(user: User, slot: SessionSlot) -> bool:
    """Whether this user confirms the attendance of a turn."""
    return (
        can(user, Capability.CONFIRM_ATTENDANCE)
        and permits(slot.participation.round, Act.RECORD_ATTENDANCE)
        and slot.confirmed_at is None
    )


def may_object(user: User, slot: SessionSlot) -> bool:
    """Whether this user objects for the region; the window is asked by the act."""
    return slot.confirmed_at is not None and can(
        user, Capability.OBJECT, region=slot.participation.region
    )


def may_answer_objection(user: User, slot: SessionSlot) -> bool:
    """Whoever confirms, but not the one who confirmed this turn."""
    confirmed_by = slot.confirmed_by.person_id if slot.confirmed_by else None
    return (
        can(user, Capability.CONFIRM_ATTENDANCE)
        and confirmed_by != user.person_id
        and permits(slot.participation.round, Act.RECORD_ATTENDANCE)
    )


def assignments_of(user: User) -> QuerySet[Assignment]:
    """The regions this person judges, each with the end of the assessment."""
    windows = PhaseWindow.objects.filter(
        round=OuterRef("participation__round"), phase=Round.Phase.ASSESSMENT
    )
    mine = Assignment.objects.filter(assessor=user.person_id, withdrawn_at=None)
    return mine.annotate(
        closes_at=Subquery(windows.values("closes_at"))
    ).select_related(
        "participation__round__instrument_version__instrument",
        "participation__region__province",
        "assessor",
    )


def open_assignment(user: User, code: str, region: str) -> Assignment:
    """The user's own assignment, once there is something to judge.

    404 for others and before that; 403 while a conflict is unresolved.
    """
    if not can_anywhere(user, Capability.ASSESS):
        raise PermissionDenied(_("Peran Anda tidak mencakup penilaian."))
    found = get_object_or_404(
        assignments_of(user).exclude(participation__round__phase__in=BEFORE_SENDING),
        participation__round__code=code,
        participation__region=region,
    )
    if unresolved_between(found.assessor, found.participation.region):
        raise PermissionDenied(
            _(
                "Ada konflik kepentingan Anda dengan daerah ini yang belum diselesaikan, jadi isian, bukti, dan penilaiannya tertutup bagi Anda. Hubungi sekretariat."
            )
        )
    return found


def may_score(assignment: Assignment) -> bool:
    """While the phase is open and the assessor has not sent the scores."""
    return assignment.submitted_at is None and permits(
        assignment.participation.round, Act.ASSESS
    )


def may_moderate(user: User, participation: Participation) -> bool:
    """Somebody who moderates, did not judge this region and has no conflict with it."""
    judged = Assignment.objects.filter(
        participation=participation, assessor=user.person_id
    )
    return (
        can(user, Capability.MODERATE)
        and permits(participation.round, Act.MODERATE)
        and not judged.exists()
        and not unresolved_between(user.person, participation.region)
    )


def pages_open_to(user: User) -> set[str]:
    """The pages of a round, by URL name, that a list of open points may lead to."""
    pages = {
        "rounds:detail",
        "rounds:assignments",
        "rounds:attendance_list",
        "rounds:moderation",
        "rounds:freeze",
    }
    if can(user, Capability.MANAGE_ROUNDS):
        pages |= {"rounds:invite", "rounds:edit"}
    if any(can(user, capability) for capability in LOOKING_AFTER):
        pages |= {"rounds:extensions", "rounds:extension"}
    if any(can(user, capability) for capability in RESULT_READERS):
        pages |= {"results:decision", "results:release"}
    return pages


@dataclass(frozen=True, slots=True)
class Judging:
    """The participations of a round that a person judges or judged, by key.

    ``unsent`` are those whose scores they may not read yet; ``all`` those whose levels
    they never agree on.
    """

    unsent: set[int]
    all: set[int]


def judging_of(user: User, round_: Round) -> Judging:
    """What this person judges in a round, also where they were replaced; one query."""
    rows = Assignment.objects.filter(
        assessor=user.person_id, participation__round=round_
    ).values_list("participation", "withdrawn_at", "submitted_at")
    unsent = {part for part, gone, sent in rows if gone is None and sent is None}
    return Judging(unsent, {part for part, _gone, _sent in rows})


def still_judging(user: User, round_: Round) -> set[int]:
    """The participations whose scores this person may not read yet: own ones are unsent."""
    return judging_of(user, round_).unsent
