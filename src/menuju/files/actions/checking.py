"""Decide by its content whether a file can be evidence, and of which kind it is.

The name is only compared with what the bytes say: a renamed programme, a picture called
PDF, a password, a macro or an archive that unfolds to gigabytes is refused, each with a
sentence that says what to do instead.
"""

import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from menuju.files.models import StoredFile

Kind = StoredFile.Kind

MAX_PIXELS = 40_000_000
MAX_UNFOLDED = 100 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 100
TAIL = 4_096
"""A whole PDF ends with %%EOF; one cut short in transfer does not."""

ENDINGS: Mapping[str, str] = {
    "pdf": Kind.PDF,
    "jpg": Kind.JPG,
    "jpeg": Kind.JPG,
    "png": Kind.PNG,
    "xlsx": Kind.XLSX,
    "docx": Kind.DOCX,
}
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
"""What reading a damaged archive raises; an unknown method is a RuntimeError."""
MAIN_PART = {"xl/workbook.xml": Kind.XLSX, "word/document.xml": Kind.DOCX}
STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
)


def inspect(path: Path, name: str) -> tuple[str, int | None]:
    """Return the kind of the file at ``path`` and its pages; refuse what cannot be used."""
    kind = _kind(path, name)
    pages = CHECKS[kind](path, name)
    return kind, pages


def refusal(code: str, sentence: str, **values: object) -> ValidationError:
    """Return the error that tells the uploader what is wrong and what to do."""
    return ValidationError(sentence, code=code, params=values)


def _kind(path: Path, name: str) -> str:
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise refusal(
            "type",
            _(
                "“%(name)s” bukan PDF, JPG, PNG, XLSX, atau DOCX. Simpan sebagai PDF, lalu unggah lagi."
            ),
            name=name,
        )
    kind = _kind_of_content(path, name)
    if kind != ENDINGS[ending]:
        raise refusal(
            "content",
            _(
                "Isi “%(name)s” bukan berkas %(kind)s seperti tertulis pada namanya. Buka berkas aslinya, simpan sebagai %(kind)s, lalu unggah lagi."
            ),
            name=name,
            kind=Kind(ENDINGS[ending]).label,
        )
    return kind


def _kind_of_content(path: Path, name: str) -> str:
    with path.open("rb") as file:
        head = file.read(16)
    found = next((kind for start, kind in STARTS if head.startswith(start)), "")
    if found == "ole":
        raise refusal(
            "old_office",
            _(
                "“%(name)s” berformat Office lama atau berkata sandi. Simpan ulang tanpa kata sandi sebagai PDF, DOCX, atau XLSX."
            ),
            name=name,
        )
    return _kind_of_archive(path, name) if found == "zip" else str(found)


def _kind_of_archive(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
    except UNREADABLE as error:
        raise _broken(name) from error
    if "[Content_Types].xml" not in parts:
        return ""
    return str(next((kind for part, kind in MAIN_PART.items() if part in parts), ""))


def _broken(name: str) -> ValidationError:
    return refusal(
        "broken",
        _(
            "“%(name)s” rusak atau terpotong saat dikirim. Periksa apakah berkas dapat dibuka, lalu unggah lagi."
        ),
        name=name,
    )


def _check_pdf(path: Path, name: str) -> int:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        if b"%%EOF" not in file.read():
            raise _broken(name)
    pages = _pages_of(path, name)
    if pages < 1:
        raise refusal(
            "no_pages",
            _("“%(name)s” tidak berisi halaman. Unggah PDF yang berisi dokumennya."),
            name=name,
        )
    return pages


def _pages_of(path: Path, name: str) -> int:
    try:
        reader = PdfReader(path)
        if not reader.is_encrypted:
            return len(reader.pages)
    except (
        PyPdfError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        raise _broken(name) from error
    raise refusal(
        "encrypted",
        _(
            "“%(name)s” berkata sandi, jadi asesor tidak dapat membacanya. Hapus kata sandinya (cetak ke PDF), lalu unggah lagi."
        ),
        name=name,
    )


def _check_image(path: Path, name: str) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=["JPEG", "PNG"]) as image:
                width, height = image.size
                _check_pixels(width * height, name)
                image.verify()
            with Image.open(path, formats=["JPEG", "PNG"]) as image:
                image.load()
    except Image.DecompressionBombError as error:  # so large that it is not even opened
        raise _too_many_pixels(name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _broken(name) from error
    return 1


def _check_pixels(pixels: int, name: str) -> None:
    if pixels > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> ValidationError:
    return refusal(
        "pixels",
        _(
            "Gambar “%(name)s” lebih besar dari %(limit)s juta piksel. Kecilkan gambarnya, lalu unggah lagi."
        ),
        name=name,
        limit=MAX_PIXELS // 1_000_000,
    )


def _check_archive(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_unfolding(entries, path.stat().st_size, name)
            _check_macros(archive, name)
            if archive.testzip() is not None:
                raise _broken(name)
    except UNREADABLE as error:
        raise _broken(name) from error


def _check_unfolding(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """Judge from the central directory, before anything is unfolded."""
    unfolded = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unfolded > MAX_UNFOLDED
        or packed > size
        or any(
            entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    ):
        raise refusal(
            "unfolds",
            _(
                "Isi “%(name)s” mengembang terlalu besar (batas: 100 MB, 2.000 bagian). Simpan sebagai PDF, lalu unggah lagi."
            ),
            name=name,
        )


def _check_macros(archive: zipfile.ZipFile, name: str) -> None:
    parts = {part.lower() for part in archive.namelist()}
    types = archive.read("[Content_Types].xml")
    if b"macroenabled" in types.lower() or any(
        part.endswith("vbaproject.bin") for part in parts
    ):
        raise refusal(
            "macros",
            _(
                "“%(name)s” berisi makro, yang tidak dapat diterima. Simpan tanpa makro atau sebagai PDF, lalu unggah lagi."
            ),
            name=name,
        )


CHECKS: Mapping[str, Callable[[Path, str], int | None]] = {
    Kind.PDF: _check_pdf,
    Kind.JPG: _check_image,
    Kind.PNG: _check_image,
    Kind.XLSX: _check_archive,
    Kind.DOCX: _check_archive,
}
