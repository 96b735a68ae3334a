"""Who may see a result, and who may decide. Every request comes through here.

A region sees its own result once it is published; those who carry the round see it
before. Records that somebody may not see are missing (404); acts are refused (403).
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from menuju.accounts.access import RESULTS, can, can_anywhere, in_scope
from menuju.accounts.models import Capability, User
from menuju.results.models import Decision, RegionResult, Release
from menuju.rounds.models import Round

CARRIERS = (
    Capability.MANAGE_ROUNDS,
    Capability.FREEZE,
    Capability.DECIDE,
    Capability.AUDIT,
)
"""National capabilities that read results before they are published."""


def carries(user: User) -> bool:
    """Whether somebody carries rounds for the nation and so reads unpublished results."""
    return any(can(user, capability) for capability in CARRIERS)


def visible_to(user: User) -> Q:
    """A condition on region results: what this person may read."""
    if carries(user):
        return ~Q(pk__in=[])
    published = Q(release__published_at__isnull=False)
    if can(user, Capability.VIEW_ROUNDS):
        return published
    return published & in_scope(user, Capability.VIEW_REGION, "participation__region")


def open_result(user: User, round_code: str, region_code: str) -> RegionResult:
    """The latest result of a region in a round, or 404."""
    return latest_result(visible_to(user), round_code, region_code)


def latest_result(readable: Q, round_code: str, region_code: str) -> RegionResult:
    """The latest result of a region in a round among the ``readable`` ones, or 404."""
    found = (
        RegionResult.objects.filter(
            readable,
            participation__round__code=round_code,
            participation__region=region_code,
        )
        .select_related(
            "release__freeze",
            "release__round__instrument_version__instrument",
            "participation__region__province",
            "participation__round",
        )
        .order_by("-release__computed_at")
        .first()
    )
    if found is None:
        raise Http404
    return found


def open_results(user: User) -> Iterable[RegionResult]:
    """The results of one's own regions; nothing for those who only carry rounds."""
    mine = Q(release__published_at__isnull=False) & in_scope(
        user, Capability.VIEW_REGION, "participation__region"
    )
    if can(user, Capability.VIEW_REGION):
        return RegionResult.objects.none()
    return (
        RegionResult.objects.filter(mine)
        .select_related(
            "participation__round__instrument_version", "participation__region"
        )
        .order_by("-participation__round__year", "participation__region__name")
    )


def open_round(user: User, round_code: str) -> Round:
    """A round whose results this person carries, or 404."""
    if not carries(user):
        raise Http404
    return get_object_or_404(
        Round.objects.select_related("instrument_version__instrument"), code=round_code
    )


def open_release(user: User, round_code: str) -> Release:
    """The latest release of a round that this person carries, or 404."""
    found = release_of(open_round(user, round_code))
    if found is None:
        raise Http404
    return found


def release_of(round_: Round) -> Release | None:
    """The latest release of a round that was already opened."""
    rows = Release.objects.select_related(
        "freeze", "round__instrument_version__instrument"
    )
    return rows.filter(round=round_).first()


def open_decision(user: User, round_code: str) -> Decision:
    """The decision about a round's latest release, or 404."""
    return get_object_or_404(
        Decision.objects.select_related("release__round"),
        release=open_release(user, round_code),
    )


def require_decider(user: User) -> None:
    """Refuse everybody who may not decide for the nation."""
    if not can(user, Capability.DECIDE):
        raise PermissionDenied


def require_freezer(user: User) -> None:
    """Refuse everybody who may neither freeze nor decide for the nation."""
    if not (can(user, Capability.FREEZE) or can(user, Capability.DECIDE)):
        raise PermissionDenied


def may_decide(user: User) -> bool:
    """Whether the page offers deciding."""
    return can(user, Capability.DECIDE)


def has_results(user: User) -> bool:
    """Whether there is anything here for this person at all."""
    return any(can_anywhere(user, capability) for capability in RESULTS)
