"""The pool of a round: take in, change, and let go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import pool as actions
from menuju.rounds.actions.proposals import propose_leaving
from menuju.rounds.forms.pool import PoolTableForm, RoomForm, TakeInForm
from menuju.rounds.forms.rounds import ReasonForm
from menuju.rounds.queries.pool import newcomers_of, places_in
from menuju.rounds.queries.pool_table import COLUMNS, NEEDED, pool_rows, read_pool
from menuju.rounds.queries.tables import RowError, read_table, workbook_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.downloads import workbook

LOOK = (Capability.ASSIGN, Capability.MANAGE_ROUNDS, Capability.VIEW_ROUNDS)


@login_required
@require_safe
def pool(request: AuthedRequest, code: str) -> HttpResponse:
    """Who is available, for how many regions and which elements."""
    round_ = doors.open_round(request.user, code, *LOOK)
    may_assign = can(request.user, Capability.ASSIGN) and permits(round_, Act.ASSIGN)
    context = {"round": round_, "places": places_in(round_), "may_assign": may_assign}
    return render(request, "rounds/judging/pool.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def take_in(request: AuthedRequest, code: str) -> HttpResponse:
    """Add people to the pool, or everybody at once."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    doors.require_phase(round_, Act.ASSIGN)
    form = TakeInForm(round_, newcomers_of(round_), request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.take_in(round_, form.chosen(), form.room(), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            _tell_taken(request, len(made))
            return redirect("rounds:pool", code)
    context = {"round": round_, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/pool_add.html", context, status=status)


def _tell_taken(request: AuthedRequest, count: int) -> None:
    text = ngettext(
        "%(n)s asesor masuk kumpulan.", "%(n)s asesor masuk kumpulan.", count
    )
    messages.success(request, text % {"n": count})


@login_required
@require_http_methods(["GET", "POST"])
def member(request: AuthedRequest, code: str, person: int) -> HttpResponse:
    """Change somebody's capacity or elements."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    doors.require_phase(round_, Act.ASSIGN)
    members = round_.pool_members.select_related("person", "round")
    found = get_object_or_404(members, person=person, left_at=None)
    form = RoomForm(round_, request.POST or None, found)
    if form.is_bound and form.is_valid():
        try:
            actions.change(found, form.room(), by=request.user)
        except ValidationError as refusal:
            form.add_error("capacity", refusal.messages)
        else:
            messages.success(request, _("Perubahan tersimpan."))
            return redirect("rounds:pool", code)
    context = {"round": round_, "member": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/pool_member.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: AuthedRequest, code: str, person: int) -> HttpResponse:
    """Somebody drops out: who would take over is shown before anything changes."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    doors.require_phase(round_, Act.ASSIGN)
    members = round_.pool_members.select_related("person", "round__instrument_version")
    found = get_object_or_404(members, person=person, left_at=None)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            made = propose_leaving(found, reason=reason, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("rounds:proposal", code, made.pk)
    context = {"round": round_, "member": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/pool_leave.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def table(request: AuthedRequest, code: str) -> HttpResponse:
    """Try a table first; write it only when every row is good and it is asked for."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    doors.require_phase(round_, Act.ASSIGN)
    sent = request.method == "POST"
    form = PoolTableForm(request.POST, request.FILES) if sent else PoolTableForm()
    errors: list[RowError] = []
    count = None
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        read = read_table(file.name or "", file, COLUMNS, NEEDED)
        reading = read_pool(round_, read.rows)
        errors, count = [*read.errors, *reading.errors], len(reading.rooms)
        if request.POST.get("action") == "apply" and not errors:
            rooms = {key: actions.Room(*room) for key, room in reading.rooms.items()}
            changed = actions.take_over(round_, rooms, by=request.user)
            text = ngettext("%(n)s baris berubah.", "%(n)s baris berubah.", changed)
            messages.success(request, text % {"n": changed})
            return redirect("rounds:pool", code)
    context = {"round": round_, "form": form, "errors": errors, "count": count}
    status = 422 if form.errors or errors else 200
    return render(request, "rounds/judging/pool_table.html", context, status=status)


@login_required
@require_safe
def download(request: AuthedRequest, code: str) -> HttpResponse:
    """The pool, and who could be in it, as a workbook to edit."""
    round_ = doors.open_round(request.user, code, Capability.ASSIGN)
    content = workbook_of("asesor", COLUMNS, pool_rows(round_))
    return workbook(content, f"asesor-{round_.code}")
