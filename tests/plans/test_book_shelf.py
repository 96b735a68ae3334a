"""The tab of books: files, what is out of date, jobs, the coat of arms, reading on screen."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from menuju.accounts.models import Capability
from menuju.files.queries import open_file
from menuju.jobs.models import Job
from menuju.plans.actions.books import make
from menuju.plans.models import BookFile, ContextFigure
from menuju.plans.queries.books import book_in_guide
from menuju.plans.queries.books.leaves import LEAF, leaves_of, weight_of
from menuju.plans.queries.books.shapes import BookChapter, TablePart, TextPart, Words
from menuju.plans.queries.books.shelf import shelf_of
from tests.make import books, plans
from tests.make.accounts import user
from tests.make.plan_content import full_version
from tests.make.regions import region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def version():
    return full_version()


@pytest.fixture
def planner(client, version):
    client.force_login(plans.planner(version.masterplan.region))
    return client


def url(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def made(version, code="buku-1", form="pdf"):
    book = book_in_guide(version, code)
    return make(version, book, form, by=None, tell=lambda _done, _words: None)


def slot(version, code="buku-1", form="pdf"):
    for one in shelf_of(version).books:
        for found in one.slots:
            if (one.book.code, found.form) == (code, form):
                return found
    return None


def picture():
    buffer = io.BytesIO()
    Image.new("RGB", (60, 80), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def test_the_tab_lists_every_book_of_the_guide(planner, version):
    text = planner.get(url("books", version)).text
    for title in ("Buku 1: Analisis Strategis", "Buku 2: Masterplan", "Buku 3"):
        assert title in text


def test_a_made_book_can_be_saved_under_its_name(planner, version):
    made(version)
    answer = planner.get(url("book-file", version, "buku-1", "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert "64.71-kota-balikpapan-2019-buku-1-v1.pdf" in answer["Content-Disposition"]
    assert len(PdfReader(io.BytesIO(answer.getvalue())).pages) > 3


def test_a_book_that_was_never_made_is_missing(planner, version):
    assert planner.get(url("book-file", version, "buku-1", "pdf")).status_code == 404


def test_a_book_by_the_button_is_made_by_a_job(planner, version):
    answer = planner.post(url("books-make", version), {"buku": "buku-2.docx"})
    job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:job", args=[job.pk])
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert [*BookFile.objects.values_list("book", "form")] == [("buku-2", "docx")]


def test_all_books_are_made_by_one_job(planner, version):
    planner.post(url("books-make", version))
    assert BookFile.objects.filter(form="pdf").count() == 3
    assert Job.objects.get().result == url("books", version)


@pytest.mark.parametrize("asked", ["buku-9.pdf", "buku-1.exe", "buku-1"])
def test_a_book_or_form_that_does_not_exist_is_missing(planner, version, asked):
    answer = planner.post(url("books-make", version), {"buku": asked})
    assert answer.status_code == 404
    assert not Job.objects.exists()


def test_whoever_may_not_read_the_plan_makes_no_book_of_it(client, version):
    client.force_login(user(Capability.WRITE_PLANS, region=region("64.72")))
    assert client.post(url("books-make", version)).status_code == 404
    assert not Job.objects.exists()


def test_a_file_is_out_of_date_once_the_content_changes(version):
    made(version)
    assert not slot(version).is_stale
    ContextFigure.objects.create(
        plan_version=version, label="Luas", value=503, unit="km2", year=2018
    )
    assert slot(version).is_stale


def test_a_draft_is_out_of_date_once_the_version_is_published(version):
    made(version)
    version.state = version.State.PUBLISHED
    assert slot(version).is_stale


def test_a_book_made_anew_replaces_the_one_before(version):
    first = made(version)
    books.sample(version)
    second = made(version)
    assert (first.pk, first.digest != second.digest) == (second.pk, True)


def test_the_page_says_what_is_out_of_date(planner, version):
    made(version)
    assert "Sesuai isi sekarang" in planner.get(url("books", version)).text
    books.sample(version)
    assert "Isi sudah berubah" in planner.get(url("books", version)).text


def test_the_page_tells_a_changed_look_from_changed_content(
    planner, version, monkeypatch
):
    made(version)
    monkeypatch.setattr("menuju.plans.queries.books.LAYOUT", 99)
    text = planner.get(url("books", version)).text
    assert "Tampilan sudah berubah" in text
    assert "Isi sudah berubah" not in text


def test_a_job_that_stopped_tells_why_and_offers_another_try(
    planner, version, monkeypatch
):
    def full(*_args):
        raise OSError

    monkeypatch.setattr("menuju.plans.actions.books.store", full)
    planner.post(url("books-make", version), {"buku": "buku-1.pdf"})
    Job.objects.update(
        state="stopped",
        note="Ruang penyimpanan penuh.",
        finished_at="2026-01-01T00:00Z",
    )
    text = planner.get(url("books", version)).text
    assert "Ruang penyimpanan penuh." in text
    assert "Coba lagi" in text


@pytest.mark.usefixtures("queue")
def test_a_waiting_job_is_shown_instead_of_its_button(planner, version):
    planner.post(url("books-make", version), {"buku": "buku-1.pdf"})
    text = planner.get(url("books", version)).text
    assert "Menunggu giliran" in text
    assert "Buat PDF" in text
    assert 'value="buku-1.pdf"' not in text


def test_the_tab_takes_few_queries(planner, version, django_assert_max_num_queries):
    books.sample(version)
    for code in ("buku-1", "buku-2", "buku-3"):
        made(version, code)
    planner.get(url("books", version))
    with django_assert_max_num_queries(15):
        planner.get(url("books", version))


def test_a_coat_of_arms_is_put_on_the_cover(planner, version):
    before = made(version).pages
    file = SimpleUploadedFile("lambang.png", picture())
    answer = planner.post(url("emblem", version), {"file": file}, follow=True)
    assert "Lambang tersimpan" in answer.text
    version.refresh_from_db()
    assert slot(version).is_stale
    with open_file(made(version).file) as file:
        book = PdfReader(io.BytesIO(file.read()))
    assert len(book.pages) == before
    assert len(book.pages[0].images) == 1


def test_a_coat_of_arms_can_be_taken_away(planner, version):
    file = SimpleUploadedFile("lambang.png", picture())
    planner.post(url("emblem", version), {"file": file})
    planner.post(url("emblem", version), {"hapus": "1"})
    version.refresh_from_db()
    assert version.emblem is None


def test_what_is_no_picture_is_refused_with_words(planner, version):
    file = SimpleUploadedFile("lambang.png", b"MZ not a picture")
    answer = planner.post(url("emblem", version), {"file": file})
    assert answer.status_code == 422
    assert "lambang.png" in answer.text


def test_a_signatory_reads_the_books_but_changes_no_coat_of_arms(client, version):
    home = version.masterplan.region
    client.force_login(user(Capability.APPROVE_PLANS, region=home))
    assert client.get(url("books", version)).status_code == 200
    file = SimpleUploadedFile("lambang.png", picture())
    assert client.post(url("emblem", version), {"file": file}).status_code == 403


def test_a_chapter_is_read_on_screen_as_it_will_be_printed(planner, version):
    books.sample(version)
    text = planner.get(url("book-chapter", version, "buku-1", "pendahuluan")).text
    assert "1.1 Latar belakang" in text
    assert "<b>Tabel 1.1.</b> Tim penyusun" in text
    assert 'href="#n1" id="r1">1</a>' in text
    assert 'alt="Peta dengan dua pusat"' in text


@pytest.mark.parametrize("where", [("buku-9", "x"), ("buku-1", "tidak-ada")])
def test_a_chapter_that_does_not_exist_is_missing(planner, version, where):
    assert planner.get(url("book-chapter", version, *where)).status_code == 404


def test_a_book_on_screen_lists_its_chapters(planner, version):
    books.sample(version)
    text = planner.get(url("book", version, "buku-1")).text
    assert "<b>Bab 2</b> Analisis masa depan" in text
    assert "1.1 Latar belakang" in text


def cell(text):
    return (Words(text),)


def test_a_long_table_is_cut_into_pages_and_loses_no_row():
    rows = tuple((cell(f"P{n}"), cell("Layanan " * 30)) for n in range(600))
    table = TablePart("p-1", "1.1", "Program", (cell("Kode"), cell("Uraian")), rows)
    leaves = leaves_of(BookChapter(1, "x", "X", (table,)))
    found = [row for leaf in leaves for part in leaf.parts for row in part.rows]
    assert len(leaves) > 2
    assert tuple(found) == rows
    assert all(sum(map(weight_of, leaf.parts)) <= LEAF for leaf in leaves)


def test_a_short_chapter_is_one_page():
    chapter = BookChapter(1, "x", "X", (TextPart("p-1", cell("Kata")),))
    assert len(leaves_of(chapter)) == 1


def test_a_chapter_of_two_hundred_programmes_is_no_heavy_page(planner, version):
    for _ in range(200):
        plans.programme(version, title="Layanan terpadu untuk warga dan usaha kecil")
    address = url("book-chapter", version, "buku-2", "rencana-aksi")
    answer = planner.get(address)
    assert len(answer.content) <= 100 * 1024
    assert "?halaman=2" in answer.text
