"""Development plans: the list, one plan, its top, putting it in force, its next version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans import access
from menuju.plans.access import development, masterplans
from menuju.plans.actions import development as actions
from menuju.plans.forms.conflicts import differing, write_upon
from menuju.plans.forms.development import HeadForm, InForceForm
from menuju.plans.forms.masterplans import RegionForm
from menuju.plans.models import DevelopmentPlan
from menuju.plans.queries.development import (
    lacks_of,
    mark_of,
    outline_of,
    without_indicator,
)
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
def choose_region(request: AuthedRequest) -> HttpResponse:
    """Where to begin: whoever writes in one region is sent there at once."""
    regions = masterplans.regions_to_write(request.user)
    form = RegionForm(regions, request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("plans:draft", form.cleaned_data["region"].pk)
    if len(found := list(regions[:2])) == 1:
        return redirect("plans:draft", found[0].pk)
    return render(request, "plans/development/region.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def create(request: AuthedRequest, code: str) -> HttpResponse:
    """Begin a plan of a region."""
    region = masterplans.open_region_to_write(request.user, code)
    form = HeadForm(region, None, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.create(region, by=request.user, **form.head())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Konsep dimulai. Isi misi dan tujuannya."))
            return redirect("plans:development", made.pk)
    context = {"form": form, "region": region}
    status = 422 if form.is_bound else 200
    return render(request, "plans/development/head.html", context, status=status)


@login_required
def detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """A plan as a whole."""
    plan = development.open_plan(request.user, pk)
    is_writer = access.may_write(request.user, plan.region)
    context = {
        "plan": plan,
        "region": plan.region,
        "outline": outline_of(plan),
        "years": range(plan.first_year, plan.last_year + 1),
        "may_write": development.may_write_plan(request.user, plan),
        "may_renew": is_writer and plan.state != development.State.DRAFT,
        "later": development.visible_to(request.user).filter(replaces=plan).first(),
    }
    return render(request, "plans/development/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change the top of a draft; a conflict shows both and loses nothing."""
    plan = development.open_draft(request.user, pk)
    form = HeadForm(plan.region, plan, request.POST or None)
    context = {"form": form, "region": plan.region, "plan": plan}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.edit(plan, seen=seen, by=request.user, **form.head())
        except actions.StalePlanError as stale:
            write_upon(form, mark_of(stale.saved))
            theirs = HeadForm(plan.region, stale.saved)
            context["theirs"], status = differing(form, theirs), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("plans:development", pk)
    return render(request, "plans/development/head.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def put_in_force(request: AuthedRequest, pk: int) -> HttpResponse:
    """Look once more, then freeze."""
    plan = development.open_draft(request.user, pk)
    form = InForceForm(request.POST or None, initial={"version": plan.version})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.put_in_force(plan, version=version, by=request.user)
        except actions.StalePlanError as stale:
            form = InForceForm(initial={"version": stale.saved.version})
            text = _("Isinya berubah sejak Anda membuka halaman ini. Periksa lagi.")
            messages.warning(request, text)
            status = 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Rencana ini sekarang berlaku."))
            return redirect("plans:development", pk)
    context = {"form": form} | _looked_at(plan)
    return render(request, "plans/development/in_force.html", context, status=status)


def _looked_at(plan: DevelopmentPlan) -> dict[str, object]:
    """A draft as it is looked at once more before it is frozen."""
    return {
        "plan": plan,
        "lacks": lacks_of(plan),
        "bare": without_indicator(plan),
        "outline": outline_of(plan),
    }


@login_required
@require_POST
def new_version(request: AuthedRequest, pk: int) -> HttpResponse:
    """A draft that will replace this plan."""
    plan = development.open_plan(request.user, pk)
    access.require_writer(request.user, plan.region)
    try:
        made = actions.new_version(plan, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plans:development", pk)
    messages.success(request, _("Konsep versi %s dibuat.") % made.number)
    return redirect("plans:development", made.pk)
