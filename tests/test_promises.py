"""What the documents promise, the code keeps."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "menuju"
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
MODULES = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]


def test_every_slice_is_in_the_architecture_page():
    page = (ROOT / "docs" / "architecture.md").read_text()
    slices = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}

    assert {name for name in slices if f"| `{name}` |" not in page} == set()


def test_no_file_is_longer_than_a_reader_can_hold():
    lengths = {p.relative_to(SOURCE): len(p.read_text().splitlines()) for p in MODULES}

    assert {str(p): n for p, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_page():
    long = {
        f"{path.relative_to(SOURCE)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }

    assert long == {}


CATALOGUES = sorted(SOURCE.glob("*/locale/en/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda p: p.parts[-5])
def test_every_text_has_an_english_one(catalogue):
    entries = catalogue.read_text().split("\n\n")[1:]
    empty = [
        e for e in entries if re.search(r'^msgstr(\[\d\])? ""(?!\n")', e, re.MULTILINE)
    ]

    assert empty == []
    assert [e for e in entries if "#, fuzzy" in e] == []


PART = re.compile(r'^(msgctxt|msgid|msgstr(?:\[\d\])?) "(.*)"$', re.MULTILINE)


def test_one_text_has_one_english_text_wherever_it_stands():
    """Where the same words mean two things, a context (msgctxt) tells them apart."""
    english = {}
    for catalogue in CATALOGUES:
        for entry in _joined(catalogue.read_text()).split("\n\n")[1:]:
            parts = dict(PART.findall(entry))
            text = (parts.pop("msgctxt", ""), parts.pop("msgid", ""))
            said = english.setdefault(text, {})
            said.setdefault(tuple(parts.values()), []).append(catalogue.parts[-5])

    assert {text: said for text, said in english.items() if len(said) > 1} == {}


TEXT = re.compile(r"""{%\s*(?:trans|translate)\s+(["'])(.+?)\1""")


def test_every_translated_text_of_a_template_is_in_a_catalogue():
    known = {
        text.replace('\\"', '"').replace("%%", "%")
        for catalogue in CATALOGUES
        for text in re.findall(
            r'^msgid "(.+)"', _joined(catalogue.read_text()), re.MULTILINE
        )
    }
    used = {
        (path.name, match[2])
        for path in SOURCE.rglob("templates/**/*.html")
        for match in TEXT.finditer(path.read_text())
    }

    assert {pair for pair in used if pair[1] not in known} == set()


def _joined(catalogue: str) -> str:
    """One line for each msgid: long ones are folded in the file."""
    return re.sub(r'"\n"', "", catalogue)


def test_compiled_texts_are_as_new_as_their_sources():
    stale = [c for c in CATALOGUES if not c.with_suffix(".mo").exists()]

    assert stale == []


def test_nothing_names_the_place_it_was_built_in():
    names = ("/" + "work/", "../" + "shared")
    kept = [
        p
        for folder in ("src", "docs", "tools", "tests")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in {".py", ".md", ".html", ".yaml", ".js", ".css"}
        and p != Path(__file__)
    ]

    assert [str(p) for p in kept if any(n in p.read_text() for n in names)] == []
