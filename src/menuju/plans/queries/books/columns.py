"""How wide the columns of a table are beside each other: no word is cut, none wastes paper."""

from collections.abc import Sequence

from menuju.plans.queries.books.shapes import Line, TablePart

FITTING = 94
"""Characters that fit side by side on the width of a page, at the size of tables."""
AIR = 3
"""Room at both sides of a cell, in characters."""
SHORT, LONGEST_WORD = 20, 24
"""Up to so many characters a line is kept whole; a longer word may be cut after so many."""
GROWTH = 0.75
"""How much more room longer texts get: less than their length, so that no column starves."""


def shares_of(part: TablePart) -> list[float]:
    """Characters of each column: room for what must stand together, the rest by its text."""
    columns = _columns(part)
    least = [_kept(column) for column in columns]
    if sum(least) > FITTING:
        least = [_longest_word(column) for column in columns]
    mean = [sum(map(len, column)) / len(column) for column in columns]
    wishes = [
        max(each - room, 1) ** GROWTH for each, room in zip(mean, least, strict=True)
    ]
    rest = max(FITTING - sum(least), 0)
    return [
        round(room + rest * wish / sum(wishes), 2)
        for room, wish in zip(least, wishes, strict=True)
    ]


def measured_of(part: TablePart) -> list[float]:
    """The same for who measures words: 0 where a column is as wide as its short lines."""
    shares, columns = shares_of(part), _columns(part)
    least = [_kept(column) for column in columns]
    if sum(least) > FITTING:
        return shares
    widths = [
        0.0 if _longest_line(column) <= SHORT else share
        for column, share in zip(columns, shares, strict=True)
    ]
    return widths if any(widths) else shares


def text_of(line: Line) -> str:
    """The words of a cell without their style."""
    return "".join(words.text for words in line)


def _columns(part: TablePart) -> list[list[str]]:
    rows = [part.head, *part.rows] if part.head else part.rows
    return [[text_of(cell) for cell in column] for column in zip(*rows, strict=True)]


def _kept(column: Sequence[str]) -> int:
    """What must stand together: a short line, else the longest word."""
    longest = _longest_line(column)
    return longest + AIR if longest <= SHORT else _longest_word(column)


def _longest_line(column: Sequence[str]) -> int:
    return max(len(line) for text in column for line in text.split("\n"))


def _longest_word(column: Sequence[str]) -> int:
    words = [len(word) for text in column for word in text.split()]
    return min(max(words, default=0), LONGEST_WORD) + AIR
