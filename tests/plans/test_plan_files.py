"""A development plan as a workbook: there and back, and everything that is refused."""

import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from menuju.plans.actions import plan_files as actions
from menuju.plans.actions.development import StalePlanError
from menuju.plans.models import Goal
from menuju.plans.queries.development import content_of
from menuju.plans.queries.plan_files import COLUMNS, read_plan, workbook_of
from menuju.plans.queries.workbooks import letters
from tests import make

pytestmark = pytest.mark.django_db
HEAD = [("tahun_awal", 2016), ("tahun_akhir", 2021), ("visi", "Kota nyaman")]
MISSIONS = [(1, "Layanan prima")]
GOALS = [("T1", "", 1, "Layanan cepat", "", "")]
INDICATORS = [("T1", "Indeks", "poin", "naik", 70, 2015, 75.5, "80,25")]


def book(*, prepare=None, years=("2016", "2017"), **sheets):
    content = {
        "Rencana": HEAD,
        "Misi": MISSIONS,
        "Tujuan": GOALS,
        "Indikator": INDICATORS,
    } | sheets
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        for title, rows in content.items():
            page = made.add_worksheet(title)
            head = [*COLUMNS[title], *(years if title == "Indikator" else ())]
            page.write_row(0, 0, head)
            for number, row in enumerate(rows, 1):
                page.write_row(number, 0, row)
            if prepare and title == "Tujuan":
                prepare(page)
    stream.seek(0)
    return stream


@pytest.fixture
def plan():
    return make.rpjmd(goals=0)


def taken(plan, stream):
    reading = read_plan("rpjmd.xlsx", stream, plan)
    assert reading.errors == []
    plan.refresh_from_db()
    by = make.planner()
    return actions.take_over(plan, reading.content, version=plan.version, by=by)


def test_a_good_workbook_becomes_the_plan(plan):
    taken(plan, book())

    indicator = plan.goals.get().indicators.get()
    assert indicator.targets == {"2016": "75.5", "2017": "80.25"}
    assert plan.missions.get().text == "Layanan prima"


def test_the_same_file_twice_changes_nothing(plan):
    taken(plan, book())
    plan.refresh_from_db()
    before, version = content_of(plan), plan.version

    again = taken(plan, book())

    plan.refresh_from_db()
    assert (again.new, again.changed, plan.version) == (0, 0, version)
    assert content_of(plan) == before


def test_what_is_downloaded_reads_back_as_it_is():
    plan = make.rpjmd(goals=3)
    Goal.objects.filter(code="T2").update(parent=plan.goals.get(code="T3"))

    tally = taken(plan, io.BytesIO(workbook_of(plan)))

    assert (tally.new, tally.changed) == (0, 0)


def test_a_trial_keeps_nothing(plan):
    reading = read_plan("a.xlsx", book(), plan)

    tally = actions.try_over(plan, reading.content)

    assert tally.new == 2
    assert not plan.goals.exists()


def test_rows_may_name_parents_that_come_later(plan):
    rows = [("T1.S1", "T1", 1, "Sasaran", "", ""), *GOALS]

    taken(plan, book(Tujuan=rows))

    assert plan.goals.get(code="T1.S1").parent.code == "T1"


def test_a_plan_that_changed_since_the_trial_is_not_written_over(plan):
    reading = read_plan("a.xlsx", book(), plan)

    with pytest.raises(StalePlanError):
        actions.take_over(plan, reading.content, version=7, by=make.planner())


@pytest.mark.parametrize(
    ("sheets", "place"),
    [
        (
            {"Tujuan": [("T1", "", 1, "x", 2010, "")]},
            ("Tujuan", 2, "tahun_awal", "2010"),
        ),
        ({"Tujuan": [("T1", "T7", 1, "x", "", "")]}, ("Tujuan", 2, "induk", "T7")),
        ({"Tujuan": [("T1", "T1", 1, "x", "", "")]}, ("Tujuan", 2, "induk", "T1")),
        ({"Tujuan": [("T1", "", 8, "x", "", "")]}, ("Tujuan", 2, "misi", "8")),
        ({"Tujuan": [("T1", "", 1, "", "", "")]}, ("Tujuan", 2, "uraian", "")),
        (
            {"Tujuan": [*GOALS, ("T/2", "", 1, "x", "", "")]},
            ("Tujuan", 3, "kode", "T/2"),
        ),
        (
            {"Misi": [("satu", "x")], "Tujuan": [("T1", "", "", "x", "", "")]},
            ("Misi", 2, "nomor", "satu"),
        ),
        (
            {"Indikator": [("T9", "I", "poin", "naik", "", "", "", "")]},
            ("Indikator", 2, "kode_tujuan", "T9"),
        ),
        (
            {"Indikator": [("T1", "I", "poin", "naik", "", "", "banyak", "")]},
            ("Indikator", 2, "2016", "banyak"),
        ),
        (
            {"Indikator": [("T1", "I", "poin", "miring", "", "", "", "")]},
            ("Indikator", 2, "arah", "miring"),
        ),
        (
            {"Indikator": [("T1", "I", "poin", "naik", 70, "", "", "")]},
            ("Indikator", 2, "tahun_nilai_awal", ""),
        ),
        (
            {"Rencana": [("tahun_awal", 2021), HEAD[1]]},
            ("Rencana", 2, "tahun_awal", "2021"),
        ),
    ],
)
def test_a_wrong_cell_is_named_with_sheet_row_column_and_value(plan, sheets, place):
    errors = read_plan("a.xlsx", book(**sheets), plan).errors

    assert [(e.sheet, e.row, e.column, e.value) for e in errors] == [place]
    assert errors[0].text


def test_a_code_that_is_there_twice_is_named_in_both_rows(plan):
    errors = read_plan("a.xlsx", book(Tujuan=[*GOALS, *GOALS]), plan).errors

    assert [(e.row, e.column) for e in errors] == [(2, "kode"), (3, "kode")]


def test_a_circle_over_several_rows_is_shown_as_a_way(plan):
    rows = [("T1", "T2", 1, "x", "", ""), ("T2", "T1", 1, "y", "", "")]

    errors = read_plan("a.xlsx", book(Tujuan=rows), plan).errors

    assert "T1 → T2 → T1" in errors[0].text


def test_a_year_outside_the_period_is_refused(plan):
    errors = read_plan("a.xlsx", book(years=("2016", "2030")), plan).errors

    assert [(e.column, e.value) for e in errors] == [("2030", "80,25")]


@pytest.mark.parametrize(
    ("prepare", "value", "word"),
    [
        (lambda page: page.merge_range("A3:B4", "T2"), "A3:B4", "digabung"),
        (lambda page: page.write_formula("D3", "=1+1", None, 2), "D3", "rumus"),
    ],
)
def test_merged_cells_and_formulas_are_named(plan, prepare, value, word):
    errors = read_plan("a.xlsx", book(prepare=prepare), plan).errors

    assert [(e.value, word in e.text) for e in errors] == [(value, True)]


def test_a_workbook_with_macros_is_refused_in_words(plan):
    stream = book()
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    stream.seek(0)

    assert "makro" in read_plan("a.xlsx", stream, plan).errors[0].text.lower()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsm", b"PK"), ("a.xls", b"x"), ("a.xlsx", b"bukan zip"), ("a.csv", b"a,b")],
)
def test_what_is_no_plain_workbook_is_refused_in_words(plan, name, content):
    errors = read_plan(name, io.BytesIO(content), plan).errors

    assert len(errors) == 1
    assert errors[0].text


def test_a_sheet_that_is_missing_is_named(plan):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        made.add_worksheet("Lembar1")
    stream.seek(0)

    errors = read_plan("a.xlsx", stream, plan).errors

    assert {e.sheet for e in errors} == set(COLUMNS)


def test_a_text_that_looks_like_a_formula_is_written_as_text():
    plan = make.rpjmd(goals=1, vision='=HYPERLINK("http://jahat")')

    with zipfile.ZipFile(io.BytesIO(workbook_of(plan))) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if "sheets/" in n]

    assert not any(b"<f>" in sheet for sheet in sheets)


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA")])
def test_columns_are_named_as_a_spreadsheet_does(column, name):
    assert letters(column) == name


def url(name, plan):
    return reverse(f"plans:{name}", args=[plan.pk])


def test_a_file_is_tried_and_then_applied_in_the_browser(client, plan):
    client.force_login(make.planner())
    file = SimpleUploadedFile("rpjmd.xlsx", book().read())

    tried = client.post(url("development-import", plan), {"file": file})
    assert tried.status_code == 200
    assert not plan.goals.exists()
    client.post(url("development-apply", plan))

    assert plan.goals.count() == 1


def test_applying_without_a_trial_asks_for_the_file(client, plan):
    client.force_login(make.planner())

    response = client.post(url("development-apply", plan))

    assert response.url == url("development-import", plan)


def test_wrong_cells_are_shown_on_the_page(client, plan):
    client.force_login(make.planner())
    stream = book(Tujuan=[("T1", "", 1, "x", 2010, "")])
    file = SimpleUploadedFile("rpjmd.xlsx", stream.read())

    response = client.post(url("development-import", plan), {"file": file})

    assert response.status_code == 422
    assert "Lembar Tujuan" in response.content.decode()


def test_a_reader_downloads_and_does_not_import(client, plan):
    client.force_login(make.user("view_region", region=plan.region))

    assert client.get(url("development-file", plan)).status_code == 200
    assert client.get(url("development-import", plan)).status_code == 403
