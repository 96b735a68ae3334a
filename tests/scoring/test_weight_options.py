"""Weights chosen, elements left out, and results of an earlier run taken away."""

import csv
import json

import numpy as np
import pytest

from menuju.scoring.aggregate import parse_rules
from menuju.scoring.commands import raters, score
from menuju.scoring.compare import leave_one_out, without
from menuju.scoring.data import Table
from menuju.scoring.hierarchy import Element, Hierarchy
from menuju.scoring.normalise import Method
from menuju.scoring.pipeline import Choices, prepare
from menuju.scoring.pipeline import score as scored_by
from menuju.scoring.ranks import descending
from tests.scoring.known import rows
from tests.scoring.test_commands import ASEM, files

META = """iCode,Level,Parent,Weight
a,1,P,1
b,1,P,1
c,1,P,1
d,1,Q,2
P,2,X,1
Q,2,X,1
X,3,,1
"""
HEADER = "uCode,a,b,c,d\n"


@pytest.fixture
def run(tmp_path):
    def ran(lines, *options):
        (tmp_path / "iMeta.csv").write_text(META)
        (tmp_path / "iData.csv").write_text(HEADER + "\n".join(lines) + "\n")
        paths = ["--meta", tmp_path / "iMeta.csv", "--data", tmp_path / "iData.csv"]
        out = ["--out", tmp_path / "out"]
        return score.main([str(part) for part in (*paths, *out, *options)])

    return ran


TOGETHER = ["u1,1,2,1,4", "u2,2,1,3,3", "u3,3,3,2,2", "u4,4,5,5,1", "u5,5,4,4,6"]


def test_principal_component_weights_are_the_first_eigenvector(run, tmp_path):
    assert run(TOGETHER, "--weights", "pca") == 0

    used = json.loads((tmp_path / "out/method.json").read_text())["weights_used"]
    x = np.array([[float(v) for v in line.split(",")[1:4]] for line in TOGETHER])
    first = np.abs(np.linalg.eigh(np.corrcoef(x.T))[1][:, -1])
    np.testing.assert_allclose([used[c] for c in "abc"], first)
    assert (used["d"], used["P"]) == (1, 1)


def test_a_negative_principal_component_is_refused(run, capsys):
    against = [f"u{k},{k},{9 - k},{k + (k == 3)},{k * k}" for k in range(1, 6)]

    assert run(against, "--weights", "pca") == 2
    assert "column b: the principal component gives it the weight -" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize("option", [("--weights", "equal"), ("--equal-weights",)])
def test_equal_weights_are_all_one(run, tmp_path, option):
    assert run(TOGETHER, *option) == 0

    report = json.loads((tmp_path / "out/method.json").read_text())
    assert set(report["weights_used"].values()) == {1}
    assert report["weights"] == "equal"


def test_leaving_each_element_out_is_known(tmp_path):
    options = ["--normalise", "minmax:0,100", "--leave-one-out"]

    assert score.main([*files("asem"), *ASEM, *options, "--out", str(tmp_path)]) == 0

    with (tmp_path / "leave_one_out.csv").open(newline="") as lines:
        found = {row["left_out"]: row for row in csv.DictReader(lines)}
    for row in rows("asem/remove_elements_level1.csv")[1:]:
        mean = float(found[row["removed"]]["mean_abs_rank_shift"])
        assert mean == pytest.approx(float(row["MeanAbsRankDiff"]), abs=1e-12)


def test_nothing_of_an_earlier_run_is_left(run, tmp_path):
    assert run(TOGETHER, "--draws", "64", "--top", "2", "--leave-one-out") == 0
    assert (tmp_path / "out/rank_stats.csv").exists()

    assert run(TOGETHER) == 0

    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left == {"normalised.csv", "scores.csv", "ranks.csv", "method.json"}


def test_an_input_is_never_overwritten(tmp_path, capsys):
    long = tmp_path / "raters.csv"
    long.write_text("region,item,rater,score\ng,i,a,1\ng,i,b,2\n")

    assert raters.main([str(long), "--out", str(tmp_path)]) == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert long.exists()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rule", ["amean", "copeland"])
def test_leaving_out_the_only_member_leaves_out_its_group(rule):
    elements = [Element("a", 1, "P"), Element("b", 1, "Q"), Element("c", 1, "Q")]
    elements += [Element("P", 2, "X"), Element("Q", 2, "X"), Element("X", 3, None)]
    tree = Hierarchy.build(elements)
    figures = np.array([[1.0, 3, 2], [2, 1, 1], [3, 2, 3]])
    table = Table(("u", "v", "w"), tree.indicators, figures)
    chosen = Choices(parse_rules(rule, 3), Method.parse("none"))
    whole = scored_by(prepare(table, tree, chosen), chosen)

    rest = without(whole, "a").scores

    assert np.isnan(rest[:, tree.position("P")]).all()
    assert descending(rest[:, -1]).tolist() == descending(rest[:, -2]).tolist()
    assert leave_one_out(whole, 2)["P"] == leave_one_out(whole, 1)["a"]
