"""What was published stays as it was published, whatever becomes of the rows it came from."""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from menuju.files.queries import open_file
from menuju.plans.actions import books as actions
from menuju.plans.actions import publication
from menuju.plans.models import (
    BodyMember,
    Chapter,
    Framework,
    Goal,
    Masterplan,
    MasterplanVersion,
    Paragraph,
    PlannedProgramme,
    PublishedBook,
    Strategy,
)
from menuju.plans.queries.books import book_in_guide
from menuju.regions.models import Agency, Province, Region
from tests.make import books, guidance
from tests.make.plan_content import full_version

pytestmark = pytest.mark.django_db
SLUG = "64.71-kota-balikpapan"
CODES = ("buku-1", "buku-2", "buku-3")


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def draft():
    made = full_version()
    books.sample(made)
    agency = Agency.objects.get(region="64.71", kind="diskominfo")
    made.programmes.update(agency=agency)
    return made


@pytest.fixture
def version(draft):
    return guidance.out(draft)


def url(name, *more):
    return reverse(f"portal:{name}", args=[SLUG, "2019", *more])


def pages(client):
    """The words of every chapter of every book, and the JSON beside them."""
    found = {}
    for code in CODES:
        found[code] = client.get(url("book-json", code)).content
        for chapter in Chapter.objects.filter(book=code).values_list("code", flat=True):
            text = client.get(url("chapter", code, chapter)).text
            found[code, chapter] = text.partition("<article")[2].partition("</article")[
                0
            ]
    return found


def change_everything(version):
    """Every row that a book is drawn from says something else."""
    Agency.objects.update(name="Dinas Ganti Nama")
    Region.objects.filter(pk="64.71").update(name="Kota Ganti Nama")
    Province.objects.update(name="Provinsi Ganti Nama")
    Goal.objects.update(text="Tujuan ganti kata")
    BodyMember.objects.update(name="Anggota ganti nama")
    PlannedProgramme.objects.update(title="Program ganti nama")
    Strategy.objects.update(text="Strategi ganti kata")
    Chapter.objects.update(title="Bab ganti judul")
    Masterplan.objects.update(title="Masterplan ganti judul")
    words = {"type": "text", "runs": [{"text": "Naskah ganti kata"}]}
    Paragraph.objects.update(content=words)
    MasterplanVersion.objects.filter(pk=version.pk).update(
        vision="Visi ganti kata", emblem=books.picture("lambang.png"), number=7
    )
    for one in Framework.objects.all():
        text = json.dumps(one.document)
        one.document = json.loads(
            text.replace('"title": {"id": "', '"title": {"id": "Ganti ')
        )
        one.save()


def test_no_page_of_a_published_book_changes_with_the_rows_it_came_from(
    client, version
):
    before = pages(client)
    assert "Komunikasi dan Informatika" in str(before)

    change_everything(version)

    assert pages(client) == before


def test_a_draft_shows_the_name_of_an_agency_as_it_is_now(client, draft):
    client.force_login(guidance.planner(draft.masterplan.region))
    Agency.objects.update(name="Dinas Ganti Nama")

    address = reverse("plans:book-chapter", args=[draft.pk, "buku-2", "rencana-aksi"])
    assert "Dinas Ganti Nama" in client.get(address).text


def test_readers_of_the_region_read_a_published_book_as_it_was_published(
    client, version
):
    change_everything(version)
    client.force_login(guidance.planner(version.masterplan.region))

    address = reverse("plans:book-chapter", args=[version.pk, "buku-1", "pendahuluan"])
    assert "1.1 Latar belakang" in client.get(address).text


def test_the_cover_names_region_and_plan_as_they_were(client, version):
    change_everything(version)

    text = client.get(reverse("portal:book", args=["64.71", "2019", "buku-1"])).text
    facts = text.partition("<dl")[2].partition("</dl>")[0]
    assert "Kota Balikpapan" in facts
    assert "Ganti" not in facts
    assert "Masterplan ganti judul" not in text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_file_set_long_after_publication_has_the_bytes_of_one_set_at_once(
    version, form
):
    book = book_in_guide(version, "buku-2")
    with open_file(make(version, book, form).file) as file:
        at_once = file.read()
    version.book_files.all().delete()

    change_everything(version)

    with open_file(make(guidance.fresh(version), book, form).file) as file:
        assert file.read() == at_once


def make(version, book, form):
    return actions.make(version, book, form, by=None, tell=lambda _n, _words: None)


def test_the_digest_that_is_shown_is_that_of_the_bytes_after_all_changes(
    client, version
):
    change_everything(version)

    page = client.get(url("masterplan")).text
    content = client.get(url("masterplan-json")).content
    assert hashlib.sha256(content).hexdigest() == version.digest
    assert version.digest in page


@pytest.mark.parametrize("code", CODES)
@pytest.mark.usefixtures("version")
def test_the_words_of_a_book_have_the_digest_that_is_shown(client, code):
    content = client.get(url("book-json", code)).content

    assert hashlib.sha256(content).hexdigest() in client.get(url("masterplan")).text


def test_the_page_shows_the_digest_of_each_file(client, version):
    made = make(version, book_in_guide(version, "buku-1"), "pdf")

    data = client.get(url("book-file", "buku-1", "pdf")).getvalue()
    assert hashlib.sha256(data).hexdigest() == made.file_id
    assert made.file_id in client.get(url("masterplan")).text


def test_a_name_that_changes_while_books_are_read_stops_the_publication(
    draft, monkeypatch
):
    first = publication.written_down

    def renamed_meanwhile(version):
        found = first(version)
        Agency.objects.update(name="Dinas Ganti Nama")
        return found

    monkeypatch.setattr(publication, "written_down", renamed_meanwhile)
    with pytest.raises(ValidationError, match="baru saja berubah"):
        guidance.out(draft)

    assert guidance.fresh(draft).state == "approved"
    assert not PublishedBook.objects.exists()


def test_a_book_of_the_guide_that_was_not_published_is_missing(client, version):
    version.published_books.filter(book="buku-3").delete()

    assert client.get(url("book", "buku-3")).status_code == 404
    assert client.get(url("book", "buku-1")).status_code == 200
