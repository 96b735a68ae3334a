import io
import os

import pytest
from PIL import Image

from menuju.files import actions, queries
from tests import make

pytestmark = pytest.mark.django_db


def keep(content, name):
    return actions.store(io.BytesIO(content), name)


def test_a_page_becomes_a_small_picture_and_its_text(evidence_root):
    stored = keep(make.pdf("halaman satu", "halaman dua"), "SK.pdf")

    image = queries.page_image(stored, 2)

    assert Image.open(io.BytesIO(image)).size[0] == 1_000
    assert len(image) <= 120 * 1024
    assert queries.page_text(stored, 2) == "halaman dua"
    assert sorted(p.name for p in (evidence_root / "derived").rglob("2.*")) == [
        "2.jpg",
        "2.txt",
    ]


def test_a_page_is_rendered_once():
    stored = keep(make.pdf(), "SK.pdf")
    first = queries.page_image(stored, 1)
    queries.path_of(stored.sha256).unlink()

    assert queries.page_image(stored, 1) == first


def test_a_noisy_picture_is_shrunk_until_it_fits():
    buffer = io.BytesIO()
    noise = Image.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3))
    noise.save(buffer, "PNG")
    stored = keep(buffer.getvalue(), "foto.png")

    assert len(queries.page_image(stored, 1)) <= 120 * 1024
    assert queries.page_text(stored, 1) == ""


def test_a_workbook_has_no_preview_and_a_pdf_has():
    assert not queries.has_preview(keep(make.archive(make.WORKBOOK), "data.xlsx"))
    assert queries.has_preview(keep(make.pdf(), "SK.pdf"))


def test_a_page_that_cannot_be_drawn_is_said_to_have_no_picture():
    stored = keep(make.pdf(), "SK.pdf")
    queries.path_of(stored.sha256).write_bytes(b"%PDF-1.4 rusak")

    assert queries.page_image(stored, 1) is None
    assert queries.page_text(stored, 1) == ""
