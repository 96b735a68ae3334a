import pytest
from django.test import Client

from menuju.jobs.actions import start
from menuju.jobs.models import Job
from tests import make
from tests.jobs import works

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return make.user()


@pytest.fixture
def client(me):
    browser = Client()
    browser.force_login(me)
    return browser


def started(by, work=works.count, **arguments):
    return start(work, arguments, label="Menghitung ulang nilai", by=by, back="/kerja/")


@pytest.mark.usefixtures("queue")
def test_a_waiting_job_refreshes_its_page(client, me):
    page = client.get(f"/pekerjaan/{started(me, upto=4).pk}/")

    assert page.headers["Refresh"] == "3"
    assert "Menunggu giliran" in page.text


@pytest.mark.usefixtures("queue")
def test_the_refreshing_can_be_stopped(client, me):
    page = client.get(f"/pekerjaan/{started(me, upto=4).pk}/?diam=1")

    assert "Refresh" not in page.headers


@pytest.mark.usefixtures("queue")
def test_a_running_job_shows_how_far_it_is(client, me):
    job = started(me, upto=4)
    Job.objects.update(state="running", done=3, total=4, note="kota keempat")
    page = client.get(f"/pekerjaan/{job.pk}/").text

    assert "kota keempat" in page
    assert 'value="3"' in page or "3 dari 4" in page


def test_a_finished_job_leads_to_its_result(client, me):
    page = client.get(f"/pekerjaan/{started(me, upto=4).pk}/")

    assert "Refresh" not in page.headers
    assert "Buka hasilnya" in page.text


def test_a_stopped_job_shows_its_code_and_a_way_back(client, me):
    works.TROUBLE.append(OSError("rahasia-penyimpanan"))
    job = started(me, works.stumble, what="rekap")
    Job.objects.update(state="stopped", reference="ABCD-2345", finished_at=job.due_at)
    page = client.get(f"/pekerjaan/{job.pk}/").text

    assert "ABCD-2345" in page
    assert 'href="/kerja/"' in page
    assert "rahasia-penyimpanan" not in page


def test_the_job_of_another_is_missing(client):
    other = make.user(name="Agus Salim")

    assert client.get(f"/pekerjaan/{started(other, upto=1).pk}/").status_code == 404


def test_a_stranger_signs_in_first(me):
    answer = Client().get(f"/pekerjaan/{started(me, upto=1).pk}/")

    assert answer.status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.usefixtures("queue")
def test_the_list_takes_few_queries(client, me, rows, django_assert_max_num_queries):
    for n in range(rows):
        started(me, upto=n)

    with django_assert_max_num_queries(7):
        page = client.get("/pekerjaan/").text

    assert page.count("Menghitung ulang nilai") == rows
