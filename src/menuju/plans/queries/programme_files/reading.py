"""Read a workbook of programmes: what it says, or every wrong cell with its mend."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.figures import decimal_of, text_of
from menuju.plans.queries.horizons import band_ending
from menuju.plans.queries.programme_checks import (
    limits_of,
    wrong_budget,
    wrong_indicator,
    wrong_programme,
)
from menuju.plans.queries.programme_files.cells import (
    agency_names,
    day_of,
    horizon_names,
    squeezed,
    truth_of,
    whole_of,
)
from menuju.plans.queries.programme_files.columns import (
    BUDGETS,
    COLUMN_OF,
    INDICATOR_COLUMNS,
    INDICATORS,
    LEVELS,
    NEEDED,
    ORIGINS,
    PROGRAMME_COLUMNS,
    PROGRAMMES,
    SEPARATOR,
    SOURCES,
    WAYS,
)
from menuju.plans.queries.programmes import (
    FIELDS,
    INDICATOR_FIELDS,
    indicator_in,
    programmes_of,
)
from menuju.plans.queries.workbooks import Book, CellError, Cells, read_book

_DAY = gettext_lazy("Tulis tanggal seperti 2019-07-01, atau tahunnya saja.")

Content: TypeAlias = dict[str, Any]
"""Plain data that a session can keep: programmes, indicators, budgets, each a list of rows."""


@dataclass(slots=True)
class Reading:
    """What a file holds. With errors it is not to be used."""

    content: Content = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)


def read_programmes(name: str, stream: BinaryIO, version: MasterplanVersion) -> Reading:
    """What a workbook says about the programmes of a version, or what is wrong with it."""
    book = read_book(name, stream, NEEDED)
    if book.errors:
        return Reading(errors=book.errors)
    return _Reader(version, book).read()


class _Reader:
    """Goes through the sheets once; each method notes what is wrong and goes on."""

    def __init__(self, version: MasterplanVersion, book: Book) -> None:
        self.book = book
        self.limits = limits_of(version.masterplan)
        self.horizons = horizon_names(version.masterplan)
        self.agencies = agency_names(version.masterplan.region.agencies.all())
        self.held = {row.code.casefold(): row for row in programmes_of(version)}
        self.codes = {row.casefold() for row in self._column(PROGRAMMES, "kode")}
        self.codes |= set(self.held)
        self.errors: list[CellError] = []

    def read(self) -> Reading:
        self._twice(PROGRAMMES, ("kode",))
        self._twice(INDICATORS, ("kode_program", "jenjang", "indikator"))
        self._twice(BUDGETS, ("kode_program", "sumber"))
        rows = self.book.sheets
        content = {
            "programmes": [self._programme(n, cells) for n, cells in rows[PROGRAMMES]],
            "indicators": [self._indicator(n, cells) for n, cells in rows[INDICATORS]],
            "budgets": [self._budget(n, cells) for n, cells in rows[BUDGETS]],
        }
        return Reading(content, sorted(self.errors, key=_place))

    def _column(self, sheet: str, name: str) -> list[str]:
        return [cells[name] for _row, cells in self.book.sheets[sheet]]

    def _wrong(
        self, place: tuple[str, int], column: str, value: str, text: str
    ) -> None:
        self.errors.append(CellError(*place, column, value[:60], text))

    def _programme(self, row: int, cells: Cells) -> Content:
        place = (PROGRAMMES, row)
        stored = self.held.get(cells["kode"].casefold())
        values, bad = self._written(place, cells)
        if stored:
            values["code"] = stored.code
        elif "horizon" not in {*values, *bad}:
            values |= self._derived_horizon(values)
        whole = _overlaid(stored, FIELDS) | values
        wrong = wrong_programme(self.limits, whole)
        lead = values.get("agency", stored.agency_id if stored else None)
        if lead and lead in values.get("partners", ()):
            mend = _("Penanggung jawab tidak perlu ditulis lagi sebagai mitra.")
            wrong["partners"] = mend
        for name in wrong.keys() - bad:
            column = COLUMN_OF[name]
            self._wrong(place, column, cells.get(column, ""), wrong[name])
        return {"row": row, "code": cells["kode"], "values": _plain(values)}

    def _written(
        self, place: tuple[str, int], cells: Cells
    ) -> tuple[dict[str, Any], set[str]]:
        """What the cells of a programme mean, and the fields that mean nothing."""
        values: dict[str, Any] = {}
        bad = set()
        for column, name in PROGRAMME_COLUMNS.items():
            if text := cells.get(column, ""):
                value, mend = self._meant(name, text)
                if mend:
                    self._wrong(place, column, text, mend)
                    bad.add(name)
                else:
                    values[name] = value
        return values, bad

    def _derived_horizon(self, values: Mapping[str, Any]) -> dict[str, str]:
        """A new programme without a horizon belongs to the one in which it is finished."""
        end = values.get("ends_on")
        band = band_ending(self.limits.bands, end.year) if end else None
        return {"horizon": band.code} if band else {}

    def _meant(self, name: str, text: str) -> tuple[Any, str]:
        """What a cell of a programme means, or how to mend it."""
        meanings: Mapping[str, tuple[Callable[[str], Any], object]] = {
            "starts_on": (partial(day_of, is_end=False), _DAY),
            "ends_on": (partial(day_of, is_end=True), _DAY),
            "quick_win": (truth_of, _("Tulis ya atau tidak.")),
            "part": (
                self.limits.framework.find,
                _("Nama ini tidak ada pada kerangka. Lihat lembar Petunjuk."),
            ),
            "horizon": (
                lambda word: self.horizons.get(squeezed(word)),
                _("Jangka ini tidak dikenal. Lihat lembar Petunjuk."),
            ),
        }
        if name in ("agency", "partners"):
            return self._agencies(text, is_one=name == "agency")
        meaning, mend = meanings.get(name, (str, ""))
        value = meaning(text)
        return value, str(mend) if value is None else ""

    def _agencies(self, text: str, *, is_one: bool) -> tuple[Any, str]:
        """The key of the agency that is named or, of partners, a list of keys."""
        parts = [text] if is_one else text.split(SEPARATOR)
        names = [one.strip() for one in parts if one.strip()]
        keys = [self.agencies.get(squeezed(name)) for name in names]
        unknown = [n for n, key in zip(names, keys, strict=True) if key is None]
        if unknown:
            mend = _("Belum terdaftar di daerah ini: %s. Lihat lembar Petunjuk.")
            return None, mend % ", ".join(unknown)
        return keys[0] if is_one else [*dict.fromkeys(keys)], ""

    def _indicator(self, row: int, cells: Cells) -> Content:
        place = (INDICATORS, row)
        self._known(place, cells)
        values = self._worded(place, cells)
        bad = self._numbers(place, cells, values)
        programme = self.held.get(cells["kode_program"].casefold())
        stored = indicator_in(programme, values["level"], values["name"])
        whole = _overlaid(stored, INDICATOR_FIELDS) | values
        for name, mend in wrong_indicator(self.limits, whole).items():
            if not bad:
                column = COLUMN_OF[name]
                self._wrong(place, column, cells.get(column, ""), mend)
        return {"row": row, "code": cells["kode_program"], "values": _plain(values)}

    def _worded(self, place: tuple[str, int], cells: Cells) -> dict[str, Any]:
        """What an indicator is, without its figures."""
        values: dict[str, Any] = {"level": "", "name": cells["indikator"]}
        for column, words in (("jenjang", {**LEVELS}), ("arah", {**WAYS})):
            text = cells.get(column, "")
            if found := words.get(text.casefold()):
                values[INDICATOR_COLUMNS[column]] = str(found)
            elif text or column == "jenjang":
                mend = _("Tulis salah satu: %s.") % ", ".join(words)
                self._wrong(place, column, text, mend)
        return values | ({"unit": cells["satuan"]} if cells["satuan"] else {})

    def _numbers(
        self, place: tuple[str, int], cells: Cells, values: dict[str, Any]
    ) -> bool:
        """Read the figures and years of an indicator; whether one of them is none."""
        before = len(self.errors)
        for column in ("nilai_awal", "target"):
            if text := cells.get(column, ""):
                values[INDICATOR_COLUMNS[column]] = number = decimal_of(text)
                if number is None:
                    mend = _("Ini bukan angka. Tulis misalnya 80,5.")
                    self._wrong(place, column, text, mend)
        for column in ("tahun_nilai_awal", "tahun_target"):
            if text := cells.get(column, ""):
                values[INDICATOR_COLUMNS[column]] = year = whole_of(text)
                if year is None:
                    self._wrong(place, column, text, _("Tulis tahun seperti 2019."))
        return len(self.errors) > before

    def _budget(self, row: int, cells: Cells) -> Content:
        place = (BUDGETS, row)
        self._known(place, cells)
        origin = _same("sumber", cells["sumber"])
        if origin not in ORIGINS:
            mend = _("Sumber dana ini tidak dikenal. Lihat lembar Petunjuk.")
            self._wrong(place, "sumber", cells["sumber"], mend)
        years = {}
        for column, text in cells.items():
            if re.fullmatch(r"[0-9]{4}", column) and text:
                amount = self._amount(place, column, text)
                if amount is not None:
                    years[column] = text_of(amount)
        code = cells["kode_program"]
        return {"row": row, "code": code, "origin": origin, "years": years}

    def _amount(self, place: tuple[str, int], column: str, text: str) -> Decimal | None:
        amount = decimal_of(text)
        if amount is None:
            mend = _("Ini bukan angka. Tulis rupiah penuh, misalnya 1500000.")
            self._wrong(place, column, text, mend)
            return None
        values = {"year": int(column), "origin": "apbd", "amount": amount}
        for mend in wrong_budget(self.limits, values).values():
            self._wrong(place, column, text, mend)
        return amount

    def _known(self, place: tuple[str, int], cells: Cells) -> None:
        """A row must name a programme of the file or of the version."""
        code = cells["kode_program"]
        if code.casefold() not in self.codes:
            mend = _("Kode program ini tidak ada. Tambahkan di lembar Program.")
            self._wrong(place, "kode_program", code, mend)

    def _twice(self, sheet: str, columns: Sequence[str]) -> None:
        rows = self.book.sheets[sheet]
        keys = [tuple(_same(c, cells[c]) for c in columns) for _n, cells in rows]
        count = Counter(keys)
        mend = _("Baris ini mengulang baris lain. Hapus salah satunya.")
        for (row, cells), key in zip(rows, keys, strict=True):
            if count[key] > 1:
                self._wrong((sheet, row), columns[-1], cells[columns[-1]], mend)


def _same(column: str, text: str) -> str:
    """What a cell says, in the one word that stands for all that mean it."""
    word = squeezed(text)
    if column == "jenjang":
        return str({**LEVELS}.get(word, word))
    if column == "sumber":
        names = {squeezed(str(one.label)): code for code, one in ORIGINS.items()}
        names |= {name: str(origin) for name, origin in SOURCES.items()}
        return names.get(word, word)
    return word


def _overlaid(row: Any, names: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401 -- a row or None
    """What is stored, for the file's values to be laid upon."""
    return {name: getattr(row, name) for name in names} if row else {}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a session keeps them: days and numbers as texts."""
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> Any:  # noqa: ANN401 -- what JSON holds
    if isinstance(value, Decimal):
        return text_of(value)
    return value.isoformat() if isinstance(value, date) else value


def _place(error: CellError) -> tuple[int, int]:
    order = (PROGRAMMES, INDICATORS, BUDGETS)
    return order.index(error.sheet), error.row
