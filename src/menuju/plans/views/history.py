"""The history of a paragraph: revisions, what changed between two, and restoring one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from menuju.plans.access import remarks as doors
from menuju.plans.actions.paragraphs import StaleError, save
from menuju.plans.models import Paragraph
from menuju.plans.models.text import content_of
from menuju.plans.queries.histories import change_in, revisions_of, suggesters_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

PAGE = 20
MOST_DIGITS = 9


@login_required
@require_GET
def page(request: AuthedRequest, pk: int, key: UUID) -> HttpResponse:
    """Every wording, and the change from ``dari`` to ``ke`` (keys of revisions)."""
    return _shown(request, doors.open_paragraph(request.user, pk, key))


@login_required
@require_POST
def restore(request: AuthedRequest, pk: int, key: UUID, revision: int) -> HttpResponse:
    """Save an older wording as a new one, upon the save that was seen."""
    paragraph = doors.open_to_write(request.user, pk, key)
    wanted = doors.revision_of(paragraph, revision)
    seen = _number(request.POST.get("seen", ""))
    content = content_of(wanted.content)
    try:
        save(paragraph, content, seen=seen or 0, by=request.user)
    except StaleError as stale:
        messages.error(request, str(stale))
        paragraph = doors.open_paragraph(request.user, pk, key)
        return _shown(request, paragraph, status=409)
    messages.success(request, _("Naskah lama dipakai lagi, sebagai simpanan baru."))
    return redirect("plans:history", pk, key)


def _shown(
    request: AuthedRequest, paragraph: Paragraph, *, status: int = 200
) -> HttpResponse:
    older, newer = (_number(request.GET.get(one, "")) for one in ("dari", "ke"))
    pages = Paginator(revisions_of(paragraph), PAGE)
    page = pages.get_page(request.GET.get("halaman"))
    context = page_of(request, paragraph.chapter.plan_version) | {
        "paragraph": paragraph,
        "page": page,
        "change": change_in(paragraph, older, newer),
        "suggesters": suggesters_of(paragraph, list(page)),
    }
    return render(request, "plans/remarks/history.html", context, status=status)


def _number(text: str) -> int | None:
    """A number that the database can hold; None if it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
