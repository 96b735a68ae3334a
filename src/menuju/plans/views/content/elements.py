"""Add, read, change and remove one element."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.plans.access import masterplans
from menuju.plans.actions import content as actions
from menuju.plans.forms.conflicts import (
    RemoveForm,
    differing,
    words_of,
    write_upon,
)
from menuju.plans.forms.content import FORMS, ElementForm
from menuju.plans.models import MasterplanVersion, Strategy
from menuju.plans.queries.content.kinds import (
    GROUPS,
    KINDS,
    Row,
    group_of,
    mark_of,
    short_name,
)
from menuju.plans.queries.content.lists import (
    element_of,
    goals_by_element,
    losses_of,
    place_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.content.lists import STRATEGIES, kind_page
from menuju.plans.views.masterplans import page_of


@login_required
@require_http_methods(["GET", "POST"])
def add(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """A new element; ``?di=`` names the list it comes into."""
    version = masterplans.open_draft(request.user, pk)
    if kind == STRATEGIES:
        raise Http404
    row = _empty(version, kind, request.GET.get("di", ""))
    form = FORMS[KINDS[kind]](version, row, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.add(version, KINDS[kind], by=request.user, **form.values())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, kind, made)
    return form_page(request, version, kind, form=form, row=row)


@login_required
@require_http_methods(["GET", "POST"])
def element(request: AuthedRequest, pk: int, kind: str, key: UUID) -> HttpResponse:
    """An element: to read, or to change; a conflict shows both and loses nothing."""
    version = open_to(request, pk)
    row = element_of(version, KINDS[kind], key)
    if row is None:
        return _gone(request, version, kind)
    if isinstance(row, Strategy):
        return redirect("plans:strategy", pk, row.part)
    form = FORMS[KINDS[kind]](version, row, request.POST or None)
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            saved = actions.change(row, seen=seen, by=request.user, **form.values())
        except actions.StaleElementError as stale:
            return conflict_page(request, version, kind, form=form, row=stale.saved)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _saved(request, kind, saved)
    return form_page(request, version, kind, form=form, row=row)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: AuthedRequest, pk: int, kind: str, key: UUID) -> HttpResponse:
    """Look at what would go with an element, then take it out."""
    version = masterplans.open_draft(request.user, pk)
    row = element_of(version, KINDS[kind], key)
    if row is None:
        raise Http404
    status, is_sent = 200, request.method == "POST"
    if is_sent:
        try:
            seen = RemoveForm.seen_in(request.POST)
            actions.remove(row, seen=seen, by=request.user)
        except actions.StaleElementError as stale:
            row, status = stale.saved, 409
        else:
            messages.success(request, _("Unsur itu sudah dihapus."))
            return redirect("plans:content-kind", pk, kind)
    context = page_of(request, version) | kind_page(kind) | _leaving(row, kind)
    context["changed"] = is_sent
    return render(request, "plans/content/remove.html", context, status=status)


def _leaving(row: Row, kind: str) -> dict[str, Any]:
    """An element as it would be removed, with what goes with it."""
    return {
        "row": row,
        "name": short_name(row),
        "mark": mark_of(row),
        "facts": _facts(FORMS[KINDS[kind]](row.plan_version, row)),
        "losses": losses_of(row),
    }


def open_to(request: AuthedRequest, pk: int) -> MasterplanVersion:
    """The version to read; to write if something was sent."""
    is_sent = request.method == "POST"
    door = masterplans.open_draft if is_sent else masterplans.open_version
    return door(request.user, pk)


def form_page(
    request: AuthedRequest,
    version: MasterplanVersion,
    kind: str,
    **more: Any,  # noqa: ANN401 -- the rest of the page: form, row, status
) -> HttpResponse:
    """The page of one element: ``form`` and ``row``; readers see what is written."""
    form, row = more["form"], more["row"]
    goals = goals_by_element(version)[row.key] if row.pk else 0
    context = page_of(request, version) | kind_page(kind) | {"goals": goals} | more
    context["facts"] = _facts(form)
    context["name"] = _name(row, context)
    status = more.get("status") or (422 if form.is_bound else 200)
    return render(request, "plans/content/element.html", context, status=status)


def conflict_page(
    request: AuthedRequest,
    version: MasterplanVersion,
    kind: str,
    *,
    form: ElementForm,
    row: Row,
    **more: Any,  # noqa: ANN401 -- the rest of the page
) -> HttpResponse:
    """What is stored beside what was typed: sending once more overwrites knowingly."""
    write_upon(form, mark_of(row))
    theirs = differing(form, type(form)(version, row))
    return form_page(
        request, version, kind, form=form, row=row, theirs=theirs, status=409, **more
    )


def _gone(
    request: AuthedRequest, version: MasterplanVersion, kind: str
) -> HttpResponse:
    """Somebody removed what was being changed: what was typed can be added anew."""
    if request.method != "POST" or kind == STRATEGIES:
        raise Http404
    row = _empty(version, kind, "")
    form = FORMS[KINDS[kind]](version, row, request.POST)
    write_upon(form, "")
    text = _(
        "Orang lain sudah menghapus unsur ini. Isian Anda masih ada di bawah; "
        "simpan untuk menambahkannya lagi."
    )
    form.full_clean()
    form.add_error(None, text)
    to = reverse("plans:content-add", args=[version.pk, kind])
    return form_page(request, version, kind, form=form, row=row, send_to=to, status=409)


def _empty(version: MasterplanVersion, kind: str, group: str) -> Row:
    element = KINDS[kind]
    row = element(plan_version=version)
    if element in GROUPS and group in GROUPS[element][1].values:
        setattr(row, GROUPS[element][0], group)
    return row


def _saved(request: AuthedRequest, kind: str, row: Row) -> HttpResponse:
    """Back to the element in its list, or on to the next one."""
    messages.success(request, _("Tersimpan."))
    if "lagi" in request.POST:
        address = reverse("plans:content-add", args=[row.plan_version_id, kind])
        return redirect(f"{address}?{urlencode({'di': group_of(row)})}")
    return redirect(address_of(row, kind))


def address_of(row: Row, kind: str) -> str:
    """Where a row stands in the list of its kind."""
    address = reverse("plans:content-kind", args=[row.plan_version_id, kind])
    query = urlencode(place_of(row))
    return f"{address}{'?' if query else ''}{query}#e-{row.key}"


def _name(row: Row, context: dict[str, Any]) -> str:
    """What the page is called: by the part, the element, or what is being added."""
    if "leaf" in context:
        return str(context["leaf"].title)
    return short_name(row) if row.pk else str(context["new_words"])


def _facts(form: ElementForm) -> list[tuple[str, str]]:
    """What is written, by label, for who only reads."""
    return [(str(field.label), words_of(field)) for field in form.visible_fields()]
