"""Draw what books are made of in a page."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from menuju.plans.models.documents import Book
from menuju.plans.queries.blocks import Timeline
from menuju.plans.queries.books import Words
from menuju.plans.queries.books.drawings import Drawing, drawing_of

register = template.Library()
BREAK = SafeString("<br>")
ONE_LINE = 12


@register.filter
def line(words: Iterable[Words]) -> SafeString:
    """Words as HTML: every letter escaped, line breaks kept, footnotes as numbered links."""
    return SafeString("".join(_word(one) for one in words))


@register.filter
def book_title(book: Book) -> str:
    """What a book is called: in Indonesian, as on its cover."""
    return book.title.id


@register.simple_tag
def drawing(timeline: Timeline) -> Drawing:
    """Where everything in the picture of a roadmap stands."""
    return drawing_of(timeline)


@register.filter
def cells(row: Iterable[Any], head: Iterable[Any]) -> list[tuple[str, Any]]:
    """The cells of a row, each with the name of its column; none where it has no names."""
    names = ["".join(words.text for words in name) for name in head]
    listed = list(row)
    return [*zip(names or [""] * len(listed), listed, strict=True)]


@register.filter
def is_short(cell: Iterable[Words]) -> bool:
    """Whether a cell stands on one line: a code, or two years that belong together."""
    return sum(len(words.text) for words in cell) <= ONE_LINE


def _word(one: Words) -> str:
    lines: Any = [conditional_escape(text) for text in one.text.split("\n")]
    text = SafeString(BREAK.join(lines))
    if one.italic:
        text = format_html("<em>{}</em>", text)
    if one.bold:
        text = format_html("<strong>{}</strong>", text)
    if one.number:
        mark = '{}<sup><a href="#n{}" id="r{}">{}</a></sup>'
        text = format_html(mark, text, one.number, one.number, one.number)
    return text
