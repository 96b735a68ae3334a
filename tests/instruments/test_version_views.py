import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.instruments.pages import address, published
from tests.make import instruments as make
from tests.make.regions import region

pytestmark = pytest.mark.django_db
ONLY_CITIES = [
    make.item("a", applies="kind == 'kota'", not_asked=make.text("Hanya untuk kota")),
    make.item("b"),
]


def test_a_visitor_must_sign_in(client):
    assert client.get(reverse("instruments:list")).status_code == 302


def test_anybody_signed_in_reads_what_is_published_and_no_draft(reader):
    version = published()
    draft = make.instrument_version(version="2018.1")

    page = reader.get(reverse("instruments:list"))

    assert "contoh 2017.1" in page.text
    assert "contoh 2018.1" not in page.text
    assert reader.get(address("detail", version)).status_code == 200
    assert reader.get(address("detail", draft)).status_code == 404


def test_a_reader_is_offered_nothing_to_change_and_cannot(reader):
    version = published()

    page = reader.get(address("detail", version))

    assert "Salin menjadi versi baru" not in page.text
    assert reader.get(address("node", version, "sdm")).status_code == 403
    assert reader.post(address("copy", version), {"label": "x"}).status_code == 403
    assert reader.get(reverse("instruments:new")).status_code == 403


def test_the_page_of_a_version_shows_weights_shares_rubric_and_marks(reader):
    page = reader.get(address("detail", published()))

    assert "sdm-1 berjalan dan terukur" in page.text
    assert ">30,0%<" in page.text
    assert '<span class="proposed">usulan</span>' in page.text


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(
    reader, django_assert_num_queries, many
):
    for number in range(many):
        published(version=f"{number}.1")

    with django_assert_num_queries(4):
        reader.get(reverse("instruments:list"))


@pytest.mark.parametrize("many", [1, 3])
def test_a_version_takes_the_same_queries_however_large_it_is(
    author, django_assert_num_queries, many
):
    version = published(
        [make.item(f"b-{n}", "100" if n == 0 else "0") for n in range(many)]
    )

    with django_assert_num_queries(5):
        author.get(address("detail", version))


def test_a_region_sees_why_it_is_not_asked(reader):
    version = published(ONLY_CITIES)
    city, district = region("64.71"), region("35.07")

    asked = reader.get(address("preview", version), {"daerah": city.code})
    left_out = reader.get(address("preview", version), {"daerah": district.code})
    unknown = reader.get(address("preview", version), {"daerah": "99.99"})

    assert "Tidak ditanyakan" not in asked.text
    assert "Hanya untuk kota" in left_out.text
    assert unknown.status_code == 422


def test_every_page_speaks_english_too(author):
    version = make.instrument_version()

    for name, more in (("detail", []), ("node", ["sdm-1"]), ("propose", [])):
        with override("en"):
            page = author.get(address(name, version, *more))
        assert page.status_code == 200
        assert "Kembali ke instrumen" not in page.text
        assert "Bobot" not in page.text
