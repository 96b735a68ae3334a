"""Elements of WordprocessingML, in the order that its schema asks for."""

import re
from collections.abc import Iterable
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from menuju.plans.queries.books.shapes import Line, Words

NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry: control characters and lone surrogates."""


def el(tag: str, /, *parts: BaseOxmlElement, **values: str | int) -> BaseOxmlElement:
    """An element ``w:tag`` with attributes ``w:key`` and what is in it."""
    made = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(parts)
    return made


def clean(text: str) -> str:
    return NOT_XML.sub("", text)


def run(text: str, *style: BaseOxmlElement) -> BaseOxmlElement:
    """A run; line ends become breaks. ``style`` are the parts of ``w:rPr`` in their order."""
    made = el("r", *([el("rPr", *style)] if style else []))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(el("br"))
        words = el("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def runs_of(line: Line, *, is_bold: bool = False) -> Iterable[BaseOxmlElement]:
    """The runs of a line, each followed by the mark of its footnote."""
    for words in line:
        yield run(words.text, *_style(words, is_bold=is_bold))
        if words.note:
            yield note_mark(words.number)


def note_mark(number: int) -> BaseOxmlElement:
    """Where a footnote hangs; its identity is its number in the book."""
    reference = el("footnoteReference", id=number)
    return el("r", el("rPr", el("rStyle", val="FootnoteReference")), reference)


def _style(words: Words, *, is_bold: bool) -> list[BaseOxmlElement]:
    found = []
    if words.bold or is_bold:
        found.append(el("b"))
    if words.italic:
        found.append(el("i"))
    return found


def paragraph(
    style: str, *runs: BaseOxmlElement, layout: Iterable[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """A paragraph in a style; ``layout`` are more parts of ``w:pPr`` in their order."""
    return el("p", el("pPr", el("pStyle", val=style), *layout), *runs)


def field(
    instruction: str, *shown: BaseOxmlElement, style: Iterable[BaseOxmlElement] = ()
) -> list[BaseOxmlElement]:
    """A field that Word and LibreOffice work out; ``shown`` stands there until they do."""
    looks = [*style]

    def part(inside: BaseOxmlElement) -> BaseOxmlElement:
        own = [el("rPr", *(deepcopy(one) for one in looks))] if looks else []
        return el("r", *own, inside)

    told = el("instrText")
    told.text = f" {instruction} "
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        part(el("fldChar", fldCharType="begin")),
        part(told),
        part(el("fldChar", fldCharType="separate")),
        *shown,
        part(el("fldChar", fldCharType="end")),
    ]


def bookmark(number: int, name: str, *runs: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Runs that can be referred to by name."""
    start = el("bookmarkStart", id=number, name=name)
    return [start, *runs, el("bookmarkEnd", id=number)]
