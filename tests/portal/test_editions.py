"""Every published version stays readable at its own address; the plain one shows the newest."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from menuju.plans.actions import books as actions
from menuju.plans.actions import masterplans
from menuju.plans.queries.books import book_in_guide
from tests.make import books, guidance, plans
from tests.make.plan_content import full_version, paragraph

pytestmark = pytest.mark.django_db
SLUG = "64.71-kota-balikpapan"
REPLACED = "digantikan oleh versi 2 pada 3 Maret 2027"


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def first():
    made = full_version()
    books.sample(made)
    return guidance.out(made)


@pytest.fixture
def second(first):
    planner = plans.planner(first.masterplan.region)
    made = masterplans.new_version(first, by=planner)
    paragraph(made, "Kata yang baru ada di versi dua.")
    published = guidance.out(made)
    published.published_at = datetime(2027, 3, 3, 3, tzinfo=UTC)
    published.save()
    return published


def url(name, edition, *more):
    return reverse(f"portal:{name}", args=[SLUG, edition, *more])


def make(version, code="buku-1", form="pdf"):
    book = book_in_guide(version, code)
    return actions.make(version, book, form, by=None, tell=lambda _n, _words: None)


PAGES = [
    ("masterplan",),
    ("book", "buku-1"),
    ("chapter", "buku-1", "uji"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
@pytest.mark.usefixtures("second")
def test_each_page_of_an_older_version_says_by_what_and_when_it_was_replaced(
    client, page
):
    name, *more = page
    text = client.get(url(name, "2019-v1", *more)).text

    assert f"Anda membaca versi 1, yang {REPLACED}" in text
    assert url("masterplan", "2019") in text


@pytest.mark.parametrize("edition", ["2019", "2019-v2"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
@pytest.mark.usefixtures("second")
def test_no_page_of_the_newest_version_says_that_it_was_replaced(client, page, edition):
    name, *more = page
    assert "Anda membaca versi" not in client.get(url(name, edition, *more)).text


@pytest.mark.usefixtures("second")
def test_the_plain_address_shows_the_newest_version(client):
    new = "Kata yang baru ada di versi dua."

    assert new in client.get(url("chapter", "2019", "buku-1", "uji")).text
    assert new in client.get(url("chapter", "2019-v2", "buku-1", "uji")).text
    assert new not in client.get(url("chapter", "2019-v1", "buku-1", "uji")).text


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page[0])
@pytest.mark.usefixtures("second")
def test_the_links_of_an_older_version_stay_within_it(client, page):
    name, *more = page
    text = client.get(url(name, "2019-v1", *more)).text.partition("<main")[2]

    assert "/masterplan/2019-v1/buku-1/" in text
    assert "/masterplan/2019/buku-1/" not in text


def test_the_versions_are_listed_with_date_digest_and_address(client, first, second):
    text = client.get(url("masterplan", "2019")).text

    for version in (first, second):
        assert version.digest[:8] in text
        assert url("masterplan", f"2019-v{version.number}") in text
    assert REPLACED in text


@pytest.mark.usefixtures("first")
def test_a_single_version_has_no_list_of_versions(client):
    assert "Semua versi terbit" not in client.get(url("masterplan", "2019")).text


def test_content_and_files_of_each_version_are_its_own(client, first, second):
    for version in (first, second):
        made = make(version)
        name = f"2019-v{version.number}"
        content = client.get(url("masterplan-json", name)).content
        data = client.get(url("book-file", name, "buku-1", "pdf")).getvalue()

        assert hashlib.sha256(content).hexdigest() == version.digest
        assert hashlib.sha256(data).hexdigest() == made.file_id


@pytest.mark.usefixtures("first")
def test_a_version_that_is_still_written_has_no_address(client, first):
    masterplans.new_version(first, by=plans.planner(first.masterplan.region))

    assert client.get(url("masterplan", "2019-v1")).status_code == 200
    assert client.get(url("masterplan", "2019-v2")).status_code == 404


@pytest.mark.parametrize("edition", ["2018", "2019-v9", "2019-x", "v1"])
@pytest.mark.usefixtures("second")
def test_an_edition_that_does_not_exist_is_missing(client, edition):
    assert client.get(url("masterplan", edition)).status_code == 404


def test_of_three_versions_each_names_the_one_that_came_next(client, first, second):
    third = masterplans.new_version(second, by=plans.planner(first.masterplan.region))
    guidance.out(third)

    text = client.get(url("masterplan", "2019-v1")).text
    assert f"Anda membaca versi 1, yang {REPLACED}" in text
    assert "Baca versi 3, yang terbaru" in text


def test_many_versions_take_no_more_queries(
    client, first, second, django_assert_max_num_queries
):
    planner = plans.planner(first.masterplan.region)
    guidance.out(masterplans.new_version(second, by=planner))
    for page in PAGES:
        name, *more = page
        with django_assert_max_num_queries(12):
            client.get(url(name, "2019-v1", *more))


def test_a_version_that_is_approved_and_not_published_has_no_address(client):
    version = guidance.approved()
    assert client.get(url("masterplan", "2019")).status_code == 404

    guidance.out(version)

    assert client.get(url("masterplan", "2019")).status_code == 200
