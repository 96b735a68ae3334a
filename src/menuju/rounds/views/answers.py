"""The page of one item, and what happens when it is saved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.rounds.access import participation as access
from menuju.rounds.access.evidence import evidence_for
from menuju.rounds.actions import answers, entries
from menuju.rounds.forms.answers import ItemForm
from menuju.rounds.models import Answer, Participation
from menuju.rounds.queries.answers import (
    Line,
    Sheet,
    earlier_answer,
    sheet_of,
)
from menuju.rounds.queries.evidence import documents_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.participation import frame
from menuju.web.components.formats import clock


@login_required
@require_http_methods(["GET", "POST"])
def item(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """One item with its evidence. Everything on it is one form, so nothing is lost."""
    rule = access.may_answer if request.method == "POST" else None
    part = access.open_participation(request.user, code, region, rule=rule)
    shown = access.items_shown_to(request.user, part)
    access.require_item(shown, item)
    sheet = sheet_of(part, shown)
    line = _line(sheet, item)
    documents = documents_of(evidence_for(part, shown).filter(withdrawn_at=None))
    if request.method == "POST":
        form = ItemForm(line, documents, request.POST, request.FILES)
        return _save(request, part, sheet, form)
    form = ItemForm(line, documents)
    return render(
        request, "rounds/region/item.html", _page(request, part, (sheet, line), form)
    )


@login_required
@require_POST
def autosave(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """Save level and text while somebody types; never files, never "finished"."""
    rule = access.may_answer
    part = access.open_participation(request.user, code, region, rule=rule)
    access.require_item(access.items_shown_to(request.user, part), item)
    line = _line(sheet_of(part, {item}), item)
    form = ItemForm(line, [], request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _first_error(form)}, status=422)
    version = form.cleaned_data["version"]
    try:
        saved = answers.save_answer(
            part, item, version=version, by=request.user, **form.content()
        )
    except answers.StaleAnswerError as stale:
        return JsonResponse({"error": _stale_sentence(stale.saved, part)}, status=409)
    return JsonResponse({"saved": _clock(saved, part), "version": saved.version})


def _save(
    request: AuthedRequest, part: Participation, sheet: Sheet, form: ItemForm
) -> HttpResponse:
    action, line = request.POST.get("action", "continue"), form.line
    if not form.is_valid():
        context = _page(request, part, (sheet, line), form)
        return render(request, "rounds/region/item.html", context, status=422)
    outcome = entries.enter(part, line.node.code, form.entry(action), by=request.user)
    if outcome.stale:
        return _conflict(request, part, line, (form, outcome))
    if action == "continue":
        outcome.problems += form.missing()
    if outcome.problems:
        return _saved_with_problems(request, part, line, outcome)
    return _onward(request, part, line, action)


def _onward(
    request: AuthedRequest, part: Participation, line: Line, action: str
) -> HttpResponse:
    place = (part.round.code, part.region_id)
    messages.success(request, _("Isian tersimpan."))
    if action == "later":
        return redirect("rounds:participation", *place)
    if action != "continue":
        return redirect("rounds:item", *place, line.node.code)
    shown = access.items_shown_to(request.user, part)
    following = sheet_of(part, shown).next_missing(line.node.code)
    if following:
        return redirect("rounds:item", *place, following.node.code)
    return redirect("rounds:check", *place)


def _saved_with_problems(
    request: AuthedRequest, part: Participation, line: Line, outcome: entries.Outcome
) -> HttpResponse:
    """Show the page as it is stored now, with what could not be kept."""
    shown = access.items_shown_to(request.user, part)
    sheet = sheet_of(part, shown)
    fresh = _line(sheet, line.node.code)
    evidence = evidence_for(part, shown).filter(withdrawn_at=None)
    form = ItemForm(fresh, documents_of(evidence))
    context = _page(request, part, (sheet, fresh), form)
    context["problems"] = outcome.problems
    return render(request, "rounds/region/item.html", context, status=422)


def _conflict(
    request: AuthedRequest,
    part: Participation,
    line: Line,
    sent: tuple[ItemForm, entries.Outcome],
) -> HttpResponse:
    form, outcome = sent
    saved = outcome.stale
    context = frame(request, part) | {
        "line": line,
        "mine": form.cleaned_data,
        "cards": form.level_cards,
        "theirs": saved,
        "sentence": _stale_sentence(saved, part) if saved else "",
        "problems": outcome.problems,
    }
    return render(request, "rounds/region/conflict.html", context, status=409)


def _page(
    request: AuthedRequest,
    part: Participation,
    place: tuple[Sheet, Line],
    form: ItemForm,
) -> dict[str, object]:
    sheet, line = place
    codes = [one.node.code for one in sheet.answerable]
    here = codes.index(line.node.code)
    top = frame(request, part)
    looks_after = top["may_answer"] or can(
        request.user, Capability.VIEW_REGION, region=part.region
    )
    return top | {
        "line": line,
        "form": form,
        "has_history": bool(line.answer) and looks_after,
        "number": here + 1,
        "count": len(codes),
        "path": sheet.tree.path(line.node.code)[1:-1],
        "before": codes[here - 1] if here else None,
        "after": codes[here + 1] if here + 1 < len(codes) else None,
        "earlier": earlier_answer(part, line.node.code) if looks_after else None,
    }


def _line(sheet: Sheet, item: str) -> Line:
    line = sheet.line(item)
    if line is None:
        raise Http404
    return line


def _first_error(form: ItemForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def _clock(answer: Answer, part: Participation) -> str:
    return clock(answer.edited_at or timezone.now(), part.region.time_zone)


def _stale_sentence(saved: Answer, part: Participation) -> str:
    who = saved.edited_by.person.name if saved.edited_by else _("Orang lain")
    return _(
        "%(who)s menyimpan perubahan pukul %(at)s. Bandingkan dan pilih versi yang dipakai."
    ) % {"who": who, "at": _clock(saved, part)}
