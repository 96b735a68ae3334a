"""Institutions with their people and the seats these hold; for the secretariat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from menuju.accounts import access, actions, queries
from menuju.accounts.forms.institutions import InstitutionForm
from menuju.accounts.views.account import SignedInRequest


@login_required
def index(request: SignedInRequest) -> HttpResponse:
    rows = queries.with_people(access.institutions_kept(request.user))
    return render(request, "accounts/institutions/index.html", {"rows": rows})


@login_required
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """An institution, its people, and who holds which capability set where."""
    here = get_object_or_404(access.institutions_kept(request.user), pk=pk)
    today = timezone.localdate()
    people = [
        (person, [(s, s.is_held(today)) for s in seats])
        for person, seats in queries.seats_in(here, today)
    ]
    context = {"institution": here, "people": people, "me": request.user.person_id}
    return render(request, "accounts/institutions/institution.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    access.institutions_kept(request.user)
    form = InstitutionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.add_institution(form.named, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, gettext("Lembaga sudah tercatat."))
            return redirect("accounts:institution", made.pk)
    context = {"form": form, "title": gettext("Tambah lembaga")}
    status = 422 if form.errors else 200
    return render(request, "accounts/institutions/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    here = get_object_or_404(access.institutions_kept(request.user), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = InstitutionForm(data, known=here)
    if form.is_valid():
        try:
            actions.edit_institution(here, form.named, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, gettext("Lembaga sudah diubah."))
            return redirect("accounts:institution", pk)
    context = {"form": form, "title": gettext("Ubah lembaga"), "institution": here}
    status = 422 if form.errors else 200
    return render(request, "accounts/institutions/edit.html", context, status=status)
