"""Who writes sessions in the browser, what they read back, and in how many queries."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.plans.actions import sessions
from menuju.plans.actions.sessions import Course, Delegation
from menuju.plans.models import GuidanceSession, SessionAttendee, SessionOutput
from menuju.plans.queries.sessions import mark_of
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db
DAYS = {"first_day": "2019-07-09", "last_day": "2019-07-10", "place": "Balikpapan"}


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_a_mentor_writes_the_course_of_a_session(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))

    client.post(at("session-edit", version, 1), DAYS | {"agenda": "Analisis"})

    assert GuidanceSession.objects.get().first_day == date(2019, 7, 9)


def test_wrong_days_stand_at_their_field_and_stay(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))
    sent = DAYS | {"last_day": "2019-07-01", "notes": "Catatan panjang"}

    response = client.post(at("session-edit", version, 1), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Hari terakhir harus sama" in page
    assert "Catatan panjang" in page


def test_a_conflict_shows_both_and_the_second_try_saves(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))
    row = sessions.write(
        version.masterplan, 1, Course(place="Aula A"), seen="", by=None
    )
    url = at("session-edit", version, 1)

    response = client.post(url, DAYS | {"seen": "lama"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Aula A" in page
    client.post(url, DAYS | {"seen": mark_of(row)})
    assert GuidanceSession.objects.get().place == "Balikpapan"


def test_who_writes_while_a_session_is_closed_keeps_what_was_typed(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))
    row = GuidanceSession.objects.create(
        masterplan=version.masterplan, number=1, closed_at=timezone.now()
    )
    sent = DAYS | {"notes": "Catatan panjang", "seen": mark_of(row)}

    response = client.post(at("session-edit", version, 1), sent)

    assert response.status_code == 409
    assert "sudah ditutup" in response.text
    assert "Catatan panjang" in response.text


def test_a_session_is_offered_to_be_closed_once_it_is_past_and_told(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))
    url = at("session", version, 1)
    past = Course(date(2019, 7, 9), notes="Disepakati")
    close = at("session-close", version, 1)

    before = client.get(url).text
    sessions.write(version.masterplan, 1, past, seen="", by=None)

    assert close not in before
    assert close in client.get(url).text


def test_a_planner_reads_a_session_and_does_not_write_it(client):
    version = make.masterplan_version()
    client.force_login(make.planner())
    assert client.get(at("session", version, 1)).status_code == 200

    response = client.post(at("session-edit", version, 1), DAYS)

    assert response.status_code == 403
    assert "pembimbing" in response.content.decode()


def test_a_planner_delivers_an_output(client):
    version = make.masterplan_version()
    client.force_login(make.planner())

    client.post(at("output-deliver", version, 1, "swot"), {"note": "Bab IV"})

    assert SessionOutput.objects.get().note == "Bab IV"


def test_a_reader_of_the_region_delivers_nothing(client):
    version = make.masterplan_version()
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    response = client.post(at("output-deliver", version, 1, "swot"), {"note": ""})

    assert response.status_code == 403


def test_a_planner_does_not_judge_a_delivery(client):
    version = make.masterplan_version()
    sessions.deliver(version.masterplan, (1, "swot"), note="", by=None)
    client.force_login(make.planner())

    url = at("output-take-back", version, 1, "swot")

    assert client.post(url, {"note": "Kurang"}).status_code == 403


def test_taking_a_delivery_back_asks_for_the_reason(client):
    version = make.masterplan_version()
    sessions.deliver(version.masterplan, (1, "swot"), note="", by=None)
    client.force_login(guidance.mentor_of(version))
    url = at("output-take-back", version, 1, "swot")

    assert client.post(url, {"note": ""}).status_code == 422
    client.post(url, {"note": "Tabelnya kosong"})

    assert SessionOutput.objects.get().note == "Tabelnya kosong"


def test_attendance_is_noted_and_taken_back(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))
    client.post(at("session-attend", version, 1), {"group": "OPD", "people": "30"})
    made = SessionAttendee.objects.get()
    assert "30" in client.get(at("session", version, 1)).content.decode()

    client.post(at("session-attend-remove", version, 1, made.pk))

    assert not SessionAttendee.objects.exists()


def test_nobody_is_no_attendance(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))

    response = client.post(
        at("session-attend", version, 1), {"group": "OPD", "people": "0"}
    )

    assert response.status_code == 422


def test_a_line_of_another_session_is_missing(client):
    version = make.masterplan_version()
    made = sessions.add_attendees(
        version.masterplan, 2, Delegation("OPD", people=3), by=None
    )
    client.force_login(guidance.mentor_of(version))

    url = at("session-attend-remove", version, 1, made.pk)

    assert client.post(url).status_code == 404


def test_a_session_beyond_the_guide_is_missing(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))

    assert client.get(at("session", version, 9)).status_code == 404


def test_a_mentor_closes_a_session_and_the_secretariat_opens_it(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))
    client.post(at("session-edit", version, 1), DAYS | {"notes": "Selesai."})
    client.post(at("session-close", version, 1))
    assert GuidanceSession.objects.get().closed_at
    assert client.post(at("session-reopen", version, 1)).status_code == 403

    client.force_login(guidance.guide("Sekretariat Lain"))
    client.post(at("session-reopen", version, 1))

    assert GuidanceSession.objects.get().closed_at is None


def test_another_regions_guidance_is_missing(client):
    version = make.masterplan_version()
    client.force_login(make.planner(make.region("64.72")))

    assert client.get(at("guidance", version)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["guidance", "session"])
def test_pages_of_guidance_take_few_queries(
    client, django_assert_max_num_queries, rows, name
):
    version = make.masterplan_version(plan=make.rpjmd())
    for _ in range(rows):
        sessions.add_attendees(version.masterplan, 1, Delegation("OPD"), by=None)
    client.force_login(guidance.mentor_of(version))
    url = at(name, version) if name == "guidance" else at(name, version, 1)
    client.get(url)

    with django_assert_max_num_queries(15):
        assert client.get(url).status_code == 200
