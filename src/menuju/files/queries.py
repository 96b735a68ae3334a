"""Read stored files: their bytes, and pages made readable for a browser.

Page images and text extracts are made once and kept beside the store; they can be deleted
at any time and are made again when asked for.
"""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

import pypdfium2 as pdfium
from django.conf import settings
from PIL import Image, ImageOps

from menuju.files.models import StoredFile

WIDTH = 1_000
MAX_HEIGHT = 3_000
MAX_IMAGE_BYTES = 120 * 1024
MAX_TEXT = 20_000
QUALITIES = (80, 65, 50, 35)
IMAGES = (StoredFile.Kind.JPG, StoredFile.Kind.PNG)

_pdfium_lock = threading.Lock()
"""PDFium may be used by one thread at a time."""


def path_of(sha256: str) -> Path:
    """Where the content with this hash is kept."""
    return Path(settings.EVIDENCE_ROOT) / "objects" / sha256[:2] / sha256


def open_file(stored: StoredFile) -> IO[bytes]:
    """The content, to be read and closed by the caller."""
    return path_of(stored.sha256).open("rb")


def has_preview(stored: StoredFile) -> bool:
    """Whether its pages can be shown in the browser."""
    return stored.kind == StoredFile.Kind.PDF or stored.kind in IMAGES


def page_image(stored: StoredFile, page: int) -> bytes | None:
    """A JPEG of a page (counted from 1), at most 1,000 px wide and 120 KB.

    None if the page cannot be drawn; the file itself can still be downloaded.
    """
    try:
        return _cached(stored, f"{page}.jpg", lambda: _render(stored, page))
    except (pdfium.PdfiumError, OSError, ValueError):
        return None


def page_text(stored: StoredFile, page: int) -> str:
    """The text of a PDF page; empty for pictures, scans and what cannot be read."""
    if stored.kind != StoredFile.Kind.PDF:
        return ""
    try:
        return _cached(stored, f"{page}.txt", lambda: _extract(stored, page)).decode()
    except (pdfium.PdfiumError, OSError, ValueError):
        return ""


def _cached(stored: StoredFile, name: str, make: Callable[[], bytes]) -> bytes:
    root = Path(settings.EVIDENCE_ROOT) / "derived" / stored.sha256[:2] / stored.sha256
    path = root / name
    if path.exists():
        return path.read_bytes()
    content = make()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = root / f"{uuid4().hex}.part"
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return content


def _render(stored: StoredFile, page: int) -> bytes:
    if stored.kind in IMAGES:
        with Image.open(path_of(stored.sha256)) as image:
            image.draft("RGB", (WIDTH, MAX_HEIGHT))
            return _small_jpeg(ImageOps.exif_transpose(image))
    with _page(stored, page) as sheet:
        width, height = sheet.get_size()
        scale = min(WIDTH / max(width, 1), MAX_HEIGHT / max(height, 1))
        return _small_jpeg(sheet.render(scale=scale).to_pil())


def _small_jpeg(image: Image.Image) -> bytes:
    """Shrink until it fits the budget; text stays readable for as long as possible."""
    image.thumbnail((WIDTH, MAX_HEIGHT))
    shown = image.convert("RGBA")
    flat = Image.new("RGB", shown.size, "white")
    flat.paste(shown, mask=shown)
    while True:
        for quality in QUALITIES:
            buffer = io.BytesIO()
            flat.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() <= MAX_IMAGE_BYTES:
                return buffer.getvalue()
        flat.thumbnail((flat.width * 3 // 4, flat.height * 3 // 4))


def _extract(stored: StoredFile, page: int) -> bytes:
    with _page(stored, page) as sheet:
        text = sheet.get_textpage()
        try:
            found: str = text.get_text_bounded()
        finally:
            text.close()
    return found.replace("\r\n", "\n").strip()[:MAX_TEXT].encode()


@contextmanager
def _page(stored: StoredFile, page: int) -> Iterator[pdfium.PdfPage]:
    with _pdfium_lock:
        document = pdfium.PdfDocument(path_of(stored.sha256))
        try:
            sheet = document[page - 1]
            try:
                yield sheet
            finally:
                sheet.close()
        finally:
            document.close()
