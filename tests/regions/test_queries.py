"""Finding regions, and the facts that rules ask about."""

from datetime import date

import pytest

from menuju.regions import actions, queries
from menuju.regions.actions import LegalAct
from menuju.regions.models import Agency, Rank
from tests import make

pytestmark = pytest.mark.django_db


def names(regions):
    return [region.name for region in regions]


@pytest.fixture
def _map():
    actions.load_reference()


@pytest.mark.usefixtures("_map")
def test_a_region_is_found_by_part_of_its_name():
    assert names(queries.search("balikpapan").regions) == ["Kota Balikpapan"]


@pytest.mark.usefixtures("_map")
def test_a_misspelt_name_suggests_the_closest():
    found = queries.search("Balikpapn")
    assert (found.regions, names(found.closest)) == ([], ["Kota Balikpapan"])


@pytest.mark.usefixtures("_map")
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("kediri", ["Kabupaten Kediri", "Kota Kediri"]),
        ("Kota Kediri", ["Kota Kediri"]),
        ("Kab. Kediri", ["Kabupaten Kediri"]),
        ("kab kediri", ["Kabupaten Kediri"]),
    ],
)
def test_the_kind_in_the_words_narrows_the_search(words, wanted):
    assert names(queries.search(words).regions) == wanted


@pytest.mark.usefixtures("_map")
def test_the_very_name_comes_before_names_that_contain_it():
    found = names(queries.search("Malang").regions)
    assert found == ["Kabupaten Malang", "Kota Malang", "Kabupaten Pemalang"]


@pytest.mark.usefixtures("_map")
def test_a_region_is_found_by_its_code():
    assert names(queries.search("64.71").regions) == ["Kota Balikpapan"]


@pytest.mark.usefixtures("_map")
def test_words_that_resemble_nothing_suggest_nothing():
    assert queries.search("xyzzyx") == queries.Found([], [])


@pytest.mark.parametrize("words", ["", "  ", "kota"])
def test_no_name_finds_nothing(words):
    assert queries.search(words) == queries.Found([], [])


def test_a_former_name_still_finds_the_region():
    act = LegalAct("PP 14/2020", date(2020, 2, 27))
    actions.rename(make.region("12.12"), name="Kabupaten Toba", act=act, by=None)
    assert names(queries.search("toba samosir").regions) == ["Kabupaten Toba"]


@pytest.mark.usefixtures("_map")
def test_a_search_asks_the_database_at_most_three_times(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.search("Balikpapn")


@pytest.mark.usefixtures("_map")
def test_the_facts_of_balikpapan():
    (balikpapan,) = queries.search("balikpapan").regions
    assert queries.facts_of(balikpapan) == {
        "code": "64.71",
        "kind": "kota",
        "province": "64",
        "island_group": "kalimantan",
        "population": 757418,
        "area_km2": 509.45,
    }


def test_an_area_that_is_not_known_is_not_zero():
    assert queries.facts_of(make.region())["area_km2"] is None


def test_the_code_stands_first_in_an_address():
    region = make.region()
    assert region.slug == "64.71-kota-balikpapan"
    assert queries.code_in(region.slug) == region.code


def test_agencies_are_those_of_the_region_and_the_day():
    region = make.region()
    now = make.agency(region, Agency.Kind.DISKOMINFO)
    make.agency(region, Agency.Kind.BAPPEDA, valid_to=date(2020, 1, 1))
    make.agency(make.region("64.72"), Agency.Kind.DISKOMINFO)
    assert list(queries.agencies_of(region, date(2024, 1, 1))) == [now]


def test_offices_come_with_their_agencies(django_assert_num_queries):
    region = make.region()
    mayor = make.office(region)
    make.office(region, Rank.AGENCY_HEAD, make.agency(region))
    with django_assert_num_queries(1):
        offices = list(queries.offices_of(region))
        assert [str(office.agency) for office in offices] == ["None", "Diskominfo"]
    assert offices[0] == mayor
