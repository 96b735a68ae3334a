import io
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from menuju.instruments.actions.shipped import FOLDER
from menuju.instruments.queries.documents import read
from menuju.instruments.queries.export import workbook_of, yaml_of
from menuju.instruments.queries.imports import read_workbook
from tests.make import instruments as make

FIGURE = {
    "code": "ipm",
    "title": make.text("IPM"),
    "weight": "20",
    "external": {
        "figure": "ipm",
        "unit": "indeks",
        "goalposts": {"low": "20", "high": "85", "scale": "log"},
    },
}
BANDS = {
    "code": "apbd",
    "title": make.text("APBD"),
    "weight": "20",
    "external": {
        "figure": "apbd",
        "bands": [{"from": "0", "value": 0}, {"from": "10.5", "value": 4}],
    },
}
EVERYTHING = make.content(
    [
        make.group(
            "sdm",
            [
                make.item("sdm-1", title=make.text('=HYPERLINK("x")')),
                make.item("sdm-2", guidance=make.text("Baris satu\nbaris dua")),
            ],
            "60",
            aggregation={
                "kind": "minimum_gate",
                "gate": ["sdm-1"],
                "floor": "1.5",
                "cap": 2,
            },
            applies="kind == 'kota' and population >= 100000",
            not_asked=make.text("Hanya untuk kota"),
        ),
        make.group(
            "komitmen",
            [make.attendance(), make.item("paparan", "20"), FIGURE, BANDS],
            "40",
            missing="exclude",
        ),
    ]
)


def kept(folder: Path, data: bytes, name: str = "uji.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def changed(data: bytes, **cells):
    """The workbook with some cells replaced: {"butir": {(row, header): text}}."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as new:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for (row, header), text in cells.get(name, {}).items():
                rows[row - 1][rows[0].index(header)] = text
            page = new.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    page.write(row, column, value)
    return buffer.getvalue()


def test_everything_comes_back_from_a_workbook_with_the_same_hash(tmp_path):
    document = make.Document.model_validate(EVERYTHING)

    found = read_workbook(kept(tmp_path, workbook_of(document)), "uji.xlsx")

    assert found.errors == []
    assert found.document == document
    assert found.document.content_hash == document.content_hash


def test_everything_comes_back_from_yaml_with_the_same_hash():
    document = make.Document.model_validate(EVERYTHING)

    again, findings = read(yaml_of(document), "uji.yaml")

    assert findings == []
    assert again.content_hash == document.content_hash


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.stem)
def test_the_shipped_instruments_come_back_with_the_same_hash(path, tmp_path):
    document, _ = read(path.read_text(encoding="utf-8"), path.name)

    found = read_workbook(kept(tmp_path, workbook_of(document)), "uji.xlsx")

    assert found.document.content_hash == document.content_hash


def test_a_text_that_looks_like_a_formula_is_exported_as_text():
    document = make.Document.model_validate(EVERYTHING)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(document)))

    rows = book.get_sheet_by_name("butir").to_python()

    assert rows[3][rows[0].index("title_id")] == '=HYPERLINK("x")'


def test_numbers_typed_in_the_spreadsheet_are_read_as_written(tmp_path):
    data = changed(
        workbook_of(make.document()),
        butir={(4, "weight"): 49.5, (5, "weight"): "50,5"},
    )

    found = read_workbook(kept(tmp_path, data), "uji.xlsx")

    assert found.errors == []
    weights = [item.weight for item in found.document.root.children[0].children]
    assert [str(weight) for weight in weights] == ["49.5", "50.5"]


def test_every_wrong_cell_is_named_at_once(tmp_path):
    data = changed(
        workbook_of(make.document()),
        butir={
            (3, "confidence"): "mungkin",
            (4, "weight"): "banyak",
            (5, "parent"): "tidak-ada",
            (8, "kind"): "soal",
        },
        tingkat={(2, "node"): "hilang"},
    )

    found = read_workbook(kept(tmp_path, data), "uji.xlsx")

    assert found.document is None
    places = {(error.sheet, error.row, error.column) for error in found.errors}
    assert places >= {
        ("butir", 3, "confidence"),
        ("butir", 4, "weight"),
        ("butir", 5, "parent"),
        ("butir", 8, "kind"),
        ("tingkat", 2, "node"),
    }
    assert all(error.mend for error in found.errors)


def test_a_check_that_fails_names_its_cell(tmp_path):
    data = changed(
        workbook_of(make.document()),
        butir={(4, "code"): "SDM 1"},
        tingkat={(3, "value"): "9", (2, "node"): "SDM 1", (3, "node"): "SDM 1"},
    )

    found = read_workbook(kept(tmp_path, data), "uji.xlsx")

    places = {(error.sheet, error.row, error.column) for error in found.errors}
    assert ("butir", 4, "code") in places


def test_a_missing_sheet_and_a_strange_column_are_named(tmp_path):
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as new:
        new.add_worksheet("butir").write(0, 0, "kode")

    found = read_workbook(kept(tmp_path, book.getvalue()), "uji.xlsx")

    places = {(error.sheet, error.row, error.column) for error in found.errors}
    assert {("instrumen", 0, ""), ("butir", 1, "kode"), ("butir", 1, "code")} <= places


@pytest.mark.parametrize("data", [b"", b"MZ\x90\x00", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, data):
    found = read_workbook(kept(tmp_path, data), "uji.xlsx")

    assert found.document is None
    assert len(found.errors) == 1


def test_what_is_no_workbook_is_told_without_a_row_and_without_advice_for_evidence(
    tmp_path,
):
    found = read_workbook(kept(tmp_path, b"PK no workbook"), "uji.xlsx")

    (error,) = found.errors
    assert str(error).startswith("uji.xlsx: Berkas ini bukan buku kerja XLSX")
    assert "PDF" not in str(error)
