"""Workbooks of programmes, good ones unless a test makes them bad."""

import io

import xlsxwriter

from menuju.plans.queries.programme_files.columns import (
    INDICATOR_COLUMNS,
    PROGRAMME_COLUMNS,
)

PROGRAMME = {
    "kode": "P-01",
    "program": "Perizinan daring",
    "subdimensi": "Pelayanan publik",
    "jangka": "Jangka pendek",
    "mulai": "2019-07-01",
    "selesai": "30/06/2020",
    "quick_win": "ya",
    "layanan": "Izin usaha mikro",
}
INDICATOR = {
    "kode_program": "P-01",
    "jenjang": "hasil",
    "indikator": "Lama izin",
    "satuan": "hari",
    "arah": "turun",
    "nilai_awal": "14,5",
    "tahun_nilai_awal": 2018,
    "target": 3,
    "tahun_target": 2020,
}
BUDGET = {"kode_program": "P-01", "sumber": "apbd", "2019": 1_500_000, "2020": 0}
HEADS = {
    "Program": [*PROGRAMME_COLUMNS],
    "Indikator": [*INDICATOR_COLUMNS],
    "Anggaran": ["kode_program", "sumber", "2019", "2020"],
}


def programme_book(*, prepare=None, heads=None, **sheets):
    """A workbook of one programme, or of these rows by sheet."""
    rows = {"Program": [PROGRAMME], "Indikator": [INDICATOR], "Anggaran": [BUDGET]}
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        for title, lines in (rows | sheets).items():
            page, head = made.add_worksheet(title), (HEADS | (heads or {}))[title]
            page.write_row(0, 0, head)
            for number, line in enumerate(lines, 1):
                page.write_row(number, 0, [line.get(name, "") for name in head])
            if prepare and title == "Program":
                prepare(page)
    stream.seek(0)
    return stream
