"""A region's agencies and offices, and who holds them in which capacity."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.accounts import access, actions, queries
from menuju.accounts.forms.offices import (
    AgencyForm,
    EndTermForm,
    HolderForm,
    OfficeForm,
)
from menuju.accounts.models import Capacity
from menuju.accounts.views.account import SignedInRequest
from menuju.regions.models import Agency, Office, Rank
from menuju.regions.queries import agencies_of

PER_PAGE = 25


@login_required
def index(request: SignedInRequest) -> HttpResponse:
    """The regions whose offices one keeps; if it is one, its page at once."""
    kept, words = access.regions_kept(request.user), request.GET.get("q", "").strip()
    if "q" not in request.GET and len(codes := kept.values_list("pk")[:2]) == 1:
        return redirect("accounts:offices", codes[0][0])
    found = queries.with_posts(kept.filter(name__icontains=words), timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "words": words}
    return render(request, "accounts/offices/index.html", context)


@login_required
def region(request: SignedInRequest, region: str) -> HttpResponse:
    here = access.open_offices(request.user, region)
    groups = queries.posts_in(here, timezone.localdate())
    context = {"region": here, "groups": groups}
    return render(request, "accounts/offices/region.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def agency(request: SignedInRequest, region: str) -> HttpResponse:
    here = access.open_offices(request.user, region)
    form = AgencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sent = form.cleaned_data
        kind = Agency.Kind(sent["kind"])
        try:
            actions.enter_agency(
                here, kind, sent["name"], sent["short_name"], by=request.user
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, gettext("Perangkat daerah sudah tercatat."))
            return redirect("accounts:offices", region)
    context = {
        "region": here,
        "form": form,
        "title": gettext("Tambah perangkat daerah"),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/offices/add.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def new_office(request: SignedInRequest, region: str) -> HttpResponse:
    here = access.open_offices(request.user, region)
    data = request.POST if request.method == "POST" else None
    form = OfficeForm(agencies_of(here, timezone.localdate()), data)
    if form.is_valid():
        sent = form.cleaned_data
        rank, within = Rank(sent["rank"]), sent["agency"]
        try:
            made = actions.enter_office(
                here, rank, sent["title"], agency=within, by=request.user
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, gettext("Jabatan sudah tercatat."))
            return redirect("accounts:office", region, made.pk)
    context = {"region": here, "form": form, "title": gettext("Tambah jabatan")}
    status = 422 if form.errors else 200
    return render(request, "accounts/offices/add.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def office(request: SignedInRequest, region: str, pk: int) -> HttpResponse:
    """Everybody who held an office, and the form to enter who holds it now."""
    here = access.open_office(request.user, region, pk)
    data = request.POST if request.method == "POST" else None
    form = HolderForm(access.people_of(here.region), data)
    if form.is_valid():
        sent = form.cleaned_data
        holder, capacity = sent["person"] or sent["name"], Capacity(sent["capacity"])
        try:
            actions.enter_holder(here, holder, capacity, form.period, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, gettext("Pejabat sudah tercatat."))
            return redirect("accounts:office", region, pk)
    return _page(request, here, form, EndTermForm())


@login_required
@require_POST
def end_term(request: SignedInRequest, pk: int) -> HttpResponse:
    holding = access.open_holding(request.user, pk)
    here, form = holding.office, EndTermForm(request.POST)
    if form.is_valid():
        try:
            actions.end_term(holding, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as refusal:
            form.add_error("on", refusal)
        else:
            messages.success(request, gettext("Akhir masa jabatan sudah tercatat."))
            return redirect("accounts:office", here.region_id, here.pk)
    holder = HolderForm(access.people_of(here.region))
    return _page(request, here, holder, form, ended=holding.pk)


def _page(
    request: SignedInRequest,
    here: Office,
    holder: HolderForm,
    end: EndTermForm,
    *,
    ended: int | None = None,
) -> HttpResponse:
    """``ended`` is the term whose end was sent and refused."""
    wrong = next((form for form in (holder, end) if form.errors), None)
    context = {
        "region": here.region,
        "office": here,
        "post": queries.post_of(here, timezone.localdate()),
        "form": holder,
        "end_form": end,
        "error_form": wrong,
        "ended": ended,
    }
    status = 422 if wrong else 200
    return render(request, "accounts/offices/office.html", context, status=status)
