"""The boards of a round as tables: what they hold, who gets them, nothing that runs."""

import csv
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from menuju.rounds.models import Participation, Round
from tests import make

pytestmark = pytest.mark.django_db


def rows_of(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def at(name, round_, ending="csv"):
    return reverse(f"rounds:{name}", args=[round_.code, ending])


def test_participations_carry_round_year_version_and_provenance(client):
    part = make.participation()
    client.force_login(make.secretariat())

    (row,) = rows_of(client.get(at("participations_table", part.round)))

    assert row["region_code"] == part.region_id
    assert row["year"] == "2019"
    assert row["instrument_version"] == str(part.round.instrument_version)
    assert row["provenance"] == part.provenance


def test_an_outcome_that_is_not_public_is_left_empty(client):
    part = make.participation()
    Participation.objects.filter(pk=part.pk).update(outcome="selected")
    client.force_login(make.secretariat())

    (row,) = rows_of(client.get(at("participations_table", part.round)))

    assert row["outcome"] == ""


def test_participations_are_filtered_as_on_the_page(client):
    part = make.participation()
    client.force_login(make.secretariat())

    rows = rows_of(client.get(at("participations_table", part.round), {"kata": "zzz"}))

    assert rows == []


def test_a_reason_that_begins_like_a_formula_is_inert(client):
    part = make.participation()
    Participation.objects.filter(pk=part.pk).update(reply_reason="=1+1")
    client.force_login(make.secretariat())

    (row,) = rows_of(client.get(at("participations_table", part.round)))

    assert row["reason"] == "'=1+1"


def test_the_register_tells_each_office_with_both_sources(client):
    turn = make.slot()
    make.told(turn, "deputy")
    make.told(turn, "deputy", "absent", origin="region")
    client.force_login(make.committee("Panitia Unduh"))

    rows = rows_of(client.get(at("register_table", turn.participation.round)))

    (row,) = [one for one in rows if one["office"] == "deputy"]
    assert (row["committee_says"], row["region_says"], row["confirmed"]) == (
        "present:definitive",
        "absent",
        "",
    )


def test_the_queue_names_assessors_by_letter_and_gives_the_scale(client):
    part = make.judged_region()
    make.judged_by(part, (0, 2), (2, 2))
    part = make.in_phase(part, Round.Phase.MODERATION)
    client.force_login(make.manager())

    (row,) = rows_of(client.get(at("queue_table", part.round)))

    assert row["levels_by_letter"] == "A: 0; B: 2"
    assert (row["item"], row["scale_min"], row["scale_max"]) == ("sdm-1", "0", "4")


def test_the_tables_come_as_workbooks_too(client):
    part = make.participation()
    client.force_login(make.secretariat())

    answer = client.get(at("participations_table", part.round, "xlsx"))

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    head, row = book.get_sheet_by_index(0).to_python()
    assert row[head.index("region")] == part.region.name


@pytest.mark.parametrize(
    "name", ["participations_table", "register_table", "queue_table"]
)
def test_a_region_does_not_take_the_boards_away(client, name):
    part = make.participation()
    client.force_login(make.coordinator(part.region))

    assert client.get(at(name, part.round)).status_code == 403


def test_the_tables_take_as_many_queries_for_three_regions_as_for_one(
    client, django_assert_max_num_queries
):
    part = make.participation()
    for code in ("64.72", "64.74"):
        make.participation(of=part.round, region=make.named_region(code))
    client.force_login(make.secretariat())

    with django_assert_max_num_queries(12):
        client.get(at("participations_table", part.round))
