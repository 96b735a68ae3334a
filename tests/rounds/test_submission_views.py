from datetime import timedelta

import pytest

from menuju.rounds.models import AttemptReceipt, Submission
from tests import make
from tests.rounds.pages import at

pytestmark = pytest.mark.django_db


def sign(client, part, key="kunci"):
    holding = make.signatory(part.region)
    data = {"key": key, "holding": holding.pk, "is_true": "on"}
    return lambda: client.post(at("check", part), data)


def test_the_check_page_lists_what_is_missing(rani, part):
    make.answer(part, "sdm-1")

    page = rani.get(at("check", part))

    assert "Nilai 3 memerlukan bukti" in page.text
    assert at("item", part, "sdm-2") in page.text
    assert 'aria-disabled="true"' in page.text


def test_sending_twice_gives_one_receipt(rani, part):
    make.complete(part)
    send = sign(rani, part)

    first, second = send(), send()

    assert first["Location"] == second["Location"] == at("receipt", part)
    sent = Submission.objects.get()
    page = rani.get(at("receipt", part))
    assert sent.digest in page.text
    assert sent.receipt["files"][0]["sha256"] in page.text
    assert rani.get(at("receipt_json", part)).json()["digest"] == sent.digest


def test_one_second_late_is_told_with_what_to_do(client):
    part = make.complete(
        make.participation(of=make.open_round(closes_in=timedelta(seconds=-1)))
    )
    client.force_login(make.coordinator(part.region))

    page = sign(client, part)()

    assert page.status_code == 422
    assert "Minta perpanjangan dari halaman ini" in page.text
    assert at("extension", part) in page.text
    assert "Pengiriman yang belum diterima" in page.text
    assert AttemptReceipt.objects.get().reason == "late"
    assert client.get(at("receipt", part)).status_code == 404
    assert part.answers.count() == 2


def test_a_signature_needs_an_official_and_a_statement(rani, part):
    make.complete(part)
    make.signatory(part.region)

    page = rani.post(at("check", part), {"key": "kunci"})

    assert page.status_code == 422
    assert "Pilih pejabat yang menandatangani" in page.text
    assert not Submission.objects.exists()


def test_an_official_of_another_region_cannot_sign(rani, part):
    make.complete(part)
    make.signatory(part.region)
    foreign = make.signatory(make.region("64.72"))

    page = rani.post(
        at("check", part), {"key": "k", "holding": foreign.pk, "is_true": "on"}
    )

    assert page.status_code == 422
    assert not Submission.objects.exists()
