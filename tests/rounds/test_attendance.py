from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.regions.models import Rank
from menuju.rounds.actions import attendance as actions
from menuju.rounds.models import AttendanceObjection, Round
from menuju.rounds.queries.attendance import attendance_of, register_of
from tests import make

pytestmark = pytest.mark.django_db


def line_of(turn, office):
    turn.refresh_from_db()
    return next(one for one in register_of(turn).lines if one.key == office)


def test_the_delegation_of_2019_gives_30_of_40():
    turn = make.confirmed()

    result = attendance_of(turn.participation)

    assert (result.points, result.full) == (30, 40)
    assert [one.points for one in result.clauses] == [20, 5, 5]


def test_of_two_who_represent_one_office_the_higher_rank_counts():
    turn = make.confirmed()

    report = line_of(turn, "agency_head:diskominfo").confirmed.report

    assert report.rank == Rank.DIVISION_HEAD


def test_unconfirmed_attendance_has_no_result():
    turn = make.delegation_of_2019(make.slot())

    assert attendance_of(turn.participation) is None
    assert register_of(turn).expected.points == 30


def test_two_sources_that_differ_stand_side_by_side_and_need_a_reason():
    turn = make.delegation_of_2019(make.slot())
    told = make.told(turn, "head", "absent")
    printed = make.told(turn, "head", origin="publication", source="Berita dinas")
    by = make.committee()

    line = line_of(turn, "head")
    assert line.is_disputed
    assert {one.pk for one in line.reports} == {told.pk, printed.pk}

    with pytest.raises(ValidationError, match="Pilih sumber"):
        actions.confirm(turn, {}, by=by)
    with pytest.raises(ValidationError, match="Tuliskan alasan"):
        actions.confirm(turn, {"head": actions.Choice(told.pk)}, by=by)

    reason = "Daftar hadir ditandatangani."
    actions.confirm(turn, {"head": actions.Choice(told.pk, reason)}, by=by)

    confirmed = line_of(turn, "head").confirmed
    assert (confirmed.report, confirmed.reason) == (told, reason)


def test_two_sources_that_agree_are_no_dispute():
    turn = make.slot()
    make.told(turn, "deputy")
    make.told(turn, "deputy", origin="region", source="Surat tugas")

    assert not line_of(turn, "deputy").is_disputed


def test_two_sources_that_name_different_ranks_are_a_dispute():
    turn = make.slot()
    office = "agency_head:bappeda"
    make.told(turn, office, "represented", rank=Rank.DIVISION_HEAD)
    make.told(turn, office, "represented", rank=Rank.SECTION_HEAD, origin="region")

    assert line_of(turn, office).is_disputed


def test_attendance_cannot_be_confirmed_while_an_element_has_no_report():
    turn = make.slot()
    make.told(turn, "deputy")

    with pytest.raises(ValidationError, match="Belum ada laporan"):
        actions.confirm(turn, {}, by=make.committee())

    turn.refresh_from_db()
    assert turn.confirmed_at is None


def test_a_representative_needs_a_rank():
    with pytest.raises(ValidationError, match="jabatan orang yang mewakili"):
        make.told(make.slot(), "agency_head:bappeda", "represented")


def test_nothing_is_reported_after_confirmation():
    turn = make.confirmed()

    with pytest.raises(ValidationError, match="sudah disahkan"):
        make.told(turn, "head")


def test_attendance_is_closed_outside_its_phases():
    part = make.judged_region()
    turn = make.slot(part)
    make.in_phase(part, Round.Phase.DECISION)

    with pytest.raises(PermissionDenied, match="Keputusan"):
        make.told(turn, "head")


def test_a_region_objects_until_the_last_second_and_not_one_later():
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        turn = make.confirmed()
        rani = make.coordinator(turn.participation.region)
    ends = now + timedelta(hours=24)
    assert turn.objections_until == ends

    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        actions.object_to(turn, office="head", text="Wali kota hadir.", by=rani)
    with (
        time_machine.travel(ends, tick=False),
        pytest.raises(ValidationError, match="Masa sanggah sudah berakhir"),
    ):
        actions.object_to(turn, office="head", text="Terlambat.", by=rani)

    assert AttendanceObjection.objects.count() == 1


def test_an_objection_is_answered_by_another_person_and_corrects_the_record():
    by = make.committee()
    turn = make.delegation_of_2019(make.slot())
    wrong = make.told(turn, "head", "absent")
    right = make.told(turn, "head", origin="region", source="Foto")
    actions.confirm(
        turn, {"head": actions.Choice(wrong.pk, "Menurut daftar hadir.")}, by=by
    )
    contest = actions.object_to(
        turn,
        office="head",
        text="Hadir.",
        by=make.coordinator(turn.participation.region),
    )
    answer = {
        "upheld": True,
        "answer": "Foto membuktikan.",
        "right": actions.Choice(right.pk, "Foto."),
    }

    with pytest.raises(PermissionDenied, match="orang lain"):
        actions.answer_objection(contest, by=by, **answer)
    actions.answer_objection(contest, by=make.committee("Ketua"), **answer)

    assert line_of(turn, "head").confirmed.report == right
    with pytest.raises(ValidationError, match="sudah dijawab"):
        actions.answer_objection(contest, by=make.committee("Lain"), **answer)


def test_the_rule_counts_a_plt_in_person_in_full():
    turn = make.slot()
    make.told(turn, "secretary", capacity="plt")
    make.told(turn, "agency_head:bappeda", capacity="plh")
    make.told(turn, "agency_head:diskominfo")
    actions.confirm(turn, {}, by=make.committee())

    assert attendance_of(turn.participation).points == 40


def test_an_upheld_objection_names_the_report_that_is_right():
    turn = make.confirmed()
    rani = make.coordinator(turn.participation.region)
    contest = actions.object_to(turn, office="deputy", text="Keliru.", by=rani)

    with pytest.raises(ValidationError, match="Pilih laporan yang benar"):
        actions.answer_objection(
            contest, upheld=True, answer="Benar.", by=make.committee("Ketua")
        )

    contest.refresh_from_db()
    assert contest.outcome == AttendanceObjection.Outcome.OPEN


def test_an_objection_is_about_an_office_of_the_rule_and_says_something():
    turn = make.confirmed()
    rani = make.coordinator(turn.participation.region)

    with pytest.raises(ValidationError, match="tidak ada dalam aturan"):
        actions.object_to(turn, office="agency_head:dinkes", text="Hadir.", by=rani)
    with pytest.raises(ValidationError, match="apa yang keliru"):
        actions.object_to(turn, office="head", text=" ", by=rani)


def test_nothing_is_contested_before_it_was_confirmed():
    turn = make.delegation_of_2019(make.slot())

    with pytest.raises(ValidationError, match="belum disahkan"):
        actions.object_to(turn, office="head", text="Hadir.", by=make.committee())


def test_somebody_who_did_not_come_has_neither_rank_nor_capacity():
    told = make.told(make.slot(), "head", "absent", rank=Rank.HEAD, capacity="plt")

    assert (told.rank, told.capacity) == ("", "")


def test_a_publication_that_leaves_somebody_out_does_not_say_they_were_absent():
    turn = make.slot()
    silent = make.told(turn, "head", "absent", origin="publication")
    register = make.told(turn, "head", "absent", origin="committee")

    assert silent.shown_status == "unmentioned"
    assert register.shown_status == "absent"
