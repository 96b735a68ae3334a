"""Tables for a spreadsheet: figures that it can add up, texts that it never runs."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from menuju.rounds.queries.tables import csv_of, workbook_of

HEAD = ["satu", "dua"]


def read(*cells):
    book = workbook_of("Uji", HEAD, [cells])
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)


@pytest.mark.parametrize("figure", [3, 3.403125, Decimal("2.75"), -1.5])
def test_a_figure_is_a_number(figure):
    assert read("x", figure).to_python()[1][1] == pytest.approx(float(figure))


@pytest.mark.parametrize("text", ["=1+1", "+62", "@a", "3,40", "64.71"])
def test_a_text_stays_a_text_and_runs_nothing(text):
    assert read("x", text).to_python()[1][1] == text


@pytest.mark.parametrize("unknown", [None, float("nan")])
def test_what_is_unknown_is_empty_and_not_nought(unknown):
    assert read("x", unknown, "y").to_python()[1] == ["x", "", "y"]


def test_a_figure_has_all_of_its_digits_as_csv():
    assert b"2.1978305960324964" in csv_of(HEAD, [["x", 2.1978305960324964]])
