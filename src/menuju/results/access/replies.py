"""Who reads replies: the region its own; those who answer and carry rounds, all of them."""

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from menuju.accounts.access import can, in_scope
from menuju.accounts.models import Capability, User
from menuju.results.access import latest_result
from menuju.results.models import RegionResult, Release
from menuju.rounds.models import Reply, ReplyProof, Round

DESK = (Capability.ANSWER_REPLIES, Capability.MANAGE_ROUNDS, Capability.AUDIT)
"""National capabilities that read every reply."""


def keeps_replies(user: User) -> bool:
    """Whether somebody reads every reply of the nation."""
    return any(can(user, capability) for capability in DESK)


def open_replies_desk(user: User, round_code: str) -> tuple[Round, Release]:
    """A published round whose replies this person reads, with its release; or 404."""
    if not keeps_replies(user):
        raise Http404
    releases = Release.objects.filter(published_at__isnull=False).select_related(
        "round__instrument_version__instrument"
    )
    found = releases.filter(round__code=round_code).first()
    if found is None:
        raise Http404
    return found.round, found


def boards_open_to(user: User) -> QuerySet[Round]:
    """The published rounds whose replies this person reads, with how many wait."""
    if not keeps_replies(user):
        return Round.objects.none()
    waits = Q(participations__replies__state=Reply.State.OPEN)
    published = Round.objects.filter(releases__published_at__isnull=False)
    return published.annotate(
        waiting=Count("participations__replies", filter=waits, distinct=True)
    ).order_by("-year", "-phase_number")


def open_contested(user: User, round_code: str, region_code: str) -> RegionResult:
    """A published result that this person may contest, or read the replies to; or 404."""
    readable = Q(release__published_at__isnull=False)
    if not keeps_replies(user):
        readable &= in_scope(user, Capability.VIEW_REGION, "participation__region")
    return latest_result(readable, round_code, region_code)


def open_reply(result: RegionResult, key: int) -> Reply:
    """One reply to a result that was already opened, or 404."""
    rows = Reply.objects.filter(participation=result.participation_id)
    found = get_object_or_404(whole(rows), pk=key)
    found.participation = result.participation
    return found


def whole(rows: QuerySet[Reply]) -> QuerySet[Reply]:
    """Replies with who wrote them, their proofs and effects, in the order they came."""
    proofs = ReplyProof.objects.select_related(
        "evidence_version__evidence", "evidence_version__file"
    )
    return (
        rows.select_related("effect", "by__person", "answered_by__person__institution")
        .prefetch_related(Prefetch("proofs", proofs.order_by("pk")))
        .order_by("at", "pk")
    )
