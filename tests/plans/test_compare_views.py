"""The page that compares two versions, and its files."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.plans.actions.masterplans import new_version
from menuju.plans.models import MasterplanVersion, Publication, ReviewRound
from menuju.plans.models.documents import canonical_of
from menuju.plans.queries.snapshots import snapshot_of
from tests import make

pytestmark = pytest.mark.django_db


def pair(programmes=0):
    """A published version and the next one, in which a service changed."""
    old = make.full_version()
    for number in range(programmes):
        make.programme(old, code=f"X{number}", order=100 + number)
    MasterplanVersion.objects.filter(pk=old.pk).update(
        state="published", digest="a", published_at=timezone.now()
    )
    Publication.objects.create(
        plan_version=old, canonical=canonical_of(snapshot_of(old))
    )
    new = new_version(old, by=make.planner())
    new.programmes.update(service_after="Sehari")
    return old, new


def url(version, name="compare", *more, **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'plans:{name}', args=[version.pk, *more])}?{asked}"


@pytest.fixture
def reader(client):
    client.force_login(make.planner(name="Pembaca"))
    return lambda place: client.get(place).content.decode()


def test_a_version_is_compared_with_the_one_before(reader):
    _old, new = pair()

    page = reader(url(new))

    assert "Dari <b>Versi 1, terbit</b> ke <b>Versi 2, konsep</b>" in page
    assert "Layanan sesudah" in page
    assert "[ditambah: </span><ins>Sehari" in page


def test_the_earlier_version_is_always_the_one_before(reader):
    old, new = pair()

    page = reader(url(old, dengan=f"v{new.pk}"))

    assert "Dari <b>Versi 1, terbit</b> ke <b>Versi 2, konsep</b>" in page


def test_what_was_published_is_compared_as_it_was_published(reader):
    old, new = pair()
    old.programmes.update(service_after="Diubah diam-diam")

    assert "Diubah diam-diam" not in reader(url(new))


def test_a_version_is_compared_with_what_the_mentor_reviewed(reader):
    version = make.full_version()
    review = ReviewRound.objects.create(
        plan_version=version,
        number=1,
        asked_at=timezone.now(),
        digest="a" * 64,
        content=snapshot_of(version),
    )
    version.programmes.update(service_after="Sehari")

    page = reader(url(version))

    assert f'value="t{review.pk}" selected' in page
    assert "tinjauan 1</b> ke <b>Versi 1, konsep" in page
    assert "Sehari" in page


def test_a_review_without_its_text_is_not_offered(reader):
    version = make.full_version()
    ReviewRound.objects.create(
        plan_version=version, number=1, asked_at=timezone.now(), digest="a" * 64
    )

    assert "Belum ada yang dapat dibandingkan" in reader(url(version))


def test_changes_are_filtered_by_part_and_kind(reader):
    _old, new = pair()
    new.swot_points.all().delete()

    assert "Pelabuhan" not in reader(url(new, bagian="program"))
    assert "Pelabuhan" in reader(url(new, bagian="swot"))
    assert "Sehari" not in reader(url(new, jenis="removed"))
    assert "Tidak ada perubahan di sini" in reader(url(new, bagian="konteks"))


def test_a_long_change_is_cut_and_shown_whole_on_its_own(reader):
    _old, new = pair()
    long = " ".join(f"kata{number}" for number in range(2_000))
    new.programmes.update(service_before=long)
    key = new.programmes.get().key

    assert "kata1999" not in reader(url(new))
    assert "Tampilkan seluruhnya" in reader(url(new))
    assert "kata1999" in reader(url(new, unsur=f"programmes:{key}"))


@pytest.mark.parametrize(
    "query", ["dengan=v0", "dengan=x", "bagian=x&jenis=y", "unsur=%27", "halaman=99"]
)
def test_any_address_is_answered(client, query):
    _old, new = pair()
    client.force_login(make.planner())

    assert client.get(f"{url(new)}{query}").status_code == 200


def test_a_version_of_another_masterplan_is_not_reached(reader):
    _old, new = pair()
    other = make.masterplan_version(first_year=2030, last_year=2039)

    assert "Dari <b>Versi 1, terbit</b>" in reader(url(new, dengan=f"v{other.pk}"))


def test_a_foreigner_finds_nothing_to_compare(client):
    _old, new = pair()
    client.force_login(make.user(Capability.WRITE_PLANS, region=make.region("64.72")))

    assert client.get(url(new)).status_code == 404
    assert client.get(url(new, "compare-file", "csv")).status_code == 404


def test_the_file_has_a_line_for_each_value(client):
    _old, new = pair()
    new.programmes.update(title="=1+1")
    client.force_login(make.planner())

    sent = client.get(url(new, "compare-file", "csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sent)))

    assert rows[0] == ["Bagian", "Unsur", "Perubahan", "Isian", "Semula", "Menjadi"]
    assert ["Program", "Berubah", "Layanan sesudah", "Satu jam", "Sehari"] in [
        [row[0], *row[2:]] for row in rows
    ]
    assert "'=1+1" in {row[5] for row in rows}


def test_the_workbook_opens(client):
    _old, new = pair()
    client.force_login(make.planner())

    sent = client.get(url(new, "compare-file", "xlsx"))

    assert sent.content[:2] == b"PK"
    assert client.get(url(new, "compare-file", "pdf")).status_code == 404


@pytest.mark.parametrize("programmes", [1, 30])
def test_the_page_takes_few_queries_however_much_changed(
    client, django_assert_max_num_queries, programmes
):
    _old, new = pair(programmes)
    client.force_login(make.planner())
    client.get(url(new))

    with django_assert_max_num_queries(12):
        page = client.get(url(new)).content

    assert len(page) < 100_000
