"""Frameworks and guides: checked, stored once, read as objects."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from menuju.plans.actions.documents import FOLDER, load, load_shipped_plans
from menuju.plans.models import Framework, Guide
from menuju.plans.queries.documents import framework_of, guide_of, read

SIX = (FOLDER / "framework-six-dimensions.yaml").read_text()
THREE = (FOLDER / "guide-three-books.yaml").read_text()


def wrong(text):
    _document, findings = read(text, "berkas.yaml")
    return [str(finding) for finding in findings]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda p: p.name)
def test_every_shipped_file_is_sound(path):
    assert wrong(path.read_text()) == []


def test_the_shipped_framework_has_eighteen_leaves():
    document, _findings = read(SIX, "six.yaml")

    assert len(list(document.leaves())) == 18


def test_a_dimension_without_parts_stands_for_itself():
    text = (FOLDER / "framework-six-aspects-draft.yaml").read_text()

    document, _findings = read(text, "aspects.yaml")

    assert [part.code for part in document.leaves()][-1] == "mobility"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Smart Transportation", "living.mobility"),
        ("smart  people", "society"),
        ("governance.service", "governance.service"),
        ("Sampah", "environment.waste"),
        ("Smart Weather", None),
    ],
)
def test_a_part_is_found_by_code_name_or_alias(words, code):
    document, _findings = read(SIX, "six.yaml")

    assert document.find(words) == code


def test_a_horizon_counts_from_the_first_year_of_the_plan():
    document, _findings = read(THREE, "three.yaml")

    assert list(document.horizon("short").years(2019)) == [2019, 2020]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("code: governance.policy", "code: governance.service", "dimensions.0.parts"),
        ("from: economy", "from: ekonomi", "crosswalk.pairs.1.from"),
        ('aliases: ["Learning"', 'aliases: ["Waste"', "dimensions.5"),
        ("source:", "sumber:", "sumber"),
    ],
)
def test_a_problem_of_a_framework_names_file_and_place(old, new, place):
    found = wrong(SIX.replace(old, new, 1))

    assert found
    assert any("berkas.yaml" in one and place in one for one in found)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("number: 4", "number: 5", "sessions"),
        ("code: buku-3", "code: buku-2", "books.2.code"),
        ("code: buku-3", "code: buku.3", "books.2.code"),
        ("code: buku-3", "code: susun", "books.2.code"),
        ("code: buku-3", "code: buku-yang-ke-tiga-kali", "books.2.code"),
        ("code: pendahuluan", "code: bab.1", "books.0.chapters.0.code"),
        ("first_year: 1, last_year: 2}", "first_year: 3, last_year: 2}", "horizons.0"),
        ("quick_win_months: 12", "quick_win_months: banyak", "quick_win_months"),
    ],
)
def test_a_problem_of_a_guide_names_file_and_place(old, new, place):
    assert any(place in one for one in wrong(THREE.replace(old, new, 1)))


@pytest.mark.parametrize("text", ["a: [", "a: &b 1\nc: *b", "x" * 2_000_000])
def test_what_is_no_plain_yaml_is_refused_in_words(text):
    assert len(wrong(text)) == 1


@pytest.mark.django_db
def test_loading_again_stores_nothing_new():
    first = load_shipped_plans()

    assert load_shipped_plans() == first
    assert (Framework.objects.count(), Guide.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_an_edition_is_never_changed():
    load_shipped_plans()
    changed, _findings = read(SIX.replace("Wajah kota", "Rupa kota", 1), "six.yaml")

    with pytest.raises(ValidationError, match="isi lain"):
        load(changed, by=None)


@pytest.mark.django_db
def test_a_new_edition_stands_beside_the_old():
    load_shipped_plans()
    changed, _findings = read(SIX.replace('"2017"', '"2030"', 1), "six.yaml")

    load(changed, by=None)

    assert Framework.objects.filter(code="six-dimensions").count() == 2


@pytest.mark.django_db
def test_what_was_stored_reads_as_what_was_loaded():
    load_shipped_plans()
    framework = Framework.objects.get(code="six-dimensions")
    guide = Guide.objects.get(code="four-books")

    assert framework_of(framework).content_hash == framework.content_hash
    assert guide_of(guide).content_hash == guide.content_hash


@pytest.mark.django_db
def test_the_command_loads_what_is_shipped(capsys):
    call_command("plans", "load")

    assert "six-dimensions 2017" in capsys.readouterr().out


def test_the_command_says_what_is_wrong_with_a_file(tmp_path, capsys):
    path = tmp_path / "kerangka.yaml"
    path.write_text(SIX.replace("from: economy", "from: ekonomi"))

    with pytest.raises(CommandError, match="1 of 1"):
        call_command("plans", "check", str(path))

    assert "kerangka.yaml" in capsys.readouterr().err
