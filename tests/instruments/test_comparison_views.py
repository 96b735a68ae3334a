import pytest
from django.urls import reverse

from menuju.instruments.models import Crosswalk
from tests.instruments.pages import address, published
from tests.make import instruments as make

pytestmark = pytest.mark.django_db


def test_two_versions_are_compared_and_the_crosswalk_confirmed(author):
    older = published()
    children = [
        make.group("sdm", [make.item("sdm-1"), make.item("sdm-9")], "60"),
        make.group("komitmen", [make.attendance(), make.item("paparan", "60")], "40"),
    ]
    newer = published(children, version="2018.1")
    chosen = author.get(address("choose-comparison", newer), {"dengan": older.pk})
    page = author.get(chosen.url)
    form = reverse("instruments:crosswalk", args=["contoh", "2017.1", "2018.1"])
    rows = author.get(form).context["forms"]
    data = {f.html_name: f.value() for row in rows for f in row}
    data |= {"sdm-1-kind": "broader", "sdm-1-reason": "Mencakup swasta"}

    author.post(form, data)

    assert "dihapus" in page.text
    entries = {entry["to"]: entry for entry in Crosswalk.objects.get().entries}
    assert entries["sdm-1"]["kind"] == "broader"
    assert entries["sdm-9"]["kind"] == "new"
    assert "Mencakup swasta" in author.get(chosen.url).text


def test_a_crosswalk_without_a_reason_is_not_confirmed(author):
    published()
    published(version="2018.1")
    form = reverse("instruments:crosswalk", args=["contoh", "2017.1", "2018.1"])
    rows = author.get(form).context["forms"]
    data = {f.html_name: f.value() for row in rows for f in row} | {"sdm-1-reason": ""}

    assert author.post(form, data).status_code == 422
    assert Crosswalk.objects.count() == 0


def test_a_reader_compares_but_does_not_confirm(reader):
    published()
    published(version="2018.1")
    pair = ["contoh", "2017.1", "2018.1"]

    assert reader.get(reverse("instruments:compare", args=pair)).status_code == 200
    assert reader.get(reverse("instruments:crosswalk", args=pair)).status_code == 403
