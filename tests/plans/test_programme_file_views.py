"""A workbook of programmes in the browser: tried, applied, refused; how much it takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from menuju.accounts.models import Capability
from tests import make
from tests.make.programme_files import BUDGET, INDICATOR, PROGRAMME
from tests.make.programme_files import programme_book as book

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version()


def at(name, version):
    return reverse(f"plans:{name}", args=[version.pk])


def uploaded(stream, name="program.xlsx"):
    return {"file": SimpleUploadedFile(name, stream.read())}


def test_a_file_is_tried_and_then_applied_in_the_browser(client, version):
    client.force_login(make.planner())

    tried = client.post(at("programmes-import", version), uploaded(book()))
    assert tried.status_code == 200
    assert not version.programmes.exists()
    client.post(at("programmes-apply", version))

    assert version.programmes.get().title == "Perizinan daring"


def test_applying_without_a_trial_asks_for_the_file(client, version):
    client.force_login(make.planner())

    response = client.post(at("programmes-apply", version))

    assert response.url == at("programmes-import", version)


def test_applying_after_a_change_asks_to_try_again(client, version):
    client.force_login(make.planner())
    client.post(at("programmes-import", version), uploaded(book()))
    make.programme(version)

    response = client.post(at("programmes-apply", version), follow=True)

    assert "Coba lagi" in response.content.decode()
    assert version.programmes.count() == 1


def test_wrong_cells_are_shown_on_the_page(client, version):
    client.force_login(make.planner())
    stream = book(Program=[PROGRAMME | {"jangka": "abadi"}])

    response = client.post(at("programmes-import", version), uploaded(stream))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Lembar Program, baris 2, kolom jangka" in page
    assert "abadi" in page


def test_a_reader_downloads_and_does_not_import(client, version):
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    for name in ("programmes-file", "programmes-template"):
        assert client.get(at(name, version)).status_code == 200
    assert client.get(at("programmes-import", version)).status_code == 403
    assert client.post(at("programmes-apply", version)).status_code == 403


def test_another_region_finds_nothing(client, version):
    client.force_login(make.planner(make.region("64.72")))

    for name in ("programmes-file", "programmes-template", "programmes-import"):
        assert client.get(at(name, version)).status_code == 404


def test_a_long_list_is_taken_over_in_few_queries(
    client, version, django_assert_max_num_queries
):
    client.force_login(make.planner())
    codes = [f"P-{number}" for number in range(200)]
    stream = book(
        Program=[PROGRAMME | {"kode": code} for code in codes],
        Indikator=[INDICATOR | {"kode_program": code} for code in codes],
        Anggaran=[BUDGET | {"kode_program": code} for code in codes],
    )
    tried = client.post(at("programmes-import", version), uploaded(stream))
    assert len(tried.content) < 100_000

    with django_assert_max_num_queries(45):
        client.post(at("programmes-apply", version))

    assert version.programmes.count() == 200
