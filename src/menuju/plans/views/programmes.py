"""Programmes of a masterplan: the list, one of them, adding, changing and removing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.plans.access import masterplans
from menuju.plans.access import programmes as doors
from menuju.plans.actions import programmes as actions
from menuju.plans.forms.conflicts import RemoveForm, differing, write_upon
from menuju.plans.forms.programme_filters import FilterForm
from menuju.plans.forms.programmes import ProgrammeForm
from menuju.plans.models import MasterplanVersion, PlannedProgramme
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.horizons import bands_of
from menuju.plans.queries.programme_lists import (
    agencies_in,
    chosen,
    lacks_of,
    linked_keys,
)
from menuju.plans.queries.programmes import (
    left_without,
    list_mark,
    mark_of,
    money_of,
    money_table,
    programmes_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

PAGE = 50


def listed(
    request: AuthedRequest, version: MasterplanVersion, linked: set[UUID]
) -> dict[str, Any]:
    """The programmes that the filters in the address ask for, with all that is said of them.

    ``every`` are all programmes of the version, ``rows`` those that are asked for;
    ``linked`` are the keys of those that serve a goal.
    """
    every = programmes_of(version)
    framework = framework_of(version.masterplan)
    bands = bands_of(version.masterplan)
    lacks = lacks_of(version, every, linked)
    form = FilterForm(request.GET, framework, bands, agencies_in(every))
    wanted = form.wanted()
    return {
        "every": every,
        "rows": chosen(every, wanted, framework, lacks),
        "framework": framework,
        "bands": bands,
        "lacks": lacks,
        "filters": form,
        "wanted": wanted,
    }


@login_required
def index(request: AuthedRequest, pk: int) -> HttpResponse:
    """The list with its filters, in pages; totals are of what is asked for."""
    version = masterplans.open_version(request.user, pk)
    found = listed(request, version, linked_keys(version))
    rows = found["rows"]
    context = page_of(request, version) | found
    context |= {
        "money": money_of(rows),
        "quick_wins": sum(row.quick_win for row in rows),
        "complete": sum(not found["lacks"].get(row.key) for row in rows),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "plans/programmes/list.html", context)


@login_required
def detail(request: AuthedRequest, pk: int, programme: int) -> HttpResponse:
    """One programme with its indicators and money, the goals it serves, what it lacks."""
    row = doors.open_programme(request.user, pk, programme)
    version = row.plan_version
    links = list(version.goal_links.filter(key=row.key).select_related("goal"))
    here = {link.key for link in links if _is_here(link.goal.plan_id, version)}
    context = page_of(request, version) | {
        "programme": row,
        "framework": framework_of(version.masterplan),
        "bands": bands_of(version.masterplan),
        "links": links,
        "lacks": lacks_of(version, [row], here).get(row.key, []),
        "table": money_table(row),
    }
    return render(request, "plans/programmes/detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: AuthedRequest, pk: int) -> HttpResponse:
    """A new programme."""
    version = masterplans.open_draft(request.user, pk)
    form = ProgrammeForm(version, None, request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = actions.add(version, by=request.user, **form.values())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            text = _("Program tersimpan. Lengkapi indikator dan anggarannya.")
            messages.success(request, text)
            return redirect("plans:programme", pk, made.pk)
    context = page_of(request, version) | _frame(version)
    context |= {"form": form, "step": _("Tambah program")}
    return render(request, "plans/programmes/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int, programme: int) -> HttpResponse:
    """Change a programme; a conflict shows both and loses nothing."""
    if request.method == "POST":
        lost_from = doors.version_without(request.user, pk, programme)
        if lost_from:
            return _gone(request, lost_from)
    row = doors.open_to_write(request.user, pk, programme)
    version = row.plan_version
    form = ProgrammeForm(version, row, request.POST or None)
    context = page_of(request, version) | _frame(version)
    context |= {"form": form, "programme": row, "step": _("Ubah")}
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.change(row, seen=seen, by=request.user, **form.values())
        except actions.StaleProgrammeError as stale:
            write_upon(form, mark_of(stale.saved))  # type: ignore[arg-type]
            theirs = ProgrammeForm(version, stale.saved)  # type: ignore[arg-type]
            context["theirs"], status = differing(form, theirs), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("plans:programme", pk, programme)
    return render(request, "plans/programmes/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: AuthedRequest, pk: int, programme: int) -> HttpResponse:
    """Show what a programme leaves behind; remove it when that was seen."""
    row, status = doors.open_to_write(request.user, pk, programme), 200
    if request.method == "POST":
        try:
            seen = RemoveForm.seen_in(request.POST)
            actions.remove(row, seen=seen, by=request.user)
        except actions.StaleProgrammeError:
            row, status = doors.open_to_write(request.user, pk, programme), 409
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("plans:programmes", pk)
        else:
            text = _("Program %s dihapus dari versi ini.") % row.code
            messages.success(request, text)
            return redirect("plans:programmes", pk)
    context = page_of(request, row.plan_version) | _leaving(row)
    context["changed"] = request.method == "POST"
    return render(request, "plans/programmes/remove.html", context, status=status)


def _leaving(row: PlannedProgramme) -> dict[str, Any]:
    return {
        "programme": row,
        "left": left_without(row),
        "mark": list_mark([row]),
        "step": _("Hapus"),
    }


def _gone(request: AuthedRequest, version: MasterplanVersion) -> HttpResponse:
    """Somebody removed what was being changed: what was typed can be added anew."""
    form = ProgrammeForm(version, None, request.POST)
    write_upon(form, "")
    form.full_clean()
    text = _(
        "Orang lain sudah menghapus program ini. Isian Anda masih ada di bawah; "
        "simpan untuk menambahkannya lagi."
    )
    form.add_error(None, text)
    context = page_of(request, version) | _frame(version)
    to = reverse("plans:programme-add", args=[version.pk])
    context |= {"form": form, "step": _("Tambah program"), "send_to": to}
    return render(request, "plans/programmes/form.html", context, status=409)


def _frame(version: MasterplanVersion) -> dict[str, Any]:
    return {"months": guide_of(version.masterplan).quick_win_months}


def _is_here(plan: int, version: MasterplanVersion) -> bool:
    return plan == version.development_plan_id
