"""Put a file where a power cut cannot take it, before anybody is told that it is safe.

The bytes go to ``staging`` while they are hashed, are checked there, forced to disk, and
renamed to ``objects/<ab>/<sha256>``; the directory is forced to disk as well. Only then
does the caller write rows that mention the file. Whatever fails leaves nothing behind.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from menuju.files.actions.checking import inspect, refusal
from menuju.files.models import StoredFile
from menuju.files.queries import path_of

CHUNK = 64 * 1024
FREE_FLOOR = 200 * 1024 * 1024
MEGABYTE = 1024 * 1024


def store(stream: IO[bytes], name: str, limit: int | None = None) -> StoredFile:
    """Keep the content of ``stream`` under its hash and return its row.

    Storing the same content twice gives the same row. ValidationError if it is too big
    (``limit`` bytes), empty, of another kind than its name says, or not usable.
    """
    root = Path(settings.EVIDENCE_ROOT)
    _require_space(root)
    staged = _staging(root) / f"{uuid4().hex}.part"
    try:
        sha256, size = _receive(
            stream, staged, name, limit or settings.EVIDENCE_MAX_BYTES
        )
        kind, pages = inspect(staged, name)
        _keep(staged, path_of(sha256))
    finally:
        staged.unlink(missing_ok=True)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"kind": kind, "size": size, "pages": pages}
    )
    return stored


def _require_space(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(root).free < FREE_FLOOR:
        raise refusal(
            "no_space",
            _(
                "Ruang penyimpanan sedang penuh, jadi berkas belum disimpan. Isian Anda aman. Coba lagi nanti atau hubungi sekretariat."
            ),
        )


def _staging(root: Path) -> Path:
    staging = root / "staging"
    staging.mkdir(mode=0o700, exist_ok=True)
    return staging


def _receive(stream: IO[bytes], staged: Path, name: str, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    handle = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise _too_big(name, limit, _size_of(stream))
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise refusal(
            "empty",
            _("“%(name)s” kosong (0 bita). Periksa berkas aslinya, lalu unggah lagi."),
            name=name,
        )
    return digest.hexdigest(), size


def _size_of(stream: IO[bytes]) -> int | None:
    """Return the size that an uploaded file states about itself, if it does."""
    return getattr(stream, "size", None)


def _too_big(name: str, limit: int, size: int | None) -> Exception:
    if size is None or size <= limit:
        size = limit + 1
    return refusal(
        "size",
        _(
            "“%(name)s” berukuran %(size)s MB. Batasnya %(limit)s MB. Kecilkan atau bagi berkasnya, lalu unggah lagi."
        ),
        name=name,
        size=-(-size // MEGABYTE),
        limit=limit // MEGABYTE,
    )


def _keep(staged: Path, kept: Path) -> None:
    """Move into place so that the name, too, survives a power cut."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    staged.replace(kept)
    for directory in (kept.parent, kept.parent.parent):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
