"""The links of one goal, of one element, and one link."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import alignment as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import alignment as actions
from menuju.plans.forms.alignment import FromElementForm, ToGoalForm, WhyForm
from menuju.plans.forms.conflicts import (
    RemoveForm,
    changed_meanwhile,
    differing,
    write_upon,
)
from menuju.plans.models import Goal, GoalLink, MasterplanVersion
from menuju.plans.queries.alignment import (
    SLUGS,
    element_of,
    every_element,
    parts_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of


@login_required
@require_http_methods(["GET", "POST"])
def of_goal(request: AuthedRequest, pk: int, goal: int) -> HttpResponse:
    """Who serves a goal; a writer links another element."""
    version = _open(request, pk)
    held = doors.goal_of(version, goal)
    elements = {one.key: one for one in every_element(version)}
    rows = version.goal_links.filter(goal=held).select_related("goal")
    links = [
        (link, elements.get(link.key)) for link in rows.order_by("-strength", "pk")
    ]
    taken = {link.key for link, _element in links}
    free = [one for one in elements.values() if one.key not in taken]
    form = FromElementForm(free, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_link(version, form.chosen, held, why=form.why, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tautan tersimpan."))
            return redirect("plans:goal-links", pk, goal)
    context = page_of(request, version) | {"goal": held, "links": links, "form": form}
    context["parts"] = parts_of(version, held)
    status = 422 if form.is_bound else 200
    return render(request, "plans/alignment/goal.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def of_element(request: AuthedRequest, pk: int, kind: str, key: UUID) -> HttpResponse:
    """Which goals an element serves; a writer links another goal."""
    version = _open(request, pk)
    element = element_of(version, SLUGS[kind], key) if kind in SLUGS else None
    if element is None:
        raise Http404
    links = list(version.goal_links.filter(key=key).select_related("goal__plan"))
    form = ToGoalForm(_free_goals(version, key), request.POST or None)
    if form.is_bound and form.is_valid():
        goal, chosen = form.cleaned_data["goal"], (element.kind, key)
        try:
            actions.add_link(version, chosen, goal, why=form.why, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tautan tersimpan."))
            return redirect("plans:element-links", pk, kind, key)
    context = page_of(request, version) | {
        "element": element,
        "links": [(link, element) for link in links],
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/alignment/element.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: AuthedRequest, pk: int, link: int) -> HttpResponse:
    """Change how strongly and why; a conflict shows both and loses nothing."""
    held = doors.open_link(request.user, pk, link)
    form = WhyForm(request.POST or None, initial=_written(held))
    version = held.plan_version
    context = page_of(request, version) | {
        "link": held,
        "form": form,
        "mark": actions.mark_of(held),
        "element": element_of(version, held.element, held.key),
    }
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.change_link(held, why=form.why, seen=seen, by=request.user)
        except actions.StaleLinkError as stale:
            write_upon(form, actions.mark_of(stale.saved))
            theirs = WhyForm(initial=_written(stale.saved))
            context["theirs"], status = differing(form, theirs), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tautan tersimpan."))
            return redirect("plans:goal-links", pk, held.goal_id)
    return render(request, "plans/alignment/link.html", context, status=status)


@login_required
@require_POST
def remove(request: AuthedRequest, pk: int, link: int) -> HttpResponse:
    """Take a link back."""
    held = doors.open_link(request.user, pk, link)
    seen = RemoveForm.seen_in(request.POST)
    try:
        actions.remove_link(held, seen=seen, by=request.user)
    except actions.StaleLinkError:
        messages.error(request, changed_meanwhile())
        return redirect("plans:link", pk, link)
    messages.success(request, _("Tautan dilepas."))
    return redirect("plans:alignment", pk)


def _open(request: AuthedRequest, pk: int) -> MasterplanVersion:
    """To read; to write if something was sent."""
    door = (
        masterplans.open_draft if request.method == "POST" else masterplans.open_version
    )
    return door(request.user, pk)


def _free_goals(version: MasterplanVersion, key: UUID) -> QuerySet[Goal]:
    taken = version.goal_links.filter(key=key).values("goal")
    goals = Goal.objects.filter(plan=version.development_plan_id)
    return goals.exclude(pk__in=taken)


def _written(link: GoalLink) -> dict[str, object]:
    return {
        "strength": link.strength,
        "justification": link.justification,
        "seen": actions.mark_of(link),
    }
