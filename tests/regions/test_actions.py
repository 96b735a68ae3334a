"""Loading the map, and the map changing while history stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from menuju.audit.models import Entry
from menuju.regions import actions
from menuju.regions.actions import LegalAct
from menuju.regions.models import Province, Region, Succession
from menuju.regions.queries import current
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2030, 1, 1)
ACT = LegalAct("UU 1/2030", DAY)


def new_region(code="64.12", name="Kota Baru Uji"):
    home = make.region().province
    return Region(code=code, name=name, short_name=name, kind="kota", province=home)


def test_the_reference_has_38_provinces_and_514_regions():
    assert actions.load_reference() == (38, 514)


def test_loading_twice_keeps_names_and_validity_but_mends_figures():
    actions.load_reference()
    Region.objects.filter(pk="64.71").update(
        name="Kota Minyak", population=1, valid_to=DAY
    )

    assert actions.load_reference() == (38, 514)

    balikpapan = Region.objects.get(pk="64.71")
    assert (balikpapan.name, balikpapan.valid_to) == ("Kota Minyak", DAY)
    assert balikpapan.population == 757418


def test_provinces_carry_their_island_group():
    actions.load_reference()

    groups = dict(Province.objects.values_list("code", "island_group"))

    wanted = {"11": "sumatera", "21": "sumatera", "31": "jawa", "51": "bali_nusa"}
    wanted |= {"64": "kalimantan", "73": "sulawesi", "82": "maluku_papua"}
    assert {code: groups[code] for code in wanted} == wanted
    assert groups["96"] == "maluku_papua"


def test_balikpapan_is_loaded_with_its_figures():
    actions.load_reference()

    balikpapan = Region.objects.get(pk="64.71")

    assert balikpapan.name == "Kota Balikpapan"
    assert balikpapan.kind == Region.Kind.KOTA
    assert balikpapan.area_km2 == Decimal("509.450")


def test_a_region_that_goes_on_after_a_split_stays_valid_beside_the_new_one():
    old, new = make.region("64.09"), new_region()

    (change,) = actions.split(old, into=[old, new], act=ACT, by=None)

    assert set(current(DAY)) >= {old, new}
    assert (change.kind, change.on) == (Succession.Kind.SPLIT, DAY)
    assert change.legal_act == "UU 1/2030"


def test_a_region_that_ends_in_a_split_keeps_its_code_and_its_history():
    old = make.region("64.09")
    parts = [new_region(), new_region("64.13", "Kota Lain Uji")]

    actions.split(old, into=parts, act=ACT, by=None)

    assert old not in current(DAY)
    assert old in current(date(2029, 12, 31))
    assert set(old.successions.values_list("successor", flat=True)) == {
        "64.12",
        "64.13",
    }


def test_a_split_needs_somebody_new():
    old = make.region("64.09")
    with pytest.raises(ValidationError, match="daerah baru"):
        actions.split(old, into=[old], act=ACT, by=None)


def test_merged_regions_end_where_the_new_one_begins():
    old = [make.region("64.71"), make.region("64.72")]

    actions.merge(old, into=new_region(), act=ACT, by=None)

    assert list(current(DAY).values_list("pk", flat=True)) == ["64.12"]
    assert current(date(2029, 12, 31)).count() == 2


def test_a_region_can_be_merged_into_another_that_goes_on():
    samarinda, balikpapan = make.region("64.72"), make.region("64.71")

    actions.merge([samarinda, balikpapan], into=balikpapan, act=ACT, by=None)

    assert list(current(DAY)) == [balikpapan]


def test_one_region_alone_cannot_be_merged():
    with pytest.raises(ValidationError, match="dua daerah"):
        actions.merge([make.region()], into=new_region(), act=ACT, by=None)


def test_a_new_name_keeps_the_code_and_remembers_the_old_name():
    toba = make.region("12.12")
    act = LegalAct("PP 14/2020", date(2020, 2, 27))

    change = actions.rename(toba, name="Kabupaten Toba", act=act, by=None)

    toba.refresh_from_db()
    assert (toba.pk, toba.name, toba.short_name) == ("12.12", "Kabupaten Toba", "Toba")
    assert change.former_name == "Kabupaten Toba Samosir"


def test_the_same_name_is_no_new_name():
    with pytest.raises(ValidationError, match="nama baru"):
        actions.rename(make.region(), name="Kota Balikpapan", act=ACT, by=None)


def test_a_change_needs_a_legal_act():
    with pytest.raises(ValidationError, match="dasar hukum"):
        actions.rename(make.region(), name="Kota B", act=LegalAct(" ", DAY), by=None)


def test_a_region_that_has_ended_cannot_change_any_more():
    old = make.region("64.09", valid_to=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="tidak berlaku"):
        actions.split(old, into=[new_region()], act=ACT, by=None)


def test_a_new_region_needs_a_code_of_its_own():
    make.region("64.71")
    with pytest.raises(ValidationError, match="sudah dipakai"):
        actions.split(
            make.region("64.09"), into=[new_region("64.71")], act=ACT, by=None
        )


def test_a_succession_leaves_a_trace():
    actions.split(make.region("64.09"), into=[new_region()], act=ACT, by=None)

    entry = Entry.objects.get()
    assert (entry.verb, entry.record) == ("recorded split", "regions.region:64.09")
    assert entry.detail == {"successor": "64.12"}
