"""Two planners write one chapter, at the same time and against each other; nothing is lost."""

import re
import sqlite3

import pytest

pytestmark = pytest.mark.journey
RANI, BUDI = "bappeda", "perencana-2"
PASTED = """
<h2 style="color:red">Latar</h2><p class=MsoNormal style="font-family:Calibri">Kota <b>besar</b>
dan <i>hijau</i>.</p><script>alert(1)</script><img src="x.png"><ul><li>satu<li>dua</ul>
<table><tr><td>a|b</td><td>c</td></tr></table>
"""


def draft_of(one):
    """The address of the books of a version that is being written; begun if need be."""
    one.open("/kerja/rencana/")
    one.page.locator("main table a").first.click()
    begin = one.page.get_by_role("button", name=re.compile("Mulai versi baru"))
    if begin.count():
        one.send(begin)
    return re.search(r"/kerja/rencana/masterplan/\d+/", one.page.url)[0] + "naskah/"


@pytest.fixture
def planners(visitor):
    """Two planners of one region at the first chapter of their masterplan."""
    found = [visitor(js=True), visitor(js=True)]
    for one, card in zip(found, (RANI, BUDI), strict=True):
        one.sign_in(card)
    books = draft_of(found[0])
    for one in found:
        one.open(books)
        one.page.locator(".outline a").first.click()
        one.page.wait_for_selector(".manuscript")
    return found


def begin_text(one, words):
    """A new paragraph at the beginning of the chapter."""
    one.page.goto(re.sub(r"[?#].*", "", one.page.url) + "?setelah=awal#baru")
    one.page.locator("textarea[name=text]").press_sequentially(words)


def is_saved(one):
    state = one.page.locator("[data-save-state]", has_text=re.compile("^Tersimpan"))
    state.wait_for()


def again(one):
    one.page.goto(re.sub(r"[?#].*", "", one.page.url))


def edit(one, words):
    """Open the editor of the paragraph with these words."""
    again(one)
    row = one.page.locator(".paragraph", has_text=words)
    row.hover()
    one.send(row.get_by_role("button", name="Ubah"))
    return one.page.locator("textarea[name=text]")


def minutes_pass(site):
    """The writers were silent for 16 minutes."""
    with sqlite3.connect(site.folder / "menuju.sqlite3", timeout=30) as database:
        database.execute(
            "UPDATE plans_paragraph SET locked_at = datetime(locked_at, '-16 minutes') "
            "WHERE locked_at IS NOT NULL"
        )


def test_two_planners_write_side_by_side(planners):
    rani, budi = planners
    begin_text(rani, "Rani menulis tentang pelabuhan.")
    is_saved(rani)
    begin_text(budi, "Budi menulis tentang sungai.")
    budi.press("Simpan")

    assert "menulis di sini sejak" in budi.reads()
    assert "Budi menulis tentang sungai." in budi.reads()
    rani.press("Simpan")
    assert "Rani menulis tentang pelabuhan." in rani.reads()
    assert "Budi menulis tentang sungai." in rani.reads()


def test_a_silent_writer_is_taken_over_and_both_texts_are_shown(planners, site):
    rani, budi = planners
    begin_text(rani, "Kalimat pertama tentang hutan.")
    rani.press("Simpan")
    edit(rani, "Kalimat pertama tentang hutan.")
    again(budi)
    assert budi.page.get_by_role("button", name="Ambil alih").count() == 0

    minutes_pass(site)
    again(budi)
    budi.press("Ambil alih")
    budi.page.locator("textarea[name=text]").fill("Kalimat Budi tentang hutan.")
    budi.press("Simpan")
    rani.page.locator("textarea[name=text]").fill("Kalimat Rani tentang hutan.")
    rani.page.get_by_role("button", name="Bandingkan").wait_for()
    rani.press("Bandingkan")

    assert "Dari naskah tersimpan ke naskah Anda" in rani.reads()
    assert "Budi" in rani.page.locator(".changes del").inner_text()
    assert "Rani" in rani.page.locator("textarea[name=text]").input_value()
    rani.send(rani.page.get_by_role("button", name="Simpan", exact=True))
    assert "Kalimat Rani tentang hutan." in rani.reads()


def test_without_a_network_the_text_waits_and_is_saved_later(planners):
    rani, _budi = planners
    begin_text(rani, "Ditulis di jalan.")
    is_saved(rani)
    rani.context.set_offline(True)
    rani.page.locator("textarea[name=text]").press_sequentially(" Tanpa sinyal.")
    rani.page.locator("[data-save-state]", has_text="Salinannya ada").wait_for()

    rani.context.set_offline(False)
    is_saved(rani)
    again(rani)
    assert "Ditulis di jalan. Tanpa sinyal." in rani.reads()


def test_leaving_saves_what_was_written_and_lets_the_paragraph_go(planners):
    rani, budi = planners
    begin_text(rani, "Ditinggal begitu saja.")
    is_saved(rani)
    rani.page.locator("textarea[name=text]").press_sequentially(" Sampai di sini.")
    rani.page.get_by_role("link", name="Tutup").click()
    rani.page.wait_for_selector(".editor", state="detached")

    again(budi)
    assert "Ditinggal begitu saja. Sampai di sini." in budi.reads()
    assert "menulis di sini sejak" not in budi.reads()


PASTE = """([kind, text]) => {
  const data = new DataTransfer();
  data.setData(kind, text);
  const area = document.querySelector("textarea[name=text]");
  area.focus();
  area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_what_is_pasted_becomes_marks_and_the_rest_is_named(planners):
    rani, _budi = planners
    begin_text(rani, "Awal. ")
    rani.page.evaluate(PASTE, ["text/html", PASTED])
    text = rani.page.locator("textarea[name=text]").input_value()

    assert text.startswith("Awal. \n\n## Latar\n\nKota **besar** dan *hijau*.")
    assert "- satu\n- dua" in text
    assert r"a\|b" in text
    assert "alert" not in text
    told = rani.page.locator("[data-pasted]").inner_text()
    assert "gambar" in told
    assert "skrip" in told
    rani.press("Simpan")
    assert rani.page.locator(".paragraph.table", has_text="a|b").count() >= 1


def test_five_megabytes_are_not_pasted_and_the_text_stays(planners):
    rani, _budi = planners
    begin_text(rani, "Tetap di sini.")
    rani.page.evaluate(PASTE, ["text/plain", "a" * 5_000_000])

    assert "bagian demi bagian" in rani.page.locator("[data-pasted]").inner_text()
    value = rani.page.locator("textarea[name=text]").input_value()
    assert value == "Tetap di sini."


def test_keys_make_letters_bold_and_go_on_to_the_next_paragraph(planners):
    rani, _budi = planners
    begin_text(rani, "tebal")
    area = rani.page.locator("textarea[name=text]")
    area.press("Control+a")
    area.press("Control+b")
    assert area.input_value() == "**tebal**"
    with rani.page.expect_navigation():
        area.press("Control+Enter")

    assert rani.page.locator("textarea[name=text]").input_value() == ""
    assert rani.page.locator(".paragraph strong", has_text="tebal").count() >= 1


def test_a_chapter_is_written_without_script(visitor):
    rani = visitor(js=False, width=390)
    rani.sign_in(RANI)
    rani.open(draft_of(rani))
    rani.page.locator(".outline a").first.click()
    rani.page.goto(rani.page.url + "?setelah=awal&jenis=heading#baru")
    rani.page.locator("input[name=text]").fill("Tanpa skrip")
    rani.press("Simpan dan lanjut")
    rani.page.locator("textarea[name=text]").fill("Satu.\n\n- a\n- b")
    rani.press("Simpan")

    row = rani.page.locator(".paragraph.heading", has_text="Tanpa skrip").first
    row.locator("summary").click()
    rani.send(row.get_by_role("button", name="Hapus"))
    rani.press("Urungkan")
    assert "Tanpa skrip" in rani.reads()


def test_a_table_is_written_in_its_cells(planners):
    rani, _budi = planners
    rani.page.goto(rani.page.url + "?setelah=awal&jenis=table#baru")
    cell = rani.page.locator(".grid-editor textarea")
    cell.nth(0).fill("Tahun")
    cell.nth(1).fill("Nilai | poin")
    cell.nth(2).fill("2019")
    cell.nth(1).click()
    rani.page.get_by_role("button", name="+ Kolom").click()
    cell.nth(5).click()
    cell.nth(5).evaluate(
        """area => { const data = new DataTransfer(); data.setData("text/plain", "8\\t9\\n7\\t6");
        area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    rani.page.locator("input[name=caption]").fill("Nilai tiap tahun")
    rani.press("Simpan")

    table = rani.page.locator(".paragraph.table", has_text="Nilai tiap tahun").first
    assert table.locator("thead th").nth(1).inner_text() == "Nilai | poin"
    assert table.locator("tbody tr").count() == 2
    assert "6" in table.inner_text()
