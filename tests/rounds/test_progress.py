"""The progress board: what keeps each region back, for whom, and as a file."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.regions.models import Region
from menuju.rounds.models import AttendanceObjection, Evidence, Participation, Round
from menuju.rounds.queries.board import chosen_of, counts_of, desks_of
from menuju.rounds.queries.progress import Hold, lines_of
from tests import make

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def line(part, hidden=()):
    rows = lines_of(Round.objects.get(pk=part.round_id), hidden)
    return next(one for one in rows if one.part.pk == part.pk)


def address(part, name="progress", *more):
    return reverse(f"rounds:{name}", args=[part.round.code, *more])


def test_an_invited_region_is_waited_for():
    part = make.participation(status="invited")

    assert line(part).holds == [Hold.INVITATION]


def test_a_region_that_declined_keeps_nothing_back():
    part = make.participation(status="withdrawn")

    assert line(part).holds == []


def test_a_self_assessment_that_was_not_sent_and_a_short_panel_hold():
    part = make.participation()

    assert line(part).holds == [Hold.SENDING, Hold.PANEL]


def test_a_level_that_needs_evidence_and_has_none_is_counted():
    part = make.participation()
    make.answer(part, "sdm-1", 3)
    make.answer(part, "sdm-2", 1)
    assert line(part).lacking == 1

    make.document_of(part, "sdm-1")

    assert line(part).lacking == 0


def test_withdrawn_evidence_counts_as_missing():
    part = make.participation()
    make.answer(part, "sdm-1", 3)
    make.document_of(part, "sdm-1")
    Evidence.objects.update(withdrawn_at=timezone.now())

    assert line(part).lacking == 1


def test_disagreement_is_counted_while_scoring_goes_on_without_levels(client):
    part = make.judged_region(assessors_per_region=3)
    users = make.panel(part, 3)
    make.sent(users["A"], part, 0, 2)
    make.sent(users["B"], part, 2, 2)
    client.force_login(make.secretariat())

    found = line(part)

    assert (found.apart.so_far, found.apart.open) == (1, 1)
    assert Hold.MODERATION not in found.holds
    assert (found.scored, found.panel) == (2, 3)


def test_a_reader_who_still_judges_a_region_is_told_no_count(client):
    part = make.judged_region(assessors_per_region=3)
    users = make.panel(part, 3)
    make.sent(users["A"], part, 0, 2)
    make.sent(users["B"], part, 2, 2)
    make.seat(users["C"].person, Capability.MODERATE, Capability.VIEW_ROUNDS)
    client.force_login(users["C"])

    page = client.get(address(part)).content.decode()
    table = client.get(address(part, "progress_download", "csv")).content.decode()
    (row,) = csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))

    assert "tertutup sampai nilai Anda terkirim" in page
    assert row["Di luar toleransi sejauh ini"] == ""
    assert row["Nilai terkirim"] == "2"


def test_two_sources_that_differ_are_a_conflict_until_one_is_confirmed():
    part = make.judged_region(assessors_per_region=2)
    turn = make.slot(part)
    make.told(turn, "head", "present")
    make.told(turn, "head", "absent", origin="publication", source="Media")
    assert line(part).disputes == 1
    assert Hold.DISPUTE in line(part).holds

    turn.confirmed_at = turn.starts_at
    turn.save()

    assert line(part).disputes == 0


def test_an_open_objection_holds_until_it_is_answered():
    part = make.judged_region()
    turn = make.slot(part)
    objection = AttendanceObjection.objects.create(
        slot=turn, office="head", text="Hadir.", at=turn.starts_at
    )
    assert Hold.OBJECTION in line(part).holds

    objection.outcome = AttendanceObjection.Outcome.DISMISSED
    objection.save()

    assert Hold.OBJECTION not in line(part).holds


def test_an_open_difference_holds_in_moderation():
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (0, 2), (2, 2))
    make.confirmed(make.slot(part))
    part = make.in_phase(part, Round.Phase.MODERATION)

    found = line(part)

    assert found.holds == [Hold.MODERATION]
    assert found.todo == "Musyawarahkan selisihnya"


def three_regions():
    round_ = make.open_round()
    parts = [
        make.participation(of=round_, region=make.region(code))
        for code in ("64.71", "64.72", "35.71")
    ]
    make.answer(parts[2], "sdm-1", 3)
    return round_, parts


def test_the_board_is_filtered_and_sorted_by_name_unless_asked():
    round_, parts = three_regions()
    Participation.objects.filter(pk=parts[0].pk).update(status="withdrawn")
    lines = lines_of(round_)

    def names(**chosen):
        return [one.part.region.short_name for one in chosen_of(lines, chosen)]

    assert names() == ["Balikpapan", "Kediri", "Samarinda"]
    assert names(kata="sama") == ["Samarinda"]
    assert names(provinsi="35") == ["Kediri"]
    assert names(hambatan="ada") == ["Kediri", "Samarinda"]
    assert names(hambatan=Hold.SENDING) == ["Kediri", "Samarinda"]
    assert names(urut="bukti")[0] == "Kediri"
    assert dict(counts_of(lines))[Hold.SENDING] == 2


def test_assessors_are_listed_with_what_waits_for_them():
    part = make.judged_region(assessors_per_region=2)
    users = make.panel(part, 2)
    make.sent(users["A"], part, 2, 2)
    make.score(users["B"], part)

    done, waiting = desks_of(part.round)

    assert (done.sent, done.todo) == (1, "")
    assert (waiting.begun, [one.region_id for one in waiting.waiting]) == (1, ["64.71"])
    assert waiting.todo == "Ingatkan untuk mengirim nilai"


def test_an_assessor_with_an_open_conflict_is_dealt_with_first():
    part = make.judged_region(assessors_per_region=2)
    judge = make.panel(part, 1)["A"].person
    judge.home_region = part.region
    judge.save()

    (desk,) = desks_of(part.round)

    assert [one.region_id for one in desk.conflicts] == ["64.71"]
    assert desk.todo.startswith("Selesaikan konflik")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_board_downloads_as_a_file_that_runs_nothing(client, ending):
    part = make.participation()
    Region.objects.filter(pk="64.71").update(name="=HYPERLINK(1)")
    client.force_login(make.secretariat())

    answer = client.get(address(part, "progress_download", ending))

    assert answer.status_code == 200
    if ending == "csv":
        assert "'=HYPERLINK(1)" in answer.content.decode()


def test_the_assessors_download_too(client):
    part = make.judged_region(assessors_per_region=2)
    make.panel(part, 2)
    client.force_login(make.secretariat())

    place = address(part, "progress_download", "csv")

    assert "Asesor A" in client.get(f"{place}?lihat=asesor").content.decode()


def test_a_region_and_an_assessor_do_not_open_the_board(client):
    part = make.judged_region()
    judge = make.panel(part, 1)["A"]

    for user in (make.coordinator(part.region), judge):
        client.force_login(user)
        assert client.get(address(part)).status_code == 403
    client.force_login(make.coordinator(make.region("35.71")))
    assert client.get(address(part)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "phase",
    [Round.Phase.SELF_ASSESSMENT, Round.Phase.ASSESSMENT, Round.Phase.MODERATION],
)
def test_the_board_stays_within_the_query_budget(
    client, count, phase, django_assert_max_num_queries
):
    round_, parts = three_regions()
    for part in parts[count:]:
        part.answers.all().delete()
        part.delete()
    for part in parts[:count]:
        make.slot(part)
        make.panel(part, 2)
    Round.objects.filter(pk=round_.pk).update(phase=phase)
    client.force_login(make.manager())

    for query in ("", "?lihat=asesor"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address(parts[0]) + query).status_code == 200
