"""Who carries a plan: council, team and forum with their members, and legal acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import institutions as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import institutions as actions
from menuju.plans.forms.conflicts import (
    RemoveForm,
    changed_meanwhile,
    differing,
    write_upon,
)
from menuju.plans.forms.institutions import (
    ActForm,
    BodyForm,
    MemberForm,
    RowForm,
)
from menuju.plans.models import Body, BodyMember, LegalAct, MasterplanVersion
from menuju.plans.queries import institutions as queries
from menuju.plans.queries.institutions import Row, mark_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

Page = dict[str, Any]
"""Of a page with one form: its ``version``, ``row``, ``name``, and the ``anchor`` to return to."""
SLUGS = {"dewan": Body.Kind.COUNCIL, "tim": Body.Kind.TEAM, "forum": Body.Kind.FORUM}
"""Kinds of bodies by the word in their address."""


@login_required
def index(request: AuthedRequest, pk: int) -> HttpResponse:
    """Bodies, the legal act with its history, and commitment sheets."""
    version = masterplans.open_version(request.user, pk)
    words = {kind: slug for slug, kind in SLUGS.items()}
    sheets = list(queries.sheets_of(version))
    context = page_of(request, version) | {
        "cards": [(words[card.kind], card) for card in queries.bodies_of(version)],
        "acts": queries.acts_of(version),
        "sheets": sheets,
        "signed": sum(bool(sheet.signed_at) for sheet in sheets),
        "owing": _owing(version),
    }
    return render(request, "plans/institutions/index.html", context)


def _owing(version: MasterplanVersion) -> list[str]:
    """The offices that the rules ask for a sheet and that have none."""
    head, agency = _("Kepala daerah"), _("Kepala %s")
    found = queries.owing_in(version, head=head, agency=agency)
    return [one.office for one in found if one.leads]


@login_required
@require_http_methods(["GET", "POST"])
def body(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """Set up a body, or change its decree and term."""
    row = doors.open_body(request.user, pk, _kind(kind))
    form = BodyForm(row, request.POST or None)

    def save(seen: str) -> None:
        more = form.values()
        version = row.plan_version
        actions.set_body(version, row.kind, seen=seen, by=request.user, **more)

    page = _page(row.plan_version, row, str(row), row.kind)
    if row.pk:
        page["remove"] = reverse("plans:body-remove", args=[pk, kind])
    return answer(request, form, save, page)


@login_required
@require_http_methods(["GET", "POST"])
def add_member(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """A new member of a body."""
    parent = doors.open_body(request.user, pk, _kind(kind))
    if parent.pk is None:
        messages.info(request, _("Bentuk lembaganya dahulu, lalu tambahkan anggota."))
        return redirect("plans:body", pk, kind)
    row = BodyMember(body=parent)
    form = MemberForm(row, request.POST or None)

    def save(_seen: str) -> None:
        actions.add_member(parent, by=request.user, **form.values())

    name = _("Anggota baru: %s") % parent
    page = _page(parent.plan_version, row, name, parent.kind)
    return answer(request, form, save, page)


@login_required
@require_http_methods(["GET", "POST"])
def member(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Change a member."""
    held = doors.open_member(request.user, pk, row)
    form = MemberForm(held, request.POST or None)

    def save(seen: str) -> None:
        actions.change_member(held, seen=seen, by=request.user, **form.values())

    name, parent = f"{held.role}, {held.body}", held.body
    page = _page(parent.plan_version, held, name, parent.kind)
    page["remove"] = reverse("plans:member-remove", args=[pk, row])
    return answer(request, form, save, page)


@login_required
@require_http_methods(["GET", "POST"])
def add_act(request: AuthedRequest, pk: int) -> HttpResponse:
    """A legal act by which the plan is to be adopted."""
    version = masterplans.open_draft(request.user, pk)
    row = LegalAct(plan_version=version, state=LegalAct.State.PLANNED)
    form = ActForm(row, request.POST or None)

    def save(_seen: str) -> None:
        actions.add_act(version, by=request.user, **form.values())

    page = _page(version, row, _("Dasar hukum baru"), "acts")
    return answer(request, form, save, page)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Say how far a legal act has come."""
    held = doors.open_act(request.user, pk, row)
    form = ActForm(held, request.POST or None)

    def save(seen: str) -> None:
        actions.change_act(held, seen=seen, by=request.user, **form.values())

    page = _page(held.plan_version, held, held.get_kind_display(), "acts")
    page["remove"] = reverse("plans:legal-act-remove", args=[pk, row])
    return answer(request, form, save, page)


@login_required
@require_POST
def remove_body(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """Take a body out, with its members."""
    row = doors.open_body(request.user, pk, _kind(kind))
    if row.pk is None:
        raise Http404
    return _remove(request, pk, row, reverse("plans:body", args=[pk, kind]))


@login_required
@require_POST
def remove_member(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Take a member out."""
    held = doors.open_member(request.user, pk, row)
    return _remove(request, pk, held, reverse("plans:member", args=[pk, row]))


@login_required
@require_POST
def remove_act(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Take a legal act out that was entered by mistake."""
    held = doors.open_act(request.user, pk, row)
    return _remove(request, pk, held, reverse("plans:legal-act", args=[pk, row]))


def answer(
    request: AuthedRequest, form: RowForm, save: Callable[[str], None], page: Page
) -> HttpResponse:
    """Save and go back to the anchor of the page; a conflict shows both, nothing is lost."""
    version = page["version"]
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data["seen"])
        except actions.StaleRowError as stale:
            page["theirs"], status = _differing(form, stale.saved), 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tersimpan."))
            address = reverse("plans:bodies", args=[version.pk])
            return redirect(f"{address}#{page['anchor']}")
    context = page_of(request, version) | page | {"form": form}
    return render(request, "plans/institutions/form.html", context, status=status)


def _page(version: MasterplanVersion, row: Row, name: str, anchor: str) -> Page:
    return {"version": version, "row": row, "name": name, "anchor": anchor}


def _differing(form: RowForm, saved: Row) -> list[Any]:
    write_upon(form, mark_of(saved))
    return differing(form, type(form)(saved))


def _remove(
    request: AuthedRequest, pk: int, row: actions.Kept, back: str
) -> HttpResponse:
    try:
        seen = RemoveForm.seen_in(request.POST)
        actions.remove(row, seen=seen, by=request.user)
    except actions.StaleRowError:
        messages.error(request, changed_meanwhile())
        return redirect(back)
    except ValidationError as gone:
        messages.error(request, " ".join(gone.messages))
        return redirect("plans:bodies", pk)
    messages.success(request, _("Sudah dihapus."))
    return redirect("plans:bodies", pk)


def _kind(slug: str) -> str:
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]
