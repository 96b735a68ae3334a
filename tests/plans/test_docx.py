"""Books as DOCX: what Word and LibreOffice find in them, and that they may find it there."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from menuju.plans.models.text import RunningText
from menuju.plans.queries.books import book_in_guide, book_of, content_digest
from menuju.plans.queries.books.word import docx_of
from tests.make import books
from tests.make.plan_content import full_version

pytestmark = pytest.mark.django_db
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr spacing ind jc rPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs vertAlign lang",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW shd",
    "tc": "tcPr p",
    "tr": "trPr tc",
}
"""What may stand in an element and in which order: ECMA-376 part 1, annex A."""


@pytest.fixture
def version():
    made = full_version()
    books.sample(made)
    return made


def file_of(version, code="buku-1"):
    book = book_of(version, book_in_guide(version, code), content_digest(version))
    return docx_of(version, book)


def opened(version, code="buku-1"):
    return docx.Document(io.BytesIO(file_of(version, code)))


def part(version, name, code="buku-1"):
    with zipfile.ZipFile(io.BytesIO(file_of(version, code))) as file:
        return etree.fromstring(file.read(name))


def texts(document):
    return [one.text for one in document.paragraphs]


def test_headings_are_headings_of_word(version):
    found = [
        (one.style.name, one.text)
        for one in opened(version).paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert found[:3] == [
        ("Heading 1", "Bab 1 Pendahuluan"),
        ("Heading 2", "1.1 Latar belakang"),
        ("Heading 3", "1.1.1 Dasar hukum"),
    ]


def test_every_cell_of_the_data_is_a_cell_of_a_table(version):
    book = book_of(version, book_in_guide(version, "buku-2"), "0" * 64)
    wanted = [
        ["".join(words.text for words in cell) for cell in row]
        for table in book.tables
        for row in table.rows
    ]
    found = [
        [cell.text for cell in row.cells]
        for table in opened(version, "buku-2").tables
        for row in table.rows
    ]
    assert wanted
    assert [row for row in wanted if row not in found] == []


def test_the_head_of_a_table_repeats_on_each_page(version):
    document = part(version, "word/document.xml")
    rows = [table.find(qn("w:tr")) for table in document.iter(qn("w:tbl"))]
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in rows]
    assert heads
    assert None not in heads


def test_a_table_and_a_figure_have_captions(version):
    captions = [
        one.text for one in opened(version).paragraphs if one.style.name == "Caption"
    ]
    assert "Tabel 1.1. Tim penyusun" in captions
    assert "Gambar 1.1. Peta kota" in captions


def test_a_figure_says_what_it_shows(version):
    drawn = part(version, "word/document.xml").iter("{*}docPr")
    assert [one.get("descr") for one in drawn] == ["Peta dengan dua pusat"]


def test_footnotes_are_footnotes_of_word(version):
    notes = part(version, "word/footnotes.xml")
    told = ["".join(one.itertext()).strip() for one in notes]
    assert told == ["", "", "Badan Pusat Statistik, 2018."]
    marks = part(version, "word/document.xml").iter(qn("w:footnoteReference"))
    assert [one.get(qn("w:id")) for one in marks] == ["1"]


def test_a_book_without_notes_has_no_part_for_them(version):
    with zipfile.ZipFile(io.BytesIO(file_of(version, "buku-3"))) as file:
        assert "word/footnotes.xml" not in file.namelist()


def test_the_contents_are_a_field_that_already_lists_the_headings(version):
    document = part(version, "word/document.xml")
    told = [one.text for one in document.iter(qn("w:instrText"))]
    assert told[0].strip().startswith('TOC \\o "1-3"')
    entries = [
        one.text for one in opened(version).paragraphs if one.style.name == "toc 1"
    ]
    assert entries[0].startswith("Bab 1 Pendahuluan")


def test_each_entry_of_the_contents_leads_to_a_heading(version):
    document = part(version, "word/document.xml")
    marks = {one.get(qn("w:name")) for one in document.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in document.iter(qn("w:hyperlink"))}
    assert links
    assert links <= marks


def test_each_field_begins_and_ends_in_its_part(version):
    for name in ("word/document.xml", "word/footer1.xml"):
        kinds = [
            one.get(qn("w:fldCharType"))
            for one in part(version, name).iter(qn("w:fldChar"))
        ]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


def test_pages_are_numbered_and_say_which_version(version):
    foot = opened(version).sections[0].footer.paragraphs[0]
    assert "Versi 1, konsep, belum terbit" in foot.text
    told = part(version, "word/footer1.xml").iter(qn("w:instrText"))
    assert [one.text.strip() for one in told] == ["PAGE", "NUMPAGES"]


def test_the_language_is_indonesian(version):
    said = part(version, "word/styles.xml").find(
        f".//{qn('w:docDefaults')}//{qn('w:lang')}"
    )
    assert said.get(qn("w:val")) == "id-ID"
    assert opened(version).core_properties.language == "id-ID"


def test_elements_stand_in_the_order_of_the_standard(version):
    wrong = []
    for code in ("buku-1", "buku-2", "buku-3"):
        for element in part(version, "word/document.xml", code).iter():
            allowed = ORDER.get(etree.QName(element).localname, "").split()
            names = [etree.QName(one).localname for one in element]
            if allowed and not is_in_order(names, allowed):
                wrong.append((etree.QName(element).localname, names))
    assert wrong == []


def is_in_order(names, allowed):
    return set(names) <= set(allowed) and names == sorted(names, key=allowed.index)


def test_what_a_book_refers_to_is_in_its_package(version):
    with zipfile.ZipFile(io.BytesIO(file_of(version))) as file:
        names = set(file.namelist())
        relations = etree.fromstring(file.read("word/_rels/document.xml.rels"))
        types = file.read("[Content_Types].xml").decode()
    inside = [
        one.get("Target") for one in relations if one.get("TargetMode") != "External"
    ]
    assert [
        one for one in inside if not one.startswith("..") and f"word/{one}" not in names
    ] == []
    assert "/word/footnotes.xml" in types


def test_styles_that_are_used_exist(version):
    known = {one.get(qn("w:styleId")) for one in part(version, "word/styles.xml")}
    used = {
        one.get(qn("w:val"))
        for name in ("word/document.xml", "word/footnotes.xml")
        for kind in ("w:pStyle", "w:rStyle")
        for one in part(version, name).iter(qn(kind))
    }
    assert used <= known


def test_two_ordered_lists_both_count_from_one(version):
    books.sample(version)
    document = part(version, "word/document.xml")
    counts = [one.get(qn("w:val")) for one in document.iter(qn("w:numId"))]
    assert len(counts) == 4
    assert len(set(counts)) == 2


def test_the_roadmap_is_a_table_of_years(version):
    heads = [table.rows[0].cells[1].text for table in opened(version, "buku-2").tables]
    assert "2019" in heads


def test_the_same_content_gives_the_same_bytes(version):
    assert file_of(version) == file_of(version)


def test_a_simulated_book_says_so_on_each_page_and_on_its_cover(version):
    version.provenance = "simulated"
    document = opened(version)
    assert "SIMULASI" in document.sections[0].header.paragraphs[0].text
    assert "Simulasi, bukan dokumen resmi" in texts(document)


def test_a_book_of_real_content_is_not_called_simulated(version):
    with zipfile.ZipFile(io.BytesIO(file_of(version))) as file:
        told = b"".join(file.read(name) for name in file.namelist())
    assert not re.search("simulasi", told.decode(errors="ignore"), re.IGNORECASE)


def test_marks_that_xml_cannot_carry_are_left_out(version):
    run = books.words("a\x0bb < c & d")
    books.write(version, RunningText(runs=(run,)))
    assert "ab < c & d" in texts(opened(version))
