"""Set books and keep them as files; put a coat of arms on them."""

import io
from collections.abc import Callable, Mapping
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfReader

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.files.actions import store
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.writing import keep_figure
from menuju.plans.models import BookFile, MasterplanVersion
from menuju.plans.models.documents import Book
from menuju.plans.queries.books import BookText, made_of
from menuju.plans.queries.books.printing import pdf_of
from menuju.plans.queries.books.published import reading_of
from menuju.plans.queries.books.shelf import final_files
from menuju.plans.queries.books.word import docx_of

LARGEST = 64 * 1024 * 1024
"""Bytes of a book with many pictures."""
STEPS = 3
SETTERS: Mapping[str, Callable[[MasterplanVersion, BookText], bytes]] = {
    BookFile.Form.PDF: pdf_of,
    BookFile.Form.DOCX: docx_of,
}
Tell = Callable[[int, str], None]
"""Told the steps that are done (of ``STEPS``) and what comes next."""


def make(
    version: MasterplanVersion, book: Book, form: str, *, by: User | None, tell: Tell
) -> BookFile:
    """Set a book and keep the file in place of the one before.

    A book of a published version is set once, from what was written down when it was
    published; asked again, the file that is there is given back. ValidationError if there is
    no room for it. What was written while it was set makes it out of date at once, and the
    page of the books says so.
    """
    if kept := final_files(version).get((book.code, form)):
        return kept
    tell(0, _("Membaca isi"))
    read = reading_of(version, book)
    digest = read.cover.digest
    tell(1, _("Menyusun halaman"))
    data = SETTERS[form](version, read)
    tell(2, _("Menyimpan berkas"))
    name = f"{version.masterplan.region_id}-{book.code}.{form}"
    stored = store(io.BytesIO(data), name, LARGEST)
    is_pdf = form == BookFile.Form.PDF
    fields = {
        "digest": digest,
        "made_of": made_of(version, digest),
        "is_final": read.cover.is_final,
        "file": stored,
        "pages": len(PdfReader(io.BytesIO(data)).pages) if is_pdf else None,
        "words": read.words,
        "made_at": timezone.now(),
        "made_by": by,
    }
    return _keep(version, book.code, form, fields)


@transaction.atomic
def _keep(
    version: MasterplanVersion, book: str, form: str, fields: Mapping[str, object]
) -> BookFile:
    """Store the file; one that another job made final meanwhile stays in its place."""
    held = MasterplanVersion.objects.select_for_update().get(pk=version.pk)
    if kept := final_files(held).get((book, form)):
        return kept
    made, _is_new = BookFile.objects.update_or_create(
        plan_version=version, book=book, form=form, defaults=fields
    )
    by = made.made_by
    record("set a book", version, by=by, book=book, form=form, digest=made.digest)
    return made


@transaction.atomic
def put_emblem(
    version: MasterplanVersion, stream: IO[bytes], name: str, *, by: User
) -> None:
    """The coat of arms on the covers. ValidationError if it is no PNG or JPG."""
    _set_emblem(version, keep_figure(stream, name), by)


@transaction.atomic
def remove_emblem(version: MasterplanVersion, *, by: User) -> None:
    _set_emblem(version, None, by)


def _set_emblem(version: MasterplanVersion, sha256: str | None, by: User) -> None:
    held = hold_version(version)
    held.emblem_id = version.emblem_id = sha256
    held.version += 1
    held.save(update_fields=["emblem", "version"])
    record("adorned", held, by=by, emblem=sha256)
