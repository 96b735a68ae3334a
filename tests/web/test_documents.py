"""Documents: what Typst makes of a template and of data that nobody should trust."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from menuju.web.documents import (
    Check,
    Head,
    Sheet,
    pdf,
    printable,
    typeset,
    unprintable,
)
from menuju.web.documents.glyphs import FONTS, covered

SAMPLE = """#import "/base.typ": *
#show: framed
#letterhead()
#title-block(body.title, number: "BA-1")
#facts((("Daerah", body.name),))
#data-table(("Daerah", "Nilai"), body.rows, columns: (1fr, auto), numbers: (1,))
#paragraphs((body.name, body.title))
#signatures(((office: "Ketua", institution: "Lembaga", name: body.name, note: ""),))
#verification()
"""
SHEET = Sheet(
    title="Berita acara",
    language="id",
    moment=datetime(2019, 3, 3, 9, tzinfo=UTC),
    head=Head("Sekretariat Contoh"),
)


@pytest.fixture(autouse=True)
def sample(tmp_path, monkeypatch):
    folder = tmp_path / "trial" / "templates" / "trial"
    folder.mkdir(parents=True)
    (folder / "sample.typ").write_text(SAMPLE)
    monkeypatch.setattr(typeset, "SLICES", tmp_path)


def made(name="Kota Balikpapan", sheet=SHEET, rows=(("Kota Balikpapan", "3,12"),)):
    body = {"title": "Berita acara", "name": name, "rows": rows}
    return pdf("trial/sample.typ", body, sheet)


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(document).pages)


def test_two_settings_of_one_document_are_the_same_bytes():
    assert made() == made()


def test_another_figure_gives_other_bytes():
    assert made() != made(rows=(("Kota Balikpapan", "3,13"),))


def test_a_document_is_tagged_and_says_its_language_and_title():
    root = read(made(sheet=replace(SHEET, language="en"))).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert read(made()).metadata.title == "Berita acara"


def test_every_font_is_embedded():
    fonts = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in read(made()).pages
        for font in (ref.get_object() for ref in page["/Resources"]["/Font"].values())
    ]

    assert fonts
    assert all("/FontFile2" in each or "/FontFile3" in each for each in fonts)


def test_the_fonts_are_few_and_carry_their_licences():
    assert len(list(FONTS.glob("*.ttf"))) <= 4
    assert {p.name for p in FONTS.glob("OFL*")} == {
        "OFL-PlusJakartaSans.txt",
        "OFL-SourceSans3.txt",
    }


def test_a_draft_says_so_on_each_page_and_a_final_one_does_not():
    rows = [("Kabupaten Paser", "2,10")] * 120
    draft = read(made(sheet=replace(SHEET, mark="KONSEP"), rows=rows))

    assert len(draft.pages) > 1
    assert all("KONSEP" in page.extract_text() for page in draft.pages)
    assert "KONSEP" not in text_of(made())


def test_a_simulated_document_says_so_on_each_page():
    assert "SIMULASI" in text_of(made(sheet=replace(SHEET, is_simulated=True)))
    assert "SIMULASI" not in text_of(made())


def test_pages_are_counted_in_the_language_of_the_document():
    assert "Halaman 1 dari 1" in text_of(made())
    assert "Page 1 of 1" in text_of(made(sheet=replace(SHEET, language="en")))


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '#eval("1+1") $x^2$ *tebal* _miring_ `kode`',
        "= Judul\\ <label> @rujukan // komentar",
        '"] #pagebreak() [" \\u{41}',
    ],
)
def test_data_are_never_read_as_markup(hostile):
    found = text_of(made(name=hostile))

    assert hostile in found.replace("\n", " ")
    assert "root:" not in found


def test_marks_that_turn_text_around_are_left_out():
    assert printable("Kota\u202eabc\u200f\x07") == "Kotaabc"
    assert "Kotaabc" in text_of(made(name="Kota\u202eabc\u200f\x07"))


def test_letters_that_no_font_has_are_named_and_print_as_boxes():
    assert unprintable("Kota مد") == ["م", "د"]
    assert unprintable("Kota Balikpapan – “é” ≥ −2") == []
    assert "Kota □□" in text_of(made(name="Kota مد"))


def test_every_character_said_to_be_covered_can_be_set():
    everything = "".join(chr(point) for point in sorted(covered()))

    assert made(name=everything)


def test_a_name_of_five_thousand_letters_stays_on_its_pages():
    name = "W" * 5000
    pages = read(made(name=name, rows=((name, "1"),))).pages
    letters = sum(page.extract_text().count("W") for page in pages)

    assert letters == 4 * 5000


def test_a_template_sees_no_file_but_the_base(tmp_path):
    (tmp_path / "trial/templates/trial/spy.typ").write_text('#read("/etc/passwd")')
    (tmp_path / "trial/templates/trial/up.typ").write_text('#read("../forms.py")')

    for name in ("spy", "up"):
        with pytest.raises(RuntimeError, match=r"file not found|escape"):
            pdf(f"trial/{name}.typ", {}, SHEET)


@pytest.mark.parametrize("name", ["../x.typ", "trial/../../x.typ", "/etc/x.typ"])
def test_a_template_is_named_not_found_by_path(name):
    with pytest.raises(ValueError, match="not the name"):
        pdf(name, {}, SHEET)


def test_the_code_and_address_stand_beside_their_qr_code():
    check = Check("https://menuju.example.id/surat/ABCD-EFGH/", "ABCD-EFGH")
    document = made(sheet=replace(SHEET, check=check))

    assert "ABCD-EFGH" in text_of(document)
    assert check.url in text_of(document)
    links = [
        note.get_object()["/A"]["/URI"]
        for note in read(document).pages[0].get("/Annots", [])
    ]
    assert check.url in links


def test_no_template_asks_for_a_package_of_others():
    source = Path(typeset.HERE).parents[1]
    templates = [typeset.HERE / "base.typ", *source.glob("*/templates/*/*.typ")]

    assert [t for t in templates if "@preview" in t.read_text()] == []
