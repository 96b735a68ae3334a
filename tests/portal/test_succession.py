"""A region that was split, merged or renamed says so, and no trend runs across it."""

from datetime import date

import pytest

from menuju.portal.queries.profile import profile_of
from menuju.regions.actions import LegalAct, merge, rename, split
from menuju.regions.models import Region
from menuju.results.models import PublishedResult
from tests import make

pytestmark = pytest.mark.django_db
ACT = LegalAct("UU 7/2002", date(2020, 4, 10))


def page_of(client, region):
    return client.get(f"/daerah/{region.slug}/").text


def newborn(code="64.79", name="Kabupaten Baru"):
    return Region(
        code=code,
        name=name,
        short_name=name.removeprefix("Kabupaten "),
        kind="kabupaten",
        province_id="64",
    )


def figures(region, *years):
    for year in years:
        PublishedResult.objects.create(
            region=region, year=year, value="3.1", confidence="S", source="Uji"
        )


def test_a_new_region_names_where_it_comes_from_with_date_and_act(client):
    old, new = make.region("64.09"), newborn()
    split(old, into=[old, new], act=ACT, by=None)
    page = page_of(client, new)
    assert "Hasil pemekaran dari" in page
    assert f'href="/daerah/{old.slug}/"' in page
    assert "10 April 2020" in page
    assert "UU 7/2002" in page


def test_a_region_that_was_split_names_its_successors(client):
    old = make.region("64.09")
    split(old, into=[newborn(), newborn("64.78", "Kabupaten Lain")], act=ACT, by=None)
    page = page_of(client, old)
    assert "Kabupaten Baru" in page
    assert "Kabupaten Lain" in page


def test_merged_regions_and_their_successor_name_each_other(client):
    first, second = make.region("64.71"), make.region("64.72")
    merge([first, second], into=first, act=ACT, by=None)
    assert "Hasil penggabungan dari" in page_of(client, first)
    assert "Digabungkan ke dalam" in page_of(client, second)


def test_a_new_name_tells_the_old_one_and_keeps_the_trend(client):
    region = make.region("12.12")
    figures(region, 2019, 2021)
    rename(region, name="Kabupaten Toba", act=ACT, by=None)
    assert "Dahulu bernama Kabupaten Toba Samosir" in page_of(client, region)
    assert "L" in profile_of(region).line


def test_no_line_joins_figures_across_a_split(client):
    region = make.region("64.09")
    figures(region, 2018, 2019, 2021, 2022)
    split(region, into=[region, newborn()], act=ACT, by=None)
    assert [step[0] for step in profile_of(region).line.split(" ")[::2]] == list("MLML")
    assert "tidak dihubungkan sebagai tren" in page_of(client, region)


def test_a_region_without_changes_says_nothing_of_them(client):
    assert "Asal-usul" not in page_of(client, make.region())
