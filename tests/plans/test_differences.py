"""What differs between two texts, and two changes in one text."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menuju.plans.queries.differences import excerpt, merged, pieces_of, rising

TEXTS = st.text(alphabet="ab .,\né1", max_size=60) | st.text(max_size=60)


def shown(old, new):
    marks = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return "".join(marks[one.kind].format(one.text) for one in pieces_of(old, new))


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_the_old_text(old, new):
    pieces = pieces_of(old, new)

    assert "".join(one.text for one in pieces if one.kind != "ins") == old


@given(TEXTS, TEXTS)
def test_what_stayed_and_came_is_the_new_text(old, new):
    pieces = pieces_of(old, new)

    assert "".join(one.text for one in pieces if one.kind != "del") == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert all(one.kind == "same" for one in pieces_of(text, text))


@given(TEXTS, TEXTS)
def test_two_pieces_beside_each_other_are_of_two_kinds(old, new):
    kinds = [one.kind for one in pieces_of(old, new)]

    assert all(one != other for one, other in pairwise(kinds))


def test_a_word_in_the_middle_is_replaced_alone():
    assert shown("Kota yang ramah.", "Kota yang nyaman.") == (
        "Kota yang [-ramah-][+nyaman+]."
    )


def test_a_word_that_ends_the_text_stays_when_others_follow():
    assert shown("Kota ramah", "Kota ramah dan aman") == "Kota ramah[+ dan aman+]"


def test_a_doubled_word_is_one_word():
    assert shown("berulang kali", "berulang-ulang") == (
        "[-berulang kali-][+berulang-ulang+]"
    )


def test_a_moved_word_goes_and_comes():
    assert shown("cepat, murah, mudah", "murah, mudah, cepat").count("cepat") == 2


def test_lines_stay_lines():
    assert shown("satu\ndua\ntiga", "satu\ntiga") == "satu\n[-dua\n-]tiga"


def words(count, vocabulary, seed):
    chosen = random.Random(seed)
    return "".join(f"{chosen.choice(vocabulary)} " for _ in range(count))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 10_000, "a " * 9_999 + "b"),
        (words(10_000, "ab", 1), words(10_000, "ab", 2)),
        ("a b " * 5_000, "b a a " * 3_333),
        ("." * 20_000, "!." * 10_000),
        ("Ya. " * 5_000, "Ya. " * 4_000 + "Tidak. " * 100),
        ("\n" * 20_000, "x\n" * 10_000),
        (words(3_000, [f"kata{n}" for n in range(300)], 3), "lain " * 4_000),
        (
            " ".join(str(n) for n in range(4_000)),
            " ".join(str(n) for n in range(4_000, 0, -1)),
        ),
    ],
)
def test_the_longest_paragraphs_are_compared_at_once(old, new):
    begun = time.process_time()
    pieces = pieces_of(old, new)

    assert time.process_time() - begun < 0.5
    assert "".join(one.text for one in pieces if one.kind != "del") == new


@given(TEXTS, TEXTS)
def test_an_excerpt_of_a_short_difference_is_all_of_it(old, new):
    pieces = pieces_of(old, new)

    found, is_cut = excerpt(pieces, parts=1_000)

    assert found == pieces
    assert not is_cut


def test_an_excerpt_keeps_what_changed_and_the_words_beside_it():
    long = "kata " * 2_000
    found, is_cut = excerpt(pieces_of(f"{long}lama {long}", f"{long}baru {long}"))

    kinds = [one.kind for one in found]
    assert is_cut
    assert kinds == ["same", "del", "ins", "same"]
    assert sum(len(one.text) for one in found) < 200


def test_an_excerpt_of_a_long_addition_is_cut():
    found, is_cut = excerpt(pieces_of("", "kata " * 4_000), most=500)

    assert is_cut
    assert sum(len(one.text) for one in found) < 600


def test_a_long_text_with_few_changes_shows_just_these():
    old = [f"kata{n % 500}" for n in range(2_500)]
    new = [*old]
    for place in range(100, 2_500, 250):
        new[place] = "baru"

    changed = pieces_of(" ".join(old), " ".join(new))

    assert sum(one.kind == "ins" for one in changed) == 10


@given(TEXTS, TEXTS)
def test_a_text_that_one_person_changed_is_theirs(base, other):
    assert merged(base, other, base) == other
    assert merged(base, base, other) == other


@given(TEXTS, TEXTS)
def test_the_same_change_by_two_is_made_once(base, other):
    assert merged(base, other, other) == other


def test_two_changes_in_two_places_are_both_made():
    base = "Kota ini ramah dan layanannya cepat."
    mine = "Kota ini nyaman dan layanannya cepat."
    theirs = "Kota ini ramah dan layanannya tepat."

    assert merged(base, mine, theirs) == "Kota ini nyaman dan layanannya tepat."


def test_two_changes_of_one_word_are_not_merged():
    assert merged("Kota ramah.", "Kota nyaman.", "Kota indah.") is None


def test_two_insertions_at_one_place_are_not_merged():
    assert merged("Kota ", "Kota baru ", "Kota lama ") is None


@given(st.lists(st.integers(0, 30), max_size=30, unique=True))
def test_rising_pairs_rise_and_no_longer_choice_does(places):
    pairs = list(enumerate(places))
    found = rising(pairs)
    longest = [1] * len(places)
    for n, place in enumerate(places):
        before = [longest[m] for m in range(n) if places[m] < place]
        longest[n] = 1 + max(before, default=0)

    assert [pair for pair in pairs if pair in found] == found
    assert all(a[1] < b[1] for a, b in pairwise(found))
    assert len(found) == max(longest, default=0)
