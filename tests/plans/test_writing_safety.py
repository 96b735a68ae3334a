"""What does not belong into a text: tags, scripts, files that are no pictures."""

import struct
import zlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from menuju.files.models import StoredFile
from menuju.plans.access.writing import open_figure
from menuju.plans.actions import paragraphs
from menuju.plans.models import Paragraph
from tests import make
from tests.plans.test_writing import chapter_of, texts, words

pytestmark = pytest.mark.django_db
KEY = "0b6f4b5e-3a58-4a53-9b7e-0f6f8e2a1c11"
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% now 'Y' %}",
)


@pytest.fixture
def client(client):
    client.force_login(make.planner())
    return client


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


def url(name, chapter, *more):
    return reverse(f"plans:{name}", args=[chapter.plan_version_id, chapter.pk, *more])


def send(client, chapter, key=KEY, **fields):
    data = {"kind": "text", "seen": 0, "after": "awal"} | fields
    return client.post(url("paragraph", chapter, key), data)


def picture(name="peta.png", content=None):
    return SimpleUploadedFile(name, content or make.picture())


def with_figure(client, chapter=None):
    chapter = chapter or chapter_of()
    send(client, chapter, kind="figure", file=picture(), caption="Peta", alt="Kota")
    return chapter, Paragraph.objects.get(key=KEY).content["file"]


def fetch(client, chapter, sha256):
    return client.get(reverse("plans:figure", args=[chapter.plan_version_id, sha256]))


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("text", {"text": "Kata ^[{}] {}"}),
        ("heading", {"text": "{}", "level": "2"}),
        ("list", {"text": "- {}"}),
        ("table", {"text": "| {} |", "caption": "{}"}),
        ("figure", {"caption": "{}", "alt": "{}"}),
    ],
)
def test_tags_stay_the_characters_that_they_are(client, payload, kind, fields):
    chapter = chapter_of()
    sent = {name: text.replace("{}", payload) for name, text in fields.items()}
    if kind == "figure":
        sent["file"] = picture()

    assert send(client, chapter, kind=kind, **sent).status_code == 302

    shown = client.get(url("chapter", chapter)).content.decode()
    paragraph = Paragraph.objects.get(key=KEY)
    paragraphs.take_lock(paragraph, by=make.planner())
    edited = client.get(url("chapter", chapter), {"ubah": KEY}).content.decode()
    for tag in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript'):
        assert tag not in shown
        assert tag not in edited
    assert "alert(1)" in shown or "7|add:7" in shown


def test_nul_is_refused_and_the_page_stays(client):
    assert send(client, chapter_of(), text="a\0b").status_code == 422


def test_a_figure_is_added_with_its_words(client):
    chapter, sha256 = with_figure(client)

    shown = client.get(url("chapter", chapter)).content.decode()

    assert sha256 in shown
    assert 'alt="Kota"' in shown


def test_a_figure_is_drawn_anew_for_the_screen(client):
    answer = fetch(client, *with_figure(client))

    assert answer["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8\xff")


def test_new_words_of_a_figure_need_no_new_file(client):
    chapter, sha256 = with_figure(client)

    send(client, chapter, kind="figure", caption="Peta 2019", alt="Kota", seen=1)

    content = Paragraph.objects.get(key=KEY).content
    assert (content["file"], content["caption"]) == (sha256, "Peta 2019")


def flood():
    """A PNG that says it is 30,000 pixels wide and high."""

    def chunk(kind, body):
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    data = (
        chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + data


@pytest.mark.parametrize(
    ("name", "content", "words_"),
    [
        ("surat.pdf", b"%PDF-1.4", "bukan PNG atau JPG"),
        ("peta.svg", b"<svg onload=alert(1)>", "bukan PNG atau JPG"),
        ("peta.png", b"<html><script>", "bukan berkas PNG"),
        ("peta.png", flood(), "juta piksel"),
        ("peta.png", b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024), "Batasnya 5 MB"),
        ("peta.png", b"\x89PNG\r\n\x1a\nrusak", "rusak atau terpotong"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_words_stay(
    client, name, content, words_
):
    chapter = chapter_of()
    file = picture(name, content)

    answer = send(
        client, chapter, kind="figure", file=file, caption="Judul ini", alt="x"
    )

    assert answer.status_code == 422
    assert words_ in answer.content.decode()
    assert "Judul ini" in answer.content.decode()
    assert not Paragraph.objects.filter(key=KEY).exists()


def test_a_figure_without_a_file_is_refused(client):
    answer = send(client, chapter_of(), kind="figure", caption="a", alt="b")

    assert "Pilih gambar" in answer.content.decode()


def test_readers_of_another_region_get_no_figure(client):
    found = with_figure(client)
    client.force_login(make.planner(make.region("64.72"), name="Orang lain"))

    assert fetch(client, *found).status_code == 404


def test_a_picture_is_not_fetched_through_a_version_that_does_not_show_it(client):
    _chapter, sha256 = with_figure(client)
    other = chapter_of(make.masterplan_version(first_year=2030, last_year=2039))

    assert fetch(client, other, sha256).status_code == 404


def test_the_public_gets_the_figures_of_a_published_version_only(client):
    chapter, sha256 = with_figure(client)
    version = chapter.plan_version
    with pytest.raises(Http404):
        open_figure(AnonymousUser(), version.pk, sha256)

    version.state, version.digest = "published", "a" * 64
    version.save()

    assert open_figure(AnonymousUser(), version.pk, sha256).pk == sha256


def test_the_public_does_not_get_a_figure_that_was_taken_out(client):
    chapter, sha256 = with_figure(client)
    paragraphs.remove(Paragraph.objects.get(key=KEY), by=make.planner())
    version = chapter.plan_version
    version.state, version.digest = "published", "a" * 64
    version.save()

    with pytest.raises(Http404):
        open_figure(AnonymousUser(), version.pk, sha256)


def test_a_file_that_is_no_figure_of_the_text_is_not_served(client):
    chapter = chapter_of()
    StoredFile.objects.create(sha256="b" * 64, kind="png", size=1)

    assert fetch(client, chapter, "b" * 64).status_code == 404


def test_a_paragraph_of_another_chapter_is_not_reached_through_this_one(client):
    chapter = chapter_of()
    other = chapter_of(chapter.plan_version, code="masa-depan")
    paragraph = paragraphs.add(other, words("satu"), by=make.planner())

    answer = client.post(url("paragraph-act", chapter), {"hapus": paragraph.pk})

    assert answer.status_code == 404
    assert "satu" in texts(other)


@pytest.mark.parametrize("value", ["x", "", "9" * 30, "-1", "1 OR 1"])
def test_a_number_that_is_none_is_a_missing_paragraph(client, value):
    answer = client.post(url("paragraph-act", chapter_of()), {"hapus": value})

    assert answer.status_code == 404
