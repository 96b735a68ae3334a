"""A masterplan is written, aligned, completed, reviewed, signed, published and read."""

import io
import re
import time

import docx
import pypdfium2
import pytest

pytestmark = pytest.mark.journey
PLANS = "/kerja/rencana/"
PUBLIC = "/daerah/64.71-kota-balikpapan/masterplan/"
PASSWORD = "bersama-menuju-100"
NEW = "LIV-09"
PLANNER, OWN = "bappeda", "Kami menulis alinea ini dari kantor kecamatan."
TO_SIGN = ("walikota", "sekda", "kepala-bappeda")
PATIENCE_S = 90


def masterplan_of(one):
    """The address of the newest version of Balikpapan's masterplan."""
    one.open(PLANS)
    link = one.page.locator("main table a", has_text="Balikpapan").first
    return link.get_attribute("href")


def test_from_the_first_word_to_the_public_book(visitor):
    planner = visitor()
    planner.sign_in(PLANNER)
    plan = masterplan_of(planner)
    write(planner, plan)
    align(planner, plan)
    measure(planner, plan)
    for card in TO_SIGN:
        sign_commitment(visitor(), card)
    assert_complete(planner, plan)
    review(planner, visitor(), plan)
    for card in TO_SIGN[1:]:
        approve(visitor(), card, plan)
    publish(planner, plan)
    wait_for_books(planner, plan)
    read_as_public(visitor())
    read_the_older(visitor())


def write(planner, plan) -> None:
    """A paragraph of one's own, at the beginning of the last chapter."""
    planner.open(f"{plan}naskah/")
    planner.page.locator(".outline a").last.click()
    chapter = re.sub(r"[?#].*", "", planner.page.url)
    planner.page.goto(f"{chapter}?setelah=awal#baru")
    planner.page.locator("textarea[name=text]").first.fill(OWN)
    planner.press("Simpan")
    assert OWN in planner.reads()


def align(planner, plan) -> None:
    """The page of what is lacking leads to the programme that serves no goal."""
    planner.open(f"{plan}kelengkapan/")
    assert "menahan pengesahan" in planner.reads()
    link = planner.page.locator('main a[href*="/keselarasan/unsur/"]', has_text=NEW)
    link.first.click()
    goal = planner.page.locator("select[name=goal] option", has_text="T2.S4")
    planner.page.select_option("select[name=goal]", goal.get_attribute("value"))
    planner.page.check("input[name=strength][value='2']")
    why = "Perkiraan penduduk menentukan kebutuhan air minum."
    planner.page.fill("textarea[name=justification]", why)
    planner.press("Simpan tautan")
    assert "T2.S4" in planner.reads()


def measure(planner, plan) -> None:
    """An indicator with baseline and target, typed with the reader's comma."""
    planner.open(f"{plan}isi/program/")
    planner.page.get_by_role("link", name=re.compile(NEW)).click()
    planner.page.get_by_role("link", name="Tambah indikator").click()
    typed = {
        "name": "Rencana layanan yang menghitung kepindahan penduduk",
        "unit": "persen",
        "baseline": "12,5",
        "baseline_year": "2022",
        "target": "90",
        "target_year": "2028",
    }
    for name, value in typed.items():
        planner.page.fill(f"input[name={name}]", value)
    planner.press("Simpan indikator")
    assert "12,5" in planner.reads()


def sign_commitment(official, card) -> None:
    """Each finds the sheet among their tasks, reads it and signs."""
    official.sign_in(card)
    official.open("/kerja/")
    official.page.get_by_role("link", name="Tanda tangani lembar komitmen").click()
    official.page.check("input[name=agreed]")
    official.page.fill("input[name=password]", PASSWORD)
    official.press("Tanda tangani")
    assert "Tanda tangan Anda tersimpan" in official.reads()


def assert_complete(planner, plan) -> None:
    planner.open(f"{plan}kelengkapan/?jenis=menahan")
    assert re.search(r"\b0\s+menahan", planner.reads())


def review(planner, mentor, plan) -> None:
    """The planner asks; the mentor reads and says that the version may be signed."""
    planner.open(f"{plan}bimbingan/")
    planner.press("Minta tinjauan")
    mentor.sign_in("pembimbing")
    mentor.open(f"{plan}bimbingan/")
    mentor.page.get_by_role("link", name=re.compile("Tinjauan 1")).first.click()
    mentor.page.check("input[name=verdict][value=ready]")
    mentor.press("Tutup tinjauan")
    assert "Siap disahkan" in mentor.reads()


def approve(signatory, card, plan) -> None:
    signatory.sign_in(card)
    signatory.open(f"{plan}bimbingan/pengesahan/tanda-tangan/")
    signatory.page.locator("input[name=holding]").first.check()
    signatory.page.check("input[name=agreed]")
    signatory.page.fill("input[name=password]", PASSWORD)
    signatory.press("Sahkan masterplan")
    assert "Mengesahkan" in signatory.reads()


def publish(planner, plan) -> None:
    planner.open(f"{plan}bimbingan/pengesahan/")
    planner.press("Terbitkan masterplan")
    assert "Versi ini tidak dapat diubah lagi" in planner.reads()


def wait_for_books(planner, plan) -> None:
    """Publishing sets every book as PDF and as DOCX."""
    for name in ("buku-3.pdf", "buku-3.docx"):
        made = planner.page.locator(f"a[href$='/{name}']")
        for _ in range(PATIENCE_S):
            planner.open(f"{plan}buku/")
            if made.count():
                break
            time.sleep(1)
        assert made.count(), planner.reads()


def read_as_public(reader) -> None:
    """Anybody reads the book on the page, in the PDF and in the DOCX: the same words."""
    reader.open(PUBLIC)
    assert re.search(r"Versi\s+2\b", reader.reads())
    reader.page.locator("main a[href*='/2019/buku-3/']").first.click()
    assert "Ringkasan Eksekutif" in reader.reads()
    pdf = pypdfium2.PdfDocument(fetched(reader, "buku-3.pdf"))
    pages = " ".join(page.get_textpage().get_text_range() for page in pdf)
    word = docx.Document(io.BytesIO(fetched(reader, "buku-3.docx")))
    written = "\n".join(each.text for each in word.paragraphs)
    for text in (" ".join(pages.split()), written):
        assert "Rp418,28 miliar" in text
        assert OWN in text


def read_the_older(reader) -> None:
    """The first version stays at its own address and says what replaced it."""
    reader.open(f"{PUBLIC}2019/")
    reader.page.locator("main a[href$='/2019-v1/']").first.click()
    assert "Anda membaca versi 1, yang digantikan oleh versi 2" in reader.reads()
    reader.page.locator("main a[href$='/2019-v1/buku-3/']").first.click()
    assert "Ringkasan Eksekutif" in reader.reads()
    assert OWN not in reader.reads()


def fetched(reader, name) -> bytes:
    answer = reader.context.request.get(reader.site.address(f"{PUBLIC}2019/{name}"))
    assert answer.ok, name
    return answer.body()


def test_a_planner_finds_and_opens_a_programme_by_keyboard_alone(visitor):
    planner = visitor(js=True)
    planner.sign_in("perencana-paser")
    planner.open(PLANS)
    go(planner, "Masterplan Kabupaten Cerdas Paser")
    go(planner, "Kelengkapan")
    go(planner, "PAS-07")

    assert planner.page.locator("h1, h2", has_text="Pantau kebakaran lahan").count()


def go(one, words) -> None:
    """Tab to the link with these words, see that it shows the focus, and press Enter."""
    one.page.locator("body").press("Home")
    for _ in range(80):
        one.page.keyboard.press("Tab")
        focused = one.page.evaluate(
            "[document.activeElement.innerText,"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        if (focused[0] or "").strip().startswith(words):
            assert focused[1] != "none"
            with one.page.expect_navigation():
                one.page.keyboard.press("Enter")
            return
    pytest.fail(f"no link {words!r} by keyboard")


def test_a_half_way_masterplan_says_what_is_missing_on_a_phone(visitor):
    mentor = visitor(js=True, width=390)
    mentor.sign_in("pembimbing")
    mentor.open(f"{PLANS}bimbingan/saya/")

    assert "Buku 1 yang sudah ditinjau" in mentor.reads()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not mentor.page.evaluate(wide)
