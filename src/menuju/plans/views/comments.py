"""Comments: on a paragraph, over a whole version, answers, and what is done."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from menuju.plans.access import masterplans
from menuju.plans.access import remarks as doors
from menuju.plans.actions import comments as actions
from menuju.plans.forms.remarks import AnswerForm, CommentForm, can_be_reworded
from menuju.plans.models import Comment, MasterplanVersion, Paragraph, ReviewRound
from menuju.plans.models.text import content_of
from menuju.plans.queries.remarks import (
    Thread,
    open_review,
    remarks_on,
    suggestions_in,
    threads_in,
    words_of,
)
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

PAGE = 30
REVIEWED = "tinjauan"
STATES = {
    "terbuka": Comment.State.OPEN,
    "dijawab": Comment.State.ANSWERED,
    "selesai": Comment.State.DONE,
}


@login_required
@require_GET
def index(request: AuthedRequest, pk: int) -> HttpResponse:
    """What is remarked on a version; ``keadaan`` and ``dari`` filter."""
    version = masterplans.open_version(request.user, pk)
    state = request.GET.get("keadaan", next(iter(STATES)))
    is_reviewed = request.GET.get("dari") == REVIEWED
    rows = threads_in(version, STATES.get(state, ""), reviewed=is_reviewed)
    context = page_of(request, version) | {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("halaman")),
        "states": [(key, one.label) for key, one in STATES.items()],
        "state": state if state in STATES else "",
        "is_reviewed": is_reviewed,
        "suggestions": list(suggestions_in(version)[:PAGE]),
    }
    return render(request, "plans/remarks/list.html", context)


@login_required
@require_GET
def go(request: AuthedRequest, pk: int, comment: int) -> HttpResponse:
    """From a message to the comment on its paragraph."""
    thread = doors.open_comment(request.user, pk, comment)
    return redirect(_place(thread))


@login_required
@require_http_methods(["GET", "POST"])
def page(request: AuthedRequest, pk: int, key: UUID) -> HttpResponse:
    """Everything said about a paragraph; sent, a new comment."""
    if request.method != "POST":
        paragraph = doors.open_paragraph(request.user, pk, key)
        return _shown(request, paragraph)
    paragraph = doors.open_to_remark(request.user, pk, key)
    form = CommentForm(paragraph, request.POST)
    if not form.is_valid():
        return _shown(request, paragraph, form=form, status=422)
    version = paragraph.chapter.plan_version
    review = _review_of(doors.rights_of(request.user, version), version)
    made = actions.comment(paragraph, by=request.user, review=review, **form.said)
    messages.success(request, _("Komentar tersimpan."))
    return redirect(_place(made))


@login_required
@require_POST
def answer(request: AuthedRequest, pk: int, comment: int) -> HttpResponse:
    """Answer a thread."""
    thread = doors.open_to_answer(request.user, pk, comment)
    form = AnswerForm(request.POST, auto_id=_field_id(thread))
    if not form.is_valid():
        return _shown(request, thread.paragraph, answer=(thread, form), status=422)
    actions.answer(thread, form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Jawaban tersimpan."))
    return redirect(_place(thread))


@login_required
@require_POST
def state(request: AuthedRequest, pk: int, comment: int) -> HttpResponse:
    """Say that a thread is done, or open it again."""
    thread = doors.open_to_close(request.user, pk, comment)
    if "buka" in request.POST:
        actions.reopen(thread, by=request.user)
        messages.success(request, _("Komentar dibuka lagi."))
    else:
        actions.close(thread, by=request.user)
        messages.success(request, _("Komentar selesai."))
    return redirect(_place(thread))


def _shown(
    request: AuthedRequest,
    paragraph: Paragraph,
    *,
    form: CommentForm | None = None,
    answer: tuple[Comment, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    version = paragraph.chapter.plan_version
    rights = doors.rights_of(request.user, version)
    remarks = remarks_on(paragraph)
    context = page_of(request, version) | {
        "paragraph": paragraph,
        "words": words_of(paragraph),
        "can_be_reworded": can_be_reworded(content_of(paragraph.content)),
        "remarks": remarks,
        "rows": [_row(rights, one, answer) for one in remarks.threads],
        "rights": rights,
        "comment_form": form or CommentForm(paragraph),
        "form": answer[1] if answer else form,
        "review": _review_of(rights, version) if rights.may_remark else None,
    }
    return render(request, "plans/remarks/paragraph.html", context, status=status)


def _row(
    rights: doors.Rights, thread: Thread, answer: tuple[Comment, AnswerForm] | None
) -> dict[str, Any]:
    """A thread with the form to answer it and whether it may be closed."""
    comment = thread.comment
    sent = answer[1] if answer and answer[0].pk == comment.pk else None
    return {
        "thread": thread,
        "form": sent or AnswerForm(auto_id=_field_id(comment)),
        "is_wrong": sent is not None,
        "may_close": rights.may_close(comment),
    }


def _field_id(thread: Comment) -> str:
    """Each thread has a form of its own on the page."""
    return f"id_c{thread.pk}_%s"


def _review_of(rights: doors.Rights, version: MasterplanVersion) -> ReviewRound | None:
    """The round in which this person's comments are the mentor's, if there is one."""
    return open_review(version) if rights.is_mentor else None


def _place(thread: Comment) -> str:
    paragraph = thread.paragraph
    args = [paragraph.chapter.plan_version_id, paragraph.key]
    return f"{reverse('plans:remarks', args=args)}#c-{thread.pk}"
