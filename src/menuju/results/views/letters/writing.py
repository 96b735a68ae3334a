"""The form of a letter's words, and that of the letterhead."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from menuju.results.access import letters as access
from menuju.results.actions import letters as actions
from menuju.results.forms.letters import USUAL, HeadForm, LetterForm
from menuju.results.models import Letter, Letterhead
from menuju.results.views import AuthedRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """Write a letter's sections, both languages side by side."""
    opened = access.open_letter(request.user, round_code, region_code)
    access.require_writer(request.user)
    form = LetterForm(opened, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, opened, form)
    if not form.is_valid():
        return _form(request, opened, form, status=422)
    version = form.cleaned_data["version"]
    try:
        actions.edit(opened, form.text, version=version, by=request.user)
    except actions.StaleTextError as stale:
        return _conflict(request, stale.held)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _form(request, opened, form, status=422)
    messages.success(request, _("Surat tersimpan."))
    return redirect("results:letter", round_code, region_code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: AuthedRequest, round_code: str) -> HttpResponse:
    """What stands above and below a round's letters, and how they are numbered."""
    round_, _decision = access.open_letters_desk(request.user, round_code)
    access.require_writer(request.user)
    held = Letterhead.objects.filter(round=round_).first()
    version = {"version": held.version if held else 0}
    given = request.POST if request.method == "POST" else None
    initial = version if held else USUAL | version
    form = HeadForm(given, instance=held, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in HeadForm.Meta.fields}
        sent = form.cleaned_data["version"]
        actions.set_head(round_, values, version=sent, by=request.user)
        messages.success(request, _("Kepala surat tersimpan."))
        return redirect("results:letters", round_code)
    status = 422 if form.is_bound else 200
    context = {"round": round_, "form": form, "head": held}
    return render(request, "results/letters/head.html", context, status=status)


def _form(
    request: AuthedRequest, opened: Letter, form: LetterForm, status: int = 200
) -> HttpResponse:
    return render(
        request, "results/letters/edit.html", _context(opened, form), status=status
    )


def _conflict(request: AuthedRequest, held: Letter) -> HttpResponse:
    """What was typed stays in the form, on top of the version that stands now."""
    given = request.POST.copy()
    given["version"] = str(held.version)
    form = LetterForm(held, given)
    last = held.revisions.select_related("by__person").first()
    context = _context(held, form) | {"theirs": last, "stored": LetterForm(held)}
    return render(request, "results/letters/edit.html", context, status=409)


def _context(opened: Letter, form: LetterForm) -> dict[str, Any]:
    part = opened.participation
    return {"letter": opened, "round": part.round, "region": part.region, "form": form}
