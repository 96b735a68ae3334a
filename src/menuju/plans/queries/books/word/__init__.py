"""A book as DOCX: real headings, contents, tables, captions, footnotes, figures.

Word and LibreOffice open it; what people change there does not come back.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping

import docx
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.books import LANGUAGE
from menuju.plans.queries.books.pictures import Picture, pictures_of
from menuju.plans.queries.books.printing import state_words
from menuju.plans.queries.books.shapes import (
    BookText,
    FigurePart,
    HeadingPart,
    ListPart,
    Part,
    TablePart,
    TextPart,
    TimelinePart,
)
from menuju.plans.queries.books.word.frame import (
    add_contents,
    add_cover,
    add_frame,
    add_picture,
    chapter_title,
    mark_of,
)
from menuju.plans.queries.books.word.notes import add_notes
from menuju.plans.queries.books.word.styles import LANGUAGE as WORD_LANGUAGE
from menuju.plans.queries.books.word.styles import prepare
from menuju.plans.queries.books.word.tables import roadmap_of, table_of
from menuju.plans.queries.books.word.xml import (
    bookmark,
    clean,
    el,
    paragraph,
    run,
    runs_of,
)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name: the same book has the same bytes."""
RUNNING = "●"
QUICK = "★"


def docx_of(version: MasterplanVersion, book: BookText) -> bytes:
    """The book as a DOCX; the same book of the same version gives the same bytes."""
    with translation.override(LANGUAGE):
        pictures = pictures_of([*book.files, book.cover.emblem])
        document = docx.Document()
        prepare(document)
        _name(document, version, book)
        add_frame(document, book.cover)
        add_cover(document, book.cover, pictures.get(book.cover.emblem))
        add_contents(document, book)
        _Writer(document, pictures).write(book)
        add_notes(document, book)
    return _packed(document)


class _Writer:
    """Writes chapters at the end of a document, counting headings and ordered lists."""

    def __init__(self, document: Document, pictures: Mapping[str, Picture]) -> None:
        self.document, self.pictures = document, pictures
        self.headings = 0

    def write(self, book: BookText) -> None:
        for chapter in book.chapters:
            title = run(clean(chapter_title(chapter.number, chapter.title)))
            self._add(self._heading(1, title))
            for part in chapter.parts:
                self._part(part)

    def _add(self, *elements: BaseOxmlElement) -> None:
        end = self.document.element.body.sectPr
        for one in elements:
            end.addprevious(one)

    def _part(self, part: Part) -> None:
        if isinstance(part, HeadingPart):
            runs = runs_of(part.words)
            title = self._heading(part.level, run(f"{part.number} "), *runs)
            self._add(title)
        elif isinstance(part, TextPart):
            self._add(paragraph("Normal", *runs_of(part.words)))
        elif isinstance(part, ListPart):
            self._add(*self._list(part))
        elif isinstance(part, TablePart):
            self._captioned(_("Tabel"), part, table_of(part))
        elif isinstance(part, TimelinePart):
            drawn = roadmap_of(part.timeline, QUICK, RUNNING)
            self._captioned(_("Gambar"), part, drawn)
            self._add(paragraph("Normal", run(_legend())))
        else:
            self._figure(part)

    def _heading(self, level: int, *runs: BaseOxmlElement) -> BaseOxmlElement:
        self.headings += 1
        marked = bookmark(self.headings, mark_of(self.headings), *runs)
        return paragraph(f"Heading{level}", *marked)

    def _list(self, part: ListPart) -> Iterator[BaseOxmlElement]:
        style = "ListNumber" if part.ordered else "ListBullet"
        layout = []
        number = self._new_count() if part.ordered else 0
        for item in part.items:
            if number:
                layout = [el("numPr", el("ilvl", val=0), el("numId", val=number))]
            yield paragraph(style, *runs_of(item), layout=layout)

    def _new_count(self) -> int:
        """A count from 1 of its own: lists of one style would count on."""
        numbering = self.document.part.numbering_part.element
        style = f"{qn('w:lvl')}/{qn('w:pStyle')}[@{qn('w:val')}='ListNumber']"
        kinds = numbering.findall(qn("w:abstractNum"))
        kind = next(one for one in kinds if one.find(style) is not None)
        made = numbering.add_num(int(kind.get(qn("w:abstractNumId"))))
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _captioned(
        self, name: str, part: TablePart | TimelinePart, drawn: BaseOxmlElement
    ) -> None:
        """A table under its caption; a line of air keeps two tables from becoming one."""
        caption = run(f"{name} {part.number}. {part.caption}")
        self._add(paragraph("Caption", caption, layout=[el("keepNext")]), drawn)
        self._add(paragraph("Normal"))

    def _figure(self, part: FigurePart) -> None:
        found = self.pictures.get(part.file)
        if found:
            add_picture(self.document, found, clean(part.alt or part.caption))
        else:
            words = run(_("Berkas gambar ini tidak ditemukan."), el("i"))
            self._add(paragraph("Normal", words))
        caption = run(f"{_('Gambar')} {part.number}. {part.caption}")
        self._add(paragraph("Caption", caption))


def _legend() -> str:
    """What the marks in the cells of a roadmap say to those who see no colour."""
    return _("%(quick)s quick win, %(running)s program lain.") % {
        "quick": QUICK,
        "running": RUNNING,
    }


def _name(document: Document, version: MasterplanVersion, book: BookText) -> None:
    """What the file says about itself; nothing of who made it or when it was opened."""
    told = document.core_properties
    moment = version.published_at or version.made_at
    told.title = clean(f"{book.cover.title}: {book.cover.plan} {book.cover.years}")
    told.author = told.last_modified_by = _("Pemerintah %s") % book.cover.region
    told.created = told.modified = moment.replace(tzinfo=None, microsecond=0)
    told.language, told.revision = WORD_LANGUAGE, 1
    told.comments, told.keywords = state_words(book.cover), book.cover.digest
    package = document.part.package
    for key, one in [*package.rels.items()]:
        if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _packed(document: Document) -> bytes:
    """The file with fixed times, its parts in the order they were written."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return second.getvalue()
