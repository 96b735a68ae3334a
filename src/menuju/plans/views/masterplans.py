"""Masterplans: the list, a version as a whole, beginning one, the next version."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans import access
from menuju.plans.access import development, masterplans
from menuju.plans.actions import masterplans as actions
from menuju.plans.forms.conflicts import differing, write_upon
from menuju.plans.forms.masterplans import BeginForm, FollowForm, RegionForm
from menuju.plans.models import DevelopmentPlan, MasterplanVersion
from menuju.plans.queries.completeness import report_of
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.masterplans import (
    counts_of,
    listed,
    mark_of_followed,
    versions_of,
)
from menuju.plans.queries.remarks import suggestions_in, threads_in
from menuju.plans.views import AuthedRequest

PAGE = 50


@login_required
def index(request: AuthedRequest) -> HttpResponse:
    """The masterplans that somebody reads, each with its newest version."""
    rows = listed(masterplans.visible_to(request.user))
    page = Paginator(rows, PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "states": dict(MasterplanVersion.State.choices),
        "may_begin": masterplans.regions_to_write(request.user).exists(),
    }
    return render(request, "plans/masterplans/list.html", context)


@login_required
def choose_region(request: AuthedRequest) -> HttpResponse:
    """Where to begin: whoever writes in one region is sent there at once."""
    regions = masterplans.regions_to_write(request.user)
    form = RegionForm(regions, request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("plans:begin", form.cleaned_data["region"].pk)
    if len(found := list(regions[:2])) == 1:
        return redirect("plans:begin", found[0].pk)
    return render(request, "plans/masterplans/region.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: AuthedRequest, code: str) -> HttpResponse:
    """Begin a masterplan of a region."""
    region = masterplans.open_region_to_write(request.user, code)
    plans = DevelopmentPlan.objects.filter(region=region)
    form = BeginForm(plans, request.POST or None, initial=_suggested(region.name))
    if form.is_bound and form.is_valid():
        frame = dict(form.cleaned_data)
        try:
            plan = frame.pop("development_plan")
            made = actions.begin(region, plan=plan, by=request.user, **frame)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Masterplan dimulai. Isi bagian demi bagian."))
            return redirect("plans:masterplan", made.pk)
    context = {"form": form, "region": region}
    status = 422 if form.is_bound else 200
    return render(request, "plans/masterplans/begin.html", context, status=status)


@login_required
def detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """A version as a whole: what it is, how far it is, and its other versions."""
    version = masterplans.open_version(request.user, pk)
    versions = list(versions_of(version.masterplan))
    is_writer = access.may_write(request.user, version.masterplan.region)
    context = page_of(request, version) | {
        "counts": counts_of(version),
        "report": report_of(version),
        "framework": framework_of(version.masterplan),
        "guide": guide_of(version.masterplan),
        "versions": versions,
        "may_begin_next": is_writer
        and not any(one.state in masterplans.WRITABLE for one in versions),
    }
    return render(request, "plans/masterplans/detail.html", context)


@login_required
@require_POST
def new_version(request: AuthedRequest, pk: int) -> HttpResponse:
    """Copy this version into the next one."""
    version = masterplans.open_version(request.user, pk)
    access.require_writer(request.user, version.masterplan.region)
    try:
        made = actions.new_version(version, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plans:masterplan", pk)
    messages.success(request, _begun(made))
    return redirect("plans:masterplan", made.pk)


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: AuthedRequest, pk: int) -> HttpResponse:
    """Choose the development plan that this version is written against."""
    version = masterplans.open_draft(request.user, pk)
    form, status = _follow_form(request, version), 200
    context = page_of(request, version) | {"form": form}
    if form.is_bound and form.is_valid():
        plan, seen = form.cleaned_data["development_plan"], form.cleaned_data["seen"]
        try:
            moved = actions.follow(version, plan, by=request.user, seen=seen)
        except actions.StaleFollowError as stale:
            write_upon(form, mark_of_followed(stale.saved))
            stored = _follow_form(request, stale.saved, is_sent=False)
            context["theirs"], status = differing(form, stored), 409
        else:
            messages.success(request, _followed(moved))
            return redirect("plans:masterplan", pk)
    elif form.is_bound:
        status = 422
    return render(request, "plans/masterplans/follow.html", context, status=status)


def _follow_form(
    request: AuthedRequest, version: MasterplanVersion, *, is_sent: bool = True
) -> FollowForm:
    region = version.masterplan.region_id
    plans = development.visible_to(request.user).filter(region=region)
    initial: dict[str, object] = {
        "development_plan": version.development_plan_id,
        "seen": mark_of_followed(version),
    }
    sent = request.POST or None if is_sent else None
    return FollowForm(plans, sent, initial=initial)


def _begun(made: MasterplanVersion) -> str:
    """Which version began, and how much that was left open came along."""
    text = _("Versi %s dimulai dari isi versi ini.") % made.number
    count = threads_in(made).count() + suggestions_in(made).count()
    if not count:
        return text
    carried = ngettext(
        "%(n)s komentar atau usul yang masih terbuka ikut dibawa.",
        "%(n)s komentar atau usul yang masih terbuka ikut dibawa.",
        count,
    )
    return f"{text} {carried % {'n': count}}"


def _followed(moved: int) -> str:
    text = ngettext(
        "Acuan tersimpan. %(n)s tautan ikut ke tujuan berkode sama.",
        "Acuan tersimpan. %(n)s tautan ikut ke tujuan berkode sama.",
        moved,
    )
    return text % {"n": moved}


def page_of(request: AuthedRequest, version: MasterplanVersion) -> dict[str, Any]:
    """What ``plans/masterplans/base.html`` needs on every page of a version."""
    return {
        "version": version,
        "masterplan": version.masterplan,
        "region": version.masterplan.region,
        "may_write": masterplans.may_write_version(request.user, version),
    }


def _suggested(name: str) -> dict[str, object]:
    return {"title": _("Masterplan Smart City %(region)s") % {"region": name}}
