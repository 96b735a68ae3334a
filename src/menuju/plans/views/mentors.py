"""Mentors of a masterplan: assigned and ended by the secretariat; and a mentor's own list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import guidance as doors
from menuju.plans.actions import mentors as actions
from menuju.plans.forms.guidance import AssignForm
from menuju.plans.queries.mentored import mentored_by
from menuju.plans.queries.mentors import candidates
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

PAGE = 25


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: AuthedRequest, pk: int) -> HttpResponse:
    """Look for a person, then let them mentor this masterplan."""
    version = doors.open_to_assign(request.user, pk)
    sent = request.POST if request.method == "POST" else request.GET
    words = sent.get("cari", "")[:120]
    people = candidates(words)
    day = timezone.localdate()
    form = AssignForm(people, request.POST or None, cari=words, starts_on=day)
    if form.is_bound and form.is_valid():
        person, starts_on = form.chosen
        try:
            actions.assign(version.masterplan, person, starts_on, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%s kini membimbing masterplan ini.") % person)
            return redirect("plans:guidance", pk)
    context = page_of(request, version) | {
        "form": form,
        "words": words,
        "people": people,
    }
    status = 422 if form.is_bound else 200
    return render(request, "plans/guidance/assign.html", context, status=status)


@login_required
@require_POST
def end(request: AuthedRequest, pk: int, key: int) -> HttpResponse:
    """End a mentorship today."""
    held = doors.open_mentorship(request.user, pk, key)
    try:
        actions.end(held, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Bimbingan %s berakhir hari ini.") % held.person)
    return redirect("plans:guidance", pk)


@login_required
def mentored(request: AuthedRequest) -> HttpResponse:
    """What a mentor guides: whose review waits, the next session, what is late."""
    doors.open_mentored(request.user)
    page = Paginator(mentored_by(request.user), PAGE).get_page(
        request.GET.get("halaman")
    )
    return render(request, "plans/guidance/mentored.html", {"page": page})
