"""Draw the words of a paragraph."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from menuju.plans.models import Paragraph
from menuju.plans.models.text import DataBlock, content_of, plain_of
from menuju.plans.queries.blocks import title_of
from menuju.plans.queries.chapter_pages import Word

register = template.Library()
BREAK = SafeString("<br>")


@register.simple_tag
def words(cell: Iterable[Word]) -> SafeString:
    """Runs as HTML: every letter escaped, line breaks kept, footnotes as numbered links."""
    return SafeString("".join(_word(one) for one in cell))


@register.filter
def beginning(paragraph: Paragraph) -> str:
    """The first words of a paragraph; what kind it is where it has none."""
    content = content_of(paragraph.content)
    if isinstance(content, DataBlock):
        return title_of(content.code)
    return Truncator(plain_of(content)).words(12)


def _word(one: Word) -> str:
    lines: Any = [conditional_escape(line) for line in one.run.text.split("\n")]
    text = SafeString(BREAK.join(lines))
    if one.run.italic:
        text = format_html("<em>{}</em>", text)
    if one.run.bold:
        text = format_html("<strong>{}</strong>", text)
    if one.number:
        link = '{}<sup><a href="#n{}" id="r{}">{}</a></sup>'
        text = format_html(link, text, one.number, one.number, one.number)
    return text
