"""Odd CSV files: read as they are meant, or refused with the row and how to mend it."""

import pytest

from menuju.scoring.data import read_meta
from menuju.scoring.errors import InputError
from menuju.scoring.files import number, read_rows
from menuju.scoring.raters.ratings import read_ratings

NEEDED = ("uCode", "a", "b")
PLAIN = "uCode,a,b\nu1,1,2\nu2,3,4\n"


@pytest.fixture
def rows(tmp_path):
    def read(content, needed=NEEDED):
        path = tmp_path / "odd.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_rows(path, needed)

    return read


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeff" + PLAIN, id="byte order mark"),
        pytest.param(PLAIN.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(PLAIN.replace("\nu2", "\n\nu2") + "\n\n", id="blank lines"),
        pytest.param(PLAIN + ",,\n", id="an empty row of a spreadsheet"),
        pytest.param('"uCode","a","b"\n"u1","1","2"\nu2,"3",4', id="quoted cells"),
    ],
)
def test_another_way_to_write_the_same_reads_the_same(rows, content):
    assert rows(content) == rows(PLAIN)


def test_a_quoted_cell_may_hold_commas_quotes_and_lines(rows):
    assert rows('uCode,a,b\n"u, ""1""\nx",1,2\n')[0]["uCode"] == 'u, "1"\nx'


def test_rows_are_counted_as_a_spreadsheet_counts_them(rows):
    found = rows('uCode,a,b\n\nu1,"1\n1",2\nu2,3,4\n')

    assert [row.line for row in found] == [3, 4]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            PLAIN.replace("u2,3", "u2,3,5"), "row 3: the row has 4 cells", id="commas"
        ),
        pytest.param("uCode,a,b\nu1,1\n", "row 2: the row has 2 cells", id="short"),
        pytest.param(PLAIN.replace(",", ";"), "separate the columns with", id=";"),
        pytest.param(PLAIN.replace(",", "\t"), "separate the columns with", id="tab"),
        pytest.param(PLAIN.encode("utf-16"), "UTF-8", id="another encoding"),
        pytest.param("", "header .empty.", id="nothing"),
        pytest.param(PLAIN + "x" * 200_000 + ",1,2", "cannot be read", id="huge"),
    ],
)
def test_a_file_that_could_be_misread_is_refused(rows, content, said):
    with pytest.raises(InputError, match=said):
        rows(content)


@pytest.mark.parametrize("text", ["1_000", "3,5", "٣", "0x1A", "35%", "inf"])
def test_what_is_no_plain_number_is_refused(text):
    with pytest.raises(InputError, match="is not a number"):
        number(text, "f.csv", 2, "a")


@pytest.mark.parametrize("text", ["1e999", "-1e61"])
def test_what_would_overflow_in_a_sum_of_powers_is_refused(text):
    with pytest.raises(InputError, match="too large to compute with"):
        number(text, "f.csv", 2, "a")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), (" -.5 ", -0.5), ("+2.", 2), ("1e-05", 1e-5), ("1E3", 1000)],
)
def test_plain_numbers_are_read(text, value):
    assert number(text, "f.csv", 2, "a") == value


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,1,X,1,indicator", "row 2, column Type: there is no type 'indicator'"),
        ("a,NA,X,1,Indicator", "row 2, column Level: this Indicator has no level"),
    ],
)
def test_a_row_that_would_be_passed_over_unawares_is_refused(tmp_path, row, said):
    path = tmp_path / "iMeta.csv"
    path.write_text(
        f"iCode,Level,Parent,Weight,Type\n{row}\nb,1,X,1,Indicator\nX,2,,1,Aggregate\n"
    )

    with pytest.raises(InputError, match=said):
        read_meta(path)


def test_unlinked_raters_are_placed_in_the_row_they_stand_in(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("region,item,rater,score\ng1,i,a,\ng1,i,a2,1\n\ng2,i,b,2\n")

    with pytest.raises(InputError, match=r"long.csv, row 3, column rater"):
        read_ratings(path).check_linked()
