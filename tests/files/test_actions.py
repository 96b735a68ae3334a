import hashlib
import io
import os
import stat
import struct
import zlib
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader, PdfWriter

from menuju.files import actions, queries
from menuju.files.actions import storing
from menuju.files.models import StoredFile
from tests import make

pytestmark = pytest.mark.django_db


def keep(content, name="SK-tim.pdf", **options):
    return actions.store(io.BytesIO(content), name, **options)


def refused(content, name="SK-tim.pdf", **options):
    """The refusal; nothing of the file may be left anywhere."""
    with pytest.raises(ValidationError) as refusal:
        keep(content, name, **options)
    assert not StoredFile.objects.exists()
    return refusal.value


def test_a_pdf_is_kept_under_its_hash_with_its_pages(evidence_root):
    content = make.pdf("satu", "dua")

    stored = keep(content)

    sha256 = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.kind, stored.size, stored.pages) == (
        sha256,
        "pdf",
        len(content),
        2,
    )
    kept = evidence_root / "objects" / sha256[:2] / sha256
    assert kept.read_bytes() == content
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with queries.open_file(stored) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (make.picture("PNG"), "foto.png", "png"),
        (make.picture("JPEG"), "foto.JPEG", "jpg"),
        (make.archive(make.WORKBOOK), "data.xlsx", "xlsx"),
        (make.archive(make.DOCUMENT), "surat.docx", "docx"),
    ],
)
def test_pictures_and_office_files_are_kept(content, name, kind):
    assert keep(content, name).kind == kind


def test_the_same_content_twice_is_one_file():
    assert keep(make.pdf()) == keep(make.pdf(), "lain.pdf")
    assert StoredFile.objects.count() == 1


def test_the_file_and_its_directory_are_forced_to_disk_before_the_row(monkeypatch):
    forced = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: forced.append(os.fstat(handle).st_mode)
    )

    keep(make.pdf())

    assert [stat.S_ISDIR(mode) for mode in forced] == [False, True, True]


def test_a_file_over_the_limit_is_refused_with_its_size_and_the_limit():
    class Uploaded(io.BytesIO):
        size = 14 * 1024 * 1024

    with pytest.raises(ValidationError) as refusal:
        actions.store(Uploaded(b"x" * 2_000_000), "SK-tim.pdf", limit=1024 * 1024)

    assert refusal.value.messages == [
        "“SK-tim.pdf” berukuran 14 MB. Batasnya 1 MB. Kecilkan atau bagi berkasnya, lalu unggah lagi."
    ]


def test_a_file_of_exactly_the_limit_is_kept():
    content = make.pdf()

    assert keep(content, limit=len(content)).size == len(content)


@pytest.mark.parametrize(
    ("code", "content", "name"),
    [
        ("empty", b"", "kosong.pdf"),
        ("no_pages", make.pdf_without_pages(), "SK.pdf"),
        ("broken", make.pdf()[:-30], "terpotong.pdf"),
        ("broken", b"%PDF-1.7 bukan apa-apa %%EOF", "SK.pdf"),
        ("type", make.pdf(), "SK.exe"),
        ("type", b"<svg/>", "logo.svg"),
        ("content", b"MZ\x90\x00" + b"\x00" * 100, "SK.pdf"),
        ("content", b"<html>%PDF-1.4 %%EOF", "SK.pdf"),
        ("content", make.picture("PNG"), "foto.jpg"),
        ("content", make.archive({"isi.txt": "x"}), "data.xlsx"),
        ("content", make.archive(make.DOCUMENT), "data.xlsx"),
        ("broken", make.picture("PNG")[:-20], "foto.png"),
        ("broken", make.archive(make.WORKBOOK)[:-30], "data.xlsx"),
        ("old_office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, "a.docx"),
    ],
)
def test_what_cannot_be_evidence_is_refused(code, content, name, evidence_root):
    refusal = refused(content, name)

    assert refusal.code == code
    assert name in refusal.messages[0]
    assert not [path for path in evidence_root.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "at",
    [
        30 + len("[Content_Types].xml"),  # the first byte of a packed part
        make.archive(make.WORKBOOK).index(b"PK\x01\x02")
        + 6,  # the version of the format
    ],
)
def test_an_archive_damaged_inside_is_refused_as_broken(at):
    damaged = bytearray(make.archive(make.WORKBOOK))
    damaged[at] = 0xFF

    assert refused(bytes(damaged), "data.xlsx").code == "broken"


def test_a_pdf_with_a_password_is_refused_with_what_to_do():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make.pdf())))
    writer.encrypt("rahasia", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)

    refusal = refused(buffer.getvalue())

    assert refusal.code == "encrypted"
    assert "Hapus kata sandinya" in refusal.messages[0]


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/isi.xml": "0" * 5_000_000},
        {f"xl/{number}.xml": "" for number in range(2_000)},
    ],
)
def test_an_archive_that_unfolds_too_far_is_refused(parts):
    assert refused(make.archive(make.WORKBOOK | parts), "bom.xlsx").code == "unfolds"


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/vbaProject.bin": "x"},
        {"[Content_Types].xml": "application/vnd.ms-excel.sheet.macroEnabled.main"},
    ],
)
def test_a_workbook_with_macros_is_refused(parts):
    assert refused(make.archive(make.WORKBOOK | parts), "makro.xlsx").code == "macros"


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked():
    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    flood = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    flood += chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")

    assert refused(flood, "banjir.png").code == "pixels"


def test_a_full_disk_is_said_and_leaves_nothing_behind(monkeypatch, evidence_root):
    full = SimpleNamespace(free=0)
    monkeypatch.setattr(storing.shutil, "disk_usage", lambda _: full)

    refusal = refused(make.pdf())

    assert refusal.code == "no_space"
    assert "Isian Anda aman" in refusal.messages[0]
    assert not [path for path in evidence_root.rglob("*") if path.is_file()]


def test_a_stream_that_breaks_leaves_nothing_behind(evidence_root):
    class Broken(io.BytesIO):
        def read(self, _=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        actions.store(Broken(), "SK.pdf")

    assert not [path for path in evidence_root.rglob("*") if path.is_file()]


def test_a_file_that_is_not_what_its_name_says_is_to_be_saved_as_that():
    refusal = refused(b"bukan buku kerja", "program.xlsx")

    assert "simpan sebagai XLSX" in refusal.messages[0]
