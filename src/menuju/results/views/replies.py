"""The right of reply: a region's own replies, one reply, and the board of a round."""

from dataclasses import replace
from functools import cache

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from menuju.accounts.access import can
from menuju.accounts.models import Capability
from menuju.instruments.queries import tree_of
from menuju.results.access import replies as access
from menuju.results.actions import replies as actions
from menuju.results.forms.replies import AnswerReplyForm, ContestForm, asked_of
from menuju.results.models import DecisionLine, RegionResult
from menuju.results.queries import reply_tables as tables
from menuju.results.queries.releases import peers_of
from menuju.results.queries.replies import (
    board_rows,
    clocks_of,
    counts_of,
    point_for,
    points_for,
    told_board,
    told_of,
    told_one,
)
from menuju.results.views import AuthedRequest
from menuju.rounds.access import replies as rules
from menuju.rounds.actions import replies as rounds
from menuju.rounds.models import Reply
from menuju.rounds.queries.evidence import documents_for
from menuju.rounds.queries.replies import closes_at, replies_of, still_free
from menuju.rounds.queries.tables import csv_of, workbook_of
from menuju.rounds.views.downloads import csv, workbook

PER_PAGE = 50


@login_required
@require_safe
def replies(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """What the region contested, what became of it, and what it may still contest."""
    result = access.open_contested(request.user, round_code, region_code)
    frame = _frame(request, result)
    rows = replies_of(result.participation)
    free = still_free(points_for(result), rows) if frame["may_contest"] else ()
    context = frame | {
        "replies": told_of(result, rows),
        "points": list(free),
        "drafts": {
            (one.subject, one.code) for one in result.participation.reply_drafts.all()
        },
    }
    return render(request, "results/replies/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest(
    request: AuthedRequest, round_code: str, region_code: str, subject: str, code: str
) -> HttpResponse:
    """Write a reply to one point: kept as a draft, or sent."""
    result = access.open_contested(request.user, round_code, region_code)
    part = result.participation
    rules.require_contester(request.user, part)
    point = point_for(result, subject, code)
    if point is None:
        raise Http404
    draft = part.reply_drafts.filter(subject=subject, code=code).first()
    sent = request.POST if request.method == "POST" else None
    form = ContestForm(point, documents_for(part), draft, sent, request.FILES or None)
    if sent is not None and form.is_valid() and _contested(request, result, form):
        return redirect("results:replies", round_code, region_code)
    context = _frame(request, result) | {"point": point, "form": form, "draft": draft}
    status = 200 if sent is None else 422
    return render(request, "results/replies/contest.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(
    request: AuthedRequest, round_code: str, region_code: str, key: int
) -> HttpResponse:
    """One reply with its proofs; whoever may answers it here."""
    result = access.open_contested(request.user, round_code, region_code)
    found = access.open_reply(result, key)
    told = told_one(result, found)
    is_open = found.state == Reply.State.OPEN
    reason = rules.why_not_answer(request.user, found) if is_open else ""
    sent = request.POST if request.method == "POST" else None
    if sent is not None and reason:
        raise PermissionDenied(reason)
    form = AnswerReplyForm(told, sent)
    if sent is not None and form.is_valid() and _answered(request, result, found, form):
        return redirect("results:reply", round_code, region_code, key)
    context = _frame(request, result) | {
        "told": told,
        "form": form,
        "reason": reason,
        "may_answer": is_open and not reason,
        "may_withdraw": is_open
        and rules.may_contest(request.user, found.participation),
    }
    status = 200 if sent is None else 422
    return render(request, "results/replies/reply.html", context, status=status)


@login_required
@require_POST
def withdraw(
    request: AuthedRequest, round_code: str, region_code: str, key: int
) -> HttpResponse:
    """Take a reply back."""
    result = access.open_contested(request.user, round_code, region_code)
    found = access.open_reply(result, key)
    try:
        rounds.withdraw(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Sanggahan ditarik. Catatannya tetap tersimpan."))
    return redirect("results:replies", round_code, region_code)


@login_required
@require_safe
def board(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Every reply of a round: what waits, for how long, and what came of the others."""
    round_, release = access.open_replies_desk(request.user, round_code)
    asked = asked_of(request.GET)
    page = Paginator(board_rows(round_, asked), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    opened = release.published_at
    counts = counts_of(round_)
    context = {
        "round": round_,
        "release": release,
        "asked": asked,
        "page": page,
        "rows": told_board(release, page.object_list),
        "states": [(one.value, one.label, counts[one.value]) for one in Reply.State],
        "waiting": counts[Reply.State.OPEN],
        "total": sum(counts.values()),
        "clocks": clocks_of(round_, opened) if opened else [],
    }
    return render(request, "results/replies/board.html", context)


@login_required
@require_safe
def download(request: AuthedRequest, round_code: str, ending: str) -> HttpResponse:
    """The board as a workbook or CSV, filtered as asked."""
    round_, release = access.open_replies_desk(request.user, round_code)
    told = told_board(release, board_rows(round_, asked_of(request.GET)))
    rows = tables.rows(release, told)
    name = f"sanggahan-{round_.code}"
    if ending == "csv":
        return csv(csv_of(tables.HEAD, rows), name)
    return workbook(workbook_of("sanggahan", tables.HEAD, rows), name)


def card(
    request: AuthedRequest, result: RegionResult, line: DecisionLine | None
) -> dict[str, object]:
    """What a region's result page says of its replies; nothing for other readers."""
    part = result.participation
    is_own = can(request.user, Capability.VIEW_REGION, region=part.region)
    if result.release.published_at is None or not (
        is_own or access.keeps_replies(request.user)
    ):
        return {}
    opened = result.release.published_at
    closes = closes_at(part.round, part.region, opened)
    return {
        "replies": [
            replace(one, line=line)
            for one in told_board(
                result.release, replies_of(part).select_related("effect")
            )
        ],
        "has_replies_card": True,
        "closes": closes,
        "zone": part.region.time_zone,
        "is_late": timezone.now() >= closes,
        "may_contest": rules.may_contest(request.user, part),
        "is_desk": access.keeps_replies(request.user),
    }


def _contested(request: AuthedRequest, result: RegionResult, form: ContestForm) -> bool:
    """Send or keep what the form says; whatever is refused is shown in the form."""
    point = point_for(result, *_place(request))
    if point is None:
        raise Http404
    if request.POST.get("action") == "draft":
        rounds.save_draft(result.participation, point, form.contest, by=request.user)
        messages.success(request, _("Draf tersimpan. Sanggahan belum dikirim."))
        return True
    try:
        actions.contest(result, point, form.contest, by=request.user)
    except ValidationError as refusal:
        _refused(form, refusal)
        return False
    messages.success(
        request, _("Sanggahan terkirim. Anda mendapat pesan begitu dijawab.")
    )
    return True


def _answered(
    request: AuthedRequest, result: RegionResult, found: Reply, form: AnswerReplyForm
) -> bool:
    try:
        actions.answer(result, found, form.verdict, by=request.user)
    except ValidationError as refusal:
        _refused(form, refusal)
        return False
    messages.success(request, _("Jawaban tersimpan dan daerah sudah diberi tahu."))
    return True


def _refused(form: forms.Form, refusal: ValidationError) -> None:
    """A refusal beside its field; one about a file beside the files."""
    if not hasattr(refusal, "error_dict"):
        is_file = refusal.code not in {None, "late", "answered"}
        form.add_error("attachments" if is_file else None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _place(request: AuthedRequest) -> tuple[str, str]:
    given = request.resolver_match.kwargs if request.resolver_match else {}
    return given["subject"], given["code"]


def _frame(request: AuthedRequest, result: RegionResult) -> dict[str, object]:
    """What every page about a region's replies shows at its top."""
    part, opened = result.participation, result.release.published_at
    closes = closes_at(part.round, part.region, opened) if opened else None
    return {
        "result": result,
        "part": part,
        "round": part.round,
        "region": part.region,
        "zone": part.region.time_zone,
        "closes": closes,
        "is_late": closes is not None and timezone.now() >= closes,
        "may_contest": rules.may_contest(request.user, part),
        "is_desk": access.keeps_replies(request.user),
        "peers": cache(lambda: peers_of([result.release_id]).get(result.release_id, 0)),
        "scale": tree_of(part.round.instrument_version).scale,
    }
