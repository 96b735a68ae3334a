"""Sessions and the attendance register: the committee's pages, and the region's objection."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.actions import attendance as actions
from menuju.rounds.actions import sessions as planning
from menuju.rounds.forms.sessions import (
    AnswerForm,
    ConfirmForm,
    ObjectionForm,
    ReportForm,
    SessionForm,
)
from menuju.rounds.models import AttendanceObjection, SessionSlot
from menuju.rounds.queries.attendance import Register, register_of, slots_of
from menuju.rounds.views import AuthedRequest

COMMITTEE = (
    Capability.RECORD_ATTENDANCE,
    Capability.CONFIRM_ATTENDANCE,
    Capability.VIEW_ROUNDS,
    Capability.MANAGE_ROUNDS,
)
PLANNERS = (Capability.RECORD_ATTENDANCE, Capability.MANAGE_ROUNDS)


@login_required
def attendance_list(request: AuthedRequest, code: str) -> HttpResponse:
    """Sessions with every region's turn: what is confirmed, disputed or contested."""
    round_ = doors.open_round(request.user, code, *COMMITTEE)
    context = {
        "round": round_,
        "sessions": round_.sessions.all(),
        "slots": slots_of(round_),
        "waiting": round_.participations.filter(status="confirmed", slot=None).count(),
        "may_plan": any(can(request.user, one) for one in PLANNERS),
    }
    return render(request, "rounds/judging/attendance_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def session_new(request: AuthedRequest, code: str) -> HttpResponse:
    """Plan a sitting of the panel."""
    round_ = doors.open_round(request.user, code, *PLANNERS)
    form = SessionForm(request.POST or None, initial={"time_zone": round_.time_zone})
    if form.is_bound and form.is_valid():
        try:
            planning.plan(round_, by=request.user, **form.details())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Sesi tersimpan."))
            return redirect("rounds:attendance_list", code)
    context = {"round": round_, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/session_form.html", context, status=status)


@login_required
@require_POST
def give_turns(request: AuthedRequest, code: str, session: int) -> HttpResponse:
    """Give every region without a turn the next free half hour."""
    round_ = doors.open_round(request.user, code, *PLANNERS)
    found = get_object_or_404(round_.sessions, pk=session)
    count = planning.give_turns(found, by=request.user)
    text = ngettext(
        "%(n)s daerah mendapat giliran.", "%(n)s daerah mendapat giliran.", count
    )
    messages.success(request, text % {"n": count})
    return redirect("rounds:attendance_list", code)


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """One region's register: sources side by side, the confirmation, the rule in words."""
    slot = doors.open_slot(request.user, code, region)
    register = register_of(slot)
    if register is None:
        raise Http404
    sent = request.POST.get("action", "")
    forms = {
        "report": ReportForm(register, request.POST if sent == "report" else None),
        "confirm": ConfirmForm(register, request.POST if sent == "confirm" else None),
        "object": ObjectionForm(register, request.POST if sent == "object" else None),
    }
    form = forms.get(sent)
    if form is not None and form.is_valid() and _acted(request, slot, sent, form):
        return redirect("rounds:attendance", code, region)
    return _show(request, register, forms, 422 if form is not None else 200)


@login_required
@require_http_methods(["GET", "POST"])
def objection(
    request: AuthedRequest, code: str, region: str, objection: int
) -> HttpResponse:
    """Answer a contest, as somebody else than who confirmed."""
    slot = doors.open_slot(request.user, code, region)
    contest = get_object_or_404(slot.objections, pk=objection)
    if not doors.may_answer_objection(request.user, slot):
        raise PermissionDenied(
            _("Sanggahan dijawab oleh orang lain daripada yang mengesahkan kehadiran.")
        )
    reports = list(slot.reports.filter(office=contest.office))
    form = AnswerForm(reports, request.POST or None)
    if form.is_bound and form.is_valid() and _answered(request, contest, form):
        messages.success(request, _("Sanggahan dijawab."))
        return redirect("rounds:attendance", code, region)
    context = {"part": slot.participation, "contest": contest, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/objection.html", context, status=status)


def _acted(request: AuthedRequest, slot: SessionSlot, sent: str, form: Form) -> bool:
    """Do what was sent; a refusal becomes an error of its form."""
    try:
        if isinstance(form, ReportForm):
            _require(doors.may_record(request.user, slot))
            actions.report(slot, by=request.user, **form.cleaned_data)
            messages.success(request, _("Laporan kehadiran tersimpan."))
        elif isinstance(form, ConfirmForm):
            _require(doors.may_confirm(request.user, slot))
            actions.confirm(slot, form.choices(), by=request.user)
            messages.success(request, _("Kehadiran disahkan."))
        elif isinstance(form, ObjectionForm):
            _require(doors.may_object(request.user, slot))
            actions.object_to(slot, by=request.user, **form.cleaned_data)
            messages.success(request, _("Sanggahan tersimpan."))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return bool(sent)


def _answered(
    request: AuthedRequest, contest: AttendanceObjection, form: AnswerForm
) -> bool:
    data = form.cleaned_data
    right = actions.Choice(data["report"], data["answer"]) if data["report"] else None
    try:
        actions.answer_objection(
            contest,
            upheld=data["outcome"] == "upheld",
            answer=data["answer"],
            by=request.user,
            right=right,
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    return True


def _show(
    request: AuthedRequest, register: Register, forms: dict[str, Form], status: int
) -> HttpResponse:
    slot, user = register.slot, request.user
    until = slot.objections_until
    context = {
        "part": slot.participation,
        "slot": slot,
        "register": register,
        "zone": slot.participation.region.time_zone,
        "forms": forms,
        "may_record": doors.may_record(user, slot),
        "may_confirm": doors.may_confirm(user, slot),
        "may_object": doors.may_object(user, slot)
        and until is not None
        and timezone.now() < until,
        "may_answer": doors.may_answer_objection(user, slot),
    }
    return render(request, "rounds/judging/attendance.html", context, status=status)


def _require(allowed: bool) -> None:  # noqa: FBT001 -- the answer of a door
    if not allowed:
        raise PermissionDenied(_("Peran Anda tidak mencakup tindakan ini."))
