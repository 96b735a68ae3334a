"""The page each role lands on after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from menuju.accounts.models import Capability, User
from menuju.overview import access, queries
from menuju.overview.queries.region import obligations, standings
from menuju.overview.queries.results import latest_results
from menuju.overview.queries.secretariat import proposed_versions


class AuthedRequest(HttpRequest):
    user: User


@login_required
def home(request: AuthedRequest) -> HttpResponse:
    user = request.user
    mine = access.own_regions(user, Capability.VIEW_REGION)
    leads = access.leads_only(user)
    return render(
        request,
        "overview/home.html",
        {
            "tasks": queries.tasks_of(user),
            "versions": proposed_versions(user),
            "obligations": obligations(mine) if mine else [],
            "standings": standings(leads) if leads else [],
            "results": latest_results(mine) if mine else [],
            "leads": bool(leads),
        },
    )
