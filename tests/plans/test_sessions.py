"""What is known about the guidance sessions: days in order, who came, what was delivered."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.plans.actions import sessions
from menuju.plans.actions.sessions import Course, Delegation
from menuju.plans.models import GuidanceSession, SessionAttendee, SessionOutput
from menuju.plans.queries.sessions import Stage, mark_of, sessions_of
from menuju.plans.templatetags.guidance import days_of
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db
JULY = Course(date(2019, 7, 9), date(2019, 7, 10), place="Balikpapan")


def plan():
    return make.masterplan_version().masterplan


def wrote(masterplan, number=1, course=JULY, seen=""):
    return sessions.write(masterplan, number, course, seen=seen, by=None)


def first(masterplan):
    return sessions_of(masterplan)[0]


def refused(masterplan, number, course):
    with pytest.raises(ValidationError) as caught:
        wrote(masterplan, number, course)
    return caught.value.message_dict


def test_the_guide_says_which_sessions_there_are():
    found = sessions_of(plan())

    assert [one.number for one in found] == [1, 2, 3, 4]
    assert {one.stage for one in found} == {Stage.UNPLANNED}
    assert not GuidanceSession.objects.exists()


def test_the_number_of_sessions_is_data():
    guide = guidance.free_guide()
    guide.document["sessions"] = guide.document["sessions"][:2]
    guide.save()

    version = make.masterplan_version(guide=guide)

    assert len(sessions_of(version.masterplan)) == 2


def test_the_agenda_is_the_guides_until_somebody_writes_another():
    masterplan = plan()
    assert "Arah kebijakan dan kelembagaan" in first(masterplan).agenda

    wrote(masterplan, course=Course(agenda="Pokok lain"))

    assert first(masterplan).agenda == "Pokok lain"


def test_a_session_ends_on_or_after_its_first_day():
    course = Course(date(2019, 7, 9), date(2019, 7, 8))

    assert "last_day" in refused(plan(), 1, course)


def test_a_last_day_asks_for_the_first():
    assert "first_day" in refused(plan(), 1, Course(None, date(2019, 7, 8)))


def test_a_session_does_not_last_for_months():
    course = Course(date(2019, 7, 9), date(2019, 9, 9))

    assert "last_day" in refused(plan(), 1, course)


def test_a_session_lies_near_the_years_of_the_plan():
    assert "first_day" in refused(plan(), 1, Course(date(2009, 7, 9)))


def test_the_second_session_does_not_begin_before_the_first_is_over():
    masterplan = plan()
    wrote(masterplan)

    found = refused(masterplan, 2, Course(date(2019, 7, 1)))

    assert "10/07/2019" in found["first_day"][0]


def test_the_first_session_is_not_moved_behind_the_second():
    masterplan = plan()
    wrote(masterplan, 2, Course(date(2019, 8, 6), date(2019, 8, 7)))

    assert "first_day" in refused(masterplan, 1, Course(date(2019, 8, 20)))


def test_sessions_in_their_order_are_accepted_around_one_of_unknown_days():
    masterplan = plan()

    wrote(masterplan, 1)
    wrote(masterplan, 2, Course(date(2019, 8, 6), date(2019, 8, 7)))
    wrote(masterplan, 4, Course(date(2019, 10, 3)))

    days = [one.row and one.row.first_day for one in sessions_of(masterplan)]
    assert days == [date(2019, 7, 9), date(2019, 8, 6), None, date(2019, 10, 3)]


def test_a_day_that_nobody_knows_is_said_to_be_unknown():
    masterplan = plan()
    wrote(masterplan, 3, Course(notes="Peta jalan dibahas."))

    assert days_of(sessions_of(masterplan)[2].row) == "belum dijadwalkan"
    row = sessions.close(masterplan, 3, by=None)

    assert days_of(row) == "tanggal tidak ditemukan"
    assert row.first_day is None


@pytest.mark.parametrize(
    ("course", "words"),
    [
        (JULY, "9–10 Juli 2019"),
        (Course(date(2019, 10, 3)), "3 Oktober 2019"),
        (Course(date(2019, 7, 31), date(2019, 8, 1)), "31 Juli – 1 Agustus 2019"),
    ],
)
def test_days_are_written_as_people_say_them(course, words):
    assert days_of(wrote(plan(), 1, course)) == words


def test_an_output_is_late_once_its_session_is_over():
    masterplan = plan()
    assert not first(masterplan).outputs[0].is_late

    wrote(masterplan)

    assert all(one.is_late for one in first(masterplan).outputs)


def test_an_output_of_a_coming_session_is_not_late():
    version = make.masterplan_version(first_year=timezone.localdate().year)
    tomorrow = timezone.localdate() + timedelta(days=1)

    wrote(version.masterplan, 1, Course(tomorrow))

    assert first(version.masterplan).stage == Stage.PLANNED
    assert not any(one.is_late for one in first(version.masterplan).outputs)


def test_a_session_of_unknown_days_is_over_when_the_next_one_took_place():
    masterplan = plan()
    wrote(masterplan, 2, Course(date(2019, 8, 6)))

    assert first(masterplan).outputs[0].is_late


def test_a_delivered_output_is_not_late_and_says_by_whom():
    masterplan = plan()
    wrote(masterplan)
    planner = make.planner()

    sessions.deliver(masterplan, (1, "swot"), note="Bab IV.", by=planner)

    found = next(
        one for one in first(masterplan).outputs if one.template.code == "swot"
    )
    assert not found.is_late
    assert found.row.delivered_by == planner


def test_what_is_delivered_twice_is_refused():
    masterplan = plan()
    sessions.deliver(masterplan, (1, "swot"), note="", by=None)

    with pytest.raises(ValidationError, match="sudah diserahkan"):
        sessions.deliver(masterplan, (1, "swot"), note="", by=None)


def test_an_output_that_the_guide_does_not_know_is_refused():
    with pytest.raises(ValidationError, match="panduan"):
        sessions.deliver(plan(), (1, "lain"), note="", by=None)


def test_a_delivery_is_taken_back_with_a_reason():
    masterplan = plan()
    made = sessions.deliver(masterplan, (1, "swot"), note="", by=None)

    sessions.take_back(made, reason="Tabelnya kosong.", by=guidance.guide())

    held = SessionOutput.objects.get()
    assert (held.delivered_at, held.note) == (None, "Tabelnya kosong.")


def test_people_are_counted_by_what_was_written_down():
    masterplan = plan()
    for group, people in (("OPD", 30), ("Dewan", 20), ("Tim Pelaksana", 30)):
        sessions.add_attendees(masterplan, 1, Delegation(group, people=people), by=None)

    assert first(masterplan).people == 80


def test_a_session_that_is_not_over_is_not_closed():
    version = make.masterplan_version(first_year=timezone.localdate().year)
    today = timezone.localdate()
    wrote(version.masterplan, 1, Course(today, today, notes="Mulai."))

    with pytest.raises(ValidationError, match="belum selesai"):
        sessions.close(version.masterplan, 1, by=None)


def test_a_session_of_which_nothing_is_known_is_not_closed():
    masterplan = plan()
    wrote(masterplan)

    with pytest.raises(ValidationError, match="hadir"):
        sessions.close(masterplan, 1, by=None)


def closed():
    masterplan = plan()
    wrote(masterplan)
    sessions.add_attendees(masterplan, 1, Delegation("OPD", people=30), by=None)
    sessions.close(masterplan, 1, by=None)
    return masterplan


def test_a_closed_session_keeps_its_course():
    masterplan = closed()

    with pytest.raises(PermissionDenied, match="ditutup"):
        wrote(masterplan, seen=mark_of(GuidanceSession.objects.get()))


def test_a_closed_session_keeps_its_attendance():
    closed()

    with pytest.raises(PermissionDenied, match="ditutup"):
        sessions.remove_attendees(SessionAttendee.objects.get(), by=guidance.guide())


def test_what_comes_late_still_comes():
    masterplan = closed()

    assert sessions.deliver(masterplan, (1, "swot"), note="", by=None).delivered_at


def test_an_opened_session_is_written_again():
    masterplan = closed()

    sessions.reopen(masterplan, 1, by=guidance.guide())

    row = GuidanceSession.objects.get()
    assert wrote(masterplan, course=JULY, seen=mark_of(row))


def test_two_who_write_one_session_lose_nothing():
    masterplan = plan()
    wrote(masterplan)

    with pytest.raises(sessions.StaleSessionError):
        wrote(masterplan, course=Course(place="Lain"), seen="")

    assert GuidanceSession.objects.get().place == "Balikpapan"
