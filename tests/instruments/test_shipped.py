"""The shipped instruments give the results that were published."""

from decimal import Decimal
from importlib import resources

import pytest
import yaml

from menuju.instruments import queries
from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import Presence
from menuju.instruments.queries.documents import read

NAMES = ["evaluation-2022", "readiness", "spbe-2020"]
FILES = resources.files("menuju.instruments") / "data"

KAB_MALANG_2022 = {
    "baseline": ("2 1 2 1 1", 1.40),
    "output": ("2 1 2 2.75 1 1 1", 1.54),
    "outcome": (
        "2.75 4 4 1 3 3.5 2 3 2 3 3 2 3.5 3 3 4 4 3.25 2 3.25 4 4 4 4 2 3 4 1 1.25 2 2",
        2.92,
    ),
    "impact": ("2.25 2 3 3", 2.56),
    "quick-win": ("2.25 3 2.75 4 3 2.75 3 2.5 3.75 3.75 2.5 3.75", 3.08),
}
"""Scores of the questions in order, and the mean that the sheet prints."""


def written(name):
    return (FILES / f"{name}.yaml").read_text(encoding="utf-8")


def shipped(name):
    document, findings = read(written(name), f"{name}.yaml")
    assert findings == []
    return Tree(document)


def levels(tree, value):
    return {leaf.code: value for leaf in tree.leaves}


def texts(part, where="document"):
    """Every pair of texts in the raw document, with where it stands."""
    if isinstance(part, dict) and set(part) <= {"id", "en"}:
        yield where, part
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from texts(inner, f"{where}.{part.get('code', '')}.{key}")
    elif isinstance(part, list):
        for place, inner in enumerate(part):
            yield from texts(inner, f"{where}[{place}]")


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_are_complete(name):
    raw = yaml.safe_load(written(name))
    pairs = list(texts(raw))
    assert len(pairs) > 60
    assert [
        where for where, pair in pairs if not (pair.get("id") and pair.get("en"))
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_file_passes_the_checks(name):
    assert read(written(name), name)[1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_part_that_is_not_proposed_names_its_source(name):
    silent = [n.code for n in shipped(name).nodes if not (n.is_proposed or n.source)]
    assert silent == []


@pytest.mark.parametrize("name", NAMES)
def test_the_best_answers_reach_the_top_of_the_scale(name):
    tree = shipped(name)
    top = float(tree.scale.max)
    assert queries.score(tree, {"x": levels(tree, top)})["x"][tree.root.code] == top


def test_readiness_has_five_elements_of_equal_weight_and_20_leaves():
    tree = shipped("readiness")
    weights = {node.code: node.weight for node in tree.root.children}
    elements = ["sdm", "aparatur", "infrastruktur", "suprastruktur", "komitmen"]
    assert weights == dict.fromkeys(elements, Decimal(20))
    assert len(tree.leaves) == 20


def test_each_readiness_item_describes_its_five_levels_and_their_evidence():
    for node in shipped("readiness").items:
        assert [level.value for level in node.item.levels] == [0, 1, 2, 3, 4]
        assert all(level.descriptor and level.evidence for level in node.item.levels)
        assert node.item.question
        assert node.guidance


def test_readiness_texts_and_numbers_are_marked_as_proposed():
    assert all(node.is_proposed for node in shipped("readiness").items)


def test_attendance_is_eight_percent_of_readiness():
    tree = shipped("readiness")
    assert tree.attendance.code == "komitmen-kehadiran"
    assert tree.effective_weight("komitmen-kehadiran") == Decimal("0.08")


def test_the_delegation_of_february_2019_earns_30_of_40():
    node = shipped("readiness").attendance
    delegation = [
        Presence("head", "absent"),
        Presence("deputy", "present", "definitive", "deputy"),
        Presence("agency_head:bappeda", "represented", "", "division_head"),
        Presence("agency_head:diskominfo", "represented", "", "division_head"),
        Presence("agency_head:diskominfo", "represented", "", "section_head"),
    ]

    result = queries.attendance_result(node, delegation)

    assert (result.points, result.full) == (30, 40)
    assert [clause.points for clause in result.clauses] == [20, 5, 5]


def test_the_full_delegation_earns_everything():
    node = shipped("readiness").attendance
    delegation = [
        Presence("secretary", "present", "plh"),
        Presence("agency_head:bappeda", "present", "plt"),
        Presence("agency_head:diskominfo", "present", "definitive"),
    ]
    assert queries.attendance_result(node, delegation).points == 40


def test_the_evaluation_has_59_questions_in_five_dimensions():
    tree = shipped("evaluation-2022")
    shape = [(node.weight, len(node.children)) for node in tree.root.children]
    assert shape == [(10, 5), (20, 7), (30, 31), (20, 4), (20, 12)]
    assert {node.scale.step for node in tree.items} == {Decimal("0.25")}
    assert {node.scale.min for node in tree.items} == {1}


def test_kabupaten_malang_2022_gets_its_five_published_means():
    tree = shipped("evaluation-2022")
    answers = {}
    for dimension in tree.root.children:
        scores, _ = KAB_MALANG_2022[dimension.code]
        codes = [question.code for question in dimension.children]
        answers |= dict(zip(codes, map(float, scores.split()), strict=True))

    results = queries.score(tree, {"35.07": answers})["35.07"]

    printed = {code: mean for code, (_, mean) in KAB_MALANG_2022.items()}
    assert {code: round(results[code], 2) for code in printed} == printed


@pytest.mark.parametrize(
    ("dimensions", "published"),
    [
        ([3.60, 3.21, 3.23, 3.07, 3.65], 3.31),  # Kota Kediri 2022
        ([3.84, 3.18, 3.53, 3.63, 3.35], 3.48),  # Kota Jambi 2024
    ],
)
def test_published_dimensions_give_the_published_final(dimensions, published):
    """Within rounding: each dimension was printed with two decimals."""
    tree = shipped("evaluation-2022")
    answers = {
        question.code: value
        for dimension, value in zip(tree.root.children, dimensions, strict=True)
        for question in dimension.children
    }

    final = queries.score(tree, {"x": answers})["x"][tree.root.code]

    assert abs(final - published) <= 0.01


def test_an_unanswered_question_leaves_the_final_unknown():
    tree = shipped("evaluation-2022")
    answers = levels(tree, 3.0)
    del answers["spbe"]

    results = queries.score(tree, {"x": answers})["x"]

    assert (results["outcome"], results[tree.root.code]) == (None, None)
    assert results["impact"] == 3.0


def test_spbe_weights_sum_to_100_at_every_level():
    tree = shipped("spbe-2020")
    assert len(tree.leaves) == 47
    assert sum(leaf.weight for leaf in tree.leaves) == 100
    for node in tree.nodes:
        if node.children:
            assert sum(child.weight for child in node.children) == (node.weight or 100)


def test_the_spbe_index_is_the_sum_of_level_times_weight():
    tree = shipped("spbe-2020")
    answers = {leaf.code: 1 + place % 5 for place, leaf in enumerate(tree.leaves)}
    by_hand = sum(leaf.weight * answers[leaf.code] for leaf in tree.leaves) / 100

    index = queries.score(tree, {"x": answers})["x"]["spbe"]

    assert index == pytest.approx(float(by_hand), abs=1e-12)
