"""Institutions, for whoever looks after people nationwide."""

import pytest

from menuju.accounts.models import Capability, Institution
from menuju.audit.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
INVITE = Capability.INVITE_PEOPLE
LIST = "/kerja/lembaga/"
ITS = {"name": "Institut Uji", "short_name": "IU", "kind": "university", "code": "iu"}


@pytest.fixture
def secretariat(client):
    client.force_login(make.user(INVITE))
    return client


def institution(**changes):
    return Institution.objects.create(**(ITS | changes))


def test_institutions_are_for_the_secretariat_only(secretariat):
    assert secretariat.get(LIST).status_code == 200
    secretariat.force_login(make.user(INVITE, name="Rani", region=make.region()))
    here = institution()
    for page in ("", "tambah/", f"{here.pk}/", f"{here.pk}/ubah/"):
        assert secretariat.get(f"{LIST}{page}").status_code == 403


def test_an_institution_is_entered_and_changed(secretariat):
    page = secretariat.post(f"{LIST}tambah/", ITS).url
    secretariat.post(f"{page}ubah/", ITS | {"short_name": "Uji"})
    assert Institution.objects.get().short_name == "Uji"
    assert "Institut Uji" in secretariat.get(LIST).text
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"added institution", "edited institution"} <= verbs


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "Lain"}, "Kode ini sudah dipakai"),
        ({"code": "lain"}, "Lembaga dengan nama ini sudah ada"),
        ({"kind": ""}, "Pilih jenis lembaga"),
    ],
)
def test_what_does_not_fit_is_explained_and_nothing_typed_is_lost(
    secretariat, sent, said
):
    institution()
    answer = secretariat.post(f"{LIST}tambah/", ITS | sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="IU"' in answer.text


def test_the_people_of_an_institution_stand_with_their_seats_and_a_seat_ends(
    secretariat,
):
    here = institution()
    dewi = make.person("Dewi Lestari", institution=here)
    seat = make.seat(dewi, code="asesor", held_from=make.today())
    page = secretariat.get(f"{LIST}{here.pk}/").text
    assert "Dewi Lestari" in page
    assert "Asesor" in page
    assert f"/kerja/pengguna/peran/{seat.pk}/akhiri/" in page
    secretariat.post(f"/kerja/pengguna/peran/{seat.pk}/akhiri/")
    assert "Tidak berlaku hari ini" in secretariat.get(f"{LIST}{here.pk}/").text


@pytest.mark.parametrize("count", [1, 3])
def test_an_institution_makes_as_many_queries_for_many_as_for_one(
    secretariat, count, django_assert_max_num_queries
):
    here = institution()
    for number in range(count):
        make.seat(make.person(f"Orang {number}", institution=here), code="asesor")
    with django_assert_max_num_queries(9):
        secretariat.get(f"{LIST}{here.pk}/")
