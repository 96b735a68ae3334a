"""The guidance of a masterplan on one page: mentors, sessions, reviews, approval."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from menuju.plans.access import guidance as doors
from menuju.plans.access import masterplans
from menuju.plans.models import ReviewRound
from menuju.plans.queries.approvals import digest_now
from menuju.plans.queries.mentors import mentorships_of
from menuju.plans.queries.reviews import reviews_of
from menuju.plans.queries.sessions import sessions_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of


@login_required
def overview(request: AuthedRequest, pk: int) -> HttpResponse:
    """Who guides, which sessions there are, what was reviewed and approved."""
    version = masterplans.open_version(request.user, pk)
    mentorships = list(mentorships_of(version.masterplan))
    reviews = list(reviews_of(version))
    latest = reviews[0] if reviews else None
    digest = digest_now(version)
    context = page_of(request, version) | {
        "sessions": sessions_of(version.masterplan),
        "mentors": [one for one in mentorships if one.is_held],
        "former": [one for one in mentorships if not one.is_held],
        "reviews": reviews,
        "latest": latest,
        "is_asked": bool(latest and latest.verdict == ReviewRound.Verdict.OPEN),
        "is_changed": bool(latest and latest.digest != digest),
        "digest": digest,
        "may_assign": doors.may_guide_all(request.user),
    }
    return render(request, "plans/guidance/overview.html", context)
