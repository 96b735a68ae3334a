"""Sittings of the panel: opened, filled with members, read, closed with minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import judging as doors
from menuju.rounds.access import sittings as access
from menuju.rounds.access.phases import Act, permits
from menuju.rounds.actions import sittings as actions
from menuju.rounds.forms.moderation import CloseForm, MemberForm, SittingForm
from menuju.rounds.models import Sitting
from menuju.rounds.queries.freeze import current_freeze
from menuju.rounds.queries.sittings import members_of, rulings_of, sittings_of
from menuju.rounds.views import AuthedRequest

MODERATE = Capability.MODERATE


@login_required
@require_http_methods(["GET", "POST"])
def sitting_list(request: AuthedRequest, code: str) -> HttpResponse:
    """The sittings of a round; whoever moderates opens a new one."""
    needed = (MODERATE,) if request.method == "POST" else access.READERS
    round_ = doors.open_round(request.user, code, *needed)
    form = SittingForm(round_, request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = actions.convene(
            round_,
            title=data["title"],
            held_at=form.moment(),
            place=data["place"],
            by=request.user,
        )
        messages.success(request, _("Sidang dibuka. Tambahkan anggotanya."))
        return redirect("rounds:sitting", code, made.pk)
    context = {
        "round": round_,
        "sittings": sittings_of(round_),
        "form": form,
        "may_convene": can(request.user, MODERATE)
        and permits(round_, Act.MODERATE)
        and current_freeze(round_) is None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/judging/sittings.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def sitting(request: AuthedRequest, code: str, key: int) -> HttpResponse:
    """Who sits, what was decided and by whom; POST adds a member."""
    needed = (MODERATE,) if request.method == "POST" else access.READERS
    found = access.open_sitting(request.user, code, key, *needed)
    form = MemberForm(found, request.POST or None)
    if form.is_bound and form.is_valid() and _added(request, found, form):
        return redirect("rounds:sitting", code, key)
    return _show(request, found, form, CloseForm())


@login_required
@require_POST
def close(request: AuthedRequest, code: str, key: int) -> HttpResponse:
    """Close it with its minutes."""
    found = access.open_sitting(request.user, code, key, MODERATE)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close(found, minutes=form.cleaned_data["minutes"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Sidang ditutup; notulanya tersimpan tetap."))
            return redirect("rounds:sitting", code, key)
    return _show(request, found, MemberForm(found), form)


@login_required
@require_POST
def leave(request: AuthedRequest, code: str, key: int, member: int) -> HttpResponse:
    """Take a member out who has decided nothing there."""
    found = access.open_sitting(request.user, code, key, MODERATE)
    seat = get_object_or_404(found.members.select_related("person"), pk=member)
    seat.sitting = found
    try:
        actions.remove_member(seat, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("%(who)s dikeluarkan.") % {"who": seat.person})
    return redirect("rounds:sitting", code, key)


def _added(request: AuthedRequest, found: Sitting, form: MemberForm) -> bool:
    person, role = form.cleaned_data["person"], form.cleaned_data["role"]
    try:
        near = actions.add_member(found, person, role=role, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("%(who)s ditambahkan.") % {"who": person})
    if near:
        text = ngettext(
            "%(who)s tidak ikut memutus %(n)s daerah: %(regions)s.",
            "%(who)s tidak ikut memutus %(n)s daerah: %(regions)s.",
            len(near),
        )
        regions = ", ".join(f"{name} ({why})" for name, why in near)
        said = {"who": person, "n": len(near), "regions": regions}
        messages.warning(request, text % said)
    return True


def _show(
    request: AuthedRequest, found: Sitting, form: MemberForm, closing: CloseForm
) -> HttpResponse:
    context = {
        "round": found.round,
        "sitting": found,
        "members": members_of(found),
        "rulings": rulings_of(found, doors.still_judging(request.user, found.round)),
        "form": form,
        "closing": closing,
        "may_sit": access.may_sit(request.user, found),
    }
    wrong = form.is_bound or closing.is_bound
    status = 422 if wrong else 200
    return render(request, "rounds/judging/sitting.html", context, status=status)
