"""The cover, the contents and what stands at head and foot of each page, in Word."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from menuju.plans.queries.books.pictures import Picture
from menuju.plans.queries.books.printing import (
    digest_words,
    running_words,
    state_words,
)
from menuju.plans.queries.books.shapes import BookText, Cover, HeadingPart
from menuju.plans.queries.books.word.styles import CLAY, PICTURE_WIDTH
from menuju.plans.queries.books.word.xml import (
    el,
    field,
    paragraph,
    run,
)

DEEPEST = 3


def add_cover(document: Document, cover: Cover, emblem: Picture | None) -> None:
    """The first page."""
    if emblem:
        words = _("Lambang %s") % cover.region
        add_picture(document, emblem, words, height=Cm(3))
    end = document.element.body.sectPr
    rows = [
        paragraph("Normal", run(_("Pemerintah %s") % cover.region, el("b"))),
        paragraph("Normal", run(cover.province)),
        paragraph(
            "Subtitle",
            run(f"{cover.plan}, {cover.years}"),
            layout=[el("spacing", before=2400)],
        ),
        paragraph("Title", run(cover.title)),
    ]
    if cover.is_simulated:
        rows.append(paragraph("Normal", _marked(simulated_words())))
    rows += [
        paragraph(
            "Normal",
            run(state_words(cover), el("b")),
            layout=[el("spacing", before=2400)],
        ),
        paragraph("Normal", run(_("Sidik isi (SHA-256)") + "\n" + cover.digest)),
    ]
    for row in rows:
        end.addprevious(row)


def add_picture(
    document: Document, picture: Picture, alt: str, height: Cm | None = None
) -> None:
    """A picture on a line of its own, with what it shows for those who cannot see it."""
    width = None if height else PICTURE_WIDTH
    line = document.add_paragraph()
    shape = line.add_run().add_picture(io.BytesIO(picture.data), width, height)
    shape._inline.docPr.set("descr", alt)  # noqa: SLF001 -- python-docx has no name for it
    line.paragraph_format.keep_with_next = height is None


def simulated_words() -> str:
    return _("Simulasi, bukan dokumen resmi")


def add_contents(document: Document, book: BookText) -> None:
    """A field of contents, filled with what it will show; Word works out the pages."""
    end = document.element.body.sectPr
    title = run(_("Daftar isi"))
    end.addprevious(paragraph("TOCHeading", title, layout=[el("pageBreakBefore")]))
    begin, told, middle, close = field(rf'TOC \o "1-{DEEPEST}" \h \z \u')
    lines = [_entry(*one) for one in entries_of(book)] or [paragraph("TOC1")]
    first = lines[0].find(qn("w:pPr"))
    for one in (middle, told, begin):
        first.addnext(one)
    lines[-1].append(close)
    for line in lines:
        end.addprevious(line)
    settings = document.settings.element
    settings.find(qn("w:compat")).addprevious(el("updateFields", val="true"))


def entries_of(book: BookText) -> Iterator[tuple[int, str, str]]:
    """Level, words and bookmark of every heading."""
    number = 0
    for chapter in book.chapters:
        number += 1
        yield 1, chapter_title(chapter.number, chapter.title), mark_of(number)
        for part in chapter.parts:
            if isinstance(part, HeadingPart):
                number += 1
                yield part.level, heading_title(part), mark_of(number)


def mark_of(number: int) -> str:
    return f"_Toc{number:06d}"


def chapter_title(number: int, title: str) -> str:
    return f"{_('Bab %s') % number} {title}"


def heading_title(part: HeadingPart) -> str:
    return f"{part.number} " + "".join(words.text for words in part.words)


def _entry(level: int, title: str, mark: str) -> BaseOxmlElement:
    page = field(rf"PAGEREF {mark} \h", run(" "))
    link = el(
        "hyperlink", run(title), el("r", el("tab")), *page, anchor=mark, history=1
    )
    return paragraph(f"TOC{level}", link)


def add_frame(document: Document, cover: Cover) -> None:
    """Which book this is at the head, which version and page at the foot; not on the cover."""
    section = document.sections[0]
    marks = [_("KONSEP")] if not cover.is_final else []
    marks += [_("SIMULASI")] if cover.is_simulated else []
    head = section.header.paragraphs[0]._p  # noqa: SLF001 -- the element is written as such
    head.append(run(running_words(cover), *_small()))
    if marks:
        looks = [el("b"), el("color", val=CLAY), el("sz", val=17)]
        head.append(run(" · " + ", ".join(marks), *looks))
    words = f"{state_words(cover)} · {digest_words(cover)} · "
    if cover.is_simulated:
        words = f"{simulated_words()}. {words}"
    before, between, after = (
        _("Halaman {page} dari {pages}").replace("{pages}", "{page}").split("{page}")
    )
    foot = section.footer.paragraphs[0]._p  # noqa: SLF001 -- likewise
    foot.extend(
        [
            run(words + before, *_small()),
            *field("PAGE", run("1", *_small()), style=_small()),
            run(between, *_small()),
            *field("NUMPAGES", run("1", *_small()), style=_small()),
            run(after, *_small()),
        ]
    )


def _small() -> list[BaseOxmlElement]:
    return [el("color", val="41525A"), el("sz", val=17)]


def _marked(words: str) -> BaseOxmlElement:
    return run(words, el("b"), el("color", val=CLAY))
