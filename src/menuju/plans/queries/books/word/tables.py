"""Tables of a book in Word: a real head row that repeats, rows that are not cut in two.

Written as elements at once: adding cell by cell takes time that grows with the square.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from menuju.plans.queries.blocks import Bar, Timeline
from menuju.plans.queries.books.columns import shares_of
from menuju.plans.queries.books.shapes import Line, TablePart, Words
from menuju.plans.queries.books.word.styles import TEXT_WIDTH
from menuju.plans.queries.books.word.xml import clean, el, paragraph, run, runs_of

WIDTH = TEXT_WIDTH.twips
HEAD_SHADE, QUICK_SHADE, BAR_SHADE = "E4EEF0", "0B5160", "86C2CB"
QUICK_INK, BAR_INK = "FFFFFF", "15242A"
LINE: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "76858C"}
NO_LINE: dict[str, str | int] = {"val": "nil"}
NAME_SHARE = 0.45
"""Of a roadmap's width, what the names of its programmes take."""


def table_of(part: TablePart) -> BaseOxmlElement:
    """A table with its head row."""
    widths = _widths(shares_of(part))
    rows = []
    if part.head:
        rows.append(_row(part.head, widths, part.numbers, is_head=True))
    for number, row in enumerate(part.rows, 1):
        is_total = part.has_total and number == len(part.rows)
        rows.append(_row(row, widths, part.numbers, is_bold=is_total))
    return _table(widths, rows, _Frame(part.caption))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a table is called and tells without a picture; ``margin``: twips beside words."""

    title: str
    words: str = ""
    margin: int = 80


def roadmap_of(drawn: Timeline, quick: str, running: str) -> BaseOxmlElement:
    """The roadmap as a table of years: shaded where a programme runs, and said in words.

    ``quick`` and ``running`` are the marks in the cells of quick wins and of others.
    """
    years = range(drawn.first_year, drawn.last_year + 1)
    widths = _widths([NAME_SHARE, *[(1 - NAME_SHARE) / len(years)] * len(years)])
    head = tuple((Words(str(year)),) for year in years)
    rows = [_row(((Words(""),), *head), widths, (), is_head=True)]
    for lane in drawn.lanes:
        name = (Words(f"{lane.title}, {lane.first_year}–{lane.last_year}"),)
        blank = ((Words(""),),) * len(years)
        rows.append(_row((name, *blank), widths, (), is_bold=True))
        for bar in lane.bars:
            mark = quick if bar.quick_win else running
            rows.append(_bar(bar, years, widths, mark))
    return _table(widths, rows, _Frame(drawn.caption, drawn.words, margin=20))


def _widths(shares: Sequence[float]) -> list[int]:
    """Twips of each column; together the width of the text."""
    total = sum(shares)
    return [round(WIDTH * share / total) for share in shares]


def _table(
    widths: Sequence[int], rows: Sequence[BaseOxmlElement], frame: _Frame
) -> BaseOxmlElement:
    borders = el(
        "tblBorders",
        el("top", **LINE),
        el("left", **NO_LINE),
        el("bottom", **LINE),
        el("right", **NO_LINE),
        el("insideH", **LINE),
        el("insideV", **NO_LINE),
    )
    layout = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        borders,
        el("tblLayout", type="fixed"),
        el(
            "tblCellMar",
            *(el(s, w=frame.margin, type="dxa") for s in ("left", "right")),
        ),
        el("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0),
        el("tblCaption", val=clean(frame.title)),
        *([el("tblDescription", val=clean(frame.words))] if frame.words else []),
    )
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    return el("tbl", layout, grid, *rows)


def _row(
    cells: Sequence[Line],
    widths: Sequence[int],
    numbers: Sequence[int],
    *,
    is_head: bool = False,
    is_bold: bool = False,
) -> BaseOxmlElement:
    made = el("tr", _row_layout(is_head=is_head))
    for at, (line, width) in enumerate(zip(cells, widths, strict=True)):
        side = [el("jc", val="right")] if at in numbers else []
        runs = runs_of(line, is_bold=is_head or is_bold)
        told = paragraph("TableText", *runs, layout=side)
        made.append(_cell(width, told, HEAD_SHADE if is_head else ""))
    return made


def _bar(bar: Bar, years: range, widths: Sequence[int], mark: str) -> BaseOxmlElement:
    made = el("tr", _row_layout(is_head=False))
    name = paragraph("TableText", run(f"{bar.code} {bar.title}"))
    made.append(_cell(widths[0], name))
    colour = QUICK_SHADE if bar.quick_win else BAR_SHADE
    for year, width in zip(years, widths[1:], strict=True):
        runs_now = bar.starts < year + 1 and bar.ends > year
        ink = QUICK_INK if bar.quick_win else BAR_INK
        style = (el("color", val=ink), el("sz", val=14))
        shown = [run(mark, *style)] if runs_now else []
        told = paragraph("TableText", *shown, layout=[el("jc", val="center")])
        made.append(_cell(width, told, colour if runs_now else ""))
    return made


def _row_layout(*, is_head: bool) -> BaseOxmlElement:
    return el("trPr", el("cantSplit"), *([el("tblHeader")] if is_head else []))


def _cell(width: int, told: BaseOxmlElement, shade: str = "") -> BaseOxmlElement:
    fill = [el("shd", val="clear", color="auto", fill=shade)] if shade else []
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), *fill), told)
