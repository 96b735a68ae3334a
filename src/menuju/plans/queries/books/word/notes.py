"""Footnotes: python-docx has none, so their part is written here as the standard asks.

ECMA-376 part 1, 17.11: a part of its own with two separators, a relation from the document,
and the separators named in the settings.
"""

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from menuju.plans.queries.books.shapes import (
    BookText,
    HeadingPart,
    Line,
    ListPart,
    TablePart,
    TextPart,
    Words,
)
from menuju.plans.queries.books.word.xml import el, paragraph, run

SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
AFTER = ("endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang")
"""What stands behind ``footnotePr`` in the settings."""


def lines_of(book: BookText) -> Iterator[Line]:
    """Everything that people wrote, in its order."""
    for part in book.parts():
        if isinstance(part, HeadingPart | TextPart):
            yield part.words
        elif isinstance(part, ListPart):
            yield from part.items
        elif isinstance(part, TablePart):
            yield from part.head
            for row in part.rows:
                yield from row


def add_notes(document: Document, book: BookText) -> None:
    """Write the footnotes of a book; nothing if it has none."""
    noted = [words for line in lines_of(book) for words in line if words.note]
    if not noted:
        return
    root = el("footnotes", *(_separator(*one) for one in SEPARATORS.items()))
    root.extend(_note(words) for words in noted)
    package = document.part.package
    part = XmlPart(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    named = el("footnotePr", *(el("footnote", id=key) for key in SEPARATORS))
    before = [one for name in AFTER for one in settings.findall(qn(f"w:{name}"))]
    before[0].addprevious(named) if before else settings.append(named)


def _separator(key: int, kind: str) -> BaseOxmlElement:
    return el("footnote", el("p", el("r", el(kind))), type=kind, id=key)


def _note(words: Words) -> BaseOxmlElement:
    mark = el("r", el("rPr", el("rStyle", val="FootnoteReference")), el("footnoteRef"))
    told = paragraph("FootnoteText", mark, run(f" {words.note}"))
    return el("footnote", told, id=words.number)
