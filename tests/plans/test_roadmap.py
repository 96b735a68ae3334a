"""The roadmap: where bars stand, what cannot be drawn, groups, picture, table, size."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from python_calamine import CalamineWorkbook

from menuju.accounts.models import Capability
from menuju.plans.queries.documents import framework_of
from menuju.plans.queries.horizons import bands_of
from menuju.plans.queries.programmes import programmes_of
from menuju.plans.queries.roadmap import (
    Scale,
    by_agency,
    by_dimension,
    by_horizon,
    groups_of,
    line_of,
    scale_of,
    undrawn,
)
from tests import make

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
YEAR = {"starts_on": date(2019, 1, 1), "ends_on": date(2019, 12, 31)}


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd(goals=2))


@pytest.fixture
def planner(client):
    client.force_login(make.planner())
    return client


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_a_bar_reaches_from_its_first_day_to_the_end_of_its_last():
    span = Scale(2019, 2020).span(date(2019, 1, 1), date(2020, 12, 31))

    assert (span.left, span.right) == (0, 100)


def test_years_are_as_wide_as_they_are_long():
    scale = Scale(2019, 2028)

    assert scale.years[5] == (2024, 49.99)


def test_of_a_long_plan_every_fifth_year_is_named():
    assert [year for year, _left in Scale(2025, 2045).years] == [
        2025,
        2030,
        2035,
        2040,
        2045,
    ]


@pytest.mark.parametrize(
    ("today", "place"),
    [(date(2018, 12, 31), None), (date(2019, 1, 1), 0), (date(2029, 1, 1), None)],
)
def test_the_position_of_the_data_is_shown_only_within_the_plan(today, place):
    assert Scale(2019, 2028).now(today) == place


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": None}, "mulai belum"),
        ({"ends_on": None}, "selesai belum"),
        ({"starts_on": None, "ends_on": None}, "mulai dan selesai"),
        ({"ends_on": date(2030, 1, 1)}, "di luar 2019–2028"),
    ],
)
def test_what_cannot_be_drawn_says_why(version, changes, words):
    make.programme(version, **YEAR | changes)

    line = next(undrawn(programmes_of(version), scale_of(version)))

    assert words in line.why


def test_lines_stand_under_their_dimension_by_their_beginning(version):
    make.programme(version, code="B", **YEAR | {"starts_on": date(2019, 6, 1)})
    make.programme(version, code="A", **YEAR)
    make.programme(version, code="C", part="branding.tourism", **YEAR)
    rows, scale = programmes_of(version), scale_of(version)
    sorter = by_dimension(framework_of(version.masterplan))

    groups = groups_of(rows, rows, scale, sorter)

    codes = [[line.programme.code for line in one.lines] for one in groups]
    assert codes == [["A", "B"], ["C"]]


def test_a_group_says_how_many_of_all_it_shows(version):
    for _ in range(3):
        make.programme(version, **YEAR)
    rows, scale = programmes_of(version), scale_of(version)

    group = groups_of(rows[:1], rows, scale, by_agency)[0]

    assert (len(group.lines), group.total) == (1, 3)


def test_lines_are_grouped_by_horizon_in_its_order(version):
    make.programme(version, horizon="long", **YEAR)
    make.programme(version, horizon="short", **YEAR)
    rows, scale = programmes_of(version), scale_of(version)

    groups = groups_of(rows, rows, scale, by_horizon(bands_of(version.masterplan)))

    assert [one.title[-9:] for one in groups] == ["2019–2020", "2024–2028"]


def test_a_bar_is_as_wide_as_its_programme_is_long(version):
    row = make.programme(version, **YEAR)

    assert round(line_of(row, scale_of(version)).span.width, 1) == 10


def test_the_page_shows_bars_and_lists_apart_what_has_no_dates(planner, version):
    drawn = make.programme(version, quick_win=True, **YEAR)
    bare = make.programme(version)

    page = planner.get(at("roadmap", version)).content.decode()

    assert at("programme", version, drawn.pk) in page
    assert at("programme-edit", version, bare.pk) in page
    assert 'class="quick"' in page


def test_counts_lead_to_what_has_no_goal(planner, version):
    goal = version.development_plan.goals.first()
    row = make.programme(version, **YEAR)
    make.programme(version, **YEAR)
    make.goal_link(row, goal)

    response = planner.get(at("roadmap", version))

    aligned = response.context["aligned"]
    counts = (len(aligned.linked), len(aligned.orphans), len(aligned.gaps))
    assert counts == (1, 1, 1)
    assert f"{at('alignment', version)}#orphans" in response.content.decode()


def test_an_empty_roadmap_leads_to_the_goals_without_a_programme(planner, version):
    page = planner.get(at("roadmap", version)).content.decode()

    assert at("programme-add", version) in page
    assert at("alignment", version) in page


@pytest.mark.parametrize(
    "query", ["", "kelompok=jangka", "kelompok=opd", "tampilan=tabel"]
)
def test_the_same_programmes_stand_in_every_view(planner, version, query):
    row = make.programme(version, title="Angkutan air", **YEAR)

    page = planner.get(f"{at('roadmap', version)}?{query}").content.decode()

    assert row.title in page


def test_filters_hold_for_page_picture_and_table(planner, version):
    make.programme(version, code="AA", quick_win=True, **YEAR)
    make.programme(version, code="BB", **YEAR)

    for url in (at("roadmap", version), at("roadmap-picture", version)):
        page = planner.get(f"{url}?quick=on").content.decode()
        assert "AA" in page
        assert "BB" not in page
    text = planner.get(f"{at('roadmap-file', version, 'csv')}?quick=on").content
    assert len(text.decode().splitlines()) == 2


@pytest.mark.parametrize(("years_ago", "is_drawn"), [(1, True), (40, False)])
def test_the_line_of_today_is_drawn_within_the_plan(planner, years_ago, is_drawn):
    first = timezone.localdate().year - years_ago
    version = make.masterplan_version(first_year=first, last_year=first + 9)
    days = {"starts_on": date(first, 1, 1), "ends_on": date(first, 12, 31)}
    make.programme(version, **days)

    page = planner.get(at("roadmap", version))

    assert (page.context["now"] is not None) == is_drawn


def picture(planner, version):
    response = planner.get(at("roadmap-picture", version))
    assert response["Content-Type"] == "image/svg+xml"
    return response.content


def test_the_picture_stands_alone_and_says_what_it_shows(planner, version):
    row = make.programme(version, title='Air & <script> "kota"\x0b', **YEAR)

    text = picture(planner, version)

    tree = etree.fromstring(text)
    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title").text == "Peta jalan 2019–2028"
    assert "1 dari 1" in tree.find(f"{SVG}desc").text
    told = [one.text for one in tree.iter(f"{SVG}title")]
    assert any(row.code in one and "<script>" in one for one in told)
    assert b"href" not in text
    assert b"<script" not in text


def test_bars_of_the_picture_stand_within_it(planner, version):
    make.programme(version, starts_on=date(2019, 1, 1), ends_on=date(2028, 12, 31))

    tree = etree.fromstring(picture(planner, version))

    bar = next(one for one in tree.iter(f"{SVG}rect") if one.get("height") == "20")
    end = float(bar.get("x")) + float(bar.get("width"))
    assert end <= 1170


def test_the_table_has_a_column_for_each_year(planner, version):
    row = make.programme(version, **YEAR)
    row.budgets.create(year=2019, origin="apbd", amount=1_500_000)

    book = planner.get(at("roadmap-file", version, "xlsx")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    head, line = rows.to_python()[:2]

    cells = dict(zip(head, line, strict=True))
    assert (cells["2019"], cells["2020"]) == ("■", "")
    assert cells["Anggaran (Rp)"] == 1_500_000


def test_what_is_unknown_is_empty_in_the_table_and_never_zero(planner, version):
    make.programme(version)

    text = planner.get(at("roadmap-file", version, "csv")).content.decode("utf-8-sig")
    line = next(csv.DictReader(io.StringIO(text)))

    assert (line["Anggaran (Rp)"], line["Mulai"]) == ("", "")


def test_a_reader_sees_the_roadmap_and_another_region_does_not(client, version):
    urls = [at("roadmap", version), at("roadmap-picture", version)]
    urls.append(at("roadmap-file", version, "xlsx"))
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))
    assert {client.get(url).status_code for url in urls} == {200}

    client.force_login(make.planner(make.region("64.72")))
    assert {client.get(url).status_code for url in urls} == {404}


@pytest.mark.parametrize("programmes", [1, 3, 200])
def test_the_roadmap_stays_small_and_takes_few_queries(
    planner, django_assert_max_num_queries, version, programmes
):
    agency = make.agency(make.region())
    goals = list(version.development_plan.goals.all())
    for number in range(programmes):
        title = f"Program layanan terpadu kelurahan nomor {number}"
        row = make.programme(
            version, title=title, agency=agency, quick_win=number % 3 == 0, **YEAR
        )
        row.budgets.create(year=2019, origin="apbd", amount=1_000_000)
        make.goal_link(row, goals[number % 2])
    for query in ("", "tampilan=tabel", "kelompok=opd"):
        url = f"{at('roadmap', version)}?{query}"
        planner.get(url)
        with django_assert_max_num_queries(15):
            response = planner.get(url)
        assert len(response.content) < 100_000
