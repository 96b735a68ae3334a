"""Books as PDF: what a reader, a screen reader and a printer find in them."""

import io
import re

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from menuju.files.queries import path_of
from menuju.plans.actions.documents import load_shipped_plans
from menuju.plans.models import Guide
from menuju.plans.models.text import (
    Figure,
    Heading,
    Points,
    RunningText,
    TableOf,
)
from menuju.plans.queries.books import book_in_guide, book_of, content_digest
from menuju.plans.queries.books.columns import shares_of
from menuju.plans.queries.books.printing import pdf_of
from menuju.plans.queries.books.shapes import TablePart, Words
from tests.make import books, plans
from tests.make.plan_content import full_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return full_version()


def book(version, code="buku-1", **more):
    digest = content_digest(version)
    return book_of(version, book_in_guide(version, code), digest, **more)


def reader(version, code="buku-1"):
    return PdfReader(io.BytesIO(pdf_of(version, book(version, code))))


def text_of(document):
    words = " ".join(page.extract_text() for page in document.pages)
    return re.sub(r"\s+", " ", words)


def outline_of(document):
    found = []

    def walk(entries):
        for one in entries:
            if isinstance(one, list):
                walk(one)
            else:
                found.append(one.title)

    walk(document.outline)
    return found


def test_every_book_of_a_guide_can_be_set(version):
    for code in ("buku-1", "buku-2", "buku-3"):
        assert len(reader(version, code).pages) >= 3


def test_a_guide_of_four_books_has_four():
    load_shipped_plans()
    guide = Guide.objects.get(code="four-books")
    version = plans.masterplan_version(guide=guide)
    assert book(version, "buku-4").cover.title == "Buku 4: Peta Jalan"


def test_a_book_that_the_guide_does_not_have_is_none(version):
    assert book_in_guide(version, "buku-9") is None


def test_a_pdf_is_tagged_in_indonesian_with_a_title(version):
    document = reader(version)
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert "Buku 1: Analisis Strategis" in document.metadata.title


def test_chapters_and_headings_are_numbered_in_text_and_outline(version):
    books.sample(version)
    titles = outline_of(reader(version))
    assert titles[:3] == [
        "Bab 1 Pendahuluan",
        "1.1 Latar belakang",
        "1.1.1 Dasar hukum",
    ]


def test_the_contents_name_chapters_tables_and_figures_with_pages(version):
    books.sample(version)
    words = text_of(reader(version))
    assert re.search(r"Daftar isi Bab 1 Pendahuluan [. ]+\d", words)
    assert re.search(r"Tabel 1\.1 Tim penyusun [. ]+\d", words)
    assert re.search(r"Gambar 1\.1 Peta kota [. ]+\d", words)


def test_every_number_of_the_data_stands_in_the_book(version):
    words = text_of(reader(version, "buku-2"))
    rows = book(version, "buku-2").tables
    cells = {words.text for table in rows for row in table.rows for (words,) in row}
    figures = [cell for cell in cells if any(mark.isdigit() for mark in cell)]
    assert figures
    assert [one for one in figures if re.sub(r"\s+", " ", one) not in words] == []


def test_styles_notes_and_lists_are_read_in_their_order(version):
    books.sample(version)
    words = text_of(reader(version))
    assert "Kota ini tumbuh bersama1 warganya." in words
    assert "1Badan Pusat Statistik, 2018." in words
    assert "1. Undang-undang 2. Perda" in words


def test_a_figure_carries_its_alternative_text(version):
    books.sample(version)
    assert "Peta dengan dua pusat" in alternatives(reader(version))


def alternatives(document):
    """The alternative texts of all structure elements."""
    found, seen, open_ = [], set(), [document.trailer["/Root"]["/StructTreeRoot"]]
    while open_:
        one = open_.pop().get_object()
        if isinstance(one, list):
            open_ += [each for each in one if hasattr(each, "get_object")]
            continue
        if not hasattr(one, "get") or id(one) in seen:
            continue
        seen.add(id(one))
        if "/Alt" in one:
            found.append(str(one["/Alt"]))
        if "/K" in one and not isinstance(one["/K"], int):
            open_.append(one["/K"])
    return found


def test_the_roadmap_is_drawn_and_told(version):
    drawn = book(version, "buku-2").figures
    assert [one.caption for one in drawn] == ["Peta jalan 2019–2028"]
    told = " ".join(alternatives(reader(version, "buku-2")))
    assert "program bertanggal" in told


def test_a_draft_is_marked_on_its_pages(version):
    assert "KONSEP" in reader(version).pages[1].extract_text()


def test_a_published_book_bears_no_mark_and_says_when(version):
    published(version)
    words = text_of(reader(version))
    assert "KONSEP" not in words
    assert "Versi 1, terbit" in words


def published(version):
    version.state = version.State.PUBLISHED
    version.digest = content_digest(version)
    version.published_at = timezone.now()
    version.save()


def test_a_simulated_book_says_so_on_its_cover_and_pages(version):
    version.provenance = "simulated"
    pages = [page.extract_text() for page in reader(version).pages]
    assert all("Simulasi, bukan dokumen resmi" in page for page in pages)


def test_a_book_of_real_content_is_not_called_simulated(version):
    assert "imulasi" not in text_of(reader(version))


def test_the_digest_stands_on_the_cover_and_at_the_foot(version):
    digest = content_digest(version)
    pages = [page.extract_text() for page in reader(version).pages]
    assert digest[:32] in pages[0]
    assert all(digest[:8] in page for page in pages)


def test_the_same_content_gives_the_same_bytes(version):
    books.sample(version)
    assert pdf_of(version, book(version)) == pdf_of(version, book(version))


def test_books_are_in_indonesian_whoever_asks(version):
    with translation.override("en"):
        assert book(version).cover.title == "Buku 1: Analisis Strategis"


def test_a_third_level_without_a_second_becomes_one(version):
    heading = Heading(level=3, runs=(books.words("Awal"),))
    books.write(version, heading, chapter="visi-pembangunan")
    found = [one for chapter in book(version).chapters for one in chapter.headings]
    assert [(one.number, one.level) for one in found] == [("5.1", 2)]


def test_a_figure_whose_file_is_gone_says_so(version):
    books.write(version, Figure(file="0" * 64, caption="Peta", alt="Peta"))
    assert "Berkas gambar ini tidak ditemukan." in text_of(reader(version))


def test_markup_in_a_text_stays_text(version):
    run = books.words("#panic() <b>tebal</b> *bintang* $x$")
    books.write(version, RunningText(runs=(run,)))
    assert "#panic() <b>tebal</b> *bintang* $x$" in text_of(reader(version))


def test_one_chapter_has_the_numbers_it_has_in_the_book(version):
    books.sample(version)
    books.write(
        version,
        RunningText(runs=(books.words("Kata", note="Catatan."),)),
        chapter="masa-depan",
    )
    alone = book(version, chapter="masa-depan").chapters[1]
    assert alone == book(version).chapters[1]
    assert alone.parts[-1].words[0].number == 2


def test_one_chapter_draws_only_itself(version):
    drawn = book(version, chapter="masa-depan").chapters
    assert [one.code for one in drawn if one.parts] == ["masa-depan"]


def test_a_book_asks_no_more_for_more_programmes(
    version, django_assert_max_num_queries
):
    for _ in range(20):
        plans.programme(version)
    fresh = (
        type(version)
        .objects.select_related(
            "masterplan__region__province",
            "masterplan__framework",
            "masterplan__guide",
            "development_plan",
        )
        .get(pk=version.pk)
    )
    wanted, digest = book_in_guide(fresh, "buku-2"), content_digest(fresh)
    with django_assert_max_num_queries(20):
        book_of(fresh, wanted, digest)


def test_a_plan_of_the_usual_size_makes_sixty_pages():
    version = books.long_version(programmes=24, paragraphs=14)
    pages = [
        len(reader(version, code).pages) for code in ("buku-1", "buku-2", "buku-3")
    ]
    assert sum(pages) >= 60


def test_a_chapter_that_nobody_wrote_says_so():
    version = plans.masterplan_version()
    assert "Bab ini belum ditulis." in text_of(reader(version))


def test_each_column_has_room_for_its_longest_word():
    cell = (Words("Badan Penanggulangan Bencana Daerah"),)
    wide = (Words("kata " * 60),)
    part = TablePart("p-1", "1.1", "Sempit", (), ((cell, wide, wide, wide),))
    assert shares_of(part)[0] >= len("Penanggulangan") + 2


def test_a_footnote_of_a_heading_stands_where_it_is_and_not_in_the_contents(version):
    run = books.words("Dasar hukum", note="Perda nomor satu.")
    cells = ((run,), (books.words("Isi"),))
    books.write(
        version,
        Heading(runs=(run,)),
        TableOf(caption="Dengan catatan", rows=(cells, cells)),
        Points(items=((run,),)),
    )
    words = text_of(reader(version))
    assert words.count("Perda nomor satu.") == 4
    assert "1.1 Dasar hukum ." in words


def test_a_table_longer_than_a_page_repeats_its_head(version):
    rows = tuple(((books.words(f"Baris {n}"),), (books.words("x"),)) for n in range(90))
    head = ((books.words("Kepala tabel"),), (books.words("Nilai"),))
    books.write(version, TableOf(caption="Panjang", rows=(head, *rows)))
    document = reader(version)
    pages = [page.extract_text() for page in document.pages]
    assert sum("Kepala tabel" in page for page in pages) >= 2
    found = set(re.findall(r"Baris (\d+)", " ".join(pages)))
    assert found == {str(n) for n in range(90)}


def test_letters_that_no_font_has_do_not_stop_a_book(version):
    run = books.words("平和 \u202e kata" + "a" * 300)
    books.write(version, RunningText(runs=(run,)))
    assert "□□" in text_of(reader(version))


def test_a_picture_that_cannot_be_read_leaves_its_caption(version, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    stored = books.picture()
    path_of(stored.sha256).write_bytes(b"broken")
    books.write(version, Figure(file=stored.sha256, caption="Peta rusak", alt="Peta"))
    words = text_of(reader(version))
    assert "Peta rusak" in words
    assert "Berkas gambar ini tidak ditemukan." in words
