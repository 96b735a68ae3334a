"""What is typed becomes content, and content is typed again as it was."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from menuju.plans.models.markup import MarkupError, markup_of, read, read_all, tidy
from menuju.plans.models.text import (
    Heading,
    Points,
    RunningText,
    TableOf,
    plain_of,
)

MARKS = st.sampled_from([*"*\\^[]|-#1.) \n\t_<>&`~:a ", "**", "^[", "<b>", "&amp;"])
TYPED = st.lists(st.one_of(MARKS, st.text(max_size=3)), max_size=30).map("".join)
RUN = st.fixed_dictionaries(
    {
        "text": TYPED,
        "bold": st.booleans(),
        "italic": st.booleans(),
        "note": st.one_of(st.just(""), TYPED),
    }
)
RUNS = st.lists(RUN, max_size=6).map(tuple)
KINDS = ("text", "heading", "list", "table")


def typed_again(content):
    return read(content.type, markup_of(content))


@given(RUNS)
@example(({"text": "a", "bold": True}, {"text": "b.", "italic": True}, {"text": "c"}))
@settings(max_examples=500)
def test_running_text_is_typed_again_as_it_was(runs):
    content = tidy(RunningText(runs=runs))

    if content.runs:
        assert typed_again(content) == content


@given(RUNS, st.sampled_from([2, 3]))
def test_a_heading_is_typed_again_as_it_was(runs, level):
    content = tidy(Heading(runs=runs, level=level))

    if content.runs:
        assert typed_again(content) == content


@given(st.lists(RUNS, max_size=4), st.booleans())
@settings(max_examples=300)
def test_a_list_is_typed_again_as_it_was(items, ordered):
    content = tidy(Points(items=tuple(items), ordered=ordered))

    if content.items:
        assert typed_again(content) == content


@given(st.integers(1, 3), st.booleans(), st.data())
@settings(max_examples=300)
def test_a_table_is_typed_again_as_it_was(width, has_head, data):
    row = st.lists(RUNS, min_size=width, max_size=width).map(tuple)
    rows = tuple(data.draw(st.lists(row, min_size=1, max_size=3)))
    content = tidy(TableOf(rows=rows, has_head=has_head))

    if plain_of(content).strip():
        assert typed_again(content) == content


@given(st.sampled_from(KINDS), TYPED)
@settings(max_examples=500)
def test_whatever_is_typed_is_read_or_refused(kind, typed):
    try:
        content = read(kind, typed)
    except MarkupError:
        return
    assert tidy(content) == content


@given(TYPED)
@settings(max_examples=300)
def test_whatever_is_typed_is_divided_without_losing_a_letter(typed):
    letters = sorted(filter(str.isalpha, "".join(map(plain_of, read_all(typed)))))

    assert len(letters) <= sum(map(str.isalpha, typed))


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("**tebal** biasa", [("tebal", True, False), (" biasa", False, False)]),
        ("*miring*", [("miring", False, True)]),
        ("***dua***", [("dua", True, True)]),
        ("5 * 3 * 2", [("5 * 3 * 2", False, False)]),
        ("nama_berkas_x", [("nama_berkas_x", False, False)]),
        (r"\*bukan\*", [("*bukan*", False, False)]),
        ("<script>x</script> &amp;", [("<script>x</script> &amp;", False, False)]),
        ("**belum ditutup", [("**belum ditutup", False, False)]),
    ],
)
def test_marks_are_read_and_all_else_is_text(typed, runs):
    found = [(one.text, one.bold, one.italic) for one in read("text", typed).runs]

    assert found == runs


def test_a_footnote_hangs_on_the_words_before_it():
    first, rest = read("text", "**Satu**^[Sumber: BPS [2019]] dua").runs

    assert (first.text, first.note) == ("Satu", "Sumber: BPS [2019]")
    assert rest.text == " dua"


def test_points_are_lines_with_or_without_a_mark():
    content = read("list", "1. satu\n2) dua\n   lanjutan\ntiga")

    assert content.ordered
    assert plain_of(content) == "satu\ndua lanjutan\ntiga"


def test_a_table_of_a_spreadsheet_is_pasted_as_it_is():
    content = read("table", "Tahun\tNilai\n2019\t80,5")

    assert plain_of(content) == "Tahun\tNilai\n2019\t80,5"


def test_a_row_that_is_too_short_is_filled():
    content = read("table", "| a | b |\n|---|---|\n| c |")

    assert content.has_head
    assert [len(row) for row in content.rows] == [2, 2]


def test_what_is_pasted_is_divided_by_kind():
    found = read_all(
        "## Judul\nSatu\nbaris.\n\nDua.\n- a\n- b\n\n- c\n\n| x | y |\n| 1 | 2 |\n2019. Tahun"
    )

    assert [one.type for one in found] == [
        "heading",
        "text",
        "text",
        "list",
        "table",
        "text",
    ]
    assert plain_of(found[3]) == "a\nb\nc"


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("text", "a" * 20_001, "Bagi menjadi beberapa alinea"),
        ("text", " \n ", "Tuliskan naskahnya"),
        ("list", "\n".join("ab"[n % 2] for n in range(201)), "batasnya 200"),
        ("table", "|".join("a" * 13), "12 kolom"),
        ("table", "\n".join("a" * 201), "200 baris"),
        ("table", "| | |", "sedikitnya satu sel"),
    ],
)
def test_too_much_or_nothing_is_refused_with_a_way_out(kind, typed, words):
    with pytest.raises(MarkupError, match=words):
        read(kind, typed)


@pytest.mark.parametrize(
    "typed", ["*" * 20_000, "*a " * 6_000, "a**" * 6_000, "^[" * 9_000]
)
def test_marks_without_end_are_read_in_time(typed):
    begun = time.process_time()
    read("text", typed[:20_000])

    assert time.process_time() - begun < 2
