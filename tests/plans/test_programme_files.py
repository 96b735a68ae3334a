"""A masterplan's programmes as a workbook: there and back, and everything that is refused."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from python_calamine import CalamineWorkbook

from menuju.plans.actions import programme_files as actions
from menuju.plans.actions import programmes
from menuju.plans.models import MasterplanVersion, ProgrammeBudget
from menuju.plans.queries.programme_files import (
    compare,
    read_programmes,
    template_of,
    workbook_of,
)
from menuju.plans.queries.programmes import list_mark, programmes_of
from tests import make
from tests.make.programme_files import BUDGET, INDICATOR, PROGRAMME
from tests.make.programme_files import programme_book as book

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version()


def read(version, stream):
    return read_programmes("program.xlsx", stream, version)


def taken(version, stream):
    reading = read(version, stream)
    assert reading.errors == []
    mark = list_mark(programmes_of(version))
    return actions.take_over(version, reading.content, seen=mark, by=make.planner())


def test_a_good_workbook_becomes_programmes(version):
    agencies = [make.agency(make.region(), kind) for kind in ("dishub", "dlh")]
    names = {
        "perangkat_daerah": agencies[0].name.upper(),
        "mitra": f"{agencies[1].name};",
    }

    taken(version, book(Program=[PROGRAMME | names]))

    row = version.programmes.get()
    assert (row.part, row.horizon, row.quick_win) == (
        "governance.service",
        "short",
        True,
    )
    assert (row.starts_on, row.ends_on) == (date(2019, 7, 1), date(2020, 6, 30))
    assert (row.agency, [*row.partners.all()]) == (agencies[0], [agencies[1]])
    indicator = row.indicators.get()
    assert (indicator.level, indicator.direction) == ("outcome", "down")
    assert (indicator.baseline, indicator.target) == (Decimal("14.5"), 3)
    assert {one.year: one.amount for one in row.budgets.all()} == {
        2019: 1_500_000,
        2020: 0,
    }


def test_the_same_file_twice_changes_nothing(version):
    taken(version, book())
    before = list_mark(programmes_of(version))

    again = taken(version, book())

    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert list_mark(programmes_of(version)) == before


def full(version):
    agencies = [make.agency(make.region(), kind) for kind in ("dishub", "dlh")]
    row = make.programme(
        version,
        agency=agencies[0],
        starts_on=date(2019, 1, 1),
        ends_on=date(2020, 12, 31),
        service_before="=HYPERLINK(1)",
    )
    row.partners.add(agencies[1])
    row.indicators.create(
        level="impact",
        name="Warga",
        unit="%",
        baseline=Decimal("0.5"),
        baseline_year=2018,
    )
    row.budgets.create(year=2028, origin="csr", amount=10**14)
    make.programme(version, part="branding")
    return row


def test_what_is_downloaded_reads_back_as_it_is(version):
    full(version)

    found = taken(version, io.BytesIO(workbook_of(version)))

    assert [(line.label, line.changes) for line in found.differing] == []


def test_the_template_has_no_rows_and_is_read_without_an_error(version):
    full(version)

    reading = read(version, io.BytesIO(template_of(version)))

    assert reading.errors == []
    assert reading.content["programmes"] == []


def test_a_trial_keeps_nothing_and_says_what_would_change(version):
    taken(version, book())
    changed = PROGRAMME | {"program": "Perizinan satu pintu"}
    reading = read(version, book(Program=[changed, PROGRAMME | {"kode": "P-02"}]))

    found = compare(version, reading.content)

    assert (found.new, found.changed, found.same) == (1, 1, 2)
    change = found.differing[0].changes[0]
    assert (change.column, change.before) == ("program", "Perizinan daring")
    assert version.programmes.get().title == "Perizinan daring"


def test_what_is_not_in_the_file_stays(version):
    row = full(version)
    line = {"kode": row.code, "program": "Baru", "subdimensi": "wajah kota"}

    taken(version, book(Program=[line], Indikator=[], Anggaran=[]))

    row.refresh_from_db()
    assert (row.title, row.part) == ("Baru", "branding.appearance")
    assert row.service_before == "=HYPERLINK(1)"
    assert (row.indicators.count(), row.budgets.count()) == (1, 1)
    assert row.partners.count() == 1
    assert version.programmes.count() == 2


def test_a_known_programme_keeps_its_key(version):
    taken(version, book())
    key = version.programmes.get().key

    taken(version, book(Program=[PROGRAMME | {"kode": "p-01", "program": "Lain"}]))

    assert version.programmes.get().key == key


def test_an_existing_list_may_have_years_instead_of_days_and_no_horizon(version):
    line = PROGRAMME | {"jangka": "", "mulai": 2021, "selesai": 2023, "quick_win": ""}

    taken(version, book(Program=[line], Indikator=[], Anggaran=[]))

    row = version.programmes.get()
    assert row.horizon == "medium"
    assert (row.starts_on, row.ends_on) == (date(2021, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    "words", ["Sampah", "environment.waste", "tata kelola  sampah dan limbah", "Waste"]
)
def test_a_part_is_found_by_code_title_or_alias(version, words):
    taken(version, book(Program=[PROGRAMME | {"subdimensi": words}]))

    assert version.programmes.get().part == "environment.waste"


@pytest.mark.parametrize("words", ["pendek", "short", "Short term", "JANGKA PENDEK"])
def test_a_horizon_is_found_by_code_or_name(version, words):
    taken(version, book(Program=[PROGRAMME | {"jangka": words}]))

    assert version.programmes.get().horizon == "short"


def test_columns_that_a_file_does_not_have_change_nothing(version):
    taken(version, book())
    heads = {"Program": ["kode", "program", "subdimensi"]}

    found = taken(version, book(heads=heads))

    assert found.differing == []


@pytest.mark.parametrize(
    ("sheet", "changes", "column", "value"),
    [
        ("Program", {"kode": "P 1"}, "kode", "P 1"),
        ("Program", {"program": ""}, "program", ""),
        ("Program", {"program": "a" * 201}, "program", "a" * 60),
        ("Program", {"subdimensi": "Cuaca"}, "subdimensi", "Cuaca"),
        ("Program", {"jangka": "abadi"}, "jangka", "abadi"),
        ("Program", {"jangka": "Jangka panjang"}, "selesai", "30/06/2020"),
        ("Program", {"mulai": "besok"}, "mulai", "besok"),
        ("Program", {"mulai": "2018-01-01"}, "mulai", "2018-01-01"),
        ("Program", {"selesai": "31/02/2020"}, "selesai", "31/02/2020"),
        ("Program", {"selesai": "2020-12-31"}, "quick_win", "ya"),
        ("Program", {"quick_win": "mungkin"}, "quick_win", "mungkin"),
        ("Program", {"perangkat_daerah": "Dinas X"}, "perangkat_daerah", "Dinas X"),
        ("Program", {"mitra": "Dinas X"}, "mitra", "Dinas X"),
        ("Program", {"nomenklatur": "dua"}, "nomenklatur", "dua"),
        ("Indikator", {"kode_program": "P-9"}, "kode_program", "P-9"),
        ("Indikator", {"jenjang": "tinggi"}, "jenjang", "tinggi"),
        ("Indikator", {"indikator": ""}, "indikator", ""),
        ("Indikator", {"satuan": ""}, "satuan", ""),
        ("Indikator", {"arah": "miring"}, "arah", "miring"),
        ("Indikator", {"target": "banyak"}, "target", "banyak"),
        ("Indikator", {"tahun_target": 2029}, "tahun_target", "2029"),
        ("Indikator", {"tahun_nilai_awal": 2021}, "tahun_nilai_awal", "2021"),
        ("Anggaran", {"kode_program": "P-9"}, "kode_program", "P-9"),
        ("Anggaran", {"sumber": "arisan"}, "sumber", "arisan"),
        ("Anggaran", {"2019": "sejuta"}, "2019", "sejuta"),
        ("Anggaran", {"2019": -1}, "2019", "-1"),
        ("Anggaran", {"2019": "1,5"}, "2019", "1,5"),
    ],
)
def test_a_wrong_cell_is_named_with_sheet_row_column_and_value(
    version, sheet, changes, column, value
):
    rows = {"Program": PROGRAMME, "Indikator": INDICATOR, "Anggaran": BUDGET}
    sheets = {sheet: [rows[sheet] | changes]}
    if column == "kode":
        sheets |= {"Indikator": [], "Anggaran": []}

    errors = read(version, book(**sheets)).errors

    assert [(e.sheet, e.row, e.column, e.value) for e in errors] == [
        (sheet, 2, column, value)
    ]
    assert errors[0].text


def test_money_outside_the_plan_is_named_by_its_year(version):
    heads = {"Anggaran": ["kode_program", "sumber", "2018"]}

    errors = read(version, book(heads=heads, Anggaran=[BUDGET | {"2018": 5}])).errors

    assert [(e.column, e.value) for e in errors] == [("2018", "5")]


@pytest.mark.parametrize(
    ("sheet", "row", "other"),
    [
        ("Program", PROGRAMME, {"kode": "p-01"}),
        ("Indikator", INDICATOR, {"jenjang": "outcome"}),
        ("Anggaran", BUDGET, {"sumber": "APBD kabupaten/kota"}),
    ],
)
def test_a_row_that_is_there_twice_is_named_in_both_places(version, sheet, row, other):
    errors = read(version, book(**{sheet: [row, row | other]})).errors

    assert [(e.sheet, e.row) for e in errors] == [(sheet, 2), (sheet, 3)]


def test_all_errors_are_told_at_once_in_the_order_of_the_sheets(version):
    stream = book(
        Program=[PROGRAMME | {"mulai": "x", "jangka": "y"}],
        Anggaran=[BUDGET | {"2019": "z"}],
    )

    errors = read(version, stream).errors

    assert {(e.sheet, e.column) for e in errors} == {
        ("Program", "mulai"),
        ("Program", "jangka"),
        ("Anggaran", "2019"),
    }


@pytest.mark.parametrize(
    ("prepare", "value", "word"),
    [
        (lambda page: page.merge_range("B4:C5", "T2"), "B4:C5", "digabung"),
        (lambda page: page.write_formula("B2", "=1+1", None, 2), "B2", "rumus"),
    ],
)
def test_merged_cells_and_formulas_are_named(version, prepare, value, word):
    errors = read(version, book(prepare=prepare)).errors

    assert [(e.value, word in e.text) for e in errors] == [(value, True)]


def test_a_workbook_with_macros_is_refused_in_words(version):
    stream = book()
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    stream.seek(0)

    assert "makro" in read(version, stream).errors[0].text.lower()


def test_a_workbook_that_unfolds_beyond_measure_is_not_opened(version):
    stream = book()
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 200_000_000)
    stream.seek(0)

    assert len(read(version, stream).errors) == 1


def test_every_source_of_money_has_a_word_of_its_own_that_reads_back(version):
    row = make.programme(version)
    for origin in ProgrammeBudget.Origin:
        row.budgets.create(year=2019, origin=origin, amount=1)

    data = workbook_of(version)
    opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
    words = [one[1] for one in opened.get_sheet_by_name("Anggaran").to_python()[1:]]

    assert "masyarakat" in words
    assert not {"community", "apbd_province"} & {*words}
    assert len({*words}) == len(ProgrammeBudget.Origin)
    reading = read(version, io.BytesIO(data))
    assert reading.errors == []
    assert compare(version, reading.content).differing == []


@pytest.mark.parametrize("word", ["community", "Masyarakat", "MASYARAKAT"])
def test_a_source_of_money_is_understood_by_word_name_and_code(version, word):
    taken(version, book(Anggaran=[BUDGET | {"sumber": word}]))

    assert {one.origin for one in version.programmes.get().budgets.all()} == {
        "community"
    }


def test_texts_that_look_like_formulas_are_written_as_texts(version):
    full(version)

    with zipfile.ZipFile(io.BytesIO(workbook_of(version))) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if "sheets/" in n]

    assert not any(b"<f>" in sheet for sheet in sheets)


def test_programmes_that_changed_since_the_trial_are_not_written_over(version):
    content = read(version, book()).content
    mark = list_mark(programmes_of(version))
    make.programme(version)

    with pytest.raises(actions.StaleListError):
        actions.take_over(version, content, seen=mark, by=make.planner())


def test_a_published_version_takes_no_file(version):
    content = read(version, book()).content
    MasterplanVersion.objects.update(state="published", digest="a" * 64)

    with pytest.raises(PermissionDenied):
        actions.take_over(version, content, seen="", by=make.planner())


def test_what_was_imported_passes_the_checks_of_the_form(version):
    taken(version, book())
    row = programmes_of(version)[0]

    programmes.change(row, seen=programmes.mark_of(row), by=make.planner(), service="x")
