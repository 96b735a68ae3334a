"""What a letter must not hold, and the codes by which anybody finds one."""

import pytest
from django.core.exceptions import ValidationError

from menuju.results.actions import letters
from menuju.results.models import Letter
from menuju.results.queries.letters.codes import ALPHABET, tidied
from menuju.results.queries.letters.privacy import mentioned
from menuju.rounds.models import Assignment, Participation
from tests import make
from tests.make.letters import decided, drafted, letter_writer
from tests.make.results import NAMES

pytestmark = pytest.mark.django_db


def other_text(letter, words="Kalimat yang disunting orang."):
    return {**letter.text, "id": {**letter.text["id"], "closing": [words]}}


def test_codes_are_long_and_have_no_look_alikes():
    code = drafted().code
    marks = code.replace("-", "")

    assert len(ALPHABET) ** len(marks) >= 2**60
    assert set(marks) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7kq2 m4xa 9tbn", "7KQ2-M4XA-9TBN"),
        ("7KQ2M4XA9TBN", "7KQ2-M4XA-9TBN"),
        ("7KQ2-M4XA-9TBO", "7KQ2-M4XA-9TB0"),
        ("lI11-0000-0000", "1111-0000-0000"),
        ("7KQ2-M4XA", ""),
        ("7KQ2-M4XA-9TBN.", "7KQ2-M4XA-9TBN"),
        ("7KQ2-M4XA-9TBNX", ""),
        ("٧KQ2-M4XA-9TB٧", ""),
    ],
)
def test_a_code_is_found_however_it_was_typed(typed, kept):
    assert tidied(typed) == kept


def test_words_that_name_another_region_are_refused():
    letter = drafted()

    with pytest.raises(ValidationError, match="Kota Samarinda"):
        letters.edit(
            letter,
            other_text(letter, "Kalah dari kota samarinda."),
            version=0,
            by=letter_writer(),
        )


def test_words_that_name_an_assessor_are_refused():
    letter = drafted()
    judge = make.official("Wayan Sudarma")
    Assignment.objects.create(
        participation=letter.participation,
        assessor=judge.person,
        letter="A",
        assigned_at=make.NOON,
    )

    with pytest.raises(ValidationError, match="Wayan Sudarma"):
        letters.edit(
            letter,
            other_text(letter, "Dinilai Wayan Sudarma."),
            version=0,
            by=letter_writer(),
        )


def test_a_name_inside_ones_own_is_no_other_region():
    forbidden = ["Kabupaten Solok", "Kota Batu"]

    assert (
        mentioned(["Kabupaten Solok Selatan"], forbidden, "Kabupaten Solok Selatan")
        == []
    )
    assert mentioned(["Kota Batubara"], forbidden, "Kota Malang") == []
    assert mentioned(
        ["dan Kabupaten Solok."], forbidden, "Kabupaten Solok Selatan"
    ) == ["Kabupaten Solok"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kalah dari Kota\u00a0Samarinda", ["Kota Samarinda"]),
        ("kalah dari Kota\n Samarinda", ["Kota Samarinda"]),
        ("kalah dari Kota Sama\u200brinda", ["Kota Samarinda"]),
        ("oleh Pemkot Samarinda", ["Kota Samarinda"]),
        ("than Paser Regency", ["Kabupaten Paser"]),
        ("dari Kab. Paser", ["Kabupaten Paser"]),
        ("dinilai Wayan Sudarma", ["Dr. Wayan Sudarma, M.T."]),
        ("sidang di Samarinda", []),
        ("Balikpapan City", []),
    ],
)
def test_a_name_is_found_however_it_is_written(words, found):
    forbidden = ["Kota Samarinda", "Kabupaten Paser", "Dr. Wayan Sudarma, M.T."]

    assert mentioned([words], forbidden, "Kota Balikpapan") == found


def test_no_letter_of_a_round_names_another_region_or_who_judged():
    regions = {
        code: make.judged(level) for code, level in zip(NAMES, "1234", strict=True)
    }
    decision = decided(regions)
    judge = make.official("Wayan Sudarma").person
    for part in Participation.objects.filter(round=decision.release.round):
        Assignment.objects.create(
            participation=part, assessor=judge, letter="A", assigned_at=make.NOON
        )
        drafted(decision, part.region_id)

    names = {*NAMES.values(), "Wayan Sudarma"}
    for letter in Letter.objects.select_related("participation__region"):
        own = letter.participation.region.name
        assert mentioned([str(letter.data), str(letter.text)], list(names), own) == []


def test_the_data_hold_no_figure_of_another_region_but_the_line():
    decision = decided()
    held = str(drafted(decision, "64.01").data)

    for score, is_line in ((3.6, True), (2.46, False), (2.16, False)):
        assert (str(score) in held) is is_line
