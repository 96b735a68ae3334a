import json

import pytest

from menuju.scoring.commands import explain


@pytest.fixture
def levels(tmp_path):
    (tmp_path / "iMeta.csv").write_text(
        "iCode,Level,Parent,Weight\na,1,P,1\nb,1,P,3\nc,1,Q,1\nP,2,X,1\nQ,2,X,1\nX,3,,1\n"
    )
    (tmp_path / "levels.csv").write_text(
        "uCode,group,a,b,c\nu1,m,1,1,1\nu2,m,2,2,2\nu3,n,3,3,3\nu4,n,0,0,0\n"
    )
    (tmp_path / "cost.csv").write_text("item,cost\na,1\nb,9\nc,9\n")
    return [
        *("--meta", f"{tmp_path}/iMeta.csv", "--data", f"{tmp_path}/levels.csv"),
        *("--levels", "0:4", "--cost", f"{tmp_path}/cost.csv"),
    ]


def ask(levels, capsys, *options):
    assert explain.main([*levels, *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_fewest_steps_into_the_quota(levels, capsys):
    answer = ask(levels, capsys, "--quota", "2", "--unit", "u1", "--kind", "steps")

    assert answer["selected"] is False
    assert (answer["rank_before"], answer["rank_after"]) == (3, 2)
    assert answer["changes"] == [{"item": "c", "from": 1, "to": 4}]
    assert (answer["steps"], answer["cost"]) == (3, 27)
    assert (answer["score_before"], answer["score_after"]) == (1, 2.5)


def test_the_least_effort_goes_by_cost(levels, capsys):
    answer = ask(levels, capsys, "--quota", "2", "--unit", "u1", "--kind", "effort")

    assert answer["cost"] == 19
    assert answer["changes"] == [
        {"item": "a", "from": 1, "to": 2},
        {"item": "c", "from": 1, "to": 3},
    ]


def test_a_tie_may_be_let_in(levels, capsys):
    tied = ask(
        levels,
        capsys,
        "--quota",
        "2",
        "--unit",
        "u1",
        "--kind",
        "steps",
        "--ties",
        "in",
    )

    assert tied["steps"] == 2
    assert tied["score_after"] == 2


def test_no_change_of_the_items_named_would_do(levels, capsys):
    answer = ask(
        levels, capsys, "--quota", "1", "--unit", "u4", "--kind", "named", "--only", "a"
    )

    assert answer["possible"] is False
    assert "changes" not in answer


def test_who_is_in_need_not_change(levels, capsys):
    answer = ask(levels, capsys, "--quota", "2", "--unit", "u3")

    assert (answer["selected"], answer["changes"], answer["steps"]) == (True, [], 0)


def test_a_quota_of_the_group(levels, capsys):
    answer = ask(
        levels,
        capsys,
        "--quota",
        "1",
        "--unit",
        "u1",
        "--kind",
        "steps",
        "--group",
        "group",
    )

    assert answer["rank_before"] == 2
    assert answer["steps"] == 3


def test_a_minimum_gate_costs_its_own_steps(levels, capsys, tmp_path):
    (tmp_path / "gates.csv").write_text("element,minimum\nP,2\n")

    answer = ask(
        levels,
        capsys,
        "--quota",
        "2",
        "--unit",
        "u1",
        "--kind",
        "steps",
        "--gates",
        f"{tmp_path}/gates.csv",
    )

    assert answer["rank_before"] is None
    assert answer["score_after"] > 2
    assert {c["item"] for c in answer["changes"]} >= {"b"}


def test_a_direction_is_not_applied_to_levels_and_that_is_said(
    levels, capsys, tmp_path
):
    plain = ask(levels, capsys, "--quota", "2", "--unit", "u1", "--kind", "steps")
    meta = "iCode,Level,Parent,Weight,Direction\na,1,P,1,-1\nb,1,P,3,1\nc,1,Q,1,1\nP,2,X,1,\nQ,2,X,1,\nX,3,,1,\n"
    (tmp_path / "iMeta.csv").write_text(meta)

    answer = ask(levels, capsys, "--quota", "2", "--unit", "u1", "--kind", "steps")

    assert answer.pop("warnings")[0].startswith("a: Direction -1 is not applied")
    assert answer == plain


def test_a_free_place_needs_no_change(levels, capsys):
    answer = ask(levels, capsys, "--quota", "4", "--unit", "u4")

    assert answer["selected"] is True
    assert (answer["possible"], answer["steps"]) == (True, 0)
