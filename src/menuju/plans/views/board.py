"""The secretariat's board of guidance, its files, and reminders to those who are late."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from menuju.messages.actions import AudienceChangedError
from menuju.messages.models import Announcement
from menuju.plans.access import guidance as doors
from menuju.plans.access import masterplans
from menuju.plans.actions import guidance_reminders as actions
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.guidance_board import (
    WITHOUT,
    Wanted,
    lines_of,
    mentors_among,
)
from menuju.plans.queries.guidance_reminders import (
    WAIT,
    announcements,
    audience_of,
    reminders_sent,
)
from menuju.plans.queries.guidance_tables import head, rows_of
from menuju.plans.queries.guidance_writing import activity_of, writing_of
from menuju.plans.views import AuthedRequest
from menuju.rounds.queries.tables import csv_of, workbook_of

PAGE, LOG = 25, 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def board(request: AuthedRequest) -> HttpResponse:
    """Every guided masterplan, narrowed by state, mentor, name or lateness."""
    doors.open_board(request.user)
    wanted = _wanted(request)
    every = lines_of(masterplans.visible_to(request.user), Wanted(words=wanted.words))
    lines = [line for line in every if wanted.fits(line)]
    page = Paginator(lines, PAGE).get_page(request.GET.get("halaman"))
    shown = list(page.object_list)
    writing, activity = writing_of(shown), activity_of(shown)
    context = {
        "page": page,
        "rows": [(one, writing[one.version], activity[one.version]) for one in shown],
        "wanted": wanted,
        "query": urlencode(wanted.query),
        "mentors": mentors_among(every),
        "without": WITHOUT,
        "states": MasterplanVersion.State.choices,
        "all": len(every),
        "late": sum(one.is_late for one in every),
        "alone": sum(not one.mentors for one in every),
        "unclosed": sum(bool(one.unclosed) for one in every),
        "may_remind": doors.may_guide_all(request.user),
    }
    return render(request, "plans/guidance/board.html", context)


@login_required
def download(request: AuthedRequest, form: str) -> HttpResponse:
    """The board as it is narrowed, as XLSX or CSV."""
    doors.open_board(request.user)
    if form not in {"xlsx", "csv"}:
        raise Http404
    lines = lines_of(masterplans.visible_to(request.user), _wanted(request))
    rows, is_book = rows_of(lines), form == "xlsx"
    content = (
        workbook_of("Bimbingan", head(), rows) if is_book else csv_of(head(), rows)
    )
    return HttpResponse(
        content,
        content_type=XLSX if is_book else "text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="bimbingan.{form}"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def reminders(request: AuthedRequest) -> HttpResponse:
    """Who could be reminded now, and every reminder so far; POST makes a preview."""
    doors.require_guide(request.user)
    wanted, plans = _wanted(request), masterplans.visible_to(request.user)
    if request.method == "POST":
        try:
            made = actions.prepare(plans, wanted, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return _to("plans:reminders", wanted)
        return _to("plans:reminder", wanted, made.pk)
    log = Paginator(reminders_sent(), LOG)
    context = {
        "audience": audience_of(plans, wanted),
        "wanted": wanted,
        "query": urlencode(wanted.query),
        "hours": WAIT.seconds // 3600 + WAIT.days * 24,
        "page": log.get_page(request.GET.get("halaman")),
    }
    return render(request, "plans/guidance/reminders.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def reminder(request: AuthedRequest, key: int) -> HttpResponse:
    """Exactly who would be reminded in which words; POST sends it to exactly those."""
    doors.require_guide(request.user)
    found = get_object_or_404(announcements(), pk=key)
    difference = None
    if request.method == "POST":
        difference = _sent(request, found)
        if difference is None:
            return _to("plans:reminders", _wanted(request))
    drafts = list(found.drafts.select_related("recipient__person").order_by("pk"))
    context = {
        "announcement": found,
        "drafts": drafts,
        "samples": {draft.language: draft for draft in reversed(drafts)},
        "difference": difference,
        "query": urlencode(_wanted(request).query),
    }
    status = 409 if difference else 200
    return render(request, "plans/guidance/reminder.html", context, status=status)


def _sent(
    request: AuthedRequest, announcement: Announcement
) -> AudienceChangedError | None:
    """Send a reminder and say to how many; or why nothing was sent."""
    plans = masterplans.visible_to(request.user)
    wanted = _wanted(request)
    try:
        sent = actions.remind(announcement, plans, wanted, by=request.user)
    except AudienceChangedError as refusal:
        return refusal
    text = ngettext("%(n)s orang diingatkan.", "%(n)s orang diingatkan.", len(sent))
    messages.success(request, text % {"n": len(sent)})
    return None


def _wanted(request: AuthedRequest) -> Wanted:
    """What the address of a page narrows the board to."""
    asked = request.GET
    state = asked.get("keadaan", "")
    return Wanted(
        state=state if state in MasterplanVersion.State.values else "",
        mentor=asked.get("pembimbing", "")[:20],
        words=asked.get("cari", "").strip()[:80],
        late=asked.get("terlambat") == "1",
    )


def _to(name: str, wanted: Wanted, *args: object) -> HttpResponseRedirect:
    query = urlencode(wanted.query)
    address = reverse(name, args=args)
    return redirect(f"{address}?{query}" if query else address)
