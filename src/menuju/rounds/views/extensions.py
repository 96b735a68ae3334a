"""More time for a self-assessment: a region asks, the secretariat decides or gives."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from menuju.rounds.access import extensions as access
from menuju.rounds.access.participation import is_open
from menuju.rounds.actions import extensions as actions
from menuju.rounds.forms.extensions import (
    AskForm,
    DecideForm,
    GiveForm,
    MoreForm,
    seen_as,
)
from menuju.rounds.models import ExtensionRequest, Participation
from menuju.rounds.queries.deadlines import (
    deadline_of,
    deadline_of_round,
    latest_permitted,
)
from menuju.rounds.queries.extensions import (
    extensions_of,
    open_request_of,
    reaching,
    requests_of,
    waiting,
    why_fixed,
    why_not_asked,
)
from menuju.rounds.views import AuthedRequest
from menuju.web.exceptions import ConflictError

DONE, PAGE = 302, 50
State = ExtensionRequest.State


@login_required
@require_http_methods(["GET", "POST"])
def extension(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """A region's deadline, what it asked for, and the form to ask for more time."""
    part = access.open_of_region(request.user, code, region)
    limit = latest_permitted(part.round)
    form = AskForm(part.region.time_zone, limit, request.POST or None)

    def ask() -> None:
        actions.ask(part, form.more(), by=request.user)

    if (status := _tried(form, ask)) == DONE:
        messages.success(request, _("Permintaan perpanjangan terkirim."))
        return redirect("rounds:extension", code, region)
    context = _of_region(request, part) | {"form": form, "limit": limit}
    return render(request, "rounds/extensions/region.html", context, status=status)


@login_required
@require_POST
def withdraw(request: AuthedRequest, code: str, region: str, key: int) -> HttpResponse:
    """Take a request back."""
    asked = access.open_request(request.user, code, region, key)
    actions.withdraw(asked, by=request.user)
    messages.success(request, _("Permintaan perpanjangan ditarik. Tenggatnya tetap."))
    return redirect("rounds:extension", code, region)


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: AuthedRequest, code: str, region: str, key: int) -> HttpResponse:
    """What a region asks for and why, and the decision."""
    asked = access.open_request(request.user, code, region, key, decides=True)
    part, sent = asked.participation, request.POST or None
    form = DecideForm(part.region.time_zone, None, sent, until=asked.until)
    status = _tried(form, lambda: _decided(request, asked, form))
    if status == DONE:
        return redirect("rounds:extensions", code)
    if status == ConflictError.status:
        asked = access.open_request(request.user, code, region, key, decides=True)
    context = _of_region(request, part, asked) | {
        "form": form,
        "limit": latest_permitted(part.round),
        "attempts": part.attempts.filter(reason="late")[:5],
        "is_waiting": asked.state == State.OPEN and is_open(part),
    }
    return render(request, "rounds/extensions/decide.html", context, status=status)


@login_required
@require_safe
def extensions(request: AuthedRequest, code: str) -> HttpResponse:
    """What waits for a decision in a round, what was given, and what was not."""
    round_ = access.open_of_round(request.user, code)
    shown = request.GET.get("lihat", "")
    asked, given = requests_of(round_), extensions_of(round_)
    open_ = asked.filter(pk__in=waiting())
    closed = asked.filter(state__in=[State.REFUSED, State.WITHDRAWN])
    rows = {"diperpanjang": given, "tertutup": closed.order_by("-decided_at")}
    context = {
        "round": round_,
        "shown": shown if shown in rows else "",
        "page": Paginator(rows.get(shown, open_), PAGE).get_page(
            request.GET.get("halaman")
        ),
        "waiting": open_.count(),
        "deadline": deadline_of_round(round_),
        "limit": latest_permitted(round_),
        "may_extend": access.may_extend(request.user, round_),
    }
    return render(request, "rounds/extensions/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def extend(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Give one region more time that did not ask for it."""
    part = access.open_region_to_extend(request.user, code, region)
    zone, limit = part.region.time_zone, latest_permitted(part.round)
    top, sent = _of_region(request, part), request.POST or None
    form = GiveForm(zone, limit, sent, seen=seen_as(top["deadline"]))

    def give() -> None:
        actions.extend(part, form.more(), by=request.user)

    if (status := _tried(form, give)) == DONE:
        messages.success(request, _("Tenggat diperpanjang dan sudah terbit."))
        return redirect("rounds:extensions", code)
    form.look_again(top["deadline"])
    context = top | {"form": form, "limit": limit}
    return render(request, "rounds/extensions/extend.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def extend_all(request: AuthedRequest, code: str) -> HttpResponse:
    """Give all regions more time that have not sent."""
    round_ = access.open_to_extend(request.user, code)
    deadline, limit = deadline_of_round(round_), latest_permitted(round_)
    sent = request.POST or None
    form = GiveForm(round_.time_zone, limit, sent, seen=seen_as(deadline))

    def give() -> None:
        actions.extend_all(round_, form.more(), by=request.user)

    if (status := _tried(form, give)) == DONE:
        messages.success(request, _("Tenggat diperpanjang dan sudah terbit."))
        return redirect("rounds:extensions", code)
    form.look_again(deadline)
    unsent = round_.participations.filter(submission=None).exclude(
        status=Participation.Status.WITHDRAWN
    )
    context = {
        "round": round_,
        "form": form,
        "deadline": deadline,
        "limit": limit,
        "unsent": unsent.count(),
    }
    return render(request, "rounds/extensions/extend_all.html", context, status=status)


def _tried(form: MoreForm, act: Callable[[], object]) -> int:
    """Do what a form asks for: 302 if it is done, else the status of its page.

    What was typed stays in the form, also if somebody else was faster (409).
    """
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    try:
        act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return 422
    except ConflictError as refusal:
        form.add_error(None, str(refusal))
        return ConflictError.status
    return DONE


def _decided(request: AuthedRequest, asked: ExtensionRequest, form: DecideForm) -> None:
    if form.is_refused:
        reason = form.cleaned_data["reason"]
        actions.refuse(asked, reason, by=request.user)
        messages.success(request, _("Daerah diberi tahu bahwa tenggatnya tetap."))
    else:
        actions.grant(asked, form.more(), by=request.user)
        messages.success(request, _("Tenggat diperpanjang dan sudah terbit."))


def _of_region(
    request: AuthedRequest, part: Participation, asked: ExtensionRequest | None = None
) -> dict[str, Any]:
    """The deadline of a region with everything that was asked and given."""
    deadline, now = deadline_of(part), timezone.now()
    closed = why_not_asked(part, deadline, now)
    asked = asked or open_request_of(part)
    speaks = access.speaks_for(request.user, part)
    may_extend = access.may_extend(request.user, part.round)
    return {
        "part": part,
        "zone": part.region.time_zone,
        "deadline": deadline,
        "closed": closed,
        "asked": asked,
        "speaks": speaks,
        "may_ask": speaks and not closed and not asked,
        "may_extend": may_extend and not why_fixed(part, deadline, now),
        "given": reaching(part),
        "earlier": part.extension_requests.exclude(state=State.OPEN).select_related(
            "by__person", "extension"
        ),
    }
