import pytest
from django.test import Client

from menuju.messages.models import Notification, Preference
from tests import make
from tests.make.messages import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return make.user()


@pytest.fixture
def other():
    return make.user(name="Agus Salim")


@pytest.fixture
def client(me):
    browser = Client()
    browser.force_login(me)
    return browser


def test_the_inbox_shows_mine_and_only_mine(client, me, other):
    told(me, subject="Untuk saya")
    told(other, subject="Untuk orang lain")
    page = client.get("/kerja/pesan/").text

    assert "Untuk saya" in page
    assert "Untuk orang lain" not in page


def test_the_inbox_tells_the_time_of_the_region_one_works_for(client):
    mine = make.planner()
    told(mine)
    client.force_login(mine)

    assert " WITA" in client.get("/kerja/pesan/").text


def test_who_works_for_no_region_reads_the_time_of_the_capital(client, me):
    told(me)

    page = client.get("/kerja/pesan/").text

    assert " WIB" in page
    assert " WITA" not in page


def test_an_empty_inbox_says_so(client):
    assert "Belum ada pesan." in client.get("/kerja/pesan/").text


def test_the_header_counts_what_is_unread(client, me):
    told(me)
    told(me)

    assert '<b class="num">(2' in client.get("/kerja/pesan/").text


def test_opening_a_message_marks_it_read(client, me):
    (note,) = told(me, link=("overview:home",))
    answer = client.post(f"/kerja/pesan/{note.pk}/baca/", follow=True)

    assert "Tiga butir belum terisi." in answer.text
    assert 'href="/kerja/"' in answer.text
    assert Notification.objects.get().read_at


def test_looking_changes_nothing(client, me):
    (note,) = told(me)
    client.get(f"/kerja/pesan/{note.pk}/")

    assert Notification.objects.get().read_at is None


def test_the_message_of_another_is_missing(client, other):
    (note,) = told(other)

    assert client.get(f"/kerja/pesan/{note.pk}/").status_code == 404
    assert client.post(f"/kerja/pesan/{note.pk}/baca/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_all_of_mine_are_marked_read_and_no_other(client, me, other):
    told(me)
    told(other)
    client.post("/kerja/pesan/semua-dibaca/")

    assert Notification.objects.get(read_at=None).recipient == other


def test_a_stranger_signs_in_first():
    assert Client().get("/kerja/pesan/").status_code == 302


def test_hostile_words_stay_words(client, me):
    (note,) = told(me, subject="<script>alert(1)</script>")
    page = client.get(f"/kerja/pesan/{note.pk}/").text

    assert "<script>alert" not in page


def test_the_ways_are_chosen_by_group(client, me):
    chosen = {"tasks": "digest", "reminders": "mail", "news": "inbox"}
    client.post("/kerja/pesan/pengaturan/", chosen)

    kept = Preference.objects.filter(user=me).values_list("group", "way")
    assert dict(kept) == chosen


def test_official_letters_leave_no_choice(client):
    assert 'name="official"' not in client.get("/kerja/pesan/pengaturan/").text


def test_an_incomplete_choice_is_shown_again(client):
    answer = client.post("/kerja/pesan/pengaturan/", {"tasks": "digest"})

    assert answer.status_code == 422
    assert 'value="digest"' in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_takes_few_queries(client, me, rows, django_assert_max_num_queries):
    for _ in range(rows):
        told(me)

    with django_assert_max_num_queries(7):
        client.get("/kerja/pesan/")


def test_an_error_page_before_anybody_is_known_asks_for_no_inbox():
    answer = Client().get("/kerja/", headers={"host": "evil.example"})

    assert answer.status_code == 400
