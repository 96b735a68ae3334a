"""Write, move, remove and restore the paragraphs of a chapter, and serve its figures."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from menuju.files.queries import page_image
from menuju.plans.access import writing as doors
from menuju.plans.actions import paragraphs as actions
from menuju.plans.actions.writing import Sent, keep_figure
from menuju.plans.actions.writing import write as store
from menuju.plans.forms.paragraphs import FigureForm, ParagraphForm, form_for
from menuju.plans.models import Chapter, Paragraph
from menuju.plans.models.text import content_of
from menuju.plans.queries.wordings import pieces_between
from menuju.plans.views import AuthedRequest
from menuju.plans.views.chapters import editor_with, show
from menuju.web.components.formats import local_time
from menuju.web.exceptions import UnprocessableError

Act = Callable[..., object]


@login_required
@require_POST
def write(request: AuthedRequest, pk: int, chapter: int, key: UUID) -> HttpResponse:
    """Save a paragraph, or add one; a conflict shows both texts and loses neither."""
    held = doors.open_chapter_to_write(request.user, pk, chapter)
    found, form = _form(request, held, key)
    editor = editor_with(held, form, str(key), after="" if found else _after(request))
    if not form.is_valid():
        return show(request, held, editor, status=422)
    try:
        sent = _sent(held, key, form)
        first, last = store(held, sent, by=request.user)
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return show(request, held, editor, status=422)
    except actions.StaleError as stale:
        return show(request, held, _compared(editor, stale), status=409)
    here = reverse("plans:chapter", args=[pk, chapter])
    if "lanjut" in request.POST:
        return redirect(f"{here}?setelah={last.key}#baru")
    return redirect(f"{here}#p-{first.key}")


@login_required
@require_POST
def autosave(request: AuthedRequest, pk: int, chapter: int, key: UUID) -> HttpResponse:
    """Save on the way, as JSON: when it was saved, or why it was not."""
    held = doors.open_chapter_to_write(request.user, pk, chapter)
    _found, form = _form(request, held, key)
    if not form.is_valid() or isinstance(form, FigureForm):
        errors = [str(text) for found in form.errors.values() for text in found]
        return JsonResponse({"error": " ".join(errors)}, status=422)
    try:
        sent = _sent(held, key, form)
        saved, _last = store(held, sent, by=request.user, auto=True)
    except actions.StaleError as stale:
        return JsonResponse({"error": str(stale), "compare": True}, status=409)
    at = local_time(timezone.now(), held.plan_version.masterplan.region.time_zone)
    return JsonResponse({"saved": at, "version": saved.version})


@login_required
@require_POST
def act(request: AuthedRequest, pk: int, chapter: int) -> HttpResponse:
    """Begin to write a paragraph, let it go, move, remove or restore it."""
    held = doors.open_chapter_to_write(request.user, pk, chapter)
    name = next((one for one in ACTS if one in request.POST), "")
    if not name:
        raise UnprocessableError(
            _("Tindakan ini tidak dikenal. Muat ulang halamannya.")
        )
    paragraph = doors.paragraph_of(held, request.POST[name])
    here, anchor = reverse("plans:chapter", args=[pk, chapter]), f"#p-{paragraph.key}"
    try:
        ACTS[name](paragraph, by=request.user)
    except actions.StaleError as refusal:
        messages.error(request, str(refusal))
        return redirect(here + anchor)
    if name in {"ubah", "alih"}:
        return redirect(f"{here}?ubah={paragraph.key}{anchor}")
    if name == "hapus":
        return redirect(f"{here}?dihapus={paragraph.pk}#dihapus")
    return redirect(here + anchor)


@require_GET
def figure(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of a version, drawn anew for the screen: at most 1,000 px and 120 KB."""
    stored = doors.open_figure(request.user, pk, sha256)
    picture = page_image(stored, 1)
    if picture is None:
        return HttpResponse(status=404)
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _up(paragraph: Paragraph, *, by: Any) -> None:  # noqa: ANN401 -- a User
    actions.step(paragraph, up=True, by=by)


def _down(paragraph: Paragraph, *, by: Any) -> None:  # noqa: ANN401 -- a User
    actions.step(paragraph, up=False, by=by)


ACTS: dict[str, Act] = {
    "ubah": actions.take_lock,
    "alih": actions.take_over,
    "tutup": actions.release,
    "naik": _up,
    "turun": _down,
    "hapus": actions.remove,
    "kembali": actions.restore,
}


def _form(
    request: AuthedRequest, chapter: Chapter, key: UUID
) -> tuple[Paragraph | None, ParagraphForm]:
    found = doors.keyed(chapter, str(key))
    kind = request.POST.get("kind", "text")
    content = content_of(found.content) if found else None
    if content and content.type != kind:
        content = None
    form = form_for(kind, content, request.POST, request.FILES)
    editor_with(chapter, form, str(key))
    return found, form


def _after(request: AuthedRequest) -> str:
    return request.POST.get("after", "") or "awal"


def _sent(chapter: Chapter, key: UUID, form: ParagraphForm) -> Sent:
    """What the form says, its picture stored."""
    if isinstance(form, FigureForm):
        file = form.cleaned_data["file"]
        whole: Any = form.figure(keep_figure(file, file.name) if file else None)
        parts: tuple[Any, ...] = (whole,)
    else:
        whole, parts = form.whole, form.parts
    after = form.cleaned_data["after"]
    place = actions.START if after == "awal" else doors.keyed(chapter, after)
    return Sent(key, form.seen_save, whole, parts, place)


def _compared(editor: dict[str, Any], stale: actions.StaleError) -> dict[str, Any]:
    """The editor with both texts; saving once more is saving upon what is stored."""
    form, saved = editor["form"], stale.saved
    mine = stale.typed.content if stale.typed else saved.content
    form.data = form.data.copy()
    form.data["seen"] = saved.version
    if saved.removed_at:
        editor |= {"key": str(uuid4()), "after": str(saved.key)}
        form.data["after"] = str(saved.key)
    return editor | {
        "stale": stale,
        "is_locked": isinstance(stale, actions.LockedError),
        "changes": pieces_between(content_of(saved.content), content_of(mine)),
    }
