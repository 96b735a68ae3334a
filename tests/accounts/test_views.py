"""What the browser hears back: signing in, one's account, invitations, people."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from menuju.accounts import actions, queries
from menuju.accounts.models import Capability, Invitation, Person, Seat, User
from menuju.config.demo.cards import CARDS
from tests import make

pytestmark = pytest.mark.django_db
INVITE, ANSWER = Capability.INVITE_PEOPLE, Capability.ANSWER
WRONG = "Surel atau kata sandi tidak cocok."


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def sign_in(client, user, password=make.PASSWORD, path="/masuk/"):
    return client.post(path, {"login": user.email, "password": password})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_workspace(client):
    answer = sign_in(client, make.user(ANSWER))
    assert (answer.status_code, answer.url) == (302, "/kerja/")
    assert is_signed_in(client)


def test_english_stays_english_after_signing_in(client):
    assert sign_in(client, make.user(ANSWER), path="/en/masuk/").url == "/en/kerja/"


def test_the_language_of_the_account_opens_the_workspace_in_it(client):
    user = make.user(ANSWER)
    actions.choose_language(user, "en")
    assert sign_in(client, user).url == "/en/kerja/"


def test_the_page_that_was_asked_for_comes_after_signing_in(client):
    answer = client.get("/akun/")
    assert answer.url == "/masuk/?next=/akun/"
    user = make.user(ANSWER)
    data = {"login": user.email, "password": make.PASSWORD, "next": "/akun/"}
    assert client.post("/masuk/", data).url == "/akun/"


def test_another_site_is_never_the_next_page(client):
    user = make.user(ANSWER)
    data = {"login": user.email, "password": make.PASSWORD}
    answer = client.post("/masuk/", data | {"next": "https://jahat.test/"})
    assert answer.url == "/kerja/"


def test_a_wrong_password_and_a_stranger_get_the_same_answer(client):
    user = make.user(ANSWER)
    known = sign_in(client, user, "salah sekali sandi ini")
    unknown = client.post(
        "/masuk/", {"login": "tidak.ada@contoh.go.id", "password": "x"}
    )
    assert known.status_code == unknown.status_code == 422
    assert WRONG in known.text
    assert WRONG in unknown.text
    assert not is_signed_in(client)


def test_what_was_typed_is_kept_but_never_the_password(client):
    answer = sign_in(client, make.user(ANSWER, email="sri@contoh.go.id"), "keliru-123")
    assert 'value="sri@contoh.go.id"' in answer.text
    assert "keliru-123" not in answer.text


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client):
    user = make.user(ANSWER)
    for _ in range(5):
        sign_in(client, user, "salah sekali sandi ini")
    answer = sign_in(client, user)
    assert "Tunggu lima menit" in answer.text
    assert not is_signed_in(client)


def test_an_inactive_account_stays_outside(client):
    user = make.user(ANSWER)
    User.objects.filter(pk=user.pk).update(is_active=False)
    answer = sign_in(client, user)
    assert answer.url == "/masuk/nonaktif/"
    assert client.get(answer.url).status_code == 403
    assert not is_signed_in(client)


def test_passwords_are_hashed_with_argon2_outside_the_tests(settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]
    assert make.user(ANSWER).password.startswith("argon2$argon2id$")


def test_signing_out_needs_a_post(client):
    client.force_login(make.user(ANSWER))
    assert client.get("/keluar/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/keluar/").url == "/"
    assert not is_signed_in(client)


def test_nobody_signs_up_by_themselves(client):
    assert client.get("/signup/").status_code == 404


def test_a_forgotten_password_is_replaced_by_a_link_in_a_mail(client, mailoutbox):
    user = make.user(ANSWER)
    assert client.post("/masuk/lupa/", {"email": user.email}).status_code == 302
    (letter,) = mailoutbox
    assert letter.subject == "Kata sandi baru untuk Menuju 100 Smart City"
    path = re.search(r"http://testserver(/masuk/lupa/\S+)", letter.body).group(1)

    form_page = client.get(path, follow=True)
    new = "kata sandi yang sungguh baru"
    data = {"password1": new, "password2": new}
    client.post(form_page.request["PATH_INFO"], data)

    assert sign_in(Client(), user, new).status_code == 302
    assert "sudah dipakai" in Client().get(path).text


def test_asking_for_a_stranger_gives_the_same_answer_and_no_mail(client):
    user = make.user(ANSWER)
    known = client.post("/masuk/lupa/", {"email": user.email})
    sent = len(mail.outbox)
    unknown = client.post("/masuk/lupa/", {"email": "tidak.ada@contoh.go.id"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert (sent, len(mail.outbox)) == (1, 1)


def test_too_many_requests_for_one_address_are_stopped(client):
    user = make.user(ANSWER)
    codes = [
        client.post("/masuk/lupa/", {"email": user.email}).status_code for _ in range(6)
    ]
    assert codes == [302] * 5 + [429]


def test_changing_the_password_signs_the_other_devices_out():
    user = make.user(ANSWER)
    here, there = Client(), Client()
    sign_in(here, user)
    sign_in(there, user)
    new = "kata sandi yang sungguh baru"
    data = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}

    assert here.post("/akun/kata-sandi/", data).url == "/akun/"

    assert here.get("/akun/").status_code == 200
    assert there.get("/akun/").status_code == 302


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"oldpassword": "bukan ini"}, "Kata sandi lama tidak cocok"),
        ({"password1": "pendek", "password2": "pendek"}, "12"),
        ({"password2": "lain dari yang pertama"}, "Kedua kata sandi belum sama"),
    ],
)
def test_a_bad_new_password_is_explained(data, message):
    new = "kata sandi yang sungguh baru"
    good = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
    answer = signed_in(make.user(ANSWER)).post("/akun/kata-sandi/", good | data)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_device_can_be_signed_out_from_another():
    user = make.user(ANSWER)
    here, there = Client(), Client()
    sign_in(there, user)
    sign_in(here, user)
    page = here.get("/akun/sesi/").text
    ends = re.findall(r"/akun/sesi/\d+/akhiri/", page)
    assert len(ends) == 2

    here.post(ends[1])

    assert there.get("/akun/").status_code == 302
    assert here.get("/akun/").status_code == 200


def test_somebody_elses_device_is_missing():
    mine, theirs = Client(), Client()
    sign_in(mine, make.user(ANSWER))
    sign_in(theirs, make.user(ANSWER, name="Orang lain"))
    (end,) = re.findall(r"/akun/sesi/\d+/akhiri/", theirs.get("/akun/sesi/").text)
    assert mine.post(end).status_code == 404
    assert theirs.get("/akun/").status_code == 200


def test_the_chosen_language_is_kept_and_used():
    user = make.user(ANSWER)
    client = signed_in(user)
    assert client.post("/akun/bahasa/", {"language": "en"}).url == "/en/akun/"
    user.refresh_from_db()
    assert user.language == "en"
    assert client.post("/akun/bahasa/", {"language": "xx"}).status_code == 422


def test_the_account_page_shows_the_seats():
    user = make.user(ANSWER, region=make.region())
    assert "Kota Balikpapan" in signed_in(user).get("/akun/").text


def demo_user(card):
    person = make.person(card.name)
    return User.objects.create_user(card.email, card.password, person=person)


def test_demo_cards_sign_in_with_one_click_in_a_demo(client, settings):
    settings.DEMO, settings.DEMO_CARDS = True, CARDS
    user = demo_user(CARDS[0])
    assert CARDS[0].role_id in client.get("/masuk/").text
    assert client.post("/masuk/demo/", {"card": CARDS[0].key}).url == "/kerja/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unknown_card_opens_nothing(client, settings):
    settings.DEMO, settings.DEMO_CARDS = True, CARDS
    assert client.post("/masuk/demo/", {"card": "presiden"}).status_code == 404
    assert not is_signed_in(client)


def test_outside_a_demo_there_are_no_cards_and_no_way_in_by_them(client, settings):
    settings.DEMO, settings.DEMO_CARDS = False, CARDS
    demo_user(CARDS[0])
    assert CARDS[0].role_id not in client.get("/masuk/").text
    assert client.post("/masuk/demo/", {"card": CARDS[0].key}).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_public_password_of_a_card_opens_its_account_in_a_demo_only(
    client, settings, is_demo
):
    settings.DEMO, settings.DEMO_CARDS = is_demo, CARDS if is_demo else []
    user = demo_user(CARDS[0])

    answer = sign_in(client, user, CARDS[0].password)

    assert answer.url == ("/kerja/" if is_demo else "/masuk/nonaktif/")
    assert is_signed_in(client) is is_demo


def invitation(person, by, key="kunci-sekali-pakai"):
    """An open invitation whose key is known."""
    actions.invite(person, "baru@contoh.go.id", link=str, by=by)
    made = Invitation.objects.get(person=person, withdrawn_at=None)
    made.key_hash = actions.invitations.hash_of(key)
    made.save()
    return f"/undangan/{key}/"


def test_an_invited_person_chooses_a_password_and_is_in(client):
    person = make.person("Dewi Lestari")
    path = invitation(person, make.user(INVITE))
    assert "Dewi Lestari" in client.get(path).text
    data = {"password1": make.PASSWORD, "password2": make.PASSWORD}

    assert client.post(path, data).url == "/kerja/"

    assert User.objects.get(person=person).email == "baru@contoh.go.id"
    assert is_signed_in(client)


def test_a_weak_or_mistyped_password_makes_no_account(client):
    path = invitation(make.person(), make.user(INVITE))
    weak = client.post(path, {"password1": "pendek", "password2": "pendek"})
    typo = client.post(path, {"password1": make.PASSWORD, "password2": "lain sekali"})
    assert (weak.status_code, typo.status_code) == (422, 422)
    assert "belum sama" in typo.text
    assert not User.objects.filter(email="baru@contoh.go.id").exists()


def test_a_closed_invitation_says_why(client):
    person, by = make.person(), make.user(INVITE)
    path = invitation(person, by)
    assert client.get("/undangan/bukan-kunci/").status_code == 404
    Invitation.objects.update(expires_at=timezone.now())
    assert "lewat masa berlakunya" in client.get(path).text
    Invitation.objects.update(withdrawn_at=timezone.now())
    assert "sudah ditarik" in client.get(path).text
    Invitation.objects.update(used_at=timezone.now())
    answer = client.get(path)
    assert (answer.status_code, "sudah dipakai" in answer.text) == (410, True)


def test_an_invitation_does_not_open_for_somebody_who_is_signed_in():
    path = invitation(make.person("Dewi"), make.user(INVITE))
    client = signed_in(make.user(ANSWER, name="Orang lain"))
    data = {"password1": make.PASSWORD, "password2": make.PASSWORD}
    answer = client.post(path, data)
    assert (answer.status_code, "untuk orang lain" in answer.text) == (403, True)
    assert not User.objects.filter(email="baru@contoh.go.id").exists()


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


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36",
            "Chrome · Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Firefox/130.0", "Firefox · Android"),
        ("curl/8.5", "curl/8.5"),
        ("", "–"),
    ],
)
def test_a_device_is_told_by_browser_and_system(user_agent, device):
    assert queries.device_of(user_agent) == device


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
