"""What is read: the list of a round's letters, a letter, and its PDF."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from menuju.results.access import letters as access
from menuju.results.forms.letters import ReasonForm
from menuju.results.models import Letter, Letterhead
from menuju.results.queries.letters import changes
from menuju.results.queries.letters.approvers import head_over, why_no_approver
from menuju.results.queries.letters.listing import FILTERS, counts_of, rows_of
from menuju.results.queries.letters.paper import paper_of, pdf_of
from menuju.results.queries.letters.state import (
    Status,
    data_digest,
    data_of,
    head_of,
    status_of,
    why_in,
)
from menuju.results.queries.why import why_of
from menuju.results.views import AuthedRequest

PER_PAGE = 100
NO_HEAD = dict.fromkeys(
    (
        "institution_id",
        "institution_en",
        "place",
        "signatory_office_id",
        "signatory_office_en",
    ),
    "–",
)


@login_required
@require_safe
def letters(request: AuthedRequest, round_code: str) -> HttpResponse:
    """Every region of the decision with its letter, narrowed by ``saring``, in pages."""
    round_, decision = access.open_letters_desk(request.user, round_code)
    rows = rows_of(decision) if decision else []
    chosen = request.GET.get("saring", "")
    found = [row for row in rows if not chosen or chosen in row.kinds]
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    counts = counts_of(rows)
    return render(
        request,
        "results/letters/list.html",
        {
            "round": round_,
            "decision": decision,
            "page": shown,
            "total": len(rows),
            "filters": [(name, counts[name]) for name in FILTERS],
            "chosen": chosen,
            "counts": counts,
            "head": Letterhead.objects.filter(round=round_).first(),
            "may_write": access.may_write(request.user),
            "may_approve": access.may_approve(request.user),
            "to_approve": [row for row in shown if row.can_be_approved],
        },
    )


@login_required
@require_safe
def letter(request: AuthedRequest, round_code: str, region_code: str) -> HttpResponse:
    """The letter in the language of the page, with how it stands for those who keep it."""
    opened = access.open_letter(request.user, round_code, region_code)
    return render(request, "results/letters/letter.html", page(request, opened))


@login_required
@require_safe
def letter_pdf(
    request: AuthedRequest, round_code: str, region_code: str, language: str
) -> HttpResponse:
    """The letter as PDF, in Indonesian or English."""
    opened = access.open_letter(request.user, round_code, region_code)
    if language not in {"id", "en"}:
        raise Http404
    name = f"surat-{round_code}-{region_code}-{language}.pdf"
    address = settings.SITE_URL + reverse("portal:letter", args=[opened.code])
    return HttpResponse(
        pdf_of(opened, shown_head(opened), language, address),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def page(request: AuthedRequest, opened: Letter) -> dict[str, Any]:
    """What the page of a letter is made of."""
    language = (get_language() or "id")[:2]
    part = opened.participation
    found = {
        "letter": opened,
        "round": part.round,
        "region": part.region,
        "paper": paper_of(opened, shown_head(opened), language),
        "why": why_in(opened),
        "keeps": access.keeps_letters(request.user),
    }
    return found | _desk(request, opened) if found["keeps"] else found


def shown_head(opened: Letter) -> dict[str, Any]:
    """A sent letter keeps the head it was approved with; a draft shows today's."""
    if opened.state in {Letter.State.SENT, Letter.State.WITHDRAWN} and opened.head:
        return dict(opened.head)
    head = Letterhead.objects.filter(round=opened.participation.round_id).first()
    return head_of(head) if head else {**opened.head, **NO_HEAD}


def _desk(request: AuthedRequest, opened: Letter) -> dict[str, Any]:
    """How a letter stands, for those who write and approve."""
    why = why_of(opened.decision, opened.participation.region_id)
    data = data_of(why) if why else {}
    today = data_digest(data)
    status = status_of(opened, today, shown_head(opened))
    return {
        "status": status,
        "changes": changes(opened.data, data) if _differs(opened, status) else [],
        "today": today,
        "keep_form": ReasonForm(initial={"digest": today}),
        "withdraw_form": ReasonForm(prefix="tarik"),
        "revisions": opened.revisions.select_related("by__person"),
        "may_write": access.may_write(request.user),
        "may_approve": access.may_approve(request.user),
        "no_approver": why_no_approver(opened, head_over(opened), request.user)
        if access.may_approve(request.user)
        else "",
    }


def _differs(opened: Letter, status: Status) -> bool:
    is_open = opened.state in {Letter.State.DRAFT, Letter.State.APPROVED}
    return is_open and (status.is_stale or status.is_kept)
