"""Minutes of a decision: rules, order, departures, who signs, and the seal."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from menuju.accounts.models import Capability
from menuju.results import actions
from menuju.results.models import Decision, Letterhead
from menuju.results.queries.decision_minutes import decision_minutes
from menuju.rounds.models import Round
from menuju.web.documents import pdf
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}
REASON = "Syarat wilayah perbatasan menurut aturan program."


def words(content):
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def paper(decision, site=""):
    found = Decision.objects.select_related(
        "release__round__instrument_version__instrument", "release__freeze", "rules"
    ).get(pk=decision.pk)
    made = decision_minutes(found, site)
    return pdf("rounds/minutes.typ", made.body, made.sheet("id"))


def proposed(*codes, reasons=None, **fields):
    release = make.released(THREE)
    choice = make.choice(*codes, reasons=reasons or {}, reason="Uji", **fields)
    return actions.propose_decision(
        release, choice, make.official("Pengusul", Capability.DECIDE)
    )


def decided(*codes, **fields):
    made = proposed(*codes, **fields)
    return actions.decide(made, make.official("Penetap", Capability.DECIDE))


def test_minutes_name_the_selected_and_the_quota_line():
    text = words(paper(decided("64.71")))

    assert "Kota Balikpapan" in text
    assert "Garis kuota: nilai terakhir di dalam" in text
    assert "Tidak ada penyimpangan" in text


def test_who_was_not_selected_is_not_named():
    assert "Bontang" not in words(paper(decided("64.71")))


def test_a_departure_is_told_with_its_reason():
    reasons = {"64.72": REASON, "64.71": "Mengundurkan diri dari seleksi."}

    text = words(paper(decided("64.72", reasons=reasons)))

    assert REASON in text
    assert "di luar garis menurut urutan nilai" in text


def test_both_signatories_stand_with_their_institutions():
    text = words(paper(decided("64.71")))

    assert "Sari" in text
    assert "Budi" in text
    assert "Kemendagri" in text


def test_a_proposal_is_a_draft_without_a_seal():
    text = words(paper(proposed("64.71")))

    assert "KONSEP" in text
    assert "belum tersegel" in text


def test_a_decision_prints_its_seal():
    made = decided("64.71")

    text = words(paper(made))

    assert "KONSEP" not in text
    assert made.seal in text.replace(" ", "")


def test_the_paper_leads_to_the_public_page_of_the_seal():
    text = words(paper(decided("64.71"), "https://menuju.contoh"))

    assert "https://menuju.contoh" in text


def test_the_letterhead_of_the_round_stands_above():
    made = decided("64.71")
    Letterhead.objects.create(
        round=made.release.round,
        institution_id="Kementerian Uji",
        institution_en="Ministry of Tests",
        place="Jakarta",
        number_pattern="{number}",
        signatory_office_id="Direktur",
        signatory_office_en="Director",
    )

    text = words(paper(made))

    assert "Kementerian Uji" in text
    assert "Jakarta," in text


def at():
    return reverse("results:decision-minutes", args=["2019"])


def test_before_the_list_opens_only_who_decides_reads_the_minutes(client):
    decided("64.71", opens_at=timezone.now() + timedelta(days=2))
    client.force_login(make.official("Pemutus", Capability.DECIDE))
    allowed = client.get(at())
    client.force_login(make.official("Pengelola", Capability.MANAGE_ROUNDS))

    assert allowed["Content-Type"] == "application/pdf"
    assert client.get(at()).status_code == 404


def test_once_published_whoever_carries_the_round_reads_them(client):
    release = make.released(THREE)
    made = actions.propose_decision(
        release,
        make.choice("64.71", reason="Uji"),
        make.official("Pengusul", Capability.DECIDE),
    )
    actions.decide(made, make.official("Penetap", Capability.DECIDE))
    Round.objects.update(phase=Round.Phase.PUBLISHED)
    actions.publish(release, None)
    client.force_login(make.official("Pengelola", Capability.MANAGE_ROUNDS))

    assert client.get(at()).status_code == 200


def test_a_region_does_not_read_the_minutes(client):
    decided("64.71")
    client.force_login(make.contester("64.71"))

    assert client.get(at()).status_code == 404
