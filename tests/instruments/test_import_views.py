import io

import pytest
from django.urls import reverse

from menuju.instruments import actions
from menuju.instruments.models import Version
from menuju.instruments.queries.export import workbook_of, yaml_of
from tests.instruments.pages import address, published
from tests.make import instruments as make

pytestmark = pytest.mark.django_db


def upload(data, name="uji.xlsx"):
    file = io.BytesIO(data)
    file.name = name
    return {"file": file}


def test_a_version_is_downloaded_as_workbook_and_yaml(reader):
    version = published()

    book = reader.get(address("download", version, "xlsx"))
    text = reader.get(address("download", version, "yaml"))

    assert book["Content-Disposition"] == 'attachment; filename="contoh-2017.1.xlsx"'
    assert "schema: menuju/instrument/1" in text.text
    assert reader.get(address("download", version, "exe")).status_code == 404


def test_a_workbook_is_tried_before_it_is_applied(author):
    version = make.instrument_version()
    changed = make.document(
        [make.item("a", title=make.text("Baru")), make.item("b")], source="Baru"
    )

    tried = author.post(address("import", version), upload(workbook_of(changed)))
    version.refresh_from_db()
    before = version.edition
    author.post(address("apply-import", version))

    assert tried.status_code == 200
    assert "Belum ada yang disimpan" in tried.text
    version.refresh_from_db()
    assert (before, version.edition) == (1, 2)
    assert version.document == changed.content


def test_applying_without_a_trial_changes_nothing(author):
    version = make.instrument_version()

    author.post(address("apply-import", version))

    version.refresh_from_db()
    assert version.edition == 1


def test_a_workbook_tried_on_an_older_edition_is_a_conflict(author):
    version = make.instrument_version()
    author.post(address("import", version), upload(workbook_of(make.document())))
    actions.save_draft(version, make.document(source="x"), edition=1, by=author.user)

    assert author.post(address("apply-import", version)).status_code == 409


def test_a_workbook_of_another_version_is_refused(author):
    version = make.instrument_version()
    other = workbook_of(make.document(version="2020.1"))

    answer = author.post(address("import", version), upload(other))

    assert answer.status_code == 422
    assert "Berkas ini milik contoh 2020.1" in answer.text


@pytest.mark.parametrize(
    ("name", "data"),
    [("uji.exe", b"MZ"), ("uji.xlsx", b"MZ"), ("uji.xlsx", b""), ("a.yaml", b"\xff")],
)
def test_a_file_that_is_no_instrument_is_refused(author, name, data):
    answer = author.post(reverse("instruments:new"), upload(data, name))

    assert answer.status_code == 422
    assert Version.objects.count() == 0


def test_a_new_draft_comes_from_a_file_or_its_lines_are_named(author):
    good = yaml_of(make.document())
    bad = good.replace("weight: '60'", "weight: '61'", 1)

    refused = author.post(reverse("instruments:new"), upload(bad.encode(), "b.yaml"))
    taken = author.post(reverse("instruments:new"), upload(good.encode(), "a.yaml"))

    assert "b.yaml:" in refused.text
    assert "berjumlah 101, bukan 100" in refused.text
    assert taken.status_code == 302
    assert Version.objects.get().is_draft
