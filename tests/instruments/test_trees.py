from decimal import Decimal

import pytest
from django.utils.translation import override

from menuju.instruments.models.tree import Tree
from menuju.instruments.queries import (
    Presence,
    applicability,
    attendance_result,
    score,
    tree_of,
)
from tests.make import instruments as make

TREE = Tree(make.document())
RULED = Tree(
    make.document(
        [
            make.group("kota", [make.item("a", "100")], "50", applies="kind == 'kota'"),
            make.group(
                "besar", [make.item("b", "100", applies="population > 9")], "50"
            ),
        ]
    )
)
FIGURE = {
    "code": "ipm",
    "title": make.text("IPM"),
    "weight": "50",
    "external": {"figure": "ipm", "goalposts": {"low": "20", "high": "85"}},
}
DEPUTY = Presence("deputy", "present", "definitive")
BAPPEDA = Presence("agency_head:bappeda", "represented", "", "division_head")
DIVISION = Presence("agency_head:diskominfo", "represented", "", "division_head")
SECTION = Presence("agency_head:diskominfo", "represented", "", "section_head")


def test_a_tree_knows_its_nodes_their_way_and_their_share():
    assert [n.code for n in TREE.leaves] == ["sdm-1", "sdm-2", "kehadiran", "paparan"]
    assert [n.code for n in TREE.path("paparan")] == ["akar", "komitmen", "paparan"]
    assert TREE.parent("akar") is None
    assert TREE.effective_weight("kehadiran") == Decimal("0.16")
    assert TREE.attendance.code == "kehadiran"


def test_the_shares_of_all_leaves_make_the_whole():
    assert sum(TREE.effective_weight(node.code) for node in TREE.leaves) == 1


def test_a_missing_policy_is_inherited_until_it_is_said_anew():
    children = [make.item("a"), make.item("b", missing="zero")]
    tree = Tree(make.document(children, root={"missing": "exclude"}))

    assert (tree.node("a").missing, tree.node("b").missing) == ("exclude", "zero")


def test_a_text_is_in_the_language_of_its_reader():
    assert str(TREE.node("sdm").title) == "Kelompok sdm"
    with override("en"):
        assert str(TREE.node("sdm").title) == "Kelompok sdm (en)"


@pytest.mark.django_db
def test_a_published_tree_is_built_once():
    version = make.instrument_version()
    version.content_hash = "f" * 64

    assert tree_of(version) is tree_of(version)


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"kind": "kota", "population": 10}, {"kota", "a", "besar", "b"}),
        ({"kind": "kabupaten", "population": 10}, {"besar", "b"}),
        ({"kind": "kota", "population": 1}, {"kota", "a"}),
        ({"kind": "kota", "population": None}, {"kota", "a", "besar", "b"}),
    ],
)
def test_who_is_asked_what(facts, asked):
    found = applicability(RULED, facts)

    assert {code for code, is_asked in found.items() if is_asked} == asked | {"akar"}


def test_a_case_is_scored_from_its_leaves():
    levels = {"sdm-1": 4, "sdm-2": 2, "kehadiran": 3, "paparan": 2}

    found = score(TREE, {"64.71": levels})["64.71"]

    assert (found["sdm"], found["komitmen"]) == (3.0, 2.4)
    assert found["akar"] == pytest.approx(2.76)


def test_what_is_unknown_is_none_and_never_zero():
    found = score(TREE, {"x": {"sdm-1": 4, "sdm-2": None}})["x"]

    assert (found["sdm"], found["akar"]) == (None, None)


def test_what_is_not_asked_is_none_and_its_weight_goes_to_the_rest():
    asked = applicability(RULED, {"kind": "kabupaten", "population": 10})

    found = score(RULED, {"x": {"b": 3}}, {"x": asked})["x"]

    assert (found["kota"], found["akar"]) == (None, 3.0)


def test_an_item_with_its_own_scale_is_put_on_the_scale_of_the_whole():
    own = make.item("a", "100")
    own["item"] |= {"scale": {"min": 1, "max": 5}, "levels": []}

    found = score(Tree(make.document([own])), {"x": {"a": 3}})

    assert found["x"]["akar"] == 2.0


def test_a_figure_is_given_as_it_is_published():
    tree = Tree(make.document([FIGURE, make.item("a")]))

    assert score(tree, {"x": {"ipm": 52.5, "a": 2}})["x"]["ipm"] == 2.0


@pytest.mark.parametrize("levels", [{"sdm": 3}, {"asing": 3}, {"sdm-1": 5}])
def test_a_value_that_does_not_belong_is_refused(levels):
    with pytest.raises(ValueError, match="x: "):
        score(TREE, {"x": levels})


def test_no_cases_give_no_scores():
    assert score(TREE, {}) == {}


def test_the_delegation_of_2019_is_worth_30_of_40_and_says_why():
    result = attendance_result(TREE.attendance, [DEPUTY, DIVISION, SECTION, BAPPEDA])

    assert (result.points, result.full, result.level) == (30.0, 40.0, 3.0)
    assert [clause.reached for clause in result.clauses] == [True, False, False]
    assert result.clauses[1].best == DIVISION
    assert result.sentence == (
        "Kehadiran bernilai 30 dari 40 poin. "
        "Pimpinan daerah: hadir (20 dari 20). "
        "Kepala Diskominfo: diwakili kepala bidang (5 dari 10). "
        "Kepala Bappeda: diwakili kepala bidang (5 dari 10)."
    )


def test_the_sentence_is_there_in_english():
    with override("en"):
        sentence = attendance_result(TREE.attendance, [DEPUTY]).sentence

    assert sentence.startswith("Attendance is worth 20 of 40 points.")


def test_an_acting_head_counts_in_full():
    acting = Presence("agency_head:bappeda", "present", "plt")

    clause = attendance_result(TREE.attendance, [acting]).clauses[2]

    assert (clause.points, clause.reached) == (10.0, True)


def test_a_quarter_for_a_section_head_and_nothing_for_a_stranger():
    stranger = Presence("agency_head:bappeda", "represented", "", "staff")

    result = attendance_result(TREE.attendance, [SECTION, stranger])

    assert [clause.points for clause in result.clauses] == [0.0, 2.5, 0.0]


def test_nothing_recorded_is_unknown_not_zero():
    result = attendance_result(TREE.attendance, [])

    assert (result.points, result.level, result.share) == (None, None, None)
    assert result.sentence.startswith("Poin kehadiran belum dapat dihitung.")


def test_an_unconfirmed_presence_leaves_its_clause_open():
    doubtful = Presence("agency_head:bappeda", "unconfirmed")

    result = attendance_result(TREE.attendance, [DEPUTY, DIVISION, doubtful])

    assert [clause.points for clause in result.clauses] == [20.0, 5.0, None]
    assert result.points is None


def test_only_an_attendance_leaf_has_a_result():
    with pytest.raises(ValueError, match="no attendance rule"):
        attendance_result(TREE.node("sdm"), [])
