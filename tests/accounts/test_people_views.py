"""What the browser hears back: signing in, one's account, invitations, people."""

import pytest
from django.test import Client

from menuju.accounts.models import Capability, Invitation, Person, Seat
from tests import make
from tests.accounts.pages import signed_in

pytestmark = pytest.mark.django_db
INVITE, ANSWER = Capability.INVITE_PEOPLE, Capability.ANSWER


def test_the_list_of_people_is_for_those_who_look_after_them():
    assert signed_in(make.user(INVITE)).get("/kerja/pengguna/").status_code == 200
    assert signed_in(make.user(ANSWER)).get("/kerja/pengguna/").status_code == 403
    assert Client().get("/kerja/pengguna/").status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_people_makes_as_many_queries_for_many_as_for_one(
    count, django_assert_max_num_queries
):
    client = signed_in(make.user(INVITE))
    for number in range(count):
        make.user(ANSWER, name=f"Orang {number}", region=make.region())
    with django_assert_max_num_queries(9):
        client.get("/kerja/pengguna/")


def test_people_are_found_by_name():
    client = signed_in(make.user(INVITE))
    make.person("Dewi Lestari")
    make.person("Agus Salim")
    page = client.get("/kerja/pengguna/", {"q": "dewi"}).text
    assert "Dewi Lestari" in page
    assert "Agus Salim" not in page


def test_a_person_is_added_seated_and_invited(
    mailoutbox, django_capture_on_commit_callbacks
):
    here = make.region()
    client = signed_in(make.user(INVITE, region=here))
    officer = make.capability_set(code="penanda-tangan")

    data = {"name": "Dewi Lestari", "home_region": "balikpapan"}
    page = client.post("/kerja/pengguna/tambah/", data).url
    dewi = Person.objects.get(name="Dewi Lestari")
    seat = {"capability_set": officer.pk, "reach": "region", "region": "64.71"}
    assert client.post(f"{page}peran/", seat).url == page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page}undang/", {"email": "dewi@contoh.go.id"})

    assert Seat.objects.get(person=dewi).region == here
    assert mailoutbox[0].to == ["dewi@contoh.go.id"]
    assert "Diundang" in client.get(page).text
    client.post(f"{page}undang/tarik/")
    assert "Belum diundang" in client.get(page).text


def test_a_misspelt_region_is_explained_and_nothing_typed_is_lost():
    make.region()
    client = signed_in(make.user(INVITE))
    data = {"name": "Dewi Lestari", "home_region": "Balikpapn"}
    answer = client.post("/kerja/pengguna/tambah/", data)
    assert answer.status_code == 422
    assert "Maksud Anda Kota Balikpapan?" in answer.text
    assert 'value="Dewi Lestari"' in answer.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"reach": "region"}, "Tuliskan kabupaten/kota"),
        ({"reach": "province"}, "Pilih provinsi"),
        ({"reach": "agency", "region": "64.71"}, "Pilih perangkat daerah"),
        (
            {"reach": "agency", "region": "64.71", "agency": "dishub"},
            "belum memiliki perangkat daerah ini",
        ),
        ({}, "Pilih jangkauan"),
    ],
)
def test_a_seat_without_its_scope_is_explained(data, message):
    make.region()
    client = signed_in(make.user(INVITE))
    officer = make.capability_set(code="penanda-tangan")
    path = f"/kerja/pengguna/{make.person().pk}/peran/"
    answer = client.post(path, {"capability_set": officer.pk} | data)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_coordinator_is_offered_the_own_region_only():
    here = make.region()
    client = signed_in(make.user(INVITE, region=here))
    local = make.person("Dewi", home_region=here)
    page = client.get(f"/kerja/pengguna/{local.pk}/").text
    assert 'value="Kota Balikpapan"' in page
    assert "Seluruh negeri" not in page
    everywhere = signed_in(make.user(INVITE)).get(f"/kerja/pengguna/{local.pk}/").text
    assert "Seluruh negeri" in everywhere


def test_a_person_out_of_reach_is_missing():
    client = signed_in(make.user(INVITE, region=make.region("64.71")))
    other = make.user(ANSWER, region=make.region("64.72"), name="Orang lain")
    assert client.get(f"/kerja/pengguna/{other.person.pk}/").status_code == 404
    seat = other.person.seats.get()
    path = f"/kerja/pengguna/peran/{seat.pk}/akhiri/"
    assert client.post(path).status_code == 404


def test_a_seat_is_ended_by_whoever_reaches_it():
    client = signed_in(make.user(INVITE))
    seat = make.user(ANSWER, name="Orang lain").person.seats.get()
    path = f"/kerja/pengguna/peran/{seat.pk}/akhiri/"
    assert client.get(path).status_code == 405
    client.post(path)
    seat.refresh_from_db()
    assert not seat.is_held(make.today())


def test_the_capability_sets_are_explained_in_words():
    make.capability_set(code="asesor")
    page = signed_in(make.user(INVITE)).get("/kerja/pengguna/kewenangan/").text
    assert "Asesor" in page
    assert "Menilai" in page


@pytest.mark.parametrize(
    "path", ["/akun/", "/akun/sesi/", "/kerja/pengguna/", "/kerja/pengguna/kewenangan/"]
)
def test_every_page_is_there_in_english(path):
    make.capability_set(code="asesor")
    answer = signed_in(make.user(INVITE)).get(f"/en{path}")
    assert answer.status_code == 200
    assert 'lang="en"' in answer.text


def test_a_page_of_a_person_makes_few_queries(django_assert_max_num_queries):
    client = signed_in(make.user(INVITE))
    other = make.user(ANSWER, region=make.region(), name="Orang lain")
    with django_assert_max_num_queries(15):
        client.get(f"/kerja/pengguna/{other.person.pk}/")


def test_an_address_longer_than_can_be_kept_is_refused(client):
    client.force_login(make.user(INVITE))
    person = make.person("Dewi Lestari")
    address = "d" * 60 + "@" + ".".join(["contoh" * 10] * 4) + ".go.id"

    answer = client.post(f"/kerja/pengguna/{person.pk}/undang/", {"email": address})

    assert answer.status_code == 422
    assert not Invitation.objects.exists()
