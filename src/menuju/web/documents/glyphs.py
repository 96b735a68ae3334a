"""Which characters the committed fonts can print, read from the fonts themselves."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
TEXT_FONT = FONTS / "SourceSans3-Regular.ttf"
MISSING = "□"
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Controls, direction marks, lone surrogates: they print nothing, or turn text around."""
LONGEST_WORD = 48
BREAK = "\u200b"
"""Lets a line end inside a word that no line could hold."""


def printable(text: str) -> str:
    """The text as it can be set: no invisible marks, a box for what no font has."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    plain = "".join(_shown(mark) for mark in normal)
    return " ".join(_breakable(word) for word in plain.split(" "))


def unprintable(text: str) -> list[str]:
    """The visible characters of a text that no committed font has, each once."""
    normal = unicodedata.normalize("NFC", text)
    return [mark for mark in dict.fromkeys(normal) if _shown(mark) == MISSING != mark]


def _shown(mark: str) -> str:
    if mark == "\n":
        return mark
    if mark.isspace():
        return mark if mark == "\u00a0" else " "
    if unicodedata.category(mark) in INVISIBLE:
        return ""
    return mark if ord(mark) in covered() else MISSING


def _breakable(word: str) -> str:
    pieces = range(0, max(len(word), 1), LONGEST_WORD)
    return BREAK.join(word[at : at + LONGEST_WORD] for at in pieces)


@cache
def covered() -> frozenset[int]:
    """The code points of the text font, from its ``cmap`` table (OpenType, format 4)."""
    data = TEXT_FONT.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    directory = (struct.unpack_from(">4s3I", data, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _sum, offset, _size in directory if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    offsets = {
        struct.unpack_from(">I", data, start + 8 + 8 * n)[0] + start
        for n in range(maps)
    }
    points: set[int] = set()
    for at in offsets:
        if struct.unpack_from(">H", data, at) == (4,):
            points |= _segments(data, at)
    return frozenset(points)


def _segments(data: bytes, at: int) -> set[int]:
    """The code points of one format 4 subtable that lead to a glyph."""
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2

    def column(number: int, kind: str) -> tuple[int, ...]:
        skipped = 14 + number * doubled + (2 if number else 0)
        return struct.unpack_from(f">{count}{kind}", data, at + skipped)

    ends, starts = column(0, "H"), column(1, "H")
    deltas, ranges = column(2, "h"), column(3, "H")
    found = set()
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, last + 1):
            glyph = point
            if ranges[n]:
                slot = at + 16 + 3 * doubled + 2 * n + ranges[n] + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", data, slot)
            if glyph and (glyph + deltas[n]) % 0x10000:
                found.add(point)
    return found - {0xFFFF}
