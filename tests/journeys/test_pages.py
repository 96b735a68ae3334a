"""What every page keeps: weight, queries, access for all, both languages, any width."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.journey
MOST_QUERIES, MOST_BYTES = 15, 100_000
CRAWL = Path(__file__).with_name("crawl.py")
BALIKPAPAN = "/daerah/64.71-kota-balikpapan/"
LOOKED_AT = [
    ("", "/"),
    ("", BALIKPAPAN),
    ("", "/en" + BALIKPAPAN),
    ("", BALIKPAPAN + "hasil/2019/"),
    ("", "/daerah/"),
    ("", "/tahap/2019/"),
    ("", "/metodologi/readiness/2017.1/"),
    ("", "/perpanjangan/"),
    ("", "/masuk/"),
    ("", "/gaya/"),
    ("koordinator", "/kerja/"),
    ("koordinator", "/kerja/asesmen/latihan-pengisian/64.71/"),
    ("koordinator", "/kerja/asesmen/latihan-pengisian/64.71/butir/sdm-3/"),
    ("koordinator", "/kerja/asesmen/latihan-pengisian/64.71/perpanjangan/"),
    ("koordinator", "/kerja/asesmen/2019/64.71/kehadiran/"),
    ("koordinator", "/kerja/hasil/2019/64.71/"),
    ("koordinator", "/kerja/hasil/2019/64.71/komitmen-kehadiran/"),
    ("asesor-02", "/kerja/asesmen/latihan-penilaian/64.01/penilaian/sdm-1/"),
    ("sekretariat", "/kerja/asesmen/latihan-pengisian/perpanjangan/"),
    ("sekretariat", "/kerja/asesmen/latihan-pengisian/64.01/perpanjangan/1/"),
    ("sekretariat", "/kerja/asesmen/2018/"),
    ("sekretariat", "/kerja/hasil/2018/keputusan/"),
    ("moderator", "/kerja/asesmen/latihan-musyawarah/musyawarah/"),
    ("moderator", "/kerja/asesmen/latihan-musyawarah/musyawarah/sidang/"),
    ("panitia", "/kerja/asesmen/latihan-2019/64.71/kehadiran/"),
    ("sekretariat", "/kerja/asesmen/latihan-2019/"),
    ("sekretariat", "/kerja/asesmen/latihan-2019/asesor/"),
    ("sekretariat", "/kerja/asesmen/latihan-penilaian/penugasan/usulan/"),
    ("sekretariat", "/kerja/asesmen/latihan-penilaian/kemajuan/"),
    ("sekretariat", "/kerja/asesmen/latihan-penilaian/beban/"),
    ("sekretariat", "/kerja/asesmen/latihan-penilaian/pengingat/"),
    ("sekretariat", "/kerja/asesmen/2019/keketatan/"),
    ("sekretariat", "/kerja/hasil/2018/papan/"),
    ("sekretariat", "/kerja/hasil/latihan-2019/aturan/"),
    ("sekretariat", "/kerja/hasil/2018/surat/"),
    ("sekretariat", "/kerja/hasil/latihan-hasil/surat/64.01/"),
    ("sekretariat-2", "/kerja/hasil/latihan-hasil/sanggahan/"),
    ("koordinator", "/kerja/hasil/2018/surat/64.71/"),
    ("koordinator-paser", "/kerja/hasil/latihan-hasil/64.01/sanggahan/"),
    ("koordinator-paser", "/kerja/hasil/latihan-hasil/64.01/sanggahan/item/sdm-1/"),
    ("penyusun", "/kerja/instrumen/"),
]


@pytest.fixture(scope="module")
def pages(site):
    """Every page that some people reach by following links, with what it costs."""
    people = ["koordinator", "asesor-03", "sekretariat", "visitor"]
    command = [sys.executable, CRAWL, *people]
    env = {**site.env, "PYTHONPATH": "src"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_no_page_fails(pages):
    broken = [one for one in pages if one["status"] >= 500]

    assert len(pages) > 300
    assert broken == []


def test_no_link_leads_nowhere(pages):
    assert [one for one in pages if one["status"] == 404] == []


def test_no_page_makes_more_queries_than_its_budget(pages):
    assert [one for one in pages if one["queries"] > MOST_QUERIES] == []


@pytest.mark.parametrize(("card", "path"), LOOKED_AT)
def test_a_page_is_light_fits_a_small_phone_and_is_open_to_all(visitor, card, path):
    person = visitor(js=True, width=320)
    sizes = []
    client = person.context.new_cdp_session(person.page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    if card:
        person.sign_in(card)
    sizes.clear()
    page = person.open(path)
    page.wait_for_load_state("networkidle")

    width = page.evaluate("document.documentElement.scrollWidth")
    serious = [v["id"] for v in Axe().run(page).response["violations"]]
    assert sum(sizes) <= MOST_BYTES
    assert width <= 320
    assert serious == []


def test_the_public_story_of_balikpapan_needs_no_account_and_no_script(visitor):
    citizen = visitor(width=390)
    citizen.open(BALIKPAPAN)
    text = citizen.reads()

    for fact in ("3,12", "dari 4", "tidak menetapkan peringkat", "21 Februari 2019"):
        assert fact in text
    assert text.count("belum terpilih") >= 2
    assert "30 dari 40 poin" in text
    assert "hadir menurut Ditjen Aptika" in text
    assert "tidak disebut hadir" in text
    citizen.open("/en" + BALIKPAPAN)
    assert "3.12" in citizen.reads()
    assert "21 February 2019" in citizen.reads()
