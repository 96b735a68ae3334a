"""The people in one's reach, and the seats they hold."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from menuju.accounts import access, actions, queries
from menuju.accounts.forms import InviteForm, PersonForm, SeatForm
from menuju.accounts.models import Capability, CapabilitySet, Person
from menuju.accounts.views.account import SignedInRequest

PER_PAGE = 25


@login_required
def index(request: SignedInRequest) -> HttpResponse:
    _check(request)
    words = request.GET.get("q", "")
    people = queries.found(access.people_visible_to(request.user), words)
    page = Paginator(queries.with_seats(people), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    lines = [queries.line_of(person, timezone.now()) for person in page]
    context = {
        "page": page,
        "lines": lines,
        "words": words,
        "may_keep_institutions": access.keeps_institutions(request.user),
    }
    return render(request, "accounts/people.html", context)


@login_required
def add(request: SignedInRequest) -> HttpResponse:
    _check(request)
    home = access.region_looked_after(request.user)
    form = PersonForm(request.POST or None, home=home)
    if form.is_valid():
        try:
            person = actions.add_person(**form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, gettext("%(name)s sudah ditambahkan.") % {"name": person}
            )
            return redirect("accounts:person", person.pk)
    status = 422 if form.errors else 200
    return render(request, "accounts/add_person.html", {"form": form}, status=status)


@login_required
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    return person_page(request, access.open_person(request.user, pk))


@login_required
@require_POST
def give_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    person = access.open_person(request.user, pk)
    form = _seat_form(request)
    if not form.is_valid():
        return person_page(request, person, seat_form=form)
    capability_set = form.cleaned_data["capability_set"]
    try:
        actions.give_seat(
            person, capability_set, form.scope, form.period, by=request.user
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return person_page(request, person, seat_form=form)
    messages.success(request, gettext("Peran sudah diberikan."))
    return redirect("accounts:person", pk)


@login_required
@require_POST
def end_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    seat = access.open_seat(request.user, pk)
    try:
        actions.end_seat(seat, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, gettext("Peran sudah diakhiri."))
    return redirect("accounts:person", seat.person_id)


@login_required
def capability_sets(request: SignedInRequest) -> HttpResponse:
    """What each set allows, in words."""
    _check(request)
    rows = [
        (each, [Capability(code).label for code in each.capabilities])
        for each in CapabilitySet.objects.all()
    ]
    return render(request, "accounts/capability_sets.html", {"rows": rows})


def person_page(
    request: SignedInRequest, person: Person, **forms: Form
) -> HttpResponse:
    """A person with seats, account and forms; 422 if one of the forms has errors."""
    now, today = timezone.now(), timezone.localdate()
    context: dict[str, Any] = {
        "person": person,
        "line": queries.line_of(person, now),
        "seats": [
            (seat, seat.is_held(today), access.can_hold_out(request.user, seat))
            for seat in queries.seats_of(person)
        ],
        "may_invite": access.can_invite(request.user, person),
        "may_give": person.pk != request.user.person_id,
        "seat_form": forms.get("seat_form") or _seat_form(request, is_new=True),
        "invite_form": forms.get("invite_form") or InviteForm(),
    }
    context["error_form"] = next(iter(forms.values()), None)
    status = 422 if forms else 200
    return render(request, "accounts/person.html", context, status=status)


def _seat_form(request: SignedInRequest, *, is_new: bool = False) -> SeatForm:
    codes = [each.pk for each in access.sets_to_give(request.user)]
    sets = CapabilitySet.objects.filter(pk__in=codes)
    home = access.region_looked_after(request.user)
    return SeatForm(sets, None if is_new else request.POST, home=home)


def _check(request: SignedInRequest) -> None:
    if not access.can_anywhere(request.user, Capability.INVITE_PEOPLE):
        raise PermissionDenied
