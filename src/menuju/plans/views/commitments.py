"""Commitment sheets: prepared, read and signed, changed, recorded from paper."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.accounts.access import can_keep_offices
from menuju.files.queries import open_file
from menuju.plans.access import institutions as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import commitments as actions
from menuju.plans.actions.institutions import StaleRowError
from menuju.plans.forms.commitments import (
    PaperForm,
    PrepareForm,
    SheetForm,
    SignForm,
)
from menuju.plans.forms.conflicts import RemoveForm, changed_meanwhile
from menuju.plans.models import CommitmentSheet
from menuju.plans.queries.institutions import (
    holding_that_signs,
    holdings_for,
    mark_of,
    office_as_held,
    owing_in,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.institutions import Page, answer
from menuju.plans.views.masterplans import page_of
from menuju.plans.views.signing import limit_tries


@login_required
@require_http_methods(["GET", "POST"])
def prepare(request: AuthedRequest, pk: int) -> HttpResponse:
    """Choose who is asked, and the words."""
    version = masterplans.open_draft(request.user, pk)
    owing = owing_in(version, head=_("Kepala daerah"), agency=_("Kepala %s"))
    form = PrepareForm(version, owing, request.POST or None)
    if form.is_bound and form.is_valid():
        chosen, text = form.chosen(), form.cleaned_data["text"]
        try:
            made = actions.prepare(version, chosen, text=text, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = ngettext("%s lembar disiapkan.", "%s lembar disiapkan.", len(made))
            messages.success(request, words % len(made))
            return redirect("plans:bodies", pk)
    context = page_of(request, version) | {"form": form, "owing": owing}
    status = 422 if form.is_bound else 200
    return render(request, "plans/commitments/prepare.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def sheet(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """A sheet to read; who holds its office signs it here."""
    held = doors.open_sheet(request.user, pk, row)
    form = SignForm(request.user, mark_of(held), request.POST or None)
    if not form.is_bound:
        return _page(request, held, form)
    masterplans.require_writable(held.plan_version)
    limit_tries(request)
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.sign(held, seen=seen, by=request.user)
        except StaleRowError as stale:
            return _changed(request, held, stale)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tanda tangan Anda tersimpan."))
            return redirect("plans:commitment", pk, row)
    return _page(request, held, form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Change the words; the signature of a signed sheet goes with them."""
    held = doors.open_sheet_to_write(request.user, pk, row)
    form = SheetForm(held, request.POST or None)

    def save(seen: str) -> None:
        actions.change(held, seen=seen, by=request.user, **form.values())

    page: Page = {"version": held.plan_version, "row": held, "anchor": "commitments"}
    page |= {"name": held.office, "sheet": held}
    return answer(request, form, save, page)


@login_required
@require_POST
def remove(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Take a sheet out that nobody signed."""
    held = doors.open_sheet_to_write(request.user, pk, row)
    try:
        seen = RemoveForm.seen_in(request.POST)
        actions.remove(held, seen=seen, by=request.user)
    except StaleRowError:
        messages.error(request, changed_meanwhile())
        return redirect("plans:commitment", pk, row)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plans:commitment", pk, row)
    messages.success(request, _("Sudah dihapus."))
    return redirect("plans:bodies", pk)


@login_required
@require_http_methods(["GET", "POST"])
def paper(request: AuthedRequest, pk: int, row: int) -> HttpResponse:
    """Record that a sheet was signed on paper, with its scan."""
    held = doors.open_sheet_to_write(request.user, pk, row)
    holdings = holdings_for(held)
    data, files = request.POST or None, request.FILES or None
    form = PaperForm(holdings, mark_of(held), data, files)
    if form.is_bound and form.is_valid():
        try:
            seen, by = form.cleaned_data["seen"], request.user
            actions.record_paper(held, form.paper(), seen=seen, by=by)
        except StaleRowError as stale:
            return _changed(request, held, stale)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Tanda tangan di kertas tercatat."))
            return redirect("plans:commitment", pk, row)
    context = _context(request, held) | {"form": form, "holdings": holdings}
    status = 422 if form.is_bound else 200
    return render(request, "plans/commitments/paper.html", context, status=status)


@login_required
def scan(request: AuthedRequest, pk: int, row: int) -> FileResponse:
    """The scan as it was uploaded. Never opened in our own pages."""
    held = doors.open_sheet(request.user, pk, row)
    if held.scan is None:
        raise Http404
    try:
        content = open_file(held.scan)
    except OSError:
        raise Http404 from None
    response = FileResponse(content, content_type="application/octet-stream")
    name = quote(held.scan_name)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


def _changed(
    request: AuthedRequest, sheet: CommitmentSheet, stale: StaleRowError
) -> HttpResponse:
    """What was read is no longer what stands there: read again before signing."""
    saved = stale.saved
    if not isinstance(saved, CommitmentSheet):
        raise TypeError(saved)
    if saved.signed_at:
        text = _("Lembar ini sudah ditandatangani %(name)s.")
        messages.info(request, text % {"name": saved.signatory_name or saved.person})
        return redirect("plans:commitment", sheet.plan_version_id, sheet.pk)
    saved.plan_version = sheet.plan_version
    form = SignForm(request.user, mark_of(saved))
    return _page(request, saved, form, status=409, changed=True)


def _page(
    request: AuthedRequest,
    sheet: CommitmentSheet,
    form: SignForm,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = _context(request, sheet) | {"form": form} | more
    return render(request, "plans/commitments/sheet.html", context, status=status)


def _context(request: AuthedRequest, sheet: CommitmentSheet) -> dict[str, Any]:
    version = sheet.plan_version
    is_open = version.state in masterplans.WRITABLE and not sheet.signed_at
    own = holding_that_signs(request.user, sheet) if is_open else None
    holders = list(holdings_for(sheet, timezone.localdate())) if is_open else []
    return page_of(request, version) | {
        "sheet": sheet,
        "mark": mark_of(sheet),
        "own": office_as_held(own) if own else "",
        "holders": [(one.person.name, office_as_held(one)) for one in holders],
        "may_keep_offices": can_keep_offices(request.user, version.masterplan.region),
    }
