"""The demo world tells what was published, and marks everything else as simulated."""

import csv
from collections import Counter
from decimal import Decimal

import pytest
from django.apps import apps

from menuju.accounts.models import OfficeHolding, Person
from menuju.audit.models import Entry, Provenance, Sourced
from menuju.config.demo import telling
from menuju.config.demo.invited import invitations
from menuju.config.demo.papers import BANNER
from menuju.config.demo.selected import DATA, selections
from menuju.config.demo.story import ORDER_REASON, ROUNDS
from menuju.files.models import StoredFile
from menuju.files.queries import page_text
from menuju.instruments.queries import Presence, attendance_result, tree_of
from menuju.regions.models import Agency, Office, Region
from menuju.results.models import (
    DecisionLine,
    PublishedEvent,
    PublishedResult,
)
from menuju.results.queries.releases import verify
from menuju.rounds.models import (
    Answer,
    Claim,
    ConfirmedAttendance,
    Moderation,
    Participation,
    Round,
    Score,
    Session,
    Submission,
)
from menuju.web.components.citations import cited

BALIKPAPAN = "64.71"
REAL_NAMES = {"Rahmad Mas'ud", "Adamin Siregar", "Doortje Marpaung"}


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


@pytest.fixture
def balikpapan():
    rows = Participation.objects.filter(region=BALIKPAPAN, round__year__lt=2020)
    return {row.round.year: row for row in rows.select_related("round")}


def test_the_lists_have_25_50_and_25_selections():
    years = Counter(each.year for each in selections())

    assert years == {2017: 25, 2018: 50, 2019: 25}


def test_the_hundred_selections_are_of_98_regions():
    assert len(selections()) == 100
    assert len({each.code for each in selections()}) == 98


def test_each_round_has_the_published_numbers():
    told = [(r.year, r.invited, r.quota, len(r.selected)) for r in ROUNDS]

    assert told == [(2017, 80, 25, 25), (2018, 165, 50, 50), (2019, 107, 25, 25)]


def test_every_listed_region_is_an_official_one():
    codes = {each.code for each in selections()}

    assert Region.objects.filter(code__in=codes).count() == 98


def test_a_full_round_invites_as_many_as_published_and_all_selected():
    regions = {r.code: r for r in Region.objects.all()}
    earlier: set[str] = set()
    for past in ROUNDS:
        rows = invitations(past, Round(code=past.code), regions, earlier)
        codes = [row.region_id for row in rows]
        earlier |= set(codes)

        assert len(set(codes)) == len(codes) == past.invited
        assert past.selected <= set(codes)
        assert BALIKPAPAN in codes


def test_who_else_was_invited_is_marked_simulated():
    regions = {r.code: r for r in Region.objects.all()}
    rows = invitations(ROUNDS[0], Round(code="2017"), regions, set())
    published = {r.region_id for r in rows if r.provenance == Provenance.PUBLISHED}

    assert published == ROUNDS[0].selected | {BALIKPAPAN}


def test_a_second_build_changes_nothing_and_says_so():
    entries = Entry.objects.count()
    lines: list[str] = []

    telling.build(lines.append, "test")

    assert lines == ["Dunia demo sudah ada / the demo world is there already"]
    assert Entry.objects.count() == entries


def test_a_database_with_other_rounds_is_left_alone():
    marker = Entry.objects.filter(verb=telling.FINISHED)
    marker.delete()

    with pytest.raises(telling.OccupiedError):
        telling.build(lambda _: None, "test")


def test_every_step_is_said(demo_world):
    said = demo_world

    assert said[0].startswith("Daerah")
    assert len(said) == 7


def test_all_regions_have_their_agencies_and_offices():
    assert Region.objects.count() == 514
    assert Agency.objects.exclude(kind="other").count() == 514 * 12
    assert Region.objects.filter(offices__rank="secretary").count() == 514


def test_balikpapans_agencies_carry_their_published_names():
    names = Agency.objects.filter(region=BALIKPAPAN, provenance=Provenance.PUBLISHED)
    titles = set(Office.objects.filter(region=BALIKPAPAN).values_list("title", flat=1))

    assert {each.short_name for each in names} == {"Diskominfo", "Bappeda Litbang"}
    assert {
        "Kepala Bidang E-Government, Diskominfo",
        "Kepala Bidang Pengembangan Infrastruktur dan Perekonomian Perkotaan, Bappeda Litbang",
        "Staf Ahli Bidang Perekonomian dan Pembangunan",
    } <= titles


def test_balikpapan_was_not_selected_twice_and_then_selected(balikpapan):
    outcomes = [balikpapan[year].outcome for year in (2017, 2018, 2019)]

    assert outcomes == ["not_selected", "not_selected", "selected"]


@pytest.mark.parametrize("year", [2017, 2018])
def test_the_reason_of_the_first_two_outcomes_is_sourced(balikpapan, year):
    row = balikpapan[year]

    assert "komitmen kepala daerah dianggap belum maksimal" in row.note_id
    assert "sangat ditentukan oleh kehadiran" in row.note_id
    assert cited(row.outcome_source) == (
        "InfoPublik / MC Kota Balikpapan, 26 Februari 2019"
    )
    assert row.outcome_provenance == Provenance.PUBLISHED


@pytest.mark.parametrize(("year", "points"), [(2017, 15), (2018, 20), (2019, 30)])
def test_balikpapans_attendance_in_points_of_40(balikpapan, year, points):
    row = balikpapan[year]
    node = tree_of(row.round.instrument_version).attendance
    came = [
        Presence(
            each.office, each.report.status, each.report.capacity, each.report.rank
        )
        for each in row.slot.confirmed.select_related("report")
    ]

    result = attendance_result(node, came)

    assert (result.points, result.full) == (points, 40)


def test_the_delegation_of_2019_is_published_and_that_of_2018_simulated(balikpapan):
    def provenance(year):
        rows = balikpapan[year].slot.confirmed.all()
        return {(row.provenance, row.report.provenance) for row in rows}

    assert provenance(2019) == {("published", "published")}
    assert provenance(2018) == {("simulated", "simulated")}


def test_two_sources_differ_about_the_mayor_in_2019(balikpapan):
    reports = balikpapan[2019].slot.reports.filter(office="head")
    kept = ConfirmedAttendance.objects.get(
        slot=balikpapan[2019].slot, office="head"
    ).report

    assert {row.status for row in reports} == {"present", "absent"}
    assert cited(kept.source) == "InfoPublik / MC Kota Balikpapan, 26 Februari 2019"


def test_the_deputy_mayor_came_in_person(balikpapan):
    report = balikpapan[2019].slot.reports.get(office="deputy")

    assert (report.person.name, report.status) == ("Rahmad Mas'ud", "present")


def test_nobody_claims_that_the_speaker_of_2019_attended(balikpapan):
    reports = balikpapan[2019].slot.reports.all()

    assert [
        row for row in reports if "Adamin" in f"{row.person}{row.person_name}"
    ] == []


def test_the_session_of_2019_is_a_fact_and_that_of_2018_has_simulated_days():
    facts = Session.objects.filter(round__year__lt=2020).values_list(
        "round__year", "place", "provenance"
    )

    assert sorted(facts) == [
        (2017, "Ciputat", "published"),
        (2018, "Jakarta", "simulated"),
        (2019, "Tangerang Selatan", "published"),
    ]


def test_depok_withdrew_in_2018_and_was_selected_in_2019():
    rows = Participation.objects.filter(region="32.76", round__year__in=[2018, 2019])
    outcomes = {row.round.year: row.outcome for row in rows.select_related("round")}

    assert outcomes == {2018: "selected_withdrawn", 2019: "selected"}


@pytest.mark.parametrize(
    ("region", "year", "word"),
    [("33.02", 2018, "Sumber berbeda"), ("16.07", 2017, "Musi Banyuasin")],
)
def test_doubtful_lines_of_the_lists_carry_a_note(region, year, word):
    row = Participation.objects.get(region=region, round__year=year)

    assert word in row.note_id
    assert row.note_en


def test_each_past_round_selects_its_quota():
    for past in Round.objects.filter(year__lt=2020):
        chosen = past.participations.filter(outcome__startswith="selected")

        assert chosen.count() == past.quota


def test_a_departure_from_the_simulated_order_says_so():
    lines = DecisionLine.objects.exclude(exception_reason="")

    assert {line.exception_reason for line in lines} <= {ORDER_REASON}
    assert {line.provenance for line in DecisionLine.objects.all()} == {"simulated"}


def test_the_releases_say_what_their_frozen_inputs_give():
    releases = [r.releases.get() for r in Round.objects.filter(year__lt=2020)]

    assert [verify(each).holds for each in releases] == [True, True, True]


def test_balikpapans_evaluation_of_2022_is_as_printed():
    row = PublishedResult.objects.get(region=BALIKPAPAN)

    assert (row.year, row.value, row.scale_max) == (2022, Decimal("3.12"), 4)
    assert row.position_id == "sekitar 40 dari 100, resmi tanpa peringkat"
    assert "kurang lebih sama dengan tahun-tahun sebelumnya" in row.note_id
    assert "tidak ada pemeringkatan atau juara" in row.note_id


def test_the_published_series_is_complete():
    rows = PublishedResult.objects.values_list("region", "year", "value", "confidence")

    assert sorted(
        (r, y, str(v.quantize(Decimal("0.01"))), c) for r, y, v, c in rows
    ) == [
        ("15.03", 2024, "2.04", "S"),
        ("15.04", 2024, "2.95", "S"),
        ("15.05", 2024, "2.72", "S"),
        ("15.71", 2024, "3.48", "S"),
        ("32.71", 2020, "3.12", "S"),
        ("32.71", 2021, "3.33", "S"),
        ("32.71", 2022, "3.46", "S"),
        ("32.71", 2023, "3.35", "S"),
        ("32.71", 2024, "3.57", "S"),
        ("35.07", 2022, "2.45", "D"),
        ("35.07", 2022, "2.50", "D"),
        ("35.07", 2023, "2.94", "S"),
        ("35.71", 2021, "3.06", "S"),
        ("35.71", 2022, "3.31", "S"),
        ("64.71", 2022, "3.12", "S"),
        ("81.71", 2023, "2.87", "S"),
        ("81.71", 2024, "3.10", "S"),
    ]


def test_the_way_goes_on_with_masterplan_and_review():
    rows = PublishedEvent.objects.filter(region=BALIKPAPAN)
    told = {(row.kind, row.on.isoformat(), row.precision) for row in rows}

    assert ("masterplan", "2019-12-31", "year") in told
    assert ("review", "2022-12-28", "day") in told


def test_only_the_three_persons_of_the_articles_are_real():
    people = Person.objects.all()
    real = {each.name for each in people if each.provenance == Provenance.PUBLISHED}
    unmarked = {each.name for each in people if "simulasi" not in each.name}

    assert real == unmarked == REAL_NAMES


def test_real_persons_hold_only_offices_that_the_articles_attest():
    rows = OfficeHolding.objects.filter(provenance=Provenance.PUBLISHED)

    assert {
        (row.person.name, row.office.title, row.held_from.year) for row in rows
    } == {
        ("Rahmad Mas'ud", "Wakil Wali Kota Balikpapan", 2019),
        ("Adamin Siregar", "Kepala Bidang E-Government, Diskominfo", 2019),
        ("Adamin Siregar", "Kepala Diskominfo", 2022),
        ("Doortje Marpaung", "Staf Ahli Bidang Perekonomian dan Pembangunan", 2022),
    }


def test_everything_says_where_it_comes_from():
    kinds = [model for model in apps.get_models() if issubclass(model, Sourced)]
    entered = {
        model._meta.label: model.objects.filter(provenance="entered").count()
        for model in kinds
    }

    assert {label: count for label, count in entered.items() if count} == {}


@pytest.mark.parametrize("model", [Answer, Claim, Score, Moderation, Submission])
def test_what_nobody_published_is_marked_simulated(model):
    assert set(model.objects.values_list("provenance", flat=True)) == {"simulated"}


def test_evidence_is_readable_and_says_that_it_is_simulated():
    claim = Claim.objects.select_related("evidence").first()
    file = claim.evidence.versions.get().file
    text = page_text(file, int(claim.pages))

    assert text.startswith(BANNER)
    assert " ".join(claim.quote.split()) in " ".join(text.split())


def test_regions_share_few_files():
    assert 0 < StoredFile.objects.count() <= 200


def test_the_list_on_disk_is_the_one_that_was_published():
    with (DATA / "selected_100.csv").open(encoding="utf-8") as file:
        assert all(row["source"] for row in csv.DictReader(file))
