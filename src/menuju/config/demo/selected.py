"""The published lists of selected regions: 100 selections of 98 regions."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from menuju.config.demo import citations

DATA = Path(__file__).parent / "data"
DEPOK, BANYUMAS, BANYUASIN = "32.76", "33.02", "16.07"
PRINTED = {
    2017: str(citations.RTIK.noting("daftar 25 daerah", "list of 25 regions")),
    2018: str(citations.NATIONAL_GEOGRAPHIC),
    2019: str(citations.TIMES),
}
"""Who printed the list of a year."""
NOTES = {
    (2017, BANYUASIN): (
        "Kedua daftar terpublikasi mencetak Banyuasin, tetapi penanda tangan yang disebut ialah bupati Musi Banyuasin.",
        "Both published lists print Banyuasin, yet the signatory they name was the regent of Musi Banyuasin.",
    ),
    (2018, DEPOK): (
        "Terpilih pada 2018, lalu mundur; terpilih lagi pada 2019.",
        "Selected in 2018, then withdrew; selected again in 2019.",
    ),
    (2018, BANYUMAS): (
        "Sumber berbeda: daftar 2018 dan daftar 2019 sama-sama memuat Banyumas, sedangkan kabupatennya sendiri menyebut 2019.",
        "Sources conflict: both the list of 2018 and that of 2019 have Banyumas, while the regency itself dates it to 2019.",
    ),
    (2019, DEPOK): (
        "Juga ada dalam daftar 2018, yang ditinggalkannya.",
        "Also in the list of 2018, from which it withdrew.",
    ),
    (2019, BANYUMAS): (
        "Juga ada dalam daftar 2018; sumber berbeda.",
        "Also in the list of 2018; sources conflict.",
    ),
}


@dataclass(frozen=True)
class Selection:
    """One line of a published list."""

    year: int
    code: str
    source: str
    note_id: str = ""
    note_en: str = ""


@cache
def selections() -> tuple[Selection, ...]:
    """All lines, in the order they were published."""
    with (DATA / "selected_100.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_selection(row) for row in csv.DictReader(file))


def selected_in(year: int) -> dict[str, Selection]:
    """The lines of one year, by region code."""
    return {each.code: each for each in selections() if each.year == year}


def selected_before(year: int) -> set[str]:
    """The regions that no later round invites: selected earlier and not withdrawn."""
    return _codes(each for each in selections() if each.year < year)


def _codes(lines: Iterable[Selection]) -> set[str]:
    return {each.code for each in lines}


def _selection(row: dict[str, str]) -> Selection:
    year = int(row["year"])
    note_id, note_en = NOTES.get((year, row["code"]), ("", ""))
    return Selection(year, row["code"], PRINTED[year], note_id, note_en)
