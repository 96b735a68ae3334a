"""Nobody alone changes a file or the coat of arms of what was approved or published."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from menuju.jobs.models import Job
from menuju.plans.actions import books as actions
from menuju.plans.actions import masterplans
from menuju.plans.models import Approval, BookFile
from menuju.plans.queries.books import book_in_guide
from menuju.plans.queries.books.shelf import shelf_of
from tests import make
from tests.make import books, guidance

pytestmark = pytest.mark.django_db
CODES = ("buku-1", "buku-2", "buku-3")


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def planner():
    return make.planner(make.region())


def emblem(colour="navy"):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(buffer, "PNG")
    return io.BytesIO(buffer.getvalue())


def set_book(version, code="buku-1", form="pdf"):
    book = book_in_guide(version, code)
    return actions.make(version, book, form, by=None, tell=lambda _n, _words: None)


def kept():
    rows = BookFile.objects.order_by("book", "form")
    return [*rows.values_list("pk", "book", "form", "file", "made_at", "made_by")]


def url(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_publishing_sets_every_book_in_every_form(client):
    version = guidance.approved()
    client.force_login(make.planner(name="Penerbit"))

    client.post(url("publish", version))

    found = BookFile.objects.filter(is_final=True).values_list("book", "form")
    assert {*found} == {(code, form) for code in CODES for form in ("pdf", "docx")}


def test_a_file_of_a_published_version_is_never_set_again(client, planner, monkeypatch):
    version = guidance.out(guidance.free_version())
    set_book(version)
    before = kept()
    monkeypatch.setattr("menuju.plans.queries.books.LAYOUT", 99)
    client.force_login(planner)

    client.post(url("books-make", version), {"buku": "buku-1.pdf"})

    assert kept() == before


def test_a_final_file_is_given_back_without_setting_anything(monkeypatch):
    version = guidance.out(guidance.free_version())
    first = set_book(version)
    monkeypatch.setattr(actions, "SETTERS", {})

    assert set_book(version) == first


def test_a_file_of_a_draft_is_set_again():
    version = guidance.free_version()
    first = set_book(version)
    books.sample(version)

    assert set_book(version).file_id != first.file_id


def test_a_file_made_of_the_draft_gives_way_to_that_of_what_was_published():
    draft = guidance.free_version()
    first = set_book(draft)
    version = guidance.out(draft)

    final = set_book(version)

    assert final.is_final
    assert final.file_id != first.file_id


def test_a_job_that_was_slower_than_publication_replaces_no_final_file(monkeypatch):
    draft = guidance.free_version()
    first = actions.reading_of

    def published_meanwhile(version, book):
        read = first(version, book)
        monkeypatch.setattr(actions, "reading_of", first)
        set_book(guidance.out(version))
        return read

    monkeypatch.setattr(actions, "reading_of", published_meanwhile)
    made = set_book(draft)

    assert made.is_final
    assert BookFile.objects.get().is_final


def test_a_job_that_failed_is_repeated_for_what_is_not_there_yet(client, planner):
    version = guidance.out(guidance.free_version())
    set_book(version)
    before = kept()
    client.force_login(planner)

    client.post(url("books-make", version))

    assert before[0] in kept()
    assert BookFile.objects.filter(is_final=True).count() == 6
    assert Job.objects.get().state == "done"


def test_the_shelf_of_a_published_version_offers_only_what_is_not_there(
    client, planner
):
    version = guidance.out(guidance.free_version())
    set_book(version)
    client.force_login(planner)

    page = client.get(url("books", version)).text

    assert 'value="buku-1.pdf"' not in page
    assert 'value="buku-1.docx"' in page
    assert "Buat semua berkas" in page


def test_a_shelf_with_every_final_file_offers_nothing(client, planner):
    version = guidance.out(guidance.free_version())
    for code in CODES:
        for form in BookFile.Form.values:
            set_book(version, code, form)
    client.force_login(planner)

    assert shelf_of(version).is_complete
    assert url("books-make", version) not in client.get(url("books", version)).text


@pytest.mark.parametrize("state", ["approved", "published"])
def test_nobody_changes_the_coat_of_arms_of_what_was_approved(client, planner, state):
    version = guidance.approved()
    if state == "published":
        version = guidance.out(version)
    client.force_login(planner)

    file = SimpleUploadedFile("lambang.png", emblem().read())
    for sent in ({"file": file}, {"hapus": "1"}):
        assert client.post(url("emblem", version), sent).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.put_emblem(version, emblem(), "lambang.png", by=planner)
    assert guidance.fresh(version).emblem is None
    assert "ikut disahkan" in client.get(url("books", version)).text


@pytest.mark.django_db(transaction=True)
def test_another_coat_of_arms_withdraws_a_signature():
    version = guidance.reviewed()
    guidance.signed(version, guidance.leader())
    by = make.planner(make.region(), name="Lain")

    actions.put_emblem(version, emblem(), "lambang.png", by=by)

    assert not Approval.objects.filter(withdrawn_at=None).exists()


def test_a_new_version_begins_with_the_coat_of_arms_and_changes_only_its_own(planner):
    draft = guidance.free_version()
    actions.put_emblem(draft, emblem(), "lambang.png", by=planner)
    first = guidance.out(draft)
    second = masterplans.new_version(first, by=planner)
    assert second.emblem_id == first.emblem_id

    actions.put_emblem(second, emblem("maroon"), "lambang.png", by=planner)

    assert guidance.fresh(first).emblem_id == draft.emblem_id
    assert guidance.fresh(second).emblem_id != draft.emblem_id


def test_another_coat_of_arms_is_a_change_that_the_comparison_shows(client, planner):
    first = guidance.out(guidance.free_version())
    second = masterplans.new_version(first, by=planner)
    actions.put_emblem(second, emblem(), "lambang.png", by=planner)
    client.force_login(planner)

    assert "Lambang di sampul" in client.get(url("compare", second)).text
