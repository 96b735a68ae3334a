"""A workbook is looked at before a library lays out the rectangle that it spans."""

import io
import zipfile

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from menuju.files.actions.workbooks import check_reach, extent_of

SHEET = '<worksheet><sheetData><row r="2">{}</row></sheetData></worksheet>'
PREFIXED = '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c r="B2"><x:f>1</x:f></x:c></x:row></x:sheetData></x:worksheet>'


def saved(tmp_path, *cells):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("Program")
        for row, column in cells:
            page.write(row, column, "isi")
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def test_a_cell_in_the_far_corner_is_refused(tmp_path):
    with pytest.raises(ValidationError, match="terlalu besar"):
        check_reach(saved(tmp_path, (0, 0), (1_048_575, 16_383)), "a.xlsx")


def test_a_table_is_not(tmp_path):
    check_reach(saved(tmp_path, (0, 0), (4_999, 59)), "a.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>1</f></c>',
        "<c r='B2' t='str'><v>2</v><f>1</f></c>",
        "<c/><c><!-- --><f>1</f></c>",
    ],
)
def test_a_formula_is_found_however_it_is_written(cell):
    assert extent_of(SHEET.format(cell).encode()).formulas == [(1, 1)]


def test_a_formula_is_found_behind_a_prefix():
    assert extent_of(PREFIXED.encode()).formulas == [(1, 1)]


def test_a_damaged_sheet_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<sheetData><c></sheetData>")

    with pytest.raises(ValidationError, match="tidak terbaca"):
        check_reach(path, "a.xlsx")


def test_a_sheet_that_declares_a_document_type_is_refused():
    with pytest.raises(ValueError, match="document type"):
        extent_of(b"<!DOCTYPE a><a><sheetData/></a>")
