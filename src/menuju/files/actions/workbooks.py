"""Look at the cells of a workbook before a library reads it.

The reader lays a sheet out as the rectangle that its filled cells span. One cell in the far
corner asks for hundreds of gigabytes, and the whole process ends: that is refused here.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from django.utils.translation import gettext as _

from menuju.files.actions.checking import UNREADABLE, refusal

MOST_CELLS = 2_000_000
"""Cells of the rectangle that a sheet spans, empty ones included."""
MOST_FORMULAS = 200
PLACE = re.compile(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,8})")
Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(slots=True)
class Extent:
    """What a sheet spans, and where formulas stand (the first of them)."""

    cells: int = 0
    formulas: list[Place] = field(default_factory=list)


def check_reach(path: Path, name: str) -> None:
    """ValidationError if a sheet spans too many cells or is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = map(archive.read, archive.namelist())
            widest = max((extent_of(one).cells for one in parts), default=0)
    except UNREADABLE as error:
        text = _("“%(name)s” tidak terbaca. Simpan ulang sebagai .xlsx.")
        raise refusal("broken", text, name=name) from error
    if widest > MOST_CELLS:
        text = _(
            "Lembar di “%(name)s” terlalu besar: ada isi jauh di bawah atau di kanan "
            "tabelnya. Hapus baris dan kolom kosong sesudah tabel, lalu unggah lagi."
        )
        raise refusal("reach", text, name=name)


def extent_of(part: bytes) -> Extent:
    """The extent of a part of a workbook; nothing if it is no sheet. ValueError if damaged."""
    if b"sheetData" not in part:
        return Extent()
    look = _Look()
    parser = expat.ParserCreate()
    parser.StartElementHandler = look.begin
    parser.EndElementHandler = look.end
    parser.StartDoctypeDeclHandler = look.refuse
    try:
        parser.Parse(part, True)  # noqa: FBT003 -- that nothing follows
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return look.extent


class _Look:
    """Follows rows and cells; those without a place stand after the one before."""

    def __init__(self) -> None:
        self.extent = Extent()
        self._row, self._column, self._is_in_cell = -1, -1, False
        self._least: Place | None = None
        self._most: Place = (0, 0)

    def begin(self, tag: str, values: dict[str, str]) -> None:
        """A row, a cell, or what a cell holds."""
        kind = tag.rpartition(":")[2]
        if kind == "row":
            said = values.get("r", "")
            self._row = int(said) - 1 if said.isdecimal() else self._row + 1
            self._column = -1
        elif kind == "c":
            self._is_in_cell = True
            self._row, self._column = self._place(values.get("r", ""))
        elif self._is_in_cell:
            self._fill()
            if kind == "f" and len(self.extent.formulas) < MOST_FORMULAS:
                self.extent.formulas.append((self._row, self._column))

    def end(self, tag: str) -> None:
        """A cell ends."""
        if tag.rpartition(":")[2] == "c":
            self._is_in_cell = False

    def refuse(self, *_declared: object) -> None:
        """No workbook declares a document type; what does is not opened."""
        text = "a workbook declares no document type"
        raise ValueError(text)

    def _place(self, said: str) -> Place:
        found = PLACE.fullmatch(said)
        if found is None:
            return max(self._row, 0), self._column + 1
        column = 0
        for letter in found[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]) - 1, column - 1

    def _fill(self) -> None:
        row, column = self._row, self._column
        top, left = self._least or (row, column)
        self._least = (min(top, row), min(left, column))
        self._most = (max(self._most[0], row), max(self._most[1], column))
        height = self._most[0] - self._least[0] + 1
        self.extent.cells = height * (self._most[1] - self._least[1] + 1)
