"""The field of 2019 decided by clicking, from assignment to the answered reply; no JavaScript."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.journey
ROUND = "/kerja/asesmen/latihan-2019/"
RESULTS = "/kerja/hasil/latihan-2019/"
REASON = "Bukti yang dilampirkan menunjukkan keadaan ini dengan jelas dan lengkap."
PATIENCE_S, SHORTEST_SEAL_S = 240, 25
LETTERS = ("33.21", "64.71")
"""Kabupaten Demak lies next to the line; Kota Balikpapan replies."""


def test_from_assignment_to_the_answered_reply(visitor):
    secretariat, second = visitor(), visitor()
    secretariat.sign_in("sekretariat")
    second.sign_in("sekretariat-2")
    assign_and_simulate(secretariat)
    confirm_balikpapan(visitor())
    advance(secretariat)
    moderate(visitor())
    freeze_and_release(secretariat, second)
    publish_rules(secretariat, second)
    opens = decide(secretariat, second)
    region = visitor()
    region.sign_in("koordinator")
    assert_sealed(region, visitor(), opens)
    write_letters(secretariat, second)
    region.open(f"{RESULTS}surat/64.71/")
    assert "30 dari 40 poin" in region.reads()
    assert "terpilih" in region.reads()
    contest(region)
    answer(second)
    region.open(f"{RESULTS}64.71/sanggahan/")
    assert "Diterima" in region.reads()


def wait_for(person) -> None:
    """Until the job is done, as somebody without JavaScript waits: by looking again."""
    done = person.page.get_by_role("link", name="Buka hasilnya")
    for _ in range(PATIENCE_S):
        if "/pekerjaan/" not in person.page.url or done.count():
            return
        time.sleep(1)
        person.page.reload()
    pytest.fail(person.reads())


def assign_and_simulate(secretariat) -> None:
    """A proposal that is looked at and applied; then simulated people do their part."""
    secretariat.open(ROUND)
    assert not secretariat.page.get_by_role(
        "button", name="Simulasikan penilaian"
    ).count()
    secretariat.open(f"{ROUND}penugasan/usulan/")
    secretariat.press("Susun usulan")
    wait_for(secretariat)
    assert "321" in secretariat.reads()
    secretariat.press("Terapkan")
    for button in ("Simulasikan penilaian asesor", "Sahkan kehadiran simulasi"):
        secretariat.open(ROUND)
        secretariat.press(button)
        wait_for(secretariat)
    secretariat.open(ROUND)
    assert "Kehadiran 1 daerah belum disahkan" in secretariat.reads()


def confirm_balikpapan(committee) -> None:
    """Two published sources differ about the mayor: one is chosen, with the reason."""
    committee.sign_in("panitia")
    page = committee.open(f"{ROUND}64.71/kehadiran/")
    page.locator('input[name="confirm-report-head"]').first.check()
    page.fill(
        'textarea[name="confirm-reason-head"]',
        "Artikel pemerintah kota menyebut nama dan jabatan setiap orang yang hadir.",
    )
    committee.send('button[value="confirm"]')
    assert "30 dari 40 poin" in committee.reads()


def advance(secretariat) -> None:
    secretariat.open(f"{ROUND}fase/")
    secretariat.page.fill("textarea", "Semua syarat fase ini sudah terpenuhi.")
    secretariat.press("Mulai fase")
    assert "/fase/" not in secretariat.page.url, secretariat.reads()


def moderate(moderator) -> None:
    """A short queue near the line: each difference is agreed with a reason."""
    moderator.sign_in("moderator")
    page = moderator.open(f"{ROUND}musyawarah/")
    moderator.press("Sepakati")
    for count in range(12):
        moderator.open(f"{ROUND}musyawarah/")
        waiting = page.locator("table.stack td a")
        if not waiting.count():
            assert count >= 3
            return
        moderator.send(waiting.first)
        page.check('input[name="level"][value="3"]', force=True)
        page.fill('textarea[name="reason"]', REASON)
        moderator.press("Simpan nilai yang disepakati")
    pytest.fail("differences stay open")


def freeze_and_release(secretariat, second) -> None:
    secretariat.open(f"{ROUND}pembekuan/")
    secretariat.press("Ajukan pembekuan")
    second.open(f"{ROUND}pembekuan/")
    second.press("Setujui pembekuan")
    advance(secretariat)
    secretariat.open(f"{RESULTS}rilis/")
    secretariat.press("Hitung nilai")
    wait_for(secretariat)


def publish_rules(secretariat, second) -> None:
    """Whoever wrote the rules cannot publish them; the simulator closes with them."""
    secretariat.open(f"{RESULTS}aturan/")
    assert "75 dari 100" in secretariat.reads()
    assert not secretariat.page.get_by_role("button", name="Terbitkan").count()
    second.open(f"{RESULTS}aturan/")
    second.press("Terbitkan aturan ini")
    assert secretariat.open(f"{RESULTS}papan/").get_by_text("Garis kuota").count()
    again = secretariat.page.get_by_role("button", name=re.compile("itung"))
    if again.count():
        secretariat.send(again.first)
        wait_for(secretariat)
        secretariat.open(f"{RESULTS}papan/")
    assert "zona tipis" in secretariat.reads()


def decide(secretariat, second) -> datetime:
    """Proposed for a time that has not come, decided by somebody of another institution."""
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    opens = (now + timedelta(seconds=60 + SHORTEST_SEAL_S)).replace(second=0)
    page = secretariat.open(f"{RESULTS}keputusan/")
    page.fill('input[name="opens_at"]', opens.strftime("%Y-%m-%dT%H:%M"))
    page.fill('input[name="number"]', "LATIHAN-1")
    secretariat.press("Ajukan untuk persetujuan")
    assert not page.locator(".error-summary").count(), secretariat.reads()
    assert not page.get_by_role("button", name="Tetapkan keputusan").count()
    second.open(f"{RESULTS}keputusan/")
    second.press("Tetapkan keputusan")
    assert "Tersegel sampai" in second.reads()
    return opens


def assert_sealed(region, public, opens) -> None:
    """Before its time the list is open to nobody, then to all at once, by itself."""
    if datetime.now(opens.tzinfo) < opens - timedelta(seconds=3):
        address = region.site.address(f"{RESULTS}64.71/")
        assert region.page.goto(address).status == 404
    for _ in range(PATIENCE_S):
        answer = public.page.goto(public.site.address("/tahap/latihan-2019/"))
        if answer.status == 200 and datetime.now(opens.tzinfo) > opens:
            break
        time.sleep(2)
    region.open(f"{RESULTS}64.71/")
    assert "dari 4" in region.reads()


def write_letters(secretariat, second) -> None:
    """Drafted from the data, one edited, approved by somebody else, sent."""
    page = secretariat.open(f"{RESULTS}surat/")
    secretariat.press("Susun 107 surat")
    wait_for(secretariat)
    secretariat.open(f"{RESULTS}surat/33.21/ubah/")
    words = page.locator('textarea[name="id-closing"]')
    words.fill(words.input_value() + "\n\nTim kami siap menjelaskan hitungan ini.")
    secretariat.press("Simpan surat")
    for code in LETTERS:
        second.open(f"{RESULTS}surat/{code}/")
        second.press("Setujui surat")
        assert "Surat disetujui" in second.reads()
    secretariat.open(f"{RESULTS}surat/")
    secretariat.press("Kirim 2 surat")
    wait_for(secretariat)


def contest(region) -> None:
    page = region.open(f"{RESULTS}64.71/sanggahan/item/sdm-1/")
    asked = page.locator('input[name="asked"][value="4"]')
    asked.check(force=True)
    page.fill(
        'textarea[name="text"]', "Petugas ditetapkan di setiap perangkat; B4 hlm. 1."
    )
    page.locator('input[name="versions"]').first.check()
    region.press("Kirim sanggahan")
    assert "Sanggahan terkirim" in region.reads()


def answer(second) -> None:
    """By somebody who neither scored nor agreed it; the decision stays as it is."""
    page = second.open(f"{RESULTS}64.71/sanggahan/")
    second.send(page.locator(f'main a[href^="{RESULTS}64.71/sanggahan/"]').first)
    page.check('input[name="state"][value="upheld"]', force=True)
    page.select_option('select[name="level"]', "4")
    page.fill('textarea[name="answer"]', REASON)
    second.press("Simpan jawaban")
    assert not page.locator(".error-summary").count(), second.reads()
