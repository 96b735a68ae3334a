"""Development plans: the list and one plan, to read."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from menuju.plans import access
from menuju.plans.access import development, masterplans
from menuju.plans.queries.development import outline_of
from menuju.plans.views import AuthedRequest

PAGE = 50


@login_required
def index(request: AuthedRequest) -> HttpResponse:
    """The development plans that somebody reads."""
    rows = development.visible_to(request.user).order_by(
        "region__name", "kind", "-first_year", "-number"
    )
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("halaman")),
        "may_begin": masterplans.regions_to_write(request.user).exists(),
    }
    return render(request, "plans/development/list.html", context)


@login_required
def detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """A plan as a whole."""
    plan = development.open_plan(request.user, pk)
    context = {
        "plan": plan,
        "region": plan.region,
        "outline": outline_of(plan),
        "may_write": development.may_write_plan(request.user, plan),
        "is_writer": access.may_write(request.user, plan.region),
    }
    return render(request, "plans/development/detail.html", context)
