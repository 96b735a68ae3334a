"""The outline of the books, and a chapter on its page."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from menuju.plans.access import masterplans
from menuju.plans.access import writing as doors
from menuju.plans.actions import chapters as actions
from menuju.plans.forms.paragraphs import (
    KINDS,
    BlockForm,
    OwnersForm,
    ParagraphForm,
    form_for,
)
from menuju.plans.models import Chapter, Paragraph
from menuju.plans.models.text import content_of
from menuju.plans.queries.block_choices import choices_of
from menuju.plans.queries.chapter_pages import page_of_chapter
from menuju.plans.queries.chapters import outline_of, planners_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of


@login_required
def outline(request: AuthedRequest, pk: int) -> HttpResponse:
    """The books with their chapters: how far, by whom, how long."""
    version = masterplans.open_version(request.user, pk)
    context = page_of(request, version) | {"books": outline_of(version)}
    return render(request, "plans/writing/outline.html", context)


@login_required
@require_POST
def lay_out(request: AuthedRequest, pk: int) -> HttpResponse:
    """Make the chapters of the guide that are not there."""
    version = masterplans.open_draft(request.user, pk)
    actions.lay_out(version)
    messages.success(request, _("Bab disiapkan menurut panduan."))
    return redirect("plans:writing", pk)


@login_required
@require_http_methods(["GET", "POST"])
def owners(request: AuthedRequest, pk: int) -> HttpResponse:
    """Divide the chapters among the planners of the region."""
    version = masterplans.open_draft(request.user, pk)
    books = outline_of(version)
    chapters = [line.chapter for book in books for line in book.lines]
    planners = planners_of(version.masterplan.region)
    form = OwnersForm(chapters, planners, request.POST or None)
    if form.is_bound and form.is_valid():
        people = {one.pk: one for one in planners}
        for one in chapters:
            chosen = form.owner_of(one)
            if chosen != one.owner_id:
                owner = people[chosen] if chosen else None
                actions.assign(one, owner, by=request.user)
        messages.success(request, _("Pembagian bab tersimpan."))
        return redirect("plans:writing", pk)
    rows = [
        (book.title, [form[f"chapter-{line.chapter.pk}"] for line in book.lines])
        for book in books
    ]
    context = page_of(request, version) | {"rows": rows, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "plans/writing/owners.html", context, status=status)


@login_required
def chapter(request: AuthedRequest, pk: int, chapter: int) -> HttpResponse:
    """A chapter to read; a planner opens an editor at a place of it."""
    held = doors.open_chapter(request.user, pk, chapter)
    editor = None
    if masterplans.may_write_version(request.user, held.plan_version):
        editor = editor_for(request, held)
    return show(request, held, editor)


@login_required
@require_POST
def state(request: AuthedRequest, pk: int, chapter: int) -> HttpResponse:
    """Finish a chapter, open it again, or answer for it oneself."""
    held = doors.open_chapter_to_write(request.user, pk, chapter)
    if "selesai" in request.POST:
        actions.mark_ready(held, by=request.user)
        messages.success(request, _("Bab ditandai selesai."))
    elif "buka" in request.POST:
        actions.reopen(held, by=request.user)
        messages.success(request, _("Bab dibuka kembali."))
    elif "ambil" in request.POST:
        actions.assign(held, request.user, by=request.user)
        messages.success(request, _("Anda sekarang penanggung jawab bab ini."))
    return redirect("plans:chapter", pk, chapter)


def show(
    request: AuthedRequest,
    chapter: Chapter,
    editor: dict[str, Any] | None,
    status: int = 200,
) -> HttpResponse:
    """The page of a chapter, with an editor at its place."""
    page = page_of_chapter(chapter, is_edited=editor is not None)
    if editor:
        places = {"awal", *(str(one.paragraph.key) for one in page.paragraphs)}
        editor["is_elsewhere"] = places.isdisjoint({editor["key"], editor["after"]})
    context = page_of(request, chapter.plan_version) | {
        "page": page,
        "chapter": chapter,
        "editor": editor,
        "form": editor["form"] if editor else None,
        "back": request.GET.get("dihapus", ""),
    }
    return render(request, "plans/writing/chapter.html", context, status=status)


def editor_for(request: AuthedRequest, chapter: Chapter) -> dict[str, Any] | None:
    """The editor that the address asks for: of a paragraph somebody holds, or a new one."""
    if key := request.GET.get("ubah"):
        found = doors.keyed(chapter, key)
        if found and found.locked_by_id == request.user.pk and not found.removed_at:
            return editor_of(chapter, found)
    elif place := request.GET.get("setelah"):
        kind = request.GET.get("jenis", "text")
        form = form_for(kind)
        form.initial.update(after=place, seen=0)
        return editor_with(chapter, form, str(uuid4()), after=place)
    return None


def editor_of(chapter: Chapter, paragraph: Paragraph) -> dict[str, Any]:
    """The editor of a paragraph as it is stored."""
    content = content_of(paragraph.content)
    form = form_for(content.type, content)
    form.initial.update(seen=paragraph.version)
    return editor_with(chapter, form, str(paragraph.key))


def editor_with(
    chapter: Chapter, form: ParagraphForm, key: str, *, after: str = ""
) -> dict[str, Any]:
    """An editor with its form; ``after``: where a new paragraph is going to stand."""
    if isinstance(form, BlockForm):
        form.offer(choices_of(chapter))
    return {"form": form, "key": key, "after": after, "kinds": KINDS, "kind": form.kind}
