"""Paragraphs of each kind as they are typed."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from menuju.plans.models.markup.inline import cleaned, marked, runs_in, tidied
from menuju.plans.models.text import (
    LONGEST,
    MOST_COLUMNS,
    MOST_POINTS,
    MOST_ROWS,
    Content,
    Heading,
    Points,
    RunningText,
    Runs,
    TableOf,
)

POINT = re.compile(r"\s*(?:[-*+•–]|(\d{1,4})[.)])(?:\s+(.*)|$)")
HEADING = re.compile(r"\s*(#{1,6})\s+(.*)")
BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
DASHES = re.compile(r":?-+:?")
LAST_LEVEL = 3


class MarkupError(ValueError):
    """What was typed cannot be kept as it is; the words say why and what to do."""


def read(kind: str, text: str) -> Content:
    """One paragraph of a kind: text, heading, list or table. MarkupError says what to mend."""
    if len(text) > LONGEST:
        raise MarkupError(_too_long(text))
    typed = cleaned(text)
    return _KINDS[kind](typed)


def read_all(text: str) -> list[Content]:
    """Everything that was typed, divided where a line is empty or another kind begins."""
    if len(text) > LONGEST:
        raise MarkupError(_too_long(text))
    lines = cleaned(text).split("\n")
    return [
        _KINDS[kind]("\n".join(found))
        for kind, found in _groups(lines)
        if any(line.strip() for line in found)
    ]


def tidy(content: Content) -> Content:
    """The same content in its one form, which reading gives and markup keeps."""
    if isinstance(content, RunningText):
        return RunningText(runs=tidied(content.runs))
    if isinstance(content, Heading):
        return Heading(level=content.level, runs=tidied(content.runs, one_line=True))
    if isinstance(content, Points):
        items = (tidied(item, one_line=True) for item in content.items)
        return Points(ordered=content.ordered, items=tuple(filter(None, items)))
    if isinstance(content, TableOf):
        rows = tuple(
            tuple(tidied(cell, one_line=True) for cell in row) for row in content.rows
        )
        return content.model_copy(update={"rows": rows})
    return content


def markup_of(content: Content) -> str:
    """A paragraph as it is typed; empty for a figure and a block of data."""
    if isinstance(content, RunningText):
        return marked(content.runs)
    if isinstance(content, Heading):
        return f"{'#' * content.level} {marked(content.runs)}"
    if isinstance(content, Points):
        starts = (
            f"{n}." if content.ordered else "-" for n, _i in enumerate(content.items, 1)
        )
        pairs = zip(starts, content.items, strict=True)
        return "\n".join(f"{start} {marked(item)}" for start, item in pairs)
    if isinstance(content, TableOf):
        return "\n".join(_rows(content))
    return ""


def _rows(table: TableOf) -> Iterator[str]:
    for place, row in enumerate(table.rows):
        cells = [marked(cell, more="|") for cell in row]
        if place == 1 and not table.has_head:
            cells = [f"\\{one}" if DASHES.fullmatch(one) else one for one in cells]
        yield f"| {' | '.join(cells)} |"
        if place == 0 and table.has_head:
            yield f"|{'---|' * len(row)}"


def _text(typed: str) -> Content:
    runs = runs_in(typed.replace("\t", " "))
    if not runs:
        raise MarkupError(_("Tuliskan naskahnya."))
    return RunningText(runs=runs)


def _heading(typed: str) -> Content:
    found = HEADING.match(typed)
    hashes, words = found.groups() if found else ("", typed)
    runs = tidied(runs_in(words), one_line=True)
    if not runs:
        raise MarkupError(_("Tuliskan judulnya."))
    return Heading(level=3 if len(hashes) >= LAST_LEVEL else 2, runs=runs)


def _points(typed: str) -> Content:
    items: list[str] = []
    is_ordered = False
    for line in filter(str.strip, typed.split("\n")):
        found = POINT.match(line)
        if found:
            is_ordered = is_ordered if items else found[1] is not None
            items.append(found[2] or "")
        elif items and line[:1].isspace():
            items[-1] += f" {line.strip()}"
        else:
            items.append(line)
    runs = tuple(filter(None, (_line(item) for item in items)))
    if not runs:
        raise MarkupError(_("Tuliskan sedikitnya satu butir, satu baris untuk satu."))
    if len(runs) > MOST_POINTS:
        text = _("Daftar ini %(n)s butir; batasnya %(limit)s. Bagi menjadi dua daftar.")
        raise MarkupError(text % {"n": len(runs), "limit": MOST_POINTS})
    return Points(ordered=is_ordered, items=runs)


def _table(typed: str) -> Content:
    lines = [line for line in typed.split("\n") if line.strip()]
    mark = "\t" if not any(map(BAR.search, lines)) else "|"
    rows = [_cells(line, mark) for line in lines]
    has_head = len(rows) > 1 and all(map(DASHES.fullmatch, rows[1]))
    if has_head:
        del rows[1]
    width = max(map(len, rows), default=0)
    if not any(cell for row in rows for cell in row):
        raise MarkupError(_("Isi sedikitnya satu sel tabel."))
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        text = _(
            "Tabel ini %(rows)s baris dan %(columns)s kolom; batasnya %(most)s baris dan "
            "%(widest)s kolom. Bagi menjadi beberapa tabel."
        )
        found = {"rows": len(rows), "columns": width}
        limits = {"most": MOST_ROWS, "widest": MOST_COLUMNS}
        raise MarkupError(text % (found | limits))
    filled = ([*row, *[""] * (width - len(row))] for row in rows)
    cells = tuple(tuple(_line(cell) for cell in row) for row in filled)
    return TableOf(has_head=has_head, rows=cells)


def _cells(line: str, mark: str) -> list[str]:
    if mark == "\t":
        return [cell.strip() for cell in line.split("\t")]
    # A bar is a border unless an odd number of backslashes stands before it.
    parts = BAR.sub(lambda found: f"{found[1]}\t", line.replace("\t", " ")).split("\t")
    cells = [cell.strip() for cell in parts]
    if len(cells) > 1 and not cells[0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1]:
        del cells[-1]
    return cells


def _line(markup: str) -> Runs:
    return tidied(runs_in(markup), one_line=True)


def _groups(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that belong together, with the kind of paragraph they are."""
    numbered: list[tuple[tuple[int, str], str]] = []
    number, last = 0, ""
    for line in lines:
        kind = _kind(line, last)
        number += kind != last or kind == "heading"
        numbered.append(((number, kind), line))
        last = kind
    for (_number, kind), found in groupby(numbered, key=lambda one: one[0]):
        if kind:
            yield kind, [line for _key, line in found]


def _kind(line: str, last: str) -> str:
    """What a line is, after a line of the kind ``last``; "" for an empty one."""
    in_list = last == "list"
    if not line.strip():
        return "list" if in_list else ""
    if HEADING.match(line):
        return "heading"
    if line.strip()[0] == "|":
        return "table"
    point = POINT.match(line)
    if point and point[2] and (in_list or point[1] in {None, "1"}):
        return "list"
    return "list" if in_list and line[:1].isspace() else "text"


def _too_long(text: str) -> str:
    words = _(
        "Naskah ini %(n)s huruf; batas satu alinea %(limit)s huruf. "
        "Bagi menjadi beberapa alinea."
    )
    counts = {"n": len(text), "limit": LONGEST}
    return words % {
        name: number_format(count, force_grouping=True)
        for name, count in counts.items()
    }


_KINDS = {"text": _text, "heading": _heading, "list": _points, "table": _table}
