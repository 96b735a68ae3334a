"""The offices of a region and who holds them: who keeps the list, and what it refuses."""

from datetime import date

import pytest
from django.test import Client

from menuju.accounts.models import Capability, Capacity, OfficeHolding, Person
from menuju.audit.models import Entry
from menuju.regions.models import Agency, Office, Rank
from tests import make

pytestmark = pytest.mark.django_db
INVITE, DELEGATE, ANSWER = (
    Capability.INVITE_PEOPLE,
    Capability.DELEGATE,
    Capability.ANSWER,
)
HERE = "/kerja/pejabat/64.71/"


def signed_in(*capabilities, **scope):
    client = Client()
    client.force_login(make.user(*capabilities, **scope))
    return client


@pytest.fixture
def keeper():
    return signed_in(INVITE, region=make.region())


@pytest.fixture
def mayor():
    return make.office(make.region(), title="Wali Kota")


def held(office, **changes):
    return OfficeHolding.objects.create(
        person=make.person("Rizal Effendi"),
        office=office,
        **({"held_from": date(2016, 5, 31)} | changes),
    )


@pytest.mark.parametrize("capability", [INVITE, DELEGATE])
def test_whoever_looks_after_a_region_keeps_its_offices(capability):
    client = signed_in(capability, region=make.region())
    assert client.get(HERE).status_code == 200


def test_the_secretariat_keeps_the_offices_of_every_region():
    make.region()
    client = signed_in(INVITE)
    assert client.get(HERE).status_code == 200
    assert "Kota Balikpapan" in client.get("/kerja/pejabat/?q=balik").text


def test_the_offices_of_another_region_are_missing(mayor):
    holding = held(mayor)
    client = signed_in(INVITE, region=make.region("64.72"))
    for page in ("", "perangkat/", "jabatan/", f"{mayor.pk}/"):
        assert client.get(f"{HERE}{page}").status_code == 404
    path = f"/kerja/pejabat/masa/{holding.pk}/akhiri/"
    assert client.post(path, {"on": "2021-05-31"}).status_code == 404


def test_an_office_does_not_open_under_another_region(keeper):
    other = make.office(make.region("64.72"))
    assert keeper.get(f"{HERE}{other.pk}/").status_code == 404


def test_whoever_keeps_no_region_is_refused(mayor):
    assert signed_in(ANSWER, region=mayor.region).get(HERE).status_code == 403
    assert Client().get(HERE).status_code == 302


def test_one_region_opens_at_once(keeper):
    assert keeper.get("/kerja/pejabat/").url == HERE


def test_the_present_holder_stands_with_capacity_and_dates(keeper, mayor):
    held(mayor, held_to=date(2021, 5, 30))
    now = make.person("Rahmad Mas'ud")
    OfficeHolding.objects.create(
        person=now, office=mayor, capacity=Capacity.PLT, held_from=date(2021, 5, 31)
    )
    page = keeper.get(HERE).text
    assert "Plt. (pelaksana tugas)" in page
    assert "sejak 31 Mei 2021" in page
    assert "Rizal Effendi" not in page
    assert "31 Mei 2016 – 30 Mei 2021" in keeper.get(f"{HERE}{mayor.pk}/").text


def test_an_agency_an_office_and_a_new_holder_are_entered(keeper):
    sent = {"kind": "dishub", "name": "Dinas Perhubungan", "short_name": "Dishub"}
    assert keeper.post(f"{HERE}perangkat/", sent).url == HERE
    agency = Agency.objects.get(name="Dinas Perhubungan")
    sent = {"rank": "agency_head", "agency": agency.pk, "title": "Kepala Dishub"}
    page = keeper.post(f"{HERE}jabatan/", sent).url
    sent = {"name": "Elvin Junaidi", "capacity": "pj", "held_from": "2025-01-02"}
    assert keeper.post(page, sent).url == page

    holding = OfficeHolding.objects.get(office__title="Kepala Dishub")
    assert (holding.person.name, holding.capacity) == ("Elvin Junaidi", "pj")
    assert holding.person.home_region_id == "64.71"
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"added agency", "added office", "added person", "gave office"} <= verbs


def test_somebody_known_here_is_chosen_and_a_stranger_is_not(keeper, mayor):
    known = make.person("Dewi", home_region=mayor.region)
    stranger = make.person("Orang jauh", home_region=make.region("64.72"))
    path, sent = f"{HERE}{mayor.pk}/", {"capacity": "definitive"}
    assert keeper.post(path, sent | {"person": stranger.pk}).status_code == 422
    assert keeper.post(path, sent | {"person": known.pk}).status_code == 302
    assert mayor.holdings.get().person == known


def test_two_definitive_holders_at_once_are_refused_with_the_way_out(keeper, mayor):
    held(mayor)
    sent = {"name": "Rahmad", "capacity": "definitive", "held_from": "2021-05-31"}
    answer = keeper.post(f"{HERE}{mayor.pk}/", sent)
    assert answer.status_code == 422
    assert "masih dijabat Rizal Effendi" in answer.text
    assert "Akhiri dulu masa jabatannya" in answer.text
    assert 'value="Rahmad"' in answer.text
    assert not Person.objects.filter(name="Rahmad").exists()
    assert (
        keeper.post(f"{HERE}{mayor.pk}/", sent | {"capacity": "plt"}).status_code == 302
    )


def test_a_term_ends_and_the_office_is_free_again(keeper, mayor):
    holding = held(mayor)
    path = f"/kerja/pejabat/masa/{holding.pk}/akhiri/"
    assert keeper.post(path, {"on": "2021-05-30"}).url == f"{HERE}{mayor.pk}/"
    sent = {"name": "Rahmad", "capacity": "definitive", "held_from": "2021-05-31"}
    assert keeper.post(f"{HERE}{mayor.pk}/", sent).status_code == 302
    assert Entry.objects.filter(verb="left office").exists()


@pytest.mark.parametrize("on", ["", "kemarin", "2010-01-01"])
def test_a_term_does_not_end_without_a_day_after_it_began(keeper, mayor, on):
    holding = held(mayor)
    answer = keeper.post(f"/kerja/pejabat/masa/{holding.pk}/akhiri/", {"on": on})
    holding.refresh_from_db()
    assert (answer.status_code, holding.held_to) == (422, None)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"rank": "head", "title": "Wali Kota"}, "sudah tercatat di sini"),
        ({"rank": "agency_head", "title": "Kepala"}, "Pilih yang mana"),
        ({"rank": "head", "title": ""}, "Tuliskan nama jabatan"),
    ],
)
@pytest.mark.usefixtures("mayor")
def test_an_office_that_does_not_fit_is_explained(keeper, sent, said):
    answer = keeper.post(f"{HERE}jabatan/", sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert Office.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_of_a_region_make_as_many_queries_for_many_as_for_one(
    keeper, count, django_assert_max_num_queries
):
    region = make.region()
    for kind in list(Agency.Kind)[:count]:
        agency = make.agency(region, kind)
        held(make.office(region, Rank.AGENCY_HEAD, agency))
    with django_assert_max_num_queries(9):
        keeper.get(HERE)
