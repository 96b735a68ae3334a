"""The sheets of the workbook, and which field each column is."""

from menuju.plans.models import Direction, ProgrammeBudget, ProgrammeIndicator

PROGRAMMES, INDICATORS, BUDGETS = "Program", "Indikator", "Anggaran"
PROGRAMME_COLUMNS = {
    "kode": "code",
    "program": "title",
    "subdimensi": "part",
    "jangka": "horizon",
    "mulai": "starts_on",
    "selesai": "ends_on",
    "quick_win": "quick_win",
    "layanan": "service",
    "sebelum": "service_before",
    "sesudah": "service_after",
    "perangkat_daerah": "agency",
    "mitra": "partners",
    "penanggung_jawab": "in_charge",
    "nomenklatur": "nomenclature",
}
INDICATOR_COLUMNS = {
    "kode_program": "code",
    "jenjang": "level",
    "indikator": "name",
    "satuan": "unit",
    "arah": "direction",
    "nilai_awal": "baseline",
    "tahun_nilai_awal": "baseline_year",
    "target": "target",
    "tahun_target": "target_year",
}
COLUMN_OF = {
    field: column
    for columns in (INDICATOR_COLUMNS, PROGRAMME_COLUMNS)
    for column, field in columns.items()
}
"""The column of a field; code, which both sheets have, by the sheet of programmes."""
BUDGET_COLUMNS = ("kode_program", "sumber")
"""Followed by one column for each year of the plan."""
NEEDED = {
    PROGRAMMES: ("kode", "program", "subdimensi"),
    INDICATORS: ("kode_program", "jenjang", "indikator", "satuan"),
    BUDGETS: BUDGET_COLUMNS,
}
"""The columns that a file must have; others may be left out and change nothing."""
YES, NO = "ya", "tidak"
LEVELS = {
    "keluaran": ProgrammeIndicator.Level.OUTPUT,
    "output": ProgrammeIndicator.Level.OUTPUT,
    "hasil": ProgrammeIndicator.Level.OUTCOME,
    "hasil program": ProgrammeIndicator.Level.OUTCOME,
    "outcome": ProgrammeIndicator.Level.OUTCOME,
    "dampak": ProgrammeIndicator.Level.IMPACT,
    "impact": ProgrammeIndicator.Level.IMPACT,
}
"""The word that is written comes first for each level; the others are understood."""
WAYS = {"naik": Direction.UP, "turun": Direction.DOWN}
ORIGINS = {str(origin): origin for origin in ProgrammeBudget.Origin}
SOURCES = {
    "apbd": ProgrammeBudget.Origin.APBD,
    "apbd provinsi": ProgrammeBudget.Origin.APBD_PROVINCE,
    "apbn": ProgrammeBudget.Origin.APBN,
    "dak": ProgrammeBudget.Origin.DAK,
    "csr": ProgrammeBudget.Origin.CSR,
    "kpbu": ProgrammeBudget.Origin.KPBU,
    "masyarakat": ProgrammeBudget.Origin.COMMUNITY,
}
"""The word that is written for each source of money; codes and full names are understood."""
SEPARATOR = ";"
"""Between the partners in one cell."""


def word_of(words: dict[str, object], value: str) -> str:
    """The word that is written for a stored value."""
    return next(word for word, stored in words.items() if stored == value)
