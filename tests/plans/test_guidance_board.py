"""The secretariat sees who is late at what, over all regions, and reminds exactly those."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from menuju.accounts.models import Capability
from menuju.messages.actions import deliver
from menuju.messages.models import Announcement, Notification
from menuju.plans.actions import guidance_reminders, sessions
from menuju.plans.actions.sessions import Course
from menuju.plans.models import Chapter, Masterplan
from menuju.plans.queries.guidance_board import WITHOUT, Wanted, lines_of
from menuju.plans.queries.guidance_writing import writing_of
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db
CODES = ("64.71", "64.72", "35.71")
BOARD = "plans:board"


def plan_in(code="64.71", *, late=False):
    version = make.masterplan_version(region=make.region(code))
    if late:
        course = Course(date(2019, 7, 9), date(2019, 7, 10))
        sessions.write(version.masterplan, 1, course, seen="", by=None)
    return version


def lines(**wanted):
    return lines_of(Masterplan.objects.all(), Wanted(**wanted))


def names(found):
    return [line.masterplan.region.name for line in found]


def test_who_is_late_is_late_at_a_session_and_its_outputs():
    plan_in(late=True)

    [line] = lines()

    assert [(one.session.number, one.output.code) for one in line.late] == [
        (1, "buku-1-konsep"),
        (1, "swot"),
    ]


def test_a_session_that_is_past_waits_to_be_closed_and_is_not_the_coming_one():
    plan_in(late=True)

    [line] = lines()

    assert [one.template.number for one in line.unclosed] == [1]
    assert line.coming.template.number == 2


def test_who_delivered_everything_is_not_late():
    version = plan_in(late=True)
    for code in ("buku-1-konsep", "swot"):
        sessions.deliver(version.masterplan, (1, code), note="", by=None)

    assert not lines()[0].is_late


def test_who_has_no_session_yet_is_not_late():
    plan_in()

    assert not lines()[0].is_late


def test_the_board_is_narrowed_to_those_who_are_late():
    plan_in("64.71", late=True)
    plan_in("64.72")

    assert names(lines(late=True)) == ["Kota Balikpapan"]


def test_the_board_is_narrowed_by_mentor():
    mentor = guidance.mentor_of(plan_in("64.71"))
    plan_in("64.72")

    assert names(lines(mentor=str(mentor.person_id))) == ["Kota Balikpapan"]
    assert names(lines(mentor=WITHOUT)) == ["Kota Samarinda"]


def test_the_board_is_narrowed_by_state_and_name():
    version = plan_in("64.71")
    version.state = "review"
    version.save()
    plan_in("64.72")

    assert names(lines(state="review")) == ["Kota Balikpapan"]
    assert names(lines(words="samar")) == ["Kota Samarinda"]


def test_the_chapter_behind_is_the_first_that_is_not_ready():
    version = plan_in()
    Chapter.objects.filter(book="buku-1", code="pendahuluan").update(state="ready")

    writing = writing_of(lines())[version.pk]

    assert writing.behind.chapter.code == "masa-depan"
    assert (writing.behind.words, writing.behind.wanted) == (0, 1500)
    assert writing.ready == 1


def test_when_all_chapters_are_ready_none_is_behind():
    version = plan_in()
    Chapter.objects.update(state="ready")

    assert writing_of(lines())[version.pk].behind is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_takes_few_queries(client, django_assert_max_num_queries, rows):
    for code in CODES[:rows]:
        guidance.mentor_of(plan_in(code, late=True), name=f"Pembimbing {code}")
    client.force_login(guidance.guide("Lain"))
    client.get(reverse(BOARD))

    with django_assert_max_num_queries(15):
        page = client.get(reverse(BOARD)).content.decode()

    assert page.count("Pembimbing 35.71") == (2 if rows == len(CODES) else 0)


def test_the_board_is_not_for_a_region(client):
    client.force_login(make.planner())

    assert client.get(reverse(BOARD)).status_code == 403


def test_auditors_read_the_board_and_remind_nobody(client):
    client.force_login(make.user(Capability.AUDIT))

    assert client.get(reverse(BOARD)).status_code == 200
    assert client.get(reverse("plans:reminders")).status_code == 403


def test_the_board_is_a_workbook_as_it_is_narrowed(client):
    plan_in("64.71", late=True)
    plan_in("64.72")
    client.force_login(guidance.guide())
    url = reverse("plans:board-file", args=["xlsx"])

    data = client.get(url, {"terlambat": "1"}).content

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    assert head[1] == "Kabupaten/kota"
    assert [row[1] for row in rows] == ["Kota Balikpapan"]
    assert "Konsep Buku 1" in rows[0][10]


def test_the_board_is_a_csv_too(client):
    plan_in()
    client.force_login(guidance.guide())

    data = client.get(reverse("plans:board-file", args=["csv"])).content

    assert "Kota Balikpapan" in data.decode("utf-8-sig")
    other = reverse("plans:board-file", args=["pdf"])
    assert client.get(other).status_code == 404


def test_exactly_those_of_the_preview_are_reminded(client):
    plan_in("64.71", late=True)
    plan_in("64.72")
    late, other = make.planner(), make.planner(make.region("64.72"), name="Lain")
    client.force_login(guidance.guide())

    shown = client.post(reverse("plans:reminders"), follow=True)
    assert "Kota Balikpapan" in shown.content.decode()
    assert "Konsep Buku 1" in shown.content.decode()
    assert not Notification.objects.exists()
    client.post(shown.request["PATH_INFO"])

    told = Notification.objects.filter(kind="plans.guidance_due")
    assert [one.recipient for one in told] == [late]
    assert other.pk not in {one.recipient_id for one in told}
    deliver()


def test_a_reminder_pressed_twice_is_sent_once():
    plan_in(late=True)
    make.planner()
    by = guidance.guide()
    plans, wanted = Masterplan.objects.all(), Wanted()
    made = guidance_reminders.prepare(plans, wanted, by=by)

    guidance_reminders.remind(made, plans, wanted, by=by)
    again = Announcement.objects.get()

    assert guidance_reminders.remind(again, plans, wanted, by=by) == []


def test_who_delivered_since_the_preview_is_not_reminded(client):
    version = plan_in(late=True)
    make.planner()
    client.force_login(guidance.guide())
    shown = client.post(reverse("plans:reminders"), follow=True)
    for code in ("buku-1-konsep", "swot"):
        sessions.deliver(version.masterplan, (1, code), note="", by=None)

    response = client.post(shown.request["PATH_INFO"])

    assert response.status_code == 409
    assert not Notification.objects.filter(kind="plans.guidance_due").exists()


def test_who_was_just_reminded_is_left_alone(client):
    plan_in(late=True)
    make.planner()
    client.force_login(guidance.guide())
    shown = client.post(reverse("plans:reminders"), follow=True)
    client.post(shown.request["PATH_INFO"])

    page = client.get(reverse("plans:reminders")).content.decode()

    assert "baru saja diingatkan" in page
    assert "Lihat pratinjau" not in page


def test_a_region_without_an_account_is_named(client):
    plan_in(late=True)
    client.force_login(guidance.guide())

    page = client.get(reverse("plans:reminders")).content.decode()

    assert "belum punya perencana dengan akun" in page
    assert "Kota Balikpapan" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_reminders_take_few_queries(client, django_assert_max_num_queries, rows):
    for code in CODES[:rows]:
        plan_in(code, late=True)
        make.planner(make.region(code), name=f"Perencana {code}")
    client.force_login(guidance.guide())
    client.get(reverse("plans:reminders"))

    with django_assert_max_num_queries(15):
        client.get(reverse("plans:reminders"))
