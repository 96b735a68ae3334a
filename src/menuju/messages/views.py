"""My inbox, one message, and how I want my mail."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from menuju.messages import access, actions, queries
from menuju.messages.forms import WaysForm
from menuju.messages.models import Group, Way

if TYPE_CHECKING:
    from menuju.accounts.models import User

PER_PAGE = 25


class SignedInRequest(HttpRequest):
    user: "User"


@login_required
def inbox(request: SignedInRequest) -> HttpResponse:
    rows = Paginator(access.inbox_of(request.user).defer("body"), PER_PAGE)
    page = rows.get_page(request.GET.get("halaman"))
    return render(
        request, "messages/inbox.html", {"page": page, "zone": _zone(request)}
    )


@login_required
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words. Looking changes nothing: reading is noted by the form that opens it."""
    shown = access.open_message(request.user, pk)
    seen = {"message": shown, "zone": _zone(request)}
    return render(request, "messages/message.html", seen)


def _zone(request: SignedInRequest) -> str | None:
    """The clock of the region one works for, as on its pages; None for a national seat."""
    regions = (seat.region for seat in request.user.seats_held)
    return next((one.time_zone for one in regions if one), None)


@login_required
@require_POST
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a message was read, and show it."""
    actions.mark_read(access.open_message(request.user, pk))
    return redirect("messages:message", pk)


@login_required
@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    actions.mark_all_read(request.user)
    messages.success(request, gettext("Semua pesan ditandai sudah dibaca."))
    return redirect("messages:inbox")


@login_required
def preferences(request: SignedInRequest) -> HttpResponse:
    form = WaysForm(request.POST or None, initial=queries.ways_of(request.user.pk))
    if not form.is_valid():
        status = 422 if form.errors else 200
        seen = {"form": form}
        return render(request, "messages/preferences.html", seen, status=status)
    chosen = form.cleaned_data.items()
    actions.choose_ways(request.user, {Group(g): Way(way) for g, way in chosen})
    messages.success(request, gettext("Pilihan surat Anda sudah disimpan."))
    return redirect("messages:preferences")
