"""The page each role lands on after signing in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from menuju.accounts.models import User
from menuju.messages.models import Mail
from menuju.messages.queries import delivery_log, standings_of
from menuju.overview import access, queries
from menuju.overview.queries.panel import closed_to
from menuju.overview.queries.region import obligations, standings
from menuju.overview.queries.results import latest_results
from menuju.overview.queries.secretariat import proposed_versions

PER_PAGE = 50


class AuthedRequest(HttpRequest):
    user: User


@login_required
def home(request: AuthedRequest) -> HttpResponse:
    user = request.user
    mine = access.read_regions(user)
    leads = access.leads_only(user)
    return render(
        request,
        "overview/home.html",
        {
            "tasks": queries.tasks_of(user),
            "closed": closed_to(user),
            "versions": proposed_versions(user),
            "obligations": obligations(mine) if mine else [],
            "standings": standings(leads) if leads else [],
            "results": latest_results(mine) if mine else [],
            "leads": bool(leads),
            "sees_deliveries": access.may_see_deliveries(user),
        },
    )


@login_required
def deliveries(request: AuthedRequest) -> HttpResponse:
    """What went out to whom, narrowed to one state of the mail."""
    access.open_deliveries(request.user)
    asked = request.GET.get("keadaan", "")
    state = Mail.State(asked) if asked in Mail.State.values else None
    rows = delivery_log(state=state).select_related("recipient__person", "mail")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    standings = [(each, n) for each, n in standings_of().items() if n or each == state]
    seen = {"page": page, "state": state, "standings": standings}
    return render(request, "overview/deliveries.html", seen)
