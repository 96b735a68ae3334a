import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from menuju.rounds.actions import eligibility as actions
from menuju.rounds.models import EligibilityFigure
from menuju.rounds.queries.eligibility import read
from tests import make

pytestmark = pytest.mark.django_db

HEAD = "kode,kunci,nilai,satuan,tahun,sumber"


def table(*rows):
    make.region()
    return io.BytesIO("\n".join([HEAD, *rows]).encode())


def test_a_good_table_is_read_with_a_decimal_comma():
    reading = read("a.csv", table('64.71,kkd,"12,5",indeks,2019,Kemenkeu'))

    assert reading.errors == []
    assert reading.figures[0].value == Decimal("12.5")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("99.99,kkd,1,x,2019,s", "kode"),
        ("64.71,KKD!,1,x,2019,s", "kunci"),
        ("64.71,kkd,banyak,x,2019,s", "nilai"),
        ("64.71,kkd,inf,x,2019,s", "nilai"),
        ("64.71,kkd,1,x,kemarin,s", "tahun"),
        ("64.71,kkd,1,x\0y,2019,s", "kode"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(row, column):
    reading = read("a.csv", table("64.71,ipm,70,,2019,BPS", row))

    assert [(one.row, one.column) for one in reading.errors] == [(3, column)]


def test_a_repeated_row_is_named():
    row = "64.71,kkd,1,x,2019,s"

    reading = read("a.csv", table(row, row))

    assert [one.row for one in reading.errors] == [3]


def test_a_table_without_its_columns_says_which_are_missing():
    reading = read("a.csv", io.BytesIO(b"kode,nilai\n64.71,3"))

    assert reading.errors[0].column == "kunci, satuan, tahun"


def test_a_file_that_is_no_table_is_refused_in_words():
    reading = read("a.xlsx", io.BytesIO(b"bukan zip"))

    assert "tidak terbaca" in reading.errors[0].text


def test_a_workbook_that_ate_the_last_zero_of_a_code_is_read():
    make.region("12.12")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD.split(","))
    sheet.write_row(1, 0, [12.12, "kkd", 3.5, "indeks", 2019, "Kemenkeu"])
    book.close()
    stream.seek(0)

    reading = read("a.xlsx", stream)

    assert reading.errors == []
    assert (reading.figures[0].region, reading.figures[0].value) == (
        "12.12",
        Decimal("3.5"),
    )


def test_the_same_table_twice_changes_nothing():
    round_ = make.open_round()
    figures = read("a.csv", table("64.71,kkd,1,x,2019,s")).figures

    for _ in range(2):
        actions.take_over(round_, figures, by=make.manager())

    assert EligibilityFigure.objects.get().value == Decimal(1)


def test_a_row_that_ends_early_is_named_and_not_an_error_of_ours():
    reading = read("a.csv", table("64.71,kkd"))

    assert [(one.row, one.column) for one in reading.errors] == [
        (2, "nilai"),
        (2, "tahun"),
    ]


def test_a_year_has_four_plain_digits():
    reading = read("a.csv", table("64.71,kkd,1,x,201²,s", "64.71,kkd,1,x,2019,s"))

    assert [(one.row, one.column) for one in reading.errors] == [(2, "tahun")]
    assert [one.year for one in reading.figures] == [2019]


def test_a_table_with_semicolons_is_read_like_one_with_commas():
    make.region()
    rows = f"{HEAD}\n64.71,kkd,12.5,indeks,2019,Kemenkeu".replace(",", ";")

    reading = read("a.csv", io.BytesIO(b"\xef\xbb\xbf" + rows.encode()))

    assert [one.value for one in reading.figures] == [Decimal("12.5")]


def test_a_workbook_that_unfolds_beyond_measure_is_refused_in_words():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    bomb.seek(0)

    reading = read("angka.xlsx", bomb)

    assert reading.figures == []
    assert "tidak terbaca" in reading.errors[0].text
