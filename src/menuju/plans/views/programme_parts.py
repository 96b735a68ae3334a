"""The indicators and the money of a programme."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import programmes as doors
from menuju.plans.actions import programmes as actions
from menuju.plans.forms.conflicts import (
    RemoveForm,
    changed_meanwhile,
    differing,
    write_upon,
)
from menuju.plans.forms.programmes import BudgetsForm, IndicatorForm
from menuju.plans.models import (
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from menuju.plans.queries.programmes import (
    budgets_mark,
    indicator_mark,
    money_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of


@login_required
@require_http_methods(["GET", "POST"])
def add_indicator(request: AuthedRequest, pk: int, programme: int) -> HttpResponse:
    """A new indicator of a programme."""
    row = doors.open_to_write(request.user, pk, programme)
    return _indicator(request, row, None)


@login_required
@require_http_methods(["GET", "POST"])
def edit_indicator(
    request: AuthedRequest, pk: int, programme: int, row: int
) -> HttpResponse:
    """Change an indicator; a conflict shows both and loses nothing."""
    found = doors.open_indicator(request.user, pk, programme, row)
    return _indicator(request, found.programme, found)


@login_required
@require_POST
def remove_indicator(
    request: AuthedRequest, pk: int, programme: int, row: int
) -> HttpResponse:
    """Take an indicator out of its programme."""
    found = doors.open_indicator(request.user, pk, programme, row)
    try:
        seen = RemoveForm.seen_in(request.POST)
        actions.remove_indicator(found, seen=seen, by=request.user)
    except actions.StaleProgrammeError:
        messages.error(request, changed_meanwhile())
        return redirect("plans:programme-indicator", pk, programme, row)
    messages.success(request, _("Indikator dihapus dari program ini."))
    return redirect("plans:programme", pk, programme)


@login_required
@require_http_methods(["GET", "POST"])
def budgets(request: AuthedRequest, pk: int, programme: int) -> HttpResponse:
    """The money of a programme, by year and source."""
    row = doors.open_to_write(request.user, pk, programme)
    form = BudgetsForm(row, request.POST or None)
    context: dict[str, Any] = {"form": form}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.set_budgets(row, form.budgets(), seen=seen, by=request.user)
        except actions.StaleProgrammeError as stale:
            saved: Any = stale.saved
            write_upon(form, budgets_mark(saved))
            context["theirs"], status = differing(form, BudgetsForm(saved)), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Anggaran tersimpan."))
            return redirect("plans:programme", pk, programme)
    context |= page_of(request, row.plan_version) | {
        "programme": row,
        "step": _("Anggaran"),
        "money": money_of([row]),
        "origins": [str(one.label) for one in ProgrammeBudget.Origin],
    }
    return render(request, "plans/programmes/budgets.html", context, status=status)


def _indicator(
    request: AuthedRequest,
    programme: PlannedProgramme,
    row: ProgrammeIndicator | None,
) -> HttpResponse:
    form = IndicatorForm(row, request.POST or None)
    step = _("Ubah indikator") if row else _("Tambah indikator")
    context: dict[str, Any] = {"form": form, "programme": programme, "row": row}
    context |= {"step": step, "mark": indicator_mark(row) if row else ""}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            by, seen = request.user, form.cleaned_data["seen"]
            actions.save_indicator(programme, row, seen=seen, by=by, **form.values())
        except actions.StaleProgrammeError as stale:
            saved: Any = stale.saved
            write_upon(form, indicator_mark(saved))
            context["theirs"], status = differing(form, IndicatorForm(saved)), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Indikator tersimpan."))
            return redirect("plans:programme", programme.plan_version_id, programme.pk)
    context |= page_of(request, programme.plan_version)
    return render(request, "plans/programmes/indicator.html", context, status=status)
