"""Missions, goals and indicators of a draft: add, change, remove."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import development
from menuju.plans.actions import development as actions
from menuju.plans.forms.conflicts import (
    RemoveForm,
    changed_meanwhile,
    differing,
    write_upon,
)
from menuju.plans.forms.development import FORMS
from menuju.plans.queries.development import Part, branch_mark, mark_of
from menuju.plans.views import AuthedRequest


@login_required
@require_http_methods(["GET", "POST"])
def add(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """A new part; ``?di=`` names the goal it comes under."""
    plan = development.open_draft(request.user, pk)
    part = development.new_part(plan, kind, request.GET.get("di", ""))
    return _part_form(request, kind, part)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Change a part."""
    return _part_form(request, kind, development.open_part(request.user, pk, kind, row))


@login_required
@require_POST
def remove(request: AuthedRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Take a part out, with what is below it."""
    part = development.open_part(request.user, pk, kind, row)
    try:
        seen = RemoveForm.seen_in(request.POST)
        actions.remove_part(part, seen=seen, by=request.user)
    except actions.StalePartError:
        messages.error(request, changed_meanwhile())
        return redirect("plans:part", pk, kind, row)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Bagian itu sudah dihapus dari konsep."))
    return redirect("plans:development", pk)


def _part_form(request: AuthedRequest, kind: str, part: Part) -> HttpResponse:
    plan = actions.plan_of(part)
    form = FORMS[kind](plan, part, request.POST or None)
    status = 422 if form.is_bound else 200
    context: dict[str, Any] = {"form": form, "plan": plan, "part": part, "kind": kind}
    context["mark"] = branch_mark(part) if part.pk else ""
    if form.is_bound and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.save_part(part, values=form.values(), seen=seen, by=request.user)
        except actions.StalePartError as stale:
            write_upon(form, mark_of(stale.saved))
            theirs = FORMS[kind](plan, stale.saved)
            context["theirs"], status = differing(form, theirs), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("plans:development", plan.pk)
    return render(request, "plans/development/part.html", context, status=status)
