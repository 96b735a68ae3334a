"""The assessor's pages: one item with its evidence, the check before sending, the comparison."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.rounds.access import judging as doors
from menuju.rounds.actions import scores as actions
from menuju.rounds.forms.scores import ScoreForm
from menuju.rounds.models import Assignment, Score
from menuju.rounds.queries.answers import earlier_attempts
from menuju.rounds.queries.attendance import attendance_of
from menuju.rounds.queries.evidence import Document, documents_for, page_of
from menuju.rounds.queries.scores import (
    ScoreLine,
    ScoreSheet,
    comparisons,
    gaps_of,
    sheet_for,
)
from menuju.rounds.views import AuthedRequest
from menuju.web.components.formats import clock


@login_required
def scoring(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """The whole sheet: what is scored, what is open; and where to send it from."""
    assignment = doors.open_assignment(request.user, code, region)
    sheet = sheet_for(assignment)
    context = _frame(assignment, sheet) | {
        "attempts": earlier_attempts(assignment.participation),
    }
    return render(request, "rounds/judging/scoring.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def score(request: AuthedRequest, code: str, region: str, item: str) -> HttpResponse:
    """One item: evidence beside the rubric."""
    assignment = doors.open_assignment(request.user, code, region)
    sheet = sheet_for(assignment)
    line = _line(sheet, item)
    documents = _linked_first(documents_for(assignment.participation), item)
    if request.method == "POST":
        return _save(request, sheet, line, documents)
    form = ScoreForm(line, documents)
    return _show(request, sheet, line, form)


@login_required
@require_POST
def score_autosave(
    request: AuthedRequest, code: str, region: str, item: str
) -> HttpResponse:
    """Save the draft while somebody types."""
    assignment = doors.open_assignment(request.user, code, region)
    line = _line(sheet_for(assignment), item)
    documents = documents_for(assignment.participation)
    form = ScoreForm(line, documents, request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"error": str(next(iter(form.errors.values()))[0])}, status=422
        )
    try:
        saved = _keep(request, assignment, form)
    except actions.StaleScoreError:
        return JsonResponse({"error": _stale()}, status=409)
    zone = assignment.participation.round.time_zone
    return JsonResponse(
        {"saved": clock(saved.edited_at, zone), "version": saved.version}
    )


@login_required
@require_http_methods(["GET", "POST"])
def scores_submit(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Check everything once, then send it for good."""
    assignment = doors.open_assignment(request.user, code, region)
    sheet = sheet_for(assignment)
    problems: list[str] = []
    if request.method == "POST":
        try:
            actions.submit(assignment, by=request.user)
        except ValidationError as refusal:
            problems = refusal.messages
        else:
            messages.success(request, _("Nilai Anda terkirim dan tersimpan tetap."))
            return redirect("rounds:compare", code, region)
    context = _frame(assignment, sheet) | {"problems": problems}
    status = 422 if problems else 200
    return render(request, "rounds/judging/submit.html", context, status=status)


@login_required
def compare(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Own scores beside the others', by letter; only once the own ones were sent."""
    assignment = doors.open_assignment(request.user, code, region)
    if assignment.submitted_at is None:
        raise PermissionDenied(
            _("Nilai asesor lain terbuka setelah Anda mengirim nilai sendiri.")
        )
    context = _frame(assignment, sheet_for(assignment)) | {
        "comparisons": comparisons(assignment.participation)
    }
    return render(request, "rounds/judging/compare.html", context)


def _save(
    request: AuthedRequest,
    sheet: ScoreSheet,
    line: ScoreLine,
    documents: list[Document],
) -> HttpResponse:
    form = ScoreForm(line, documents, request.POST)
    if not form.is_valid():
        return _show(request, sheet, line, form)
    try:
        saved = _keep(request, sheet.assignment, form)
    except actions.StaleScoreError as stale:
        return _conflict(request, sheet, line, (form, stale.saved))
    part = sheet.assignment.participation
    place = (part.round.code, part.region_id)
    if request.POST.get("action") == "skip":
        following = sheet.beside(line.node.code, 1)
        return redirect("rounds:score", *place, following or line.node.code)
    if gaps := gaps_of(saved, line.node.scale):
        fresh = sheet_for(sheet.assignment)
        again = _line(fresh, line.node.code)
        form = ScoreForm(again, documents)
        return _show(request, fresh, again, form, gaps)
    return _onward(request, place, sheet_for(sheet.assignment), line)


def _onward(
    request: AuthedRequest, place: tuple[str, str], sheet: ScoreSheet, line: ScoreLine
) -> HttpResponse:
    """The next open item after this one, else the first open one, else the check."""
    codes = [one.node.code for one in sheet.lines]
    here = codes.index(line.node.code)
    waiting = sorted(
        (one.node.code for one in sheet.open),
        key=lambda code: (codes.index(code) <= here, codes.index(code)),
    )
    messages.success(request, _("Nilai tersimpan."))
    if waiting:
        return redirect("rounds:score", *place, waiting[0])
    return redirect("rounds:scores_submit", *place)


def _keep(request: AuthedRequest, assignment: Assignment, form: ScoreForm) -> Score:
    return actions.save(
        assignment,
        form.line.node.code,
        form.judgement(),
        version=form.cleaned_data["version"],
        by=request.user,
    )


def _show(
    request: AuthedRequest,
    sheet: ScoreSheet,
    line: ScoreLine,
    form: ScoreForm,
    problems: Sequence[str] = (),
) -> HttpResponse:
    item = line.node.code
    part = sheet.assignment.participation
    context = _frame(sheet.assignment, sheet) | {
        "line": line,
        "form": form,
        "problems": problems,
        "path": sheet.tree.path(item)[1:-1],
        "share": sheet.tree.effective_weight(item),
        "before": sheet.beside(item, -1),
        "after": sheet.beside(item, 1),
        "answer": part.answers.filter(item=item).first(),
        "attendance": attendance_of(part),
        **_viewer(request, form.documents),
    }
    status = 422 if problems or form.errors else 200
    return render(request, "rounds/judging/score.html", context, status=status)


def _viewer(request: AuthedRequest, documents: list[Document]) -> dict[str, object]:
    """The document and page that the address asks for; the first ones if none."""
    wanted = request.GET.get("berkas", "")
    chosen = [one for one in documents if str(one.evidence.number) == wanted]
    shown = next(iter([*chosen, *documents]), None)
    if shown is None or shown.latest is None:
        return {"shown": None}
    text = request.GET.get("halaman", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004
    page = page_of(shown.latest, number) or page_of(shown.latest, 1)
    return {"shown": shown, "page": page}


def _conflict(
    request: AuthedRequest,
    sheet: ScoreSheet,
    line: ScoreLine,
    sent: tuple[ScoreForm, Score],
) -> HttpResponse:
    form, saved = sent
    context = _frame(sheet.assignment, sheet) | {
        "line": line,
        "form": form,
        "theirs": saved,
        "sentence": _stale(),
    }
    return render(request, "rounds/judging/score_conflict.html", context, status=409)


def _stale() -> str:
    return _(
        "Nilai butir ini sudah disimpan dari jendela lain. Bandingkan dan pilih yang dipakai."
    )


def _frame(assignment: Assignment, sheet: ScoreSheet) -> dict[str, object]:
    part = assignment.participation
    return {
        "part": part,
        "assignment": assignment,
        "sheet": sheet,
        "zone": part.round.time_zone,
        "may_score": doors.may_score(assignment),
    }


def _line(sheet: ScoreSheet, item: str) -> ScoreLine:
    line = sheet.line(item)
    if line is None:
        raise Http404
    return line


def _linked_first(documents: list[Document], item: str) -> list[Document]:
    return sorted(documents, key=lambda one: one.claim_for(item) is None)
