"""What a version has once: its vision and the strategy of each part; and the order."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import masterplans
from menuju.plans.actions import content as actions
from menuju.plans.forms.conflicts import differing, write_upon
from menuju.plans.forms.content import MoveForm, StrategyForm, VisionForm
from menuju.plans.models import MasterplanVersion, Strategy
from menuju.plans.queries.content.kinds import KINDS, vision_mark
from menuju.plans.queries.content.lists import element_of, leaf_of, next_leaf
from menuju.plans.queries.documents import framework_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.content.elements import (
    address_of,
    conflict_page,
    form_page,
    open_to,
)
from menuju.plans.views.content.lists import STRATEGIES, kind_page
from menuju.plans.views.masterplans import page_of

TARGETS = "sasaran"


@login_required
@require_http_methods(["GET", "POST"])
def strategy(request: AuthedRequest, pk: int, part: str) -> HttpResponse:
    """The strategy of one leaf of the framework, or why there is none."""
    version = open_to(request, pk)
    leaf = leaf_of(version, part)
    if leaf is None:
        raise Http404
    written = version.strategies.filter(part=part).first()
    row = written or Strategy(plan_version=version, part=part)
    form = StrategyForm(version, row, request.POST or None)
    dimension = framework_of(version.masterplan).dimension_of(part)
    words: dict[str, Any] = {"leaf": leaf, "dimension": dimension}
    if form.is_bound and form.is_valid():
        try:
            actions.set_strategy(version, part, by=request.user, **form.cleaned_data)
        except actions.StaleElementError as stale:
            words |= {"form": form, "row": stale.saved}
            return conflict_page(request, version, STRATEGIES, **words)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            if not row.pk:
                write_upon(form, "")
        else:
            messages.success(request, _("Tersimpan."))
            return _onwards(request, version, part)
    return form_page(request, version, STRATEGIES, form=form, row=row, **words)


@login_required
@require_http_methods(["GET", "POST"])
def vision(request: AuthedRequest, pk: int) -> HttpResponse:
    """The vision of a version; a conflict shows both and loses nothing."""
    version = masterplans.open_draft(request.user, pk)
    form = VisionForm(version, request.POST or None)
    context = page_of(request, version) | kind_page(TARGETS) | {"form": form}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        text, seen = form.cleaned_data["vision"], form.cleaned_data["seen"]
        try:
            actions.set_vision(version, text, seen=seen, by=request.user)
        except actions.StaleVisionError as stale:
            write_upon(form, vision_mark(stale.saved))
            context["theirs"] = differing(form, VisionForm(stale.saved))
            status = 409
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("plans:content-kind", pk, TARGETS)
    return render(request, "plans/content/vision.html", context, status=status)


@login_required
@require_POST
def move(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """Move an element up or down in its list, and show it there."""
    version = masterplans.open_draft(request.user, pk)
    form = MoveForm(request.POST)
    if not form.is_valid() or kind == STRATEGIES:
        raise Http404
    up, down = form.cleaned_data["naik"], form.cleaned_data["turun"]
    row = element_of(version, KINDS[kind], up or down) if up or down else None
    if row is None:
        raise Http404
    actions.move(row, up=bool(up), by=request.user)
    return redirect(address_of(row, kind))


def _onwards(
    request: AuthedRequest, version: MasterplanVersion, part: str
) -> HttpResponse:
    """Back to the part in its list, or on to the next one that nothing is written for."""
    following = next_leaf(version, part) if "lagi" in request.POST else None
    if following:
        return redirect("plans:strategy", version.pk, following.code)
    address = reverse("plans:content-kind", args=[version.pk, STRATEGIES])
    return redirect(f"{address}#p-{part}")
