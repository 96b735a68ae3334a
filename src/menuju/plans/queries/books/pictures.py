"""Pictures of a book at the size of paper: never the 40 megapixels that somebody uploaded."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image, ImageOps

from menuju.files.models import StoredFile
from menuju.files.queries import path_of

PICTURES = {StoredFile.Kind.PNG: "PNG", StoredFile.Kind.JPG: "JPEG"}
MOST_PIXELS = 1_800
"""The longer side: 280 dots an inch on the width of a page."""
QUALITY = 85
NAME = 40
"""Characters of a hash in a file name; documents break longer words."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``name`` is a file name of its own, ``ratio`` height by width."""

    name: str
    data: bytes
    ratio: float


def pictures_of(hashes: Iterable[str]) -> dict[str, Picture]:
    """The pictures that are there and can be drawn, by the SHA-256 of their files: 1 query."""
    wanted = [one for one in dict.fromkeys(hashes) if one]
    rows = StoredFile.objects.filter(sha256__in=wanted, kind__in=PICTURES)
    found = {row.sha256: _drawn(row) for row in (rows if wanted else ())}
    return {key: picture for key, picture in found.items() if picture}


def _drawn(stored: StoredFile) -> Picture | None:
    """Smaller if need be, turned as the camera meant it, without what a camera wrote in it."""
    form = PICTURES[StoredFile.Kind(stored.kind)]
    try:
        with Image.open(path_of(stored.sha256), formats=[form]) as opened:
            opened.draft("RGB", (MOST_PIXELS, MOST_PIXELS))
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((MOST_PIXELS, MOST_PIXELS))
            data = _written(image, form)
    except (OSError, ValueError, SyntaxError):
        return None
    ending = "png" if form == "PNG" else "jpg"
    return Picture(f"{stored.sha256[:NAME]}.{ending}", data, image.height / image.width)


def _written(image: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    if form == "PNG":
        has_alpha = image.mode in {"RGBA", "LA", "P"}
        image.convert("RGBA" if has_alpha else "RGB").save(buffer, "PNG")
    else:
        image.convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
