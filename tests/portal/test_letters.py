"""Anybody may confirm a sent letter by its code, and learns nothing else."""

import pytest
from django.utils.translation import override

from menuju.results.actions import letters
from menuju.results.models import Release
from tests.make.letters import approved, decided, drafted, letter_writer, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_indonesian():
    """Whatever language an earlier page left behind."""
    with override("id"):
        yield


FORM = "/surat/"


def confirm(client, code, prefix=""):
    return client.get(f"{prefix}/surat/{code}/")


def test_a_sent_letter_is_confirmed(client):
    letter = sent()
    page = confirm(client, letter.code)
    said = page.content.decode()

    assert page.status_code == 200
    for part in (letter.number, "Kota Balikpapan", letter.approved_digest):
        assert part in said
    assert "Pada Asesmen 2019, Kota Balikpapan belum terpilih." in said
    assert "Surat ini berlaku." in said


def test_nothing_else_of_the_letter_is_told(client):
    letter = sent()
    said = confirm(client, letter.code).content.decode()

    for part in ("2,160", "sdm-1", "Penulis", "Penyetuju", "Pejabat Contoh"):
        assert part not in said


def test_it_is_confirmed_in_english(client):
    said = confirm(client, sent().code, "/en").content.decode()

    assert "In Assessment 2019, Kota Balikpapan was not selected." in said


def test_the_form_takes_a_code_however_it_was_typed(client):
    letter = sent()
    typed = letter.code.replace("-", " ").lower()

    answer = client.get(FORM, {"kode": typed}, follow=True)

    assert letter.number in answer.content.decode()


@pytest.mark.parametrize("code", ["0000-0000-0000", "x", "7KQ2-M4XA-9TBN-EXTRA"])
def test_every_unknown_code_gets_the_same_friendly_answer(client, code):
    sent()
    page = confirm(client, code)

    assert page.status_code == 404
    assert "Tidak ada surat terkirim dengan kode ini." in page.content.decode()


@pytest.mark.parametrize("made", [drafted, approved])
def test_a_letter_that_was_not_sent_is_as_unknown_as_any(client, made):
    assert confirm(client, made().code).status_code == 404


def test_a_letter_of_a_result_that_is_not_open_is_unknown(client):
    letter = sent()
    Release.objects.update(published_at=None)

    assert confirm(client, letter.code).status_code == 404


def test_a_withdrawn_letter_is_told_to_be_withdrawn_but_not_why(client):
    letter = letters.withdraw(sent(), letter_writer("Dua"), reason="Alasan dalam.")
    said = confirm(client, letter.code).content.decode()

    assert "ditarik dan tidak berlaku lagi" in said
    assert "Alasan dalam." not in said
    assert "Surat ini berlaku." not in said


def test_a_letter_that_was_replaced_is_told_to_be_replaced(client):
    decision = decided()
    first = letters.withdraw(sent(decision), letter_writer("Dua"), reason="Keliru.")
    second = sent(decision)

    assert "Surat ini berlaku." in confirm(client, second.code).content.decode()
    assert "tidak berlaku lagi" in confirm(client, first.code).content.decode()


def test_it_is_only_read(client):
    assert client.post(f"/surat/{sent().code}/").status_code == 405


def test_it_costs_few_queries(client, django_assert_max_num_queries):
    letter = sent()

    with django_assert_max_num_queries(4):
        confirm(client, letter.code)
