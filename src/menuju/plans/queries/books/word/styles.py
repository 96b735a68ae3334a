"""The look of a book in Word: styles that its readers may change in one place."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from menuju.plans.queries.books.word.xml import el

FONT = "Calibri"
INK, SEA, CLAY = RGBColor(0x15, 0x24, 0x2A), RGBColor(0x0B, 0x51, 0x60), "9F3712"
LANGUAGE = "id-ID"
SIZES = {"Heading 1": 22, "Heading 2": 14, "Heading 3": 12, "Title": 32}
TEXT_WIDTH, PICTURE_WIDTH = Cm(16), Cm(15.5)


def prepare(document: Document) -> None:
    """Fonts, sizes, colours, language and page of a book."""
    _language(document)
    normal = _paragraph_style(document, "Normal")
    _font(normal, 11)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in SIZES.items():
        style = _paragraph_style(document, name)
        _font(style, size)
        style.font.bold, style.font.color.rgb = True, SEA
        style.paragraph_format.space_before = Pt(16)
        style.paragraph_format.space_after = Pt(6)
    _paragraph_style(document, "Heading 1").paragraph_format.page_break_before = True
    _without_line(_paragraph_style(document, "Title"))
    subtitle = _paragraph_style(document, "Subtitle")
    _font(subtitle, 14)
    subtitle.font.italic, subtitle.font.color.rgb = False, INK
    caption = _paragraph_style(document, "Caption")
    _font(caption, 9.5)
    caption.font.bold, caption.font.color.rgb = True, SEA
    _added(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.different_first_page_header_footer = True


def _added(document: Document) -> None:
    """Styles that the template lacks; contents by level, notes, cells of tables."""
    for level in range(1, 4):
        style = _new(document, f"toc {level}")
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH)
        style.font.bold = level == 1
    _font(_new(document, "footnote text"), 9)
    cell = _new(document, "Table Text")
    _font(cell, 9)
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1
    mark = document.styles.add_style(
        "footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True
    )
    mark.element.set(qn("w:styleId"), "FootnoteReference")
    mark.font.superscript = True


def _new(document: Document, name: str) -> ParagraphStyle:
    """A paragraph style; one that Word knows by name is called as Word calls it."""
    is_known = name.islower()
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=is_known)
    words = name.upper() if name.startswith("toc") else name.title()
    made.element.set(qn("w:styleId"), words.replace(" ", ""))
    if not isinstance(made, ParagraphStyle):
        raise TypeError(name)
    made.base_style = document.styles["Normal"]
    return made


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    found = document.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(name)
    return found


def _font(style: ParagraphStyle, size: float) -> None:
    """One typeface: the template's own come from a theme, which would win."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), FONT)


def _without_line(style: ParagraphStyle) -> None:
    for line in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def _language(document: Document) -> None:
    """What a screen reader and the spelling of Word go by."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    said = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in said.findall(qn("w:lang")):
        said.remove(old)
    said.append(el("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
