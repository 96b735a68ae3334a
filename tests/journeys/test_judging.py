"""The committee confirms, assessors score, a moderator agrees, two persons freeze and decide."""

import pytest

pytestmark = pytest.mark.journey
JUDGED = "/kerja/asesmen/latihan-penilaian/"
AGREED = "/kerja/asesmen/latihan-musyawarah/"
RESULTS = "/kerja/hasil/latihan-musyawarah/"
REASON = "Bukti yang dilampirkan menunjukkan keadaan ini dengan jelas dan lengkap."


def test_the_committee_confirms_an_attendance_on_which_two_sources_differ(visitor):
    committee = visitor()
    page = committee.sign_in("panitia")
    committee.open(f"{JUDGED}kehadiran/")
    for link in page.locator("tbody th a").all():
        address = link.get_attribute("href")
        other = visitor()
        other.sign_in("panitia")
        other.open(address)
        if other.page.get_by_text("Dua bukti tidak sama").count():
            break
    else:
        pytest.fail("no register with two sources that differ")
    page = other.page
    other.send('button[value="confirm"]')
    assert "Pilih sumber yang dipakai" in page.locator(".error-summary").inner_text()

    page.locator('input[type="radio"][name^="confirm-report"]').first.check()
    page.locator('textarea[name^="confirm-reason"]').first.fill(
        "Daftar hadir panitia ditandatangani di tempat."
    )
    other.send('button[value="confirm"]')

    assert "Hasil aturan kehadiran" in other.reads()
    assert "dari 40" in other.reads()
    assert "Daerah dapat menyanggah sampai" in other.reads()


def score_everything(assessor, region: str) -> None:
    page = assessor.page
    for _ in range(40):
        assessor.open(f"{JUDGED}{region}/penilaian/kirim/")
        following = page.get_by_role("link", name="Lengkapi butir berikutnya")
        if not following.count():
            return
        following.click()
        page.check('input[name="level"][value="2"]', force=True)
        page.fill('textarea[name="reason"]', REASON)
        assessor.send('button[value="next"]')
    pytest.fail("items stay open")


def test_an_assessor_scores_alone_and_sees_the_others_only_afterwards(visitor):
    assessor = visitor()
    page = assessor.sign_in("asesor-01")
    compare = assessor.site.address(f"{JUDGED}64.01/penilaian/pembanding/")
    assert page.goto(compare).status == 403

    # A high level wants a quote; what was typed stays.
    assessor.open(f"{JUDGED}64.01/penilaian/infrastruktur-1/")
    page.check('input[name="level"][value="4"]', force=True)
    page.fill('textarea[name="reason"]', REASON)
    assessor.send('button[value="next"]')
    assert "Kutip sedikitnya satu bukti" in page.locator(".error-summary").inner_text()
    assert page.input_value('textarea[name="reason"]') == REASON

    score_everything(assessor, "64.01")
    assessor.press("Kirim nilai")

    assert "Pembanding asesor" in assessor.reads()
    assert page.goto(compare).status == 200
    assessor.open(f"{JUDGED}64.01/penilaian/infrastruktur-1/")
    assert page.locator('textarea[name="reason"]').count() == 0


def test_from_moderation_to_a_published_reason(visitor):
    moderator = visitor()
    moderator.sign_in("moderator")
    agree(moderator)
    secretariat, second = visitor(), visitor()
    secretariat.sign_in("sekretariat")
    second.sign_in("sekretariat-2")
    freeze(secretariat, second)
    secretariat.open(f"{AGREED}fase/")
    secretariat.page.fill("textarea", "Nilai sudah dibekukan oleh dua orang.")
    secretariat.press("Mulai fase")
    assert "/fase/" not in secretariat.page.url, secretariat.reads()
    secretariat.open(f"{RESULTS}rilis/")
    secretariat.press("Hitung nilai")
    propose(secretariat)
    second.open(f"{RESULTS}keputusan/")
    second.press("Tetapkan keputusan")
    publish(secretariat, second)

    region = visitor()
    region.sign_in("koordinator-paser")
    region.open(f"{RESULTS}64.01/")
    assert "dari 4" in region.reads()
    assert "Asesor 0" not in region.page.content()


def agree(moderator) -> None:
    """By rule inside the tolerance, one by one outside it."""
    page = moderator.open(f"{AGREED}musyawarah/")
    by_rule = page.get_by_role("button", name="Sepakati")
    if by_rule.count():
        moderator.send(by_rule)
    for _ in range(20):
        moderator.open(f"{AGREED}musyawarah/")
        waiting = page.locator("table.stack td a")
        if not waiting.count():
            break
        waiting.first.click()
        page.check('input[name="level"][value="3"]', force=True)
        page.fill('textarea[name="reason"]', REASON)
        moderator.press("Simpan nilai yang disepakati")
    assert "Tidak ada selisih" in moderator.reads()


def freeze(first, second) -> None:
    """The one who proposes cannot approve."""
    first.open(f"{AGREED}pembekuan/")
    first.press("Ajukan pembekuan")
    assert not first.page.get_by_role("button", name="Setujui").count()
    second.open(f"{AGREED}pembekuan/")
    second.press("Setujui pembekuan")
    assert "Nilai dibekukan" in second.page.content(), second.reads()


def propose(secretariat) -> None:
    """Propose the computed order; without officials of two institutions it is refused."""
    page = secretariat.open(f"{RESULTS}keputusan/")
    for signatory in page.locator('select[id^="person-"]').all()[1:]:
        signatory.select_option("")
    secretariat.press("Ajukan untuk persetujuan")
    assert page.locator(".error-summary").count(), secretariat.reads()
    for number, institution in enumerate(("Kominfo", "Kemendagri"), 1):
        people = page.locator(f"#person-{number} option")
        names = [name for name in people.all_inner_texts() if institution in name]
        page.select_option(f"#person-{number}", label=names[0])
        page.fill(f"#office-{number}", "Pejabat (simulasi)")
    secretariat.press("Ajukan untuk persetujuan")
    assert page.locator(".error-summary").count() == 0


def publish(secretariat, second) -> None:
    for one in (secretariat, second):
        page = one.open(f"{RESULTS}rilis/")
        button = page.get_by_role("button", name="Terbitkan hasil")
        if button.count():
            one.send(button)
            return
    pytest.fail("nobody may publish")
