"""Published masterplans: books, chapters and files for everybody; drafts for nobody."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.plans.actions.books import make
from menuju.plans.queries.books import book_in_guide
from tests.make import books, guidance, plans
from tests.make.plan_content import full_version

pytestmark = pytest.mark.django_db
SLUG = "64.71-kota-balikpapan"


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def draft():
    made = full_version()
    books.sample(made)
    return made


@pytest.fixture
def version(draft):
    return guidance.out(draft)


def url(name, *more):
    return reverse(f"portal:{name}", args=[SLUG, *more])


PAGES = [
    ("book", 2019, "buku-1"),
    ("chapter", 2019, "buku-1", "pendahuluan"),
    ("masterplan-json", 2019),
]


def made(version, code="buku-1", form="pdf"):
    book = book_in_guide(version, code)
    return make(version, book, form, by=None, tell=lambda _done, _words: None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
@pytest.mark.usefixtures("draft")
def test_a_draft_is_missing_for_the_public(client, page):
    assert client.get(url(*page)).status_code == 404


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
@pytest.mark.usefixtures("version")
def test_a_published_masterplan_is_there_for_everybody(client, page):
    assert client.get(url(*page)).status_code == 200


@pytest.mark.usefixtures("draft")
def test_the_list_of_a_region_without_one_says_so(client):
    answer = client.get(url("masterplans"))
    assert answer.status_code == 200
    assert "belum menerbitkan masterplan" in answer.text


def test_the_list_names_plan_books_date_and_digest(client, version):
    text = client.get(url("masterplans")).text
    assert "Buku 2: Masterplan" in text
    assert version.digest in text


@pytest.mark.usefixtures("version")
def test_another_name_in_the_address_leads_to_the_right_one(client):
    answer = client.get(reverse("portal:masterplans", args=["64.71-balikpapan"]))
    assert answer["Location"] == url("masterplans")


@pytest.mark.usefixtures("version")
def test_the_page_of_a_region_leads_to_its_masterplan(client):
    assert url("masterplans") in client.get(url("region")).text


@pytest.mark.usefixtures("draft")
def test_the_page_of_a_region_with_a_draft_does_not(client):
    assert url("masterplans") not in client.get(url("region")).text


def test_the_bytes_of_the_content_have_the_digest(client, version):
    content = client.get(url("masterplan-json", 2019)).content
    assert hashlib.sha256(content).hexdigest() == version.digest


@pytest.mark.usefixtures("version")
def test_a_chapter_shows_text_tables_notes_and_figures(client):
    text = client.get(url("chapter", 2019, "buku-1", "pendahuluan")).text
    assert "1.1 Latar belakang" in text
    assert "<b>Tabel 1.1.</b> Tim penyusun" in text
    assert "Badan Pusat Statistik, 2018." in text
    assert 'alt="Peta dengan dua pusat"' in text


@pytest.mark.usefixtures("version")
def test_the_public_gets_the_figures_of_what_is_published(client):
    text = client.get(url("chapter", 2019, "buku-1", "pendahuluan")).text
    source = text.partition('<img src="')[2].partition('"')[0]
    assert client.get(source)["Content-Type"] == "image/jpeg"


def test_the_public_gets_no_figure_of_a_draft(client, draft):
    figure = books.picture().sha256
    address = reverse("plans:figure", args=[draft.pk, figure])
    assert client.get(address).status_code == 404


def test_nobody_who_wrote_is_named(client, draft):
    writer = plans.planner(draft.masterplan.region, name="Siti Penulis")
    draft.chapters.update(owner=writer)
    for chapter in draft.chapters.all():
        chapter.paragraphs.update(edited_by=writer)
    guidance.out(draft)
    for page in PAGES:
        assert "Siti Penulis" not in client.get(url(*page)).text


def test_a_simulated_masterplan_is_marked_on_each_page(client, draft):
    draft.provenance = "simulated"
    guidance.out(draft)
    for page in (("masterplans",), *PAGES[:2]):
        assert 'class="simulated' in client.get(url(*page)).text


def test_a_book_is_saved_as_it_was_published(client, version):
    made(version)
    address = url("book-file", 2019, "buku-1", "pdf")
    assert address in client.get(url("book", 2019, "buku-1")).text
    assert client.get(address).getvalue().startswith(b"%PDF")


def test_a_published_book_stays_when_the_coat_of_arms_is_another(client, version):
    made(version)
    emblem = books.picture()
    type(version).objects.filter(pk=version.pk).update(emblem=emblem)
    address = url("book-file", 2019, "buku-1", "pdf")

    assert address in client.get(url("book", 2019, "buku-1")).text
    assert client.get(address).getvalue().startswith(b"%PDF")


def test_a_book_made_before_publication_is_not_offered(client, draft):
    made(draft)
    guidance.out(draft)
    address = url("book-file", 2019, "buku-1", "pdf")
    assert address not in client.get(url("book", 2019, "buku-1")).text
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        ("book", 2018, "buku-1"),
        ("book", 2019, "buku-9"),
        ("chapter", 2019, "buku-1", "tidak-ada"),
        ("book-file", 2019, "buku-1", "exe"),
    ],
)
@pytest.mark.usefixtures("version")
def test_what_does_not_exist_is_missing(client, page):
    assert client.get(url(*page)).status_code == 404


def test_the_latest_published_version_is_read(client, version):
    later = type(version).objects.create(
        masterplan=version.masterplan, number=2, made_at=timezone.now()
    )
    guidance.out(later)
    assert later.digest in client.get(url("masterplans")).text


def test_pages_take_few_queries_however_long_the_plan(
    client, draft, django_assert_max_num_queries
):
    for _ in range(30):
        plans.programme(draft)
    guidance.out(draft)
    for page in (
        ("masterplans",),
        ("book", 2019, "buku-2"),
        ("chapter", 2019, "buku-2", "rencana-aksi"),
        ("chapter", 2019, "buku-2", "peta-jalan"),
    ):
        with django_assert_max_num_queries(15):
            client.get(url(*page))


def test_a_chapter_of_two_hundred_programmes_is_no_heavy_page(client, draft):
    for _ in range(200):
        plans.programme(draft, title="Layanan terpadu untuk warga dan usaha kecil")
    guidance.out(draft)
    answer = client.get(url("chapter", 2019, "buku-2", "rencana-aksi"))
    assert len(answer.content) <= 100 * 1024
