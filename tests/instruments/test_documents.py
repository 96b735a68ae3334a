from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menuju.instruments.models.document import Document, plain
from menuju.instruments.queries.documents import read
from menuju.instruments.queries.export import yaml_of
from tests.make import instruments as make

GOOD = yaml_of(make.document())


def found_in(text):
    return [
        (finding.line, finding.problem.node, finding.problem.message)
        for finding in read(text, "uji.yaml")[1]
    ]


def line_of(text, words):
    lines = text.splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


def test_a_sound_file_is_read():
    document, findings = read(GOOD, "uji.yaml")

    assert findings == []
    assert document == make.document()


def test_a_problem_names_file_line_node_and_mend():
    text = GOOD.replace("weight: '60'", "weight: '61'", 1)

    _, findings = read(text, "uji.yaml")

    assert str(findings[0]) == (
        f"uji.yaml:{line_of(text, 'children:')}: akar (root.children): "
        "Bobot anak berjumlah 101, bukan 100. Ubah bobot sehingga berjumlah 100."
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("weight: '60'", "weight: 60.5", 'Tulis angka dalam tanda kutip: "60.5".'),
        ("weight: '60'", "weight: banyak", "Bagian 'weight' harus berupa angka."),
        ("weight: '60'", "wait: '60'", "Bagian 'wait' tidak dikenal."),
        (
            "code: sdm\n",
            "code: no\n",
            "Bagian 'code' harus berupa teks dalam tanda kutip.",
        ),
        ("weight: '60'", "missing: maybe", "Nilai 'missing' bukan salah satu pilihan."),
    ],
)
def test_what_does_not_fit_the_form_is_named_by_line(old, new, message):
    text = GOOD.replace(old, new, 1)

    lines = {line: words for line, _, words in found_in(text)}

    assert lines[line_of(text, new.strip())] == message


def test_a_key_written_twice_is_a_problem_not_a_silent_choice():
    text = GOOD.replace("weight: '60'", "weight: '60'\n    weight: '70'", 1)

    assert found_in(text)[0][2] == "Kunci 'weight' ditulis dua kali."


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: &x [1]\nb: *x",
        "- 1",
        "",
        "\0",
        "a: !!python/object:os.x {}",
        "[" * 5000,
    ],
)
def test_text_that_is_no_instrument_is_refused(text):
    document, findings = read(text, "uji.yaml")

    assert document is None
    assert findings


def test_json_is_read_as_well():
    document, findings = read(make.document().canonical, "uji.json")

    assert (document, findings) == (make.document(), [])


def test_the_hash_does_not_depend_on_how_the_same_content_is_written():
    content = make.content()
    spelt = make.content() | {"scale": {"min": "0.0", "max": "4.00"}, "source": " Uji "}
    composed = make.content(source="Peraturan é")
    decomposed = make.content(source="Peraturan e\u0301")
    same = [Document.model_validate(each).content_hash for each in (content, spelt)]
    forms = [Document.model_validate(c).content_hash for c in (composed, decomposed)]

    assert same[0] == same[1]
    assert forms[0] == forms[1]


def test_the_hash_changes_with_the_content():
    assert make.document().content_hash != make.document(source="Lain").content_hash


def test_the_canonical_text_has_sorted_keys_and_no_floats():
    text = make.document().canonical

    assert text.startswith('{"code":"contoh","root":{"children":[{"children":[{"code"')
    assert '"weight":"60"' in text


@given(st.decimals(-1000, 1000, places=3))
def test_a_decimal_keeps_its_value_in_its_shortest_text(value):
    text = plain(value)

    assert type(value)(text) == value
    assert not text.endswith("0") or "." not in text


def test_the_published_schema_is_current():
    from menuju.instruments.management.commands.instrument import schema_text  # noqa: PLC0415

    published = Path(__file__).parents[2] / "docs" / "instrument.schema.json"

    assert published.read_text(encoding="utf-8") == schema_text() + "\n"


def test_the_example_of_the_manual_is_sound():
    manual = Path(__file__).parents[2] / "docs" / "instruments.md"
    example = manual.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]

    document, findings = read(example, "instruments.md")

    assert findings == []
    assert document.code == "example"
