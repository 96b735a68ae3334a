"""Set books and keep them as files; put a coat of arms on them."""

import io
from collections.abc import Callable, Mapping
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfReader

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.files.actions import store
from menuju.plans.actions.writing import keep_figure
from menuju.plans.models import BookFile, Masterplan, MasterplanVersion
from menuju.plans.models.documents import Book
from menuju.plans.queries.books import BookText, book_of, content_digest, made_of
from menuju.plans.queries.books.printing import pdf_of
from menuju.plans.queries.books.word import docx_of
from menuju.plans.queries.snapshots import digest_of, snapshot_of

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

    ValidationError if there is no room for it, or if it is of a published version and would
    not say what was published. What was written while it was set makes it out of date at
    once, and the page of the books says so.
    """
    tell(0, _("Membaca isi"))
    digest = content_digest(version)
    is_final = version.state == MasterplanVersion.State.PUBLISHED
    if is_final and digest_of(snapshot_of(version)) != digest:
        raise ValidationError(_changed())
    read = book_of(version, book, digest)
    tell(1, _("Menyusun halaman"))
    data = SETTERS[form](version, read)
    tell(2, _("Menyimpan berkas"))
    name = f"{version.masterplan.region_id}-{book.code}.{form}"
    stored = store(io.BytesIO(data), name, LARGEST)
    is_pdf = form == BookFile.Form.PDF
    fields = {
        "digest": digest,
        "made_of": made_of(version, digest),
        "is_final": is_final,
        "file": stored,
        "pages": len(PdfReader(io.BytesIO(data)).pages) if is_pdf else None,
        "words": read.words,
        "made_at": timezone.now(),
        "made_by": by,
    }
    return _keep(version, book.code, form, fields)


def _changed() -> str:
    return _(
        "Nama yang dipakai masterplan ini (misalnya nama perangkat daerah) berubah sejak "
        "terbit, jadi bukunya tidak disusun ulang: berkas yang sudah ada tetap berlaku. "
        "Mulai versi baru untuk memakai nama yang baru."
    )


@transaction.atomic
def _keep(
    version: MasterplanVersion, book: str, form: str, fields: Mapping[str, object]
) -> BookFile:
    made, _is_new = BookFile.objects.update_or_create(
        plan_version=version, book=book, form=form, defaults=fields
    )
    by = made.made_by
    record("set a book", version, by=by, book=book, form=form, digest=made.digest)
    return made


@transaction.atomic
def put_emblem(
    masterplan: Masterplan, stream: IO[bytes], name: str, *, by: User
) -> None:
    """The coat of arms on the covers. ValidationError if it is no PNG or JPG."""
    _set_emblem(masterplan, keep_figure(stream, name), by)


@transaction.atomic
def remove_emblem(masterplan: Masterplan, *, by: User) -> None:
    _set_emblem(masterplan, None, by)


def _set_emblem(masterplan: Masterplan, sha256: str | None, by: User) -> None:
    held = Masterplan.objects.select_for_update().get(pk=masterplan.pk)
    held.emblem_id = sha256
    held.save(update_fields=["emblem"])
    masterplan.emblem_id = sha256
    record("adorned", held, by=by, emblem=sha256)
