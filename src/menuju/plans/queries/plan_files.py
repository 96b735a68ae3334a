"""A development plan as a workbook: write it, and read one back with every wrong cell named."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, TypeAlias

import xlsxwriter
from django.utils.translation import gettext as _

from menuju.plans.models import DevelopmentPlan, Direction, Goal, GoalIndicator
from menuju.plans.queries.development import circle_of, outline_of
from menuju.plans.queries.figures import decimal_of, text_of
from menuju.plans.queries.workbooks import Book, CellError, Cells, read_book

HEAD, MISSIONS, GOALS, INDICATORS = "Rencana", "Misi", "Tujuan", "Indikator"
COLUMNS = {
    HEAD: ("bagian", "isi"),
    MISSIONS: ("nomor", "misi"),
    GOALS: ("kode", "induk", "misi", "uraian", "tahun_awal", "tahun_akhir"),
    INDICATORS: (
        "kode_tujuan",
        "indikator",
        "satuan",
        "arah",
        "nilai_awal",
        "tahun_nilai_awal",
    ),
}
WAYS = {"naik": Direction.UP, "turun": Direction.DOWN}
LONGEST = 4_000
WIDTHS = (16, 44, 16, 44, 14, 18)
Line: TypeAlias = tuple[object, ...]
Content: TypeAlias = dict[str, Any]
"""Plain data that a session can keep: head, missions, goals, indicators."""


@dataclass(slots=True)
class Reading:
    """What a file holds. With errors it is not to be used."""

    content: Content = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)


def workbook_of(plan: DevelopmentPlan) -> bytes:
    """The plan as a workbook that reads back as it is; texts never run as formulas."""
    buffer = io.BytesIO()
    years = [str(year) for year in range(plan.first_year, plan.last_year + 1)]
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for title, rows in _sheets(plan, years).items():
            page = book.add_worksheet(title)
            page.freeze_panes(1, 0)
            head = [*COLUMNS[title], *(years if title == INDICATORS else ())]
            for column, name in enumerate(head):
                page.set_column(column, column, WIDTHS[min(column, 5)])
                page.write_string(0, column, name, bold)
            for number, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, int | Decimal):
                        page.write_number(number, column, cell)
                    elif cell:
                        page.write_string(number, column, str(cell))
    return buffer.getvalue()


def read_plan(name: str, stream: BinaryIO, plan: DevelopmentPlan) -> Reading:
    """What a workbook says about ``plan``, or everything that is wrong with it."""
    book = read_book(name, stream, COLUMNS)
    if book.errors:
        return Reading(errors=book.errors)
    return _Reader(plan, book).read()


class _Reader:
    """Goes through the sheets once; each method notes what is wrong and goes on."""

    def __init__(self, plan: DevelopmentPlan, book: Book) -> None:
        self.plan, self.book = plan, book
        self.errors: list[CellError] = []
        self.codes: dict[str, str | None] = dict(
            plan.goals.values_list("code", "parent__code")
        )
        self.numbers = {*plan.missions.values_list("number", flat=True)}

    def read(self) -> Reading:
        head = self._head()
        missions = self._missions()
        goals = self._goals()
        indicators = self._indicators()
        content = {
            "head": head,
            "missions": missions,
            "goals": goals,
            "indicators": indicators,
        }
        return Reading(content, self.errors)

    def _wrong(self, sheet: str, row: int, column: str, value: str, text: str) -> None:
        self.errors.append(CellError(sheet, row, column, value[:60], text))

    def _head(self) -> dict[str, str]:
        rows = {
            cells["bagian"].casefold(): (n, cells["isi"])
            for n, cells in self.book.sheets[HEAD]
        }
        own = {"tahun_awal": self.plan.first_year, "tahun_akhir": self.plan.last_year}
        for name, year in own.items():
            number, text = rows.get(name, (0, ""))
            if text != str(year):
                mend = _(
                    "Rencana ini berlaku %(first)s–%(last)s. Pakai berkas yang sesuai."
                )
                words = {"first": self.plan.first_year, "last": self.plan.last_year}
                self._wrong(HEAD, number, name, text, mend % words)
        found = {
            name: rows.get(name, (0, ""))[1]
            for name in ("visi", "dasar_hukum", "tanggal")
        }
        if found["tanggal"] and not _day(found["tanggal"]):
            mend = _("Tulis tanggal seperti 2016-12-31.")
            self._wrong(HEAD, rows["tanggal"][0], "isi", found["tanggal"], mend)
        return {name: text[:LONGEST] for name, text in found.items()}

    def _missions(self) -> list[list[Any]]:
        found: list[list[Any]] = []
        for row, cells in self.book.sheets[MISSIONS]:
            number = self._year(MISSIONS, row, cells, "nomor", range(1, 100))
            self._needed(MISSIONS, row, cells, "misi")
            if number is not None:
                found.append([number, cells["misi"][:LONGEST]])
        self._twice(
            MISSIONS, "nomor", [c["nomor"] for _n, c in self.book.sheets[MISSIONS]]
        )
        self.numbers |= {number for number, _text in found}
        return found

    def _goals(self) -> list[Content]:
        rows = self.book.sheets[GOALS]
        for _row, cells in rows:
            self.codes[cells["kode"]] = cells["induk"] or None
        self._twice(GOALS, "kode", [cells["kode"] for _n, cells in rows])
        found = [self._goal(row, cells) for row, cells in rows]
        for row, cells in rows:
            if circle := circle_of(self.codes, cells["kode"]):
                mend = _("Induk ini membuat lingkaran: %(way)s. Pilih induk lain.")
                words = mend % {"way": " → ".join(circle)}
                self._wrong(GOALS, row, "induk", cells["induk"], words)
        return found

    def _goal(self, row: int, cells: Cells) -> Content:
        code, parent, mission = cells["kode"], cells["induk"], cells["misi"]
        self._place(row, cells)
        self._needed(GOALS, row, cells, "uraian")
        return {
            "code": code,
            "parent": parent or None,
            "mission": int(mission) if mission.isdecimal() else None,
            "text": cells["uraian"][:LONGEST],
            "years": self._span(row, cells),
        }

    def _place(self, row: int, cells: Cells) -> None:
        """What a goal is called, and above and below what it stands."""
        code, parent, mission = cells["kode"], cells["induk"], cells["misi"]
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}", code):
            mend = _("Pakai huruf, angka, titik, atau tanda hubung, misalnya T2.S1.")
            self._wrong(GOALS, row, "kode", code, mend)
        if parent and parent not in self.codes:
            mend = _("Kode induk ini tidak ada. Perbaiki, atau tambahkan tujuannya.")
            self._wrong(GOALS, row, "induk", parent, mend)
        if mission and not (mission.isdecimal() and int(mission) in self.numbers):
            mend = _("Nomor misi ini tidak ada. Perbaiki, atau tambahkan misinya.")
            self._wrong(GOALS, row, "misi", mission, mend)

    def _span(self, row: int, cells: Cells) -> list[int | None]:
        """The first and the last year of a goal, within the plan's."""
        period = range(self.plan.first_year, self.plan.last_year + 1)
        years = [
            self._year(GOALS, row, cells, name, period) if cells[name] else None
            for name in ("tahun_awal", "tahun_akhir")
        ]
        if years[0] and years[1] and years[1] < years[0]:
            mend = _("Tahun akhir harus sama dengan atau setelah tahun awal.")
            self._wrong(GOALS, row, "tahun_akhir", cells["tahun_akhir"], mend)
        return years

    def _indicators(self) -> list[Content]:
        rows = self.book.sheets[INDICATORS]
        pairs = [f"{cells['kode_tujuan']}: {cells['indikator']}" for _n, cells in rows]
        self._twice(INDICATORS, "indikator", pairs)
        return [self._indicator(row, cells) for row, cells in rows]

    def _indicator(self, row: int, cells: Cells) -> Content:
        goal, way = cells["kode_tujuan"], cells["arah"].casefold() or "naik"
        if goal not in self.codes:
            mend = _("Kode tujuan ini tidak ada di lembar Tujuan.")
            self._wrong(INDICATORS, row, "kode_tujuan", goal, mend)
        for name in ("indikator", "satuan"):
            self._needed(INDICATORS, row, cells, name)
        if way not in WAYS:
            self._wrong(
                INDICATORS, row, "arah", cells["arah"], _("Tulis naik atau turun.")
            )
        baseline, year = self._baseline(row, cells)
        return {
            "goal": goal,
            "name": cells["indikator"][:200],
            "unit": cells["satuan"][:40],
            "direction": str(WAYS.get(way, Direction.UP)),
            "baseline": text_of(baseline) or None,
            "baseline_year": year,
            "targets": self._targets(row, cells),
        }

    def _baseline(self, row: int, cells: Cells) -> tuple[Decimal | None, int | None]:
        """The figure an indicator begins with, and its year: both or neither."""
        baseline, year = self._figure(row, cells, "nilai_awal"), None
        if cells["tahun_nilai_awal"] or baseline is not None:
            year = self._year(
                INDICATORS, row, cells, "tahun_nilai_awal", range(1990, 2101)
            )
        if year is not None and baseline is None and not cells["nilai_awal"]:
            mend = _("Isi nilai awal dan tahunnya, atau kosongkan keduanya.")
            self._wrong(INDICATORS, row, "nilai_awal", "", mend)
        return baseline, year

    def _targets(self, row: int, cells: Cells) -> dict[str, str]:
        found = {}
        for name in cells:
            if not re.fullmatch(r"[0-9]{4}", name) or not cells[name]:
                continue
            if not self.plan.first_year <= int(name) <= self.plan.last_year:
                mend = _("Tahun ini di luar masa rencana. Hapus kolomnya.")
                self._wrong(INDICATORS, row, name, cells[name], mend)
                continue
            value = self._figure(row, cells, name)
            if value is not None:
                found[name] = text_of(value)
        return found

    def _needed(self, sheet: str, row: int, cells: Cells, column: str) -> None:
        if not cells[column]:
            self._wrong(
                sheet, row, column, "", _("Sel ini kosong. Isi, atau hapus barisnya.")
            )
        elif "\0" in cells[column] or len(cells[column]) > LONGEST:
            mend = _("Teks ini terlalu panjang atau berisi tanda yang tidak tercetak.")
            self._wrong(sheet, row, column, cells[column], mend)

    def _year(
        self, sheet: str, row: int, cells: Cells, column: str, among: range
    ) -> int | None:
        text = cells[column]
        if text.isascii() and text.isdecimal() and int(text) in among:
            return int(text)
        if text.isascii() and text.isdecimal() and sheet == GOALS:
            mend = _(
                "Tahun ini di luar masa rencana %(first)s–%(last)s. Ubah tahunnya."
            )
        else:
            mend = _("Tulis bilangan bulat dari %(first)s sampai %(last)s.")
        words = mend % {"first": among.start, "last": among.stop - 1}
        self._wrong(sheet, row, column, text, words)
        return None

    def _figure(self, row: int, cells: Cells, column: str) -> Decimal | None:
        if not cells[column]:
            return None
        value = decimal_of(cells[column])
        if value is None:
            mend = _("Ini bukan angka. Tulis misalnya 80,5, paling banyak 4 desimal.")
            self._wrong(INDICATORS, row, column, cells[column], mend)
        return value

    def _twice(self, sheet: str, column: str, values: Sequence[str]) -> None:
        count, mend = (
            Counter(values),
            _("Baris ini mengulang baris lain. Hapus salah satunya."),
        )
        for (row, _cells), value in zip(self.book.sheets[sheet], values, strict=True):
            if count[value] > 1:
                self._wrong(sheet, row, column, value, mend)


def _sheets(plan: DevelopmentPlan, years: Sequence[str]) -> dict[str, list[Line]]:
    branches = list(outline_of(plan).walk())
    return {
        HEAD: [
            ("judul", plan.title),
            ("tahun_awal", plan.first_year),
            ("tahun_akhir", plan.last_year),
            ("visi", plan.vision),
            ("dasar_hukum", plan.legal_act),
            ("tanggal", plan.legal_date.isoformat() if plan.legal_date else ""),
        ],
        MISSIONS: [(one.number, one.text) for one in plan.missions.all()],
        GOALS: [_goal_row(branch.goal) for branch in branches],
        INDICATORS: [
            _indicator_row(branch.goal.code, row, years)
            for branch in branches
            for row in branch.indicators
        ],
    }


def _goal_row(goal: Goal) -> Line:
    return (
        goal.code,
        goal.parent.code if goal.parent else "",
        goal.mission.number if goal.mission else "",
        goal.text,
        goal.first_year or "",
        goal.last_year or "",
    )


def _indicator_row(code: str, row: GoalIndicator, years: Sequence[str]) -> Line:
    way = next(word for word, value in WAYS.items() if value == row.direction)
    targets = [Decimal(row.targets[y]) if y in row.targets else "" for y in years]
    value = "" if row.baseline is None else row.baseline
    year = row.baseline_year or ""
    return (code, row.name, row.unit, way, value, year, *targets)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
