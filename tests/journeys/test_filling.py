"""A region fills in, proves, delegates, signs and sends; without JavaScript."""

import pytest

from tests.journeys.papers import pdf

pytestmark = pytest.mark.journey
ROUND = "/kerja/asesmen/latihan-pengisian/"
HOME = f"{ROUND}64.71/"


def fill_what_is_missing(one) -> None:
    """Answer every open item with a level that needs no evidence."""
    for _ in range(30):
        one.open(f"{HOME}periksa/")
        missing = one.page.locator("#missing + ul a")
        if not missing.count():
            return
        missing.first.click()
        one.page.check('input[name="level"][value="1"]', force=True)
        one.page.fill('textarea[name="narrative"]', "Baru direncanakan tahun ini.")
        one.send(one.page.locator('button[value="continue"]').last)
    pytest.fail("items stay open")


def test_a_region_fills_in_proves_and_sends_its_self_assessment(visitor, tmp_path):
    coordinator = visitor()
    page = coordinator.sign_in("koordinator")
    assert "Tugas saya" in coordinator.reads()

    # One item with evidence above the level that needs none.
    coordinator.open(f"{HOME}butir/infrastruktur-3/")
    page.check('input[name="level"][value="3"]', force=True)
    page.fill(
        'textarea[name="narrative"]', "Aplikasi layanan dipakai 12 perangkat daerah."
    )
    paper = tmp_path / "aplikasi.pdf"
    paper.write_bytes(pdf("Daftar aplikasi layanan publik"))
    page.set_input_files('input[type="file"]', paper)
    coordinator.send(page.locator('button[value="continue"]').last)
    coordinator.open(f"{HOME}butir/infrastruktur-3/")
    assert "aplikasi.pdf" in coordinator.reads()

    fill_what_is_missing(coordinator)

    signatory = visitor()
    page = signatory.sign_in("sekda")
    signatory.open(f"{HOME}periksa/")
    page.check('input[name="holding"] >> nth=0')
    page.check('input[name="is_true"]')
    signatory.press("Kirim asesmen")

    assert "Tanda terima" in signatory.reads()
    assert "infrastruktur" in page.content() or "aplikasi" in page.content()
    # Nothing changes after that, and the receipt can be opened again.
    coordinator.open(f"{HOME}butir/infrastruktur-3/")
    assert coordinator.page.locator('textarea[name="narrative"]').count() == 0
    assert signatory.open(f"{HOME}tanda-terima/").locator("h1").count() == 1


def test_a_renamed_program_is_refused_and_nothing_typed_is_lost(visitor, tmp_path):
    coordinator = visitor()
    page = coordinator.sign_in("koordinator-paser")
    coordinator.open(f"{ROUND}64.01/butir/sdm-1/")
    page.fill('textarea[name="narrative"]', "Kalimat yang tidak boleh hilang.")
    program = tmp_path / "surat.pdf"
    program.write_bytes(b"MZ\x90\x00" + b"\x00" * 2048)
    page.set_input_files('input[type="file"]', program)
    coordinator.send('button[value="upload"]')

    assert "surat.pdf" in page.locator(".error-summary").inner_text()
    assert (
        page.input_value('textarea[name="narrative"]')
        == "Kalimat yang tidak boleh hilang."
    )


def test_a_stranger_finds_nothing_there(visitor):
    other = visitor()
    other.sign_in("koordinator-paser")

    assert other.page.goto(other.site.address(HOME)).status == 404
