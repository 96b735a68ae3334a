"""One guidance session: its course, who came, what was delivered, its closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import guidance as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import sessions as actions
from menuju.plans.forms.conflicts import differing, write_upon
from menuju.plans.forms.guidance import (
    CourseForm,
    DelegationForm,
    DeliveryForm,
    ReasonForm,
    written,
)
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.sessions import Bimtek, mark_of, sessions_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of


@login_required
def detail(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    """A session as it is known; with its forms for whoever writes it."""
    version = masterplans.open_version(request.user, pk)
    return _page(request, version, number)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    """Write days, place, agenda and notes; a conflict shows both and loses nothing."""
    version = doors.open_to_guide(request.user, pk)
    bimtek = _bimtek(version, number)
    form = CourseForm.upon(bimtek, request.POST or None)
    context = page_of(request, version) | {"bimtek": bimtek, "form": form}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        plan, seen = version.masterplan, form.cleaned_data["seen"]
        course = form.course(plan.provenance)
        try:
            actions.write(plan, number, course, seen=seen, by=request.user)
        except actions.StaleSessionError as stale:
            write_upon(form, mark_of(stale.saved))
            theirs = CourseForm(initial=written(stale.saved))
            context["theirs"], status = differing(form, theirs), 409
        except PermissionDenied as closed:  # while they were writing
            form.add_error(None, str(closed))
            status = 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Bimtek tersimpan."))
            return redirect("plans:session", pk, number)
    return render(request, "plans/guidance/session_form.html", context, status=status)


@login_required
@require_POST
def attend(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    """Note people who came."""
    version = doors.open_to_guide(request.user, pk)
    doors.session_of(version, number)
    form = DelegationForm(request.POST)
    if not form.is_valid():
        return _page(request, version, number, attend_form=form)
    who = form.delegation()
    actions.add_attendees(version.masterplan, number, who, by=request.user)
    messages.success(request, _("Kehadiran tercatat."))
    return redirect("plans:session", pk, number)


@login_required
@require_POST
def remove_attendees(
    request: AuthedRequest, pk: int, number: int, key: int
) -> HttpResponse:
    """Take a line of attendance back."""
    version = doors.open_to_guide(request.user, pk)
    actions.remove_attendees(doors.attendee_of(version, number, key), by=request.user)
    messages.success(request, _("Baris kehadiran dihapus."))
    return redirect("plans:session", pk, number)


@login_required
@require_POST
def close(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    """Close a session: its course and attendance stay as they are."""
    version = doors.open_to_guide(request.user, pk)
    doors.session_of(version, number)
    try:
        actions.close(version.masterplan, number, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Bimtek ditutup."))
    return redirect("plans:session", pk, number)


@login_required
@require_POST
def reopen(request: AuthedRequest, pk: int, number: int) -> HttpResponse:
    """Open a closed session again; the secretariat does."""
    version = doors.open_to_assign(request.user, pk)
    doors.session_of(version, number)
    actions.reopen(version.masterplan, number, by=request.user)
    messages.success(request, _("Bimtek dibuka kembali."))
    return redirect("plans:session", pk, number)


@login_required
@require_POST
def deliver(request: AuthedRequest, pk: int, number: int, code: str) -> HttpResponse:
    """Say that an output is delivered."""
    version = doors.open_to_deliver(request.user, pk)
    doors.session_of(version, number)
    form = DeliveryForm(request.POST)
    if not form.is_valid():
        return _page(request, version, number, deliver_form=form, code=code)
    note = form.cleaned_data["note"]
    try:
        actions.deliver(version.masterplan, (number, code), note=note, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Keluaran tercatat sudah diserahkan."))
    return redirect("plans:session", pk, number)


@login_required
@require_POST
def take_back(request: AuthedRequest, pk: int, number: int, code: str) -> HttpResponse:
    """Say why an output does not count yet; mentors and the secretariat do."""
    version = doors.open_to_guide(request.user, pk)
    output = doors.output_of(version, number, code)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, version, number, reason_form=form, code=code)
    actions.take_back(output, reason=form.cleaned_data["note"], by=request.user)
    messages.success(request, _("Keluaran dikembalikan dengan alasan."))
    return redirect("plans:session", pk, number)


def _bimtek(version: MasterplanVersion, number: int) -> Bimtek:
    doors.session_of(version, number)
    found = sessions_of(version.masterplan)
    return next(one for one in found if one.number == number)


def _page(
    request: AuthedRequest, version: MasterplanVersion, number: int, **typed: Form | str
) -> HttpResponse:
    """A session with its forms; ``typed`` are those that were refused."""
    user, plan = request.user, version.masterplan
    context = (
        page_of(request, version)
        | _forms()
        | typed
        | {
            "bimtek": _bimtek(version, number),
            "refused": next(
                (one for name, one in typed.items() if name != "code"), None
            ),
            "may_guide": doors.may_guide(user, plan),
            "may_guide_all": doors.may_guide_all(user),
            "may_deliver": doors.may_deliver(user, plan),
        }
    )
    status = 422 if typed else 200
    return render(request, "plans/guidance/session.html", context, status=status)


def _forms() -> dict[str, Form | str]:
    return {
        "attend_form": DelegationForm(),
        "deliver_form": DeliveryForm(),
        "reason_form": ReasonForm(),
        "code": "",
    }
